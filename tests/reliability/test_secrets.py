"""The password of a server: used where it is given, and shown, written down and passed on nowhere."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from typer.testing import CliRunner

from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.database.upkeep.upgrading import upgrade
from store.errors import StoreError
from store.exchange.importing import Import
from store.model.texts.secrets import text_without_secrets, without_secrets
from store.model.timeline import StoreKind
from tests.support.command_line import ENVIRONMENT
from tests.support.databases import needs_postgres, new_target
from tests.support.entries import encoded, life, submitted
from tests.support.screens import app_on, main_screen, press, settle, shown
from tui.cli.main import app as commands
from tui.links import Link, link_text

SECRET = "geheim"  # noqa: S105 - looked for where it must not be
NOWHERE = "127.0.0.1:1/log"
BAD = [
    f"postgresql://anna:{SECRET}@{NOWHERE}",
    f"postgresql://anna@{NOWHERE}?password={SECRET}",
    f"postgresql://anna@{NOWHERE}?sslpassword={SECRET}&sslmode=prefer",
    f"postgresql://anna:a@b{SECRET}@{NOWHERE}",
    f"postgresql://anna:{SECRET}@127.0.0.1:port/log",
    f"mysql://anna:{SECRET}@{NOWHERE}",
    f"postgresql://anna:x/y?{SECRET}@{NOWHERE}",
]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("postgresql://localhost:1/db?user=me@srv&password=hidden", "postgresql://…"),
        ("postgresql://u:p@hid?den@host/db", "postgresql://…"),
        ("postgresql://anna/sec:ret@host/db", "postgresql://host/db"),
        ("sqlite:////data/a@b.db", "sqlite:////data/a@b.db"),
        ("/data/a@b?password=c.db", "/data/a@b?password=c.db"),
        ("postgresql://host/log?sslmode=require", "postgresql://host/log?sslmode=require"),
        ("postgresql://anna:x@host:5432/log", "postgresql://anna@host:5432/log"),
        ("postgresql://anna@server:x@host/log", "postgresql://anna@server@host/log"),
        ("postgresql://anna:x@y/z@host/log?passfile=~/p", "postgresql://anna@host/log?passfile=~/p"),
        ("postgresql:///log?user=anna&password=x&sslkey=k", "postgresql:///log?user=anna&sslkey=k"),
        ("postgresql:///log?p%61ssword=x", "postgresql:///log"),
    ],
)
def test_a_url_is_named_without_what_is_secret_in_it(target: str, expected: str) -> None:
    assert without_secrets(target) == expected


def test_a_sentence_has_no_secrets_of_the_urls_in_it() -> None:
    said = text_without_secrets(f"no such option: 'postgresql://a:{SECRET}@host/log' and http://b:{SECRET}@c")
    assert said == "no such option: 'postgresql://a@host/log' and http://b@c"


@pytest.mark.parametrize("target", BAD)
@pytest.mark.parametrize("arguments", [["tree"], ["upgrade"], ["init"], ["import"], ["events", "x", "y"]])
def test_no_command_says_the_password_of_a_store_that_it_cannot_use(target: str, arguments: list[str]) -> None:
    command, *more = arguments
    told = CliRunner().invoke(commands, [command, target, *more])
    assert told.exit_code
    assert SECRET not in told.output
    if isinstance(told.exception, StoreError):
        assert SECRET not in str(told.exception)


def test_what_the_command_line_says_of_wrong_use_has_no_password_in_it() -> None:
    told = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "tui.cli.main", "verify", "one.db", BAD[0]],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=False,
    )
    assert told.returncode == 2
    assert "postgresql://anna@" in told.stderr
    assert SECRET not in told.stderr


@pytest.fixture
def target(tmp_path: Path) -> Iterator[str]:
    """Give where a store can be made, with a password that the server does not ask for."""
    with new_target("postgresql", tmp_path) as made:
        yield (
            make_url(made)
            .set(password=SECRET)
            .update_query_dict({"sslpassword": SECRET})
            .render_as_string(hide_password=False)
        )


def _execute(target: str, *statements: str) -> None:
    server = writing_engine(store_url(target))
    with server.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    server.dispose()


@needs_postgres
def test_a_database_that_is_no_store_is_refused_without_a_word_of_the_password(target: str) -> None:
    told = []
    for statement in (
        "SELECT 1",
        "CREATE TABLE other (id int)",
        "CREATE TABLE alembic_version AS SELECT '0001' AS version_num",
        "UPDATE alembic_version SET version_num = '9999'",
    ):
        _execute(target, statement)
        for use in (open_store, upgrade):
            try:
                use(target)
            except StoreError as error:
                told.append(str(error))
    assert len(told) == 8
    assert not [one for one in told if SECRET in one]


@needs_postgres
async def test_neither_screen_nor_memory_nor_links_nor_a_traceback_have_the_password(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(target, create=StoreKind.RECORD)
    assert SECRET not in store.location + store.name
    memory = tmp_path / "state.json"
    app = app_on(target, state_path=memory)
    seen: list[str] = []
    async with app.run_test(size=(150, 36)) as pilot:
        await settle(pilot)
        seen += [shown(app), app.title, app.sub_title]
        assert "This store is empty" in seen[0]
        store.append([encoded(one) for one in life()], origin="test")
        await press(pilot, "r", "y", "l", "escape", "question_mark")
        seen += [shown(app), app.clipboard, *(one.message for one in app._notifications)]
        await press(pilot, "escape")
        assert main_screen(pilot).timeline.total == len(life())
        try:
            _fall(target)
        except RuntimeError:
            app._fatal_error()
        seen += [segment.text for part in app._exit_renderables for segment in app.console.render(part)]
        await app.action_quit()
    store.close()
    captured = capsys.readouterr()
    seen += [memory.read_text(encoding="utf-8"), link_text(Link(target)), captured.out, captured.err]
    assert any("a bug" in one for one in seen)
    assert not [one for one in seen if SECRET in one]


def _fall(target: str) -> None:
    raise RuntimeError("a bug" if target else "")


@needs_postgres
def test_no_process_that_helps_is_told_the_password(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands_run: list[object] = []
    monkeypatch.setattr(subprocess, "Popen", _kept(commands_run))
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"\n".join(encoded(submitted(1, number, f"s{number % 50}")) for number in range(6000)))
    store = open_store(target, create=StoreKind.RECORD)
    assert Import(store, reject=print).run([str(log)]).added == 6000
    store.close()
    assert commands_run
    assert SECRET not in repr(commands_run)


def _kept(commands_run: list[object]) -> type["subprocess.Popen[bytes]"]:
    class Kept(subprocess.Popen[bytes]):
        """Keeps what it was told to run."""

        def __init__(self, *arguments: object, **more: object) -> None:
            commands_run.append((arguments, more))
            # the arguments are those of the class above
            super().__init__(*arguments, **more)  # type: ignore[call-overload]

    return Kept
