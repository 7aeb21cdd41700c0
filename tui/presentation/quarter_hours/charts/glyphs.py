"""The characters that strips and charts are drawn with, in Unicode or in ASCII."""

from dataclasses import dataclass

from tui.presentation.signs import ASCII, Signs


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What stands for what, each one cell wide but `delta`.

    `rising` fills a cell from below, `hanging` from above, in as many steps as there are characters.
    `more` and `less` shade what one side has beyond the other, `spread` what several quarter-hours of one
    column lie between. `ups` and `downs` are differences of the heat strip from small to large.
    """

    rising: str = "▁▂▃▄▅▆▇█"
    hanging: str = "▔▀█"
    more: str = "▒"
    less: str = "░"
    spread: str = "│"
    zero: str = "─"
    null: str = "∅"
    differs: str = "≠"
    ups: str = "▁▄▲"
    downs: str = "▔▀▼"
    both: str = "◆"
    same: str = "·"
    unknown: str = "?"
    tick: str = "┤"
    cursor: str = "▲"
    rule: str = "─"
    minus: str = "−"
    missing: str = "·"
    delta: str = "Δ"
    times: str = "×"
    to: str = "–"

    @classmethod
    def of(cls, signs: Signs) -> "Glyphs":
        """Return the characters that go with signs."""
        return PLAIN if signs is ASCII else cls()


PLAIN = Glyphs(
    rising=".#",
    hanging="'#",
    more="+",
    less="-",
    spread="|",
    zero="_",
    null="n",
    differs="#",
    ups="++^",
    downs="--v",
    both="X",
    same=".",
    unknown="?",
    tick="|",
    cursor="^",
    rule="-",
    minus="-",
    missing=".",
    delta="diff",
    times="x",
    to="-",
)


def filled(steps: str, share: float) -> str:
    """Return the character that fills a share of a cell, something at least."""
    return steps[min(len(steps) - 1, max(0, round(share * len(steps)) - 1))]
