"""Compare: results of a study, who beats whom, two plans in full, the curve, and its states."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from rollenplanner.domain.likeness import ground_of
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Translator
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning import stored_plans
from rollenplanner.planning.compare import refusal
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.panes.compare import ComparePane
from rollenplanner.tui.store_finder import StoreFinder
from tests.brute_force.test_frontier import traced, two_who_may_move
from tests.support.stores import outcome, write_store
from tests.tui.conftest import app_of, seen, settled, sit

Case = tuple[str, dict[str, Any] | None]


def scenario_in(folder: Path) -> Scenario:
    return read_scenario(folder / "scenario.yaml").scenario


def plan_in(folder: Path) -> Assignment:
    return read_plan(folder / "plan.yaml", scenario_in(folder)).assignment


def four_cases(folder: Path) -> list[Case]:
    """The first beats the second; the third has less work taken over; the fourth has no plan."""
    scenario, plan = scenario_in(folder), plan_in(folder)
    moved = replace(plan, placement={**plan.placement, "P01": Placed("adviseur", "b")})

    def case(uncovered: str, changes: str, where: Assignment = plan) -> dict[str, Any]:
        return outcome(scenario, {Term.UNCOVERED: uncovered, Term.CHANGES: changes}, where)

    return [
        ("Zoals [nu]", case("1.5", "4")),
        ("Slechter [/x]", case("2.25", "4")),
        ("Rustig", case("3", "1", moved)),
        ("Open", None),
    ]


@pytest.fixture
def store(folder: Path) -> Path:
    path = folder / "studie.db"
    write_store(path, scenario_in(folder), four_cases(folder), axes=("regie",))
    return path


def with_store(path: Path, *plans: str, **how: Any) -> PlannerApp:
    app = app_of(*plans, **how)
    app.desk.store = path
    return app


def pane_of(app: PlannerApp) -> ComparePane:
    return app.query_one(ComparePane)


async def looked(app: PlannerApp, pilot: Pilot[int]) -> None:
    """Wait until what is read has come and is shown."""
    await settled(app, pilot)
    while pane_of(app).shelf.busy:
        await pilot.pause(0.05)
    await settled(app, pilot)


def headings(app: PlannerApp) -> list[str]:
    """The headings of the list, without the number of plans below each."""
    words = ("◆ No plan beats", "· Another one is", "Without a plan")
    return [each.strip() for each in seen(app).splitlines() if any(w in each for w in words)]


def test_the_store_of_the_command_line_opens_with_the_open_plan_among_the_cases(
    store: Path,
) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert app.current is pane_of(app)
        shown = seen(app)
        assert "Compare: Studie [wnd] studie" in shown
        assert "1 Zoals [nu]" in shown
        assert "5 plan (open)" in shown
        # Two cases have less of something than any other one; the second has more than the first.
        lost = pane_of(app).cases
        assert lost is not None
        assert {id: by.number for id, by in lost.beaten.items()}["studie:studie-2"] == 1
        line = next(each for each in shown.splitlines() if "2 Slechter [/x]" in each)
        assert line.strip().startswith("·")
        assert "· 1" in line
        assert "· 4 Open: not computed" in shown

    sit(with_store(store, "plan.yaml"), visit)


def test_terms_choose_who_beats_whom(store: Path) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert headings(app) == [
            "◆ No plan beats these: 2",
            "· Another one is nowhere worse and somewhere better: 1",
            "Without a plan: 1",
        ]
        await pilot.press("p", "space", "enter")  # the first one in which plans differ
        await looked(app, pilot)
        cases = pane_of(app).cases
        assert cases is not None
        assert cases.terms == ("uncovered",)
        assert headings(app)[0] == "◆ No plan beats these: 1"
        assert "T1" in seen(app)
        await pilot.press(*["right"] * 3)  # over what is varied and who beats it
        await looked(app, pilot)
        assert "T1: work without holder" in seen(app)
        await pilot.press("p", "space", "enter")
        await looked(app, pilot)
        assert headings(app)[0] == "◆ No plan beats these: 2"

    sit(with_store(store), visit)


def test_the_curve_shows_any_two_figures(store: Path) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert "work without holder → h" not in seen(app)  # no room for it beside the list
        await pilot.press("t")
        await looked(app, pilot)
        shown = seen(app)
        assert "v ↑ work without holder" in shown
        assert "takeovers of roles → h" in shown
        assert shown.count("◆") >= 4  # two in the list, two in the curve, one in the legend
        assert "┐" in shown
        assert "○" in shown
        await pilot.press("h", *"work without", "enter")
        await looked(app, pilot)
        await pilot.press("v", *"takeovers", "enter")
        await looked(app, pilot)
        shown = seen(app)
        assert "work without holder → h" in shown
        assert "v ↑ takeovers of roles" in shown
        await pilot.press("t")
        await looked(app, pilot)
        assert "→ h" not in seen(app)

    sit(with_store(store), visit, (80, 24))


async def differences(app: PlannerApp, pilot: Pilot[int]) -> str:
    """What stands there after `c`, in full."""
    await pilot.press("c")
    await looked(app, pilot)
    shown = seen(app)
    if len(app.screen_stack) > 1:
        await pilot.press("escape")
    return shown


def test_two_plans_are_compared_in_full_with_names_only_on_request(store: Path) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert "From-to list" not in await differences(app, pilot)  # nothing is picked yet
        await pilot.press("space", "down")
        shown = await differences(app, pilot)
        assert "1 beside 3" in shown
        assert "What that means for the organisation" in shown
        assert "From-to list: who stands elsewhere" in shown
        assert "adviseur, a" in shown
        assert "P01" in shown
        assert "Wilhelmina" not in shown
        await pilot.press("space", "down", "n")
        assert "1 beside 3" in await differences(app, pilot)  # two are picked
        assert "P01 (Wilhelmina [red]Proefpersoon)" in await differences(app, pilot)

    sit(with_store(store), visit)


def test_names_are_not_lent_to_people_of_another_organisation(folder: Path) -> None:
    scenario, plan = scenario_in(folder), plan_in(folder)
    strangers = replace(plan, placement={**plan.placement, "P99": Placed("adviseur", "a")})
    moved = replace(strangers, placement={"P01": Placed("adviseur", "b")})
    other = [("Een", outcome(scenario, {}, strangers)), ("Twee", outcome(scenario, {}, moved))]
    write_store(folder / "ander.db", scenario, other)

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        await pilot.press("space", "down")
        shown = await differences(app, pilot)
        assert "P99" in shown
        assert "Wilhelmina" not in shown

    sit(with_store(folder / "ander.db", names=True), visit)


def test_plans_made_under_other_rules_are_refused_as_compare_does(
    folder: Path, store: Path
) -> None:
    (folder / "strict.yaml").write_text(
        "format: 1\nextends: scenario.yaml\nlimits: {moves: 1}\n", encoding="utf-8"
    )
    strict = read_scenario(folder / "strict.yaml").scenario
    other = replace(scenario_in(folder), limits={Term.MOVES: 2 * 10**8})
    write_store(store, other, [("Streng", None)], id="zwaar")
    said = refusal("Studie [wnd] studie", ground_of(scenario_in(folder)), ground_of(strict))
    also = refusal("Studie [wnd] studie", ground_of(scenario_in(folder)), ground_of(other))
    assert said is not None
    assert also is not None
    words = [Translator("en").render(each).split(", so")[0] for each in (said, also)]

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert words[0] in seen(app)
        assert "plan (open)" not in seen(app).replace("plan (open):", "")
        assert "1 Zoals [nu]" in seen(app)
        await pilot.press("w", "down", "space", "enter")
        await looked(app, pilot)
        assert words[1] in seen(app)
        assert "limits.moves (2 against –)" in seen(app)
        assert "1 Zoals [nu]" in seen(app)  # what was there before stays

    sit(with_store(store, "plan.yaml", scenario="strict.yaml"), visit)


def test_a_plan_that_breaks_a_rule_does_not_stand_among_the_cases(
    folder: Path, store: Path
) -> None:
    broken = (folder / "plan.yaml").read_text().replace("[0.8, 0.8]", "[0.8, 0.1]")
    (folder / "plan.yaml").write_text(broken.replace("P01: [", "P02: [", 1), encoding="utf-8")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert "plan (open): The plan breaks a rule" in seen(app)

    sit(with_store(store, "plan.yaml"), visit)


def test_studies_of_a_store_are_chosen_and_put_away(folder: Path, store: Path) -> None:
    one = [("Alleen", outcome(scenario_in(folder), {}, plan_in(folder)))]
    write_store(store, scenario_in(folder), one, id="ander")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert "w: 1 of 2 studies" in seen(app)
        assert "1 Alleen" in seen(app)
        assert "There is no plan yet" not in seen(app)
        await pilot.press("w", "down", "space", "enter")
        await looked(app, pilot)
        assert "w: 2 of 2 studies" in seen(app)
        assert "2 Zoals [nu]" in seen(app)
        await pilot.press("w", "space", "down", "space", "enter")
        await looked(app, pilot)
        assert "Compare: 1 plan" in seen(app)
        assert app.desk.store is None
        await pilot.press("w", "t", "space", "p", "h")  # nothing to do these with
        assert len(app.screen_stack) == 1

    sit(with_store(store, "plan.yaml"), visit)


def test_a_store_is_found_by_part_of_its_name_by_path_and_by_a_name_like_it(
    folder: Path, store: Path
) -> None:
    (folder / "uitkomsten").mkdir()
    shutil.copy(store, folder / "uitkomsten" / "najaar.db")
    (folder / "anders.db").write_bytes(b"SQLite format 3\0" + bytes(100))

    def listed(app: PlannerApp) -> list[str]:
        assert isinstance(app.screen, StoreFinder)
        return [each.words for each in app.screen._shown]

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("7", "b")
        await settled(app, pilot)
        assert listed(app) == ["studie.db", "uitkomsten/najaar.db"]
        await pilot.press(*"najar.db")
        await settled(app, pilot)
        assert listed(app) == ["uitkomsten/najaar.db"]
        await pilot.press(*["backspace"] * 8, *f"{folder}/uit", "tab")
        await settled(app, pilot)
        assert listed(app) == [f"{folder}/uitkomsten/najaar.db"]
        await pilot.press("enter")
        await looked(app, pilot)
        assert "1 Zoals [nu]" in seen(app)
        assert app.desk.store == folder / "uitkomsten" / "najaar.db"

    sit(app_of(), visit)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "There is no store here."), ("nl", "Hier staat geen bestand met resultaten.")],
)
def test_where_there_is_no_store_it_says_so(folder: Path, language: str, said: str) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert said in seen(app)
        await pilot.press("down", "c", "space", "t", "enter", "z")
        assert app.current is pane_of(app)

    sit(with_store(folder / "nergens.db", language=language), visit)


def test_a_broken_store_and_an_empty_one(folder: Path, store: Path) -> None:
    whole = bytearray(store.read_bytes())
    for start in range(4096, len(whole), 4096):
        whole[start : start + 200] = b"\xff" * 200
    (folder / "broken.db").write_bytes(whole)
    write_store(folder / "leeg.db", scenario_in(folder), [("Open", None)])

    async def broken(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert "This is no store of batches, or it cannot be opened." in seen(app)
        assert "b opens another file" in seen(app)

    async def empty(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert "1 Open: not computed" in seen(app)
        assert "There is no plan yet." in seen(app)
        await pilot.press("space", "t", "h", "v", "p", "escape", "c")
        assert len(app.screen_stack) == 1

    sit(with_store(folder / "broken.db"), broken)
    sit(with_store(folder / "leeg.db"), empty)


def test_reading_does_not_hold_the_interface_up(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    real = stored_plans.look_into

    def slow(*given: Any) -> Any:
        go_on.wait()
        return real(*given)

    monkeypatch.setattr(stored_plans, "look_into", slow)

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        assert pane_of(app).shelf.busy
        assert "Reading" in seen(app)
        await pilot.press("3")
        await settled(app, pilot)
        assert "Kas [/]" in seen(app)
        await pilot.press("7", "l", "l")
        go_on.set()
        await looked(app, pilot)
        assert "1 Zoals [nu]" in seen(app)

    sit(with_store(store), visit)


def test_an_error_of_ours_while_reading_is_told_without_what_was_read(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("P01 [/]")

    monkeypatch.setattr(stored_plans, "look_into", fail)

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        assert "ZeroDivisionError" in seen(app)
        assert "P01" not in seen(app)

    sit(with_store(store), visit)


def test_what_a_batch_adds_meanwhile_is_read_too(folder: Path, store: Path) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        await pilot.press("space", "p", "space", "enter")
        await looked(app, pilot)
        done = [
            *four_cases(folder)[:3],
            ("Open", outcome(scenario_in(folder), {}, plan_in(folder))),
        ]
        write_store(store, scenario_in(folder), done, axes=("regie",))
        pane_of(app)._watch()
        await looked(app, pilot)
        cases = pane_of(app).cases
        assert cases is not None
        assert len(cases.plans) == 4
        assert cases.terms == ("uncovered",)
        assert cases.picked == ("studie:studie-1",)

    sit(with_store(store), visit)


def test_a_traced_front_tells_what_is_proven(folder: Path) -> None:
    path = folder / "front.db"
    found = traced(two_who_may_move(), (Term.MOVES, Term.UNCOVERED), path)
    assert found.complete

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        await pilot.press("enter")
        await looked(app, pilot)
        shown = seen(app)
        assert "people who move against work without holder" in shown
        assert shown.count("proven: no plan beats it") == 3
        assert "Proven: there is no other point." in shown
        await pilot.press("escape", "t")
        await looked(app, pilot)
        assert "◇ not proven" in seen(app)
        assert "work without holder → h" in seen(app)

    sit(with_store(path), visit)


def test_long_names_get_more_room_once_the_screen_is_wide(folder: Path) -> None:
    scenario, plan = scenario_in(folder), plan_in(folder)
    name = "Een variant met lange naam"
    write_store(folder / "lang.db", scenario, [(name, outcome(scenario, {}, plan))])

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        await pilot.press("t")  # the title of the details is out of sight
        await looked(app, pilot)
        assert f"1 {name}" not in seen(app)
        await pilot.resize_terminal(120, 40)
        await looked(app, pilot)
        assert f"1 {name}" in seen(app)
        await pilot.resize_terminal(80, 24)
        await looked(app, pilot)
        assert f"1 {name}" not in seen(app)

    sit(with_store(folder / "lang.db"), visit, (80, 24))
