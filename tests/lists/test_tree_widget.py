"""The tree of schedules by itself: what it asks for, keeps and tells."""

from datetime import date, timedelta

from textual import on
from textual.app import App, ComposeResult

from store.model.timeline import EVERYTHING, Scope
from tests.lists.tree_nodes import NOON, THURSDAY, day_node, schedule_node, version_node
from tests.support.screens import shown
from tui.presentation.branches import day_branches, schedule_branches, version_branches
from tui.presentation.signs import UNICODE
from tui.widgets.tree.branch_nodes import PAGE
from tui.widgets.tree.schedule_tree import ScheduleTree

DAY = Scope(day=THURSDAY)
SCHEDULE = Scope(schedule_uid="schedule")


class Trees(App[None]):
    """A tree of two days, which notes what it is told."""

    CSS = "ScheduleTree { width: 44; border: round white; }"

    def __init__(self) -> None:
        super().__init__()
        self.scopes: list[Scope] = []
        self.wanted: list[Scope] = []
        self.opened: list[Scope] = []

    def compose(self) -> ComposeResult:
        yield ScheduleTree(lambda: NOON, UNICODE)

    def on_mount(self) -> None:
        self.schedules.show(EVERYTHING, day_branches([day_node(), day_node(THURSDAY - timedelta(days=1))]))

    @property
    def schedules(self) -> ScheduleTree:
        return self.query_one(ScheduleTree)

    def show_schedules(self, *uids: str) -> None:
        nodes = [schedule_node(uid) for uid in uids or ("schedule", "other")]
        self.schedules.show(DAY, schedule_branches(nodes))

    @on(ScheduleTree.ScopeChosen)
    def note_scope(self, chosen: ScheduleTree.ScopeChosen) -> None:
        self.scopes.append(chosen.scope)

    @on(ScheduleTree.ChildrenWanted)
    def note_wanted(self, wanted: ScheduleTree.ChildrenWanted) -> None:
        self.wanted.append(wanted.branch.scope)

    @on(ScheduleTree.Opened)
    def note_opened(self, opened: ScheduleTree.Opened) -> None:
        self.opened.append(opened.branch.scope)


async def test_all_schedules_stand_above_the_days_newest_first() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = shown(app.schedules).splitlines()
        assert "All schedules" in lines[1]
        assert "Thu 26 Mar 2026" in lines[2]
        assert "Wed 25 Mar 2026" in lines[3]


async def test_nothing_is_selected_before_there_is_anything() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)):
        empty = ScheduleTree(lambda: NOON, UNICODE)
        await app.mount(empty)
        assert not empty.select(EVERYTHING)


async def test_the_branch_under_the_cursor_is_the_scope() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "j", "j", "k")
        assert app.scopes[-3:] == [DAY, Scope(day=date(2026, 3, 25)), DAY]


async def test_children_are_asked_for_when_a_branch_first_opens() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "j", "right")
        await pilot.pause()
        assert app.wanted == [DAY]
        assert "loading…" in shown(app.schedules)
        app.show_schedules()
        await pilot.pause()
        assert "loading…" not in shown(app.schedules)
        await pilot.press("left", "right")
        await pilot.pause()
        assert app.wanted == [DAY]


async def test_new_values_keep_the_cursor_and_what_is_open() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_schedules()
        app.schedules.show(SCHEDULE, version_branches([version_node(3)], None))
        app.schedules.select(Scope(schedule_uid="schedule", version=3))
        await pilot.pause()
        line = app.schedules.cursor_line
        newer = [day_node(THURSDAY + timedelta(days=1)), day_node(accepted=4), day_node(date(2026, 3, 25))]
        app.schedules.show(EVERYTHING, day_branches(newer))
        app.show_schedules("before", "schedule", "other")
        await pilot.pause()
        assert app.schedules.cursor_line == line + 2
        assert "v3 active" in shown(app.schedules).splitlines()[app.schedules.cursor_line + 1]
        assert "4/5" in shown(app.schedules)
        assert app.scopes[-1] == Scope(schedule_uid="schedule", version=3)


async def test_what_is_gone_leaves_the_tree() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        app.schedules.show(EVERYTHING, day_branches([day_node()]))
        await pilot.pause()
        assert "25 Mar" not in shown(app.schedules)


async def test_a_long_list_comes_in_pages() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_schedules(*(f"schedule {number}" for number in range(PAGE + 700)))
        app.schedules.select(DAY)
        await pilot.press("right")
        assert app.schedules.last_line == PAGE + 3
        await pilot.press("end", "k")
        assert "… 700 more" in shown(app.schedules)
        before = len(app.scopes)
        await pilot.press("enter")
        await pilot.pause()
        assert app.schedules.last_line == 2 * PAGE + 3
        assert app.opened == []
        assert len(app.scopes) >= before


async def test_selecting_lists_as_many_pages_as_it_takes() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_schedules(*(f"schedule {number}" for number in range(3 * PAGE)))
        assert app.schedules.select(Scope(schedule_uid=f"schedule {2 * PAGE + 7}"))
        await pilot.pause()
        assert app.scopes[-1] == Scope(schedule_uid=f"schedule {2 * PAGE + 7}")
        assert not app.schedules.select(Scope(schedule_uid="not there"))


async def test_left_closes_a_branch_and_then_goes_outward() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_schedules()
        app.schedules.select(SCHEDULE)
        await pilot.press("left")
        assert app.scopes[-1] == DAY
        await pilot.press("h")
        assert "50Hertz" not in shown(app.schedules)
        await pilot.press("l", "l")
        assert app.scopes[-1] == SCHEDULE


async def test_enter_opens_the_events_of_a_branch() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("home", "j", "enter")
        assert app.opened == [DAY]


async def test_a_click_on_a_row_selects_and_on_its_sign_opens() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(ScheduleTree, offset=(8, 2))
        assert app.scopes[-1] == DAY
        assert app.wanted == []
        await pilot.click(ScheduleTree, offset=(1, 3))
        await pilot.pause()
        assert app.wanted == [Scope(day=date(2026, 3, 25))]


async def test_text_of_the_store_is_never_markup() -> None:
    app = Trees()
    async with app.run_test(size=(80, 24)) as pilot:
        hostile = schedule_node("a", tso="[/b][red]x\x1b", raw_status="[bold]")
        app.schedules.show(DAY, schedule_branches([hostile]))
        app.schedules.select(Scope(schedule_uid="a"))
        await pilot.pause()
        assert "[/b][red]x␛" in shown(app.schedules)
