"""The themes: enough contrast, statuses that keep their colour under the cursor, and no colour at all."""

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.support.screens import app_on, main_screen, settle, store_of
from tui.presentation.pieces import Role
from tui.settings import Settings
from tui.themes import ANSI, HIGH_CONTRAST, THEMES

PAINTED = [theme for theme in THEMES if not theme.ansi]
STATUS_COLOURS = ("success", "error", "warning", "accent", "secondary", "foreground")
GROUNDS = ("background", "block-cursor-background", "block-cursor-blurred-background")


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours after WCAG 2: 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [value / 255 for value in colour.rgb]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", PAINTED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_status_can_be_read_also_under_the_cursor(theme: Theme, ground: str) -> None:
    colours = theme.to_color_system().generate()
    least = 7.0 if theme.name == HIGH_CONTRAST else 4.5
    for name in STATUS_COLOURS:
        assert contrast(Color.parse(colours[name]), Color.parse(colours[ground])) >= least, name


@pytest.mark.parametrize("theme", PAINTED, ids=lambda theme: theme.name)
def test_small_print_can_be_read(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    least = 7.0 if theme.name == HIGH_CONTRAST else 4.5
    assert contrast(Color.parse(colours["text-muted"]), Color.parse(colours["background"])) >= least


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with a working day."""
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", ["01_two_good_days.jsonl"])


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_the_status_keeps_its_colour_under_the_cursor(samples: str, theme: str) -> None:
    async with app_on(samples, settings=Settings(theme=theme)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        timeline = main_screen(pilot).timeline
        at_cursor = timeline.render_line(timeline.cursor - timeline.scroll_offset.y)
        sign = next(segment for segment in at_cursor if "✔" in segment.text)
        expected = timeline.get_component_rich_style(f"role--{Role.ACCEPTED}").color
        assert sign.style is not None
        assert sign.style.color == expected


@pytest.mark.parametrize("theme", [theme.name for theme in PAINTED])
async def test_what_the_frame_says_can_be_read_also_without_the_focus(samples: str, theme: str) -> None:
    async with app_on(samples, settings=Settings(theme=theme)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        timeline = main_screen(pilot).timeline
        timeline.unseen = 3
        await settle(pilot)
        assert not timeline.has_focus
        strips = timeline.render_lines(timeline.outer_size.region)
        said = next(segment.style for segment in strips[-1] if "3 new" in segment.text)
        assert said
        assert said.color
        assert said.bgcolor
        colours = (Color.from_rich_color(said.color), Color.from_rich_color(said.bgcolor))
        assert contrast(*colours) >= 4.5


async def test_no_color_paints_none(samples: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert pilot.app.theme == ANSI
        strips = main_screen(pilot).timeline.render_lines(main_screen(pilot).timeline.outer_size.region)
        styles = [segment.style for strip in strips for segment in strip if segment.style is not None]
        assert all(style.color is None or style.color.is_default for style in styles)
        assert any(style.reverse or style.bold for style in styles)


async def test_only_our_own_themes_can_be_chosen(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert set(pilot.app.available_themes) == {theme.name for theme in THEMES}
        for theme in THEMES:
            pilot.app.theme = theme.name
            await settle(pilot)
