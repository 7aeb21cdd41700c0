"""The themes: dark, light, high contrast, colour-blind safe, and the terminal's own colours.

Statuses use `$success` (accepted), `$error` (rejected), `$warning` (waiting, partly), `$accent` (anomaly)
and `$secondary` (imposed); what the cursor stands on keeps them.
"""

from textual.theme import Theme

DARK = "gridtrail-dark"
LIGHT = "gridtrail-light"
HIGH_CONTRAST = "high-contrast"
COLOUR_BLIND = "colour-blind"
ANSI = "ansi"


def _variables(ground: str, edge: str, muted: str, key: str) -> dict[str, str]:
    """Return the colours besides those of the palette: of the ground, of edges, of small print and of keys."""
    return {
        "text-muted": muted,
        "foreground-muted": muted,
        "block-cursor-text-style": "none",
        "border-blurred": edge,
        "footer-background": ground,
        "footer-key-foreground": key,
        "footer-description-foreground": muted,
        "scrollbar": edge,
        "scrollbar-background": ground,
        "scrollbar-hover": muted,
        "scrollbar-active": key,
    }


def _cursor(text: str, focused: str, blurred: str) -> dict[str, str]:
    """Return the colours of the row the cursor is on: its text, its ground with the focus and without."""
    return {
        "block-cursor-foreground": text,
        "block-cursor-background": focused,
        "block-cursor-blurred-foreground": text,
        "block-cursor-blurred-background": blurred,
    }


THEMES = (
    Theme(
        name=DARK,
        primary="#6cb2f0",
        secondary="#5fc4c8",
        accent="#d29bf0",
        success="#7ac77f",
        warning="#e3b75c",
        error="#f58487",
        foreground="#d5dbe3",
        background="#12161c",
        surface="#171c24",
        panel="#1d2430",
        variables={
            **_variables("#12161c", edge="#323c4a", muted="#8590a0", key="#6cb2f0"),
            **_cursor("#ffffff", focused="#26364d", blurred="#1a212c"),
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#0b63b5",
        secondary="#0c686e",
        accent="#8035c0",
        success="#1a7434",
        warning="#8a5a00",
        error="#c4252b",
        foreground="#20262e",
        background="#fafaf8",
        surface="#f2f3f2",
        panel="#e8eaec",
        variables={
            **_variables("#fafaf8", edge="#c3c9d0", muted="#5d6672", key="#0b63b5"),
            **_cursor("#000000", focused="#d6e6f8", blurred="#eef1f4"),
        },
    ),
    Theme(
        name=HIGH_CONTRAST,
        primary="#7cc4ff",
        secondary="#7df0f0",
        accent="#f0a8ff",
        success="#7dff8a",
        warning="#ffdd55",
        error="#ff9a9a",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#10141a",
        variables={
            **_variables("#000000", edge="#9aa3ad", muted="#c8ccd2", key="#ffdd55"),
            **_cursor("#ffffff", focused="#0d2a4d", blurred="#14181e"),
        },
    ),
    Theme(
        # the colours of Okabe and Ito, lightened for a dark ground: blue, vermilion, yellow, purple, grey
        name=COLOUR_BLIND,
        primary="#8fc7f2",
        secondary="#b8c0c8",
        accent="#e0a3c8",
        success="#5cb8ee",
        warning="#f0e05a",
        error="#ff8b4d",
        foreground="#dce1e6",
        background="#12161c",
        surface="#171c24",
        panel="#1d2430",
        variables={
            **_variables("#12161c", edge="#3a434f", muted="#8a94a2", key="#8fc7f2"),
            **_cursor("#ffffff", focused="#2c3442", blurred="#1a2028"),
        },
    ),
    Theme(
        name=ANSI,
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        accent="ansi_magenta",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "text-muted": "ansi_default",
            "foreground-muted": "ansi_default",
            "border": "ansi_blue",
            "border-blurred": "ansi_default",
            "block-cursor-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "block-cursor-text-style": "reverse",
            "block-cursor-blurred-text-style": "bold",
            "footer-key-foreground": "ansi_blue",
            "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white",
            "scrollbar": "ansi_bright_black",
            "scrollbar-background": "ansi_default",
        },
    ),
)
"""The themes to choose from, the first one the default."""
