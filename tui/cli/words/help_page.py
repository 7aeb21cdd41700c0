"""The help of a command: its arguments as they are written, and no types."""

import re
from inspect import cleandoc
from typing import Any, TypeAlias

import typer
from typer.core import TyperArgument, TyperCommand

from store.query.language.fields import FIELDS

# of Click, or of Typer's own copy of it: that differs from version to version
_Context: TypeAlias = Any
_Formatter: TypeAlias = Any

_RANGE = re.compile(r"\s*\[x>=\d+\]")


_OTHER_WORDS = [
    ("-reason:A54", "not this; a minus may stand before every word"),
    ("word", "text that begins so, in ids, codes and what they mean, texts and parties"),
    ('"two words"', "these words, whole and one after the other"),
]


class PlainCommand(TyperCommand):
    """A command whose help can be read aloud."""

    def collect_usage_pieces(self, _ctx: _Context) -> list[str]:
        return ["[OPTIONS]", *(_written(one) for one in self._arguments)]

    def format_options(self, ctx: _Context, formatter: _Formatter) -> None:
        if self._arguments:
            with formatter.section("Arguments"):
                formatter.write_dl([(_written(one), one.help or "") for one in self._arguments])
        options = [one.get_help_record(ctx) for one in self.get_params(ctx) if not isinstance(one, TyperArgument)]
        with formatter.section("Options"):
            formatter.write_dl([(name, _RANGE.sub("", help_)) for name, help_ in filter(None, options)])

    def get_short_help_str(self, _limit: int = 45) -> str:
        """Return the first sentence whole: who asks what there is has room for two lines."""
        return " ".join(cleandoc(self.help or "").partition("\n\n")[0].split()).partition(". ")[0].removesuffix(".")

    @property
    def _arguments(self) -> list[TyperArgument]:
        return [one for one in self.params if isinstance(one, TyperArgument)]


class QueryCommand(PlainCommand):
    """A command whose help ends with all that a query can ask for."""

    def format_epilog(self, _ctx: _Context, formatter: _Formatter) -> None:
        with formatter.section("Words of a query, which must all match"):
            rows = [(f"{field}:{about.example}", about.meaning) for field, about in FIELDS.items()]
            formatter.write_dl([*rows, *_OTHER_WORDS], col_max=34)


def _written(argument: TyperArgument) -> str:
    return argument.metavar or (argument.name or "").upper()


def make_plain(app: typer.Typer) -> None:
    """Give all commands of the command line a help of this kind."""
    for command in app.registered_commands:
        if command.cls is None or not issubclass(command.cls, PlainCommand):
            command.cls = PlainCommand
