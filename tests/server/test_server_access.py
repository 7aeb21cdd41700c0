"""Getting to a server as libpq does: passwords from wherever it takes them, and TLS."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from store.database.engine import reading_engine, store_url, writing_engine
from store.database.opening import open_store
from store.database.upkeep.granting import grant
from store.errors import StoreError
from store.model.timeline import StoreKind
from tests.faults.server import SERVER_USER, Server, binaries, own_server
from tests.support.databases import POSTGRES, needs_postgres
from tests.support.entries import created, encoded

SECRET = "geheim"  # noqa: S105 - of a server that lasts as long as these tests


@dataclass(frozen=True)
class Guarded:
    """A server that asks for a password and, of one role, for TLS; where it is, and its certificate."""

    place: str
    port: int
    certificate: Path


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    tools, openssl = binaries(), shutil.which("openssl")
    if tools is None or openssl is None:
        pytest.skip("the programs of a PostgreSQL server, or openssl, are not here")
    with tempfile.TemporaryDirectory() as folder, own_server(Path(folder), tools) as server:
        certificate = _certificate(server, openssl)
        open_store(server.url, create=StoreKind.RECORD).close()
        engine = writing_engine(store_url(server.url))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE ROLE desk LOGIN PASSWORD '{SECRET}'"))
            connection.execute(text("ALTER SYSTEM SET ssl = on"))
        engine.dispose()
        grant(server.url, "desk", read_only=False)
        server.allow("hostssl all desk 127.0.0.1/32 scram-sha-256\nhostnossl all desk 127.0.0.1/32 reject")
        yield Guarded(f"localhost:{server.port}/postgres?hostaddr=127.0.0.1", server.port, certificate)


def _certificate(server: Server, openssl: str) -> Path:
    """Give a server a certificate for `localhost`, where it looks for one, and return it."""
    data = server.folder / "data"
    made = ["-keyout", str(data / "server.key"), "-out", str(data / "server.crt")]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *named, *made]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a program of the system
    for name in ("server.key", "server.crt"):
        if data.stat().st_uid != (data / name).stat().st_uid:
            shutil.chown(data / name, SERVER_USER)
        (data / name).chmod(0o600)
    return data / "server.crt"


@needs_postgres
@pytest.mark.parametrize(("asked", "expected"), [({}, 5), ({"prepare_threshold": "none"}, None)])
def test_behind_a_pooler_of_transactions_no_statement_is_prepared(asked: dict[str, str], expected: int | None) -> None:
    engine = reading_engine(store_url(POSTGRES or "").update_query_dict(asked))
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        assert driver.prepare_threshold == expected
    engine.dispose()


@pytest.fixture(params=["url", "query", "PGPASSWORD", "PGPASSFILE", "passfile", "service"])
def allowed(request: pytest.FixtureRequest, guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give a URL, and put the password where it is to be found: one way at a time."""
    kept = tmp_path / "pgpass"
    kept.write_text(f"localhost:*:*:desk:{SECRET}\n")
    kept.chmod(0o600)
    plain = f"postgresql://desk@{guarded.place}&sslmode=verify-full&sslrootcert={guarded.certificate}"
    if request.param == "service":
        services = tmp_path / "services.conf"
        lines = ["[log]", "host=localhost", f"port={guarded.port}", "dbname=postgres", "user=desk", "sslmode=require"]
        services.write_text("\n".join([*lines, f"password={SECRET}"]))
        monkeypatch.setenv("PGSERVICEFILE", str(services))
        return "postgresql:///?service=log"
    if request.param.startswith("PG"):
        monkeypatch.setenv(request.param, SECRET if request.param == "PGPASSWORD" else str(kept))
        return plain
    return {
        "url": plain.replace("desk@", f"desk:{SECRET}@"),
        "query": f"{plain}&password={SECRET}",
        "passfile": f"{plain}&passfile={kept}",
    }[str(request.param)]


def test_a_password_is_taken_from_wherever_libpq_takes_it_over_tls(allowed: str, tmp_path: Path) -> None:
    with closing(open_store(allowed)) as store, closing(store.watch()) as watch:
        watch.changed()
        assert store.append([encoded(created(schedule=tmp_path.name))], origin="test").added == 1
        assert watch.changed()
        assert SECRET not in store.location + store.name


@pytest.mark.parametrize(
    ("account", "options", "sentence"),
    [
        ("desk", "", "asks for a password: put it into"),
        ("desk:falsch", "", "does not take this user with this password"),
        (f"desk:{SECRET}", "&sslmode=disable", "no encryption"),
        (f"desk:{SECRET}", "&sslmode=verify-full&sslrootcert=system", "does not vouch for"),
    ],
)
def test_who_may_not_is_told_why_without_a_word_of_the_password(
    guarded: Guarded, account: str, options: str, sentence: str
) -> None:
    with pytest.raises(StoreError, match=sentence) as told:
        open_store(f"postgresql://{account}@{guarded.place}{options}")
    assert not {SECRET, "falsch"} & set(str(told.value).replace("'", " ").split())
    assert SECRET not in str(told.value)
