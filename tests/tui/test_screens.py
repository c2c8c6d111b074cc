"""What the screens show and do, on a small organisation with awkward names."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from rollenplanner.tui import themes
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.bars import KeyLine, ScreenLine, Totals
from rollenplanner.tui.dialogs import Finder
from rollenplanner.tui.panes.gaps import GapsPane
from rollenplanner.tui.panes.people import PeoplePane
from rollenplanner.tui.panes.roles import RolesPane
from tests.support.hard_names import hard_names_scenario
from tests.tui.conftest import app_of, seen, settled, sit


def test_the_overview_shows_totals_clusters_and_the_worst_gaps(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        del pilot
        shown = seen(app)
        # Of 1.70 fte that roles ask, 0.80 + 0.40 are held; the balie's 0.50 is not.
        assert "Not covered 0.50" in shown
        assert "Formation 3.00  Occupancy 2.50  People 3  Vacancies 0" in shown
        assert "Proefdorp [b]vet[/b] [/x]" in shown
        assert "Cluster [wnd] 北京" in shown
        assert "SOLL" in shown

    sit(app_of("plan.yaml"), visit)


def test_roles_show_holders_backups_takeovers_and_what_is_open(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("3")
        await settled(app, pilot)
        shown = seen(app)
        assert "Kas [/] ‼" in shown
        assert "✓ P01/1" in shown  # held, with one who could step in
        assert "! -0.50" in shown  # the balie, in every period
        assert "! -0.40" in shown  # the archief, once P03 has left
        await pilot.press("enter")
        pane = app.current
        assert isinstance(pane, PeoplePane)
        assert pane.grid.row_key == "P01"

    sit(app_of("plan.yaml"), visit)


def test_people_show_load_and_absence_and_the_sheet_opens(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("4")
        await settled(app, pilot)
        shown = seen(app)
        assert "✓ 0.80 1+0" in shown
        assert "· 0.10 0+1" in shown  # P02 only backs up
        assert "· –" in shown  # P03 after leaving
        # Wishes are for the person's own sheet only.
        assert "wish" not in shown.lower()
        await pilot.press("enter")
        await settled(app, pilot)
        assert "Sheet of P01" in seen(app)
        assert "Wishes" in seen(app)

    sit(app_of("plan.yaml"), visit)


def test_names_are_shown_only_on_request_and_masked_by_one_key(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("4")
        await settled(app, pilot)
        assert "Proefpersoon" not in seen(app)
        await pilot.press("n")
        await settled(app, pilot)
        assert "Wilhelmina [red]" in seen(app)
        await pilot.press("n")
        await settled(app, pilot)
        assert "Wilhelmina" not in seen(app)

    sit(app_of("plan.yaml"), visit)


def test_the_language_changes_while_running_on_every_screen(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        for key, dutch in (("1", "Ergste hiaten"), ("2", "Functiematrix"), ("5", "Hiaten:")):
            await pilot.press(key)
            await settled(app, pilot)
            assert dutch not in seen(app)
            await pilot.press("l")
            await settled(app, pilot)
            assert dutch in seen(app)
            assert "Formatie 3,00" in seen(app)
            await pilot.press("l")

    sit(app_of("plan.yaml"), visit)


def test_gaps_stand_under_ist_and_soll_and_can_be_chosen(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("5")
        pane = app.current
        assert isinstance(pane, GapsPane)
        everything = pane.grid.count
        await pilot.press("v", "v")
        assert pane.which.value == "new"
        new = pane.grid.count
        await pilot.press("v")
        assert pane.which.value == "repaired"
        assert new + pane.grid.count < everything
        await pilot.press("v", "t", "t")
        assert pane.grid.count == everything
        assert "Work that nobody carries yet" in seen(app)
        await pilot.press("enter")
        assert app.current is not pane

    sit(app_of("plan.yaml"), visit)


def test_a_filter_leaves_rows_with_its_words_and_ends(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("3")
        pane = app.current
        assert isinstance(pane, RolesPane)
        everything = pane.grid.keys
        await pilot.press("slash", *"balie")
        assert pane.grid.keys == ("balie",)
        await pilot.press("enter")
        assert pane.grid.has_focus
        await pilot.press("escape")
        assert pane.grid.keys == everything

    sit(app_of("plan.yaml"), visit)


def test_jumping_by_part_of_a_name(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("g", *"ελλ", "enter")
        await settled(app, pilot)
        pane = app.current
        assert isinstance(pane, RolesPane)
        assert pane.grid.row_key == "balie"
        await pilot.press("g", *"p02", "enter")
        await settled(app, pilot)
        assert isinstance(app.current, PeoplePane)
        assert app.current.grid.row_key == "P02"
        await pilot.press("g", *"zzzz")
        await settled(app, pilot)
        assert "Nothing like that." in seen(app)
        await pilot.press("enter", "escape")

    sit(app_of("plan.yaml"), visit)


def test_a_jump_to_another_screen_scrolls_its_list_there(folder: Path) -> None:
    (folder / "large.yaml").write_text(hard_names_scenario(60, 70), encoding="utf-8")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        people = list(app.desk.scenario.staff)
        for person in (people[55], people[3], people[40]):
            await pilot.press("3")
            await settled(app, pilot)
            await pilot.press("g", *person, "enter")
            await settled(app, pilot)
            assert app.current is not None
            grid = app.current.grid
            assert grid.row_key == person
            lines = seen(app).splitlines()[grid.region.y : grid.region.bottom]
            assert any(line.strip().startswith(person) for line in lines)

    sit(app_of(scenario="large.yaml"), visit, (80, 24))


async def _taken_down(app: PlannerApp, pilot: Pilot[int]) -> Finder:
    await pilot.press("g")
    finder = app.screen
    assert isinstance(finder, Finder)
    await pilot.press("escape")
    await settled(app, pilot)
    assert not finder.built
    return finder


def test_what_still_comes_to_a_closed_finder_does_nothing(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        line = Input()
        finder = await _taken_down(app, pilot)
        finder.on_input_changed(Input.Changed(line, "kas"))
        finder.action_step(1)
        finder.on_input_submitted(Input.Submitted(line, "kas"))
        assert app.screen is app.base

    sit(app_of(), visit)


def test_commands_are_found_by_what_they_do(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("ctrl+p", *"other language", "enter")
        await settled(app, pilot)
        assert app.desk.tr.language == "nl"

    sit(app_of("plan.yaml"), visit)


def test_present_and_plan_and_the_period_change(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert "2027-07 (2/2)" in seen(app)
        # P03 has left: the archief is open as well.
        assert "Not covered 0.90" in seen(app)
        await pilot.press("i")
        assert "IST  2027-01" in seen(app)
        await pilot.press("i", "left_square_bracket")
        assert "SOLL  2027-01 (1/2)" in seen(app)

    sit(app_of("plan.yaml"), visit)


def test_light_and_dark_and_narrow(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("d")
        await settled(app, pilot)
        assert app.theme == themes.LIGHT.name
        for line in (ScreenLine, KeyLine):
            # Everything that it says fits on a narrow screen.
            assert "…" not in str(app.query_one(line).content)

    for language in ("en", "nl"):
        sit(app_of("plan.yaml", language=language), visit, (80, 24))


def test_totals_fit_the_window_and_fragility_is_always_there(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("g")  # something stands open over the screen
        for width in (120, 100, 80, 60, 40):
            await pilot.resize_terminal(width, 24)
            await settled(app, pilot)
            lines = str(app.base.query_one(Totals).content).splitlines()
            assert len(lines) == 2
            assert lines[1].endswith(" ?")
            assert max(map(len, lines)) <= width - 2
            assert len(str(app.base.query_one(KeyLine).content)) <= width - 2

    sit(app_of(), visit)


def test_the_mouse_goes_where_keys_go(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.click(ScreenLine, offset=(27, 0))
        assert isinstance(app.current, RolesPane)
        await pilot.click(KeyLine, offset=(2, 0))
        await settled(app, pilot)
        assert "Keys of this screen" in seen(app)

    sit(app_of("plan.yaml"), visit)


def test_plans_stand_side_by_side(folder: Path) -> None:
    other = (
        (folder / "plan.yaml")
        .read_text()
        .replace("archief", "balie")
        .replace("P03: [0.4, 0]", "P02: [0.5, 0.5]")
    )
    (folder / "other.yaml").write_text(other)

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("7")
        await settled(app, pilot)
        shown = seen(app)
        assert "Compare: 2 plans" in shown
        assert "plan" in shown
        assert "other" in shown
        # Open: the balie's 0.5 twice and the archief's 0.4 once, or the archief's 0.4 twice.
        line = next(each for each in shown.splitlines() if "2 work without holder" in each)
        assert line.split()[-3:] == ["1.40", "✓", "0.80"]
        await pilot.press("space")
        said = [each.message for each in app._notifications]
        assert any(each.startswith("Every open plan is compared") for each in said)
        await pilot.press("right", "c")
        await settled(app, pilot)
        assert "Plan other" in seen(app)
        assert len(app.screen_stack) == 2

    sit(app_of("plan.yaml", "other.yaml"), visit)
