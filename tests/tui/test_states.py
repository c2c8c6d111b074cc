"""Nothing open, errors in files, no plan, errors of ours, work in the background."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rollenplanner.domain.scenario import Scenario
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.editing import resolve
from rollenplanner.planning.explain import explain
from rollenplanner.planning.explain.explain import Explanation, Wanted
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.panes.solve import SolvePane
from tests.tui.conftest import app_of, seen, settled, sit, worked


def test_without_a_scenario_one_is_chosen(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        assert "No scenario is open." in seen(app)
        await pilot.press("1", "i", "g", "s", "slash")  # nothing to go to yet
        await pilot.press("o", *"impossible", "enter")
        await settled(app, pilot)
        assert app.desk.path == Path("impossible.yaml")
        assert app.current is not None

    sit(app_of(scenario=None), visit)


def test_errors_are_listed_with_lines_and_a_mended_file_is_read_by_itself(folder: Path) -> None:
    path = folder / "scenario.yaml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("cluster: a, fte: 0.5", "cluster: aa, fte: 0.5"), encoding="utf-8")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        assert "scenario.yaml cannot be used: 1 error" in seen(app)
        assert "scenario.yaml:15:" in seen(app)
        path.write_text(good, encoding="utf-8")
        os.utime(path, (1, 1))
        while app.current is None:
            await pilot.pause(0.1)
        await settled(app, pilot)
        assert "Worst gaps" in seen(app)

    sit(app_of(), visit)


def test_a_plan_with_errors_is_told_too(folder: Path) -> None:
    (folder / "plan.yaml").write_text("format: 1\nroles: {kas: {holders: {P01: [0.8]}}}\n")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        del pilot
        assert "plan.yaml:2:" in seen(app)

    sit(app_of("plan.yaml"), visit)


def test_a_search_shows_its_course_and_its_plan_is_laid_down_and_written(folder: Path) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        assert "IST" in seen(app)
        await pilot.press("s")
        assert isinstance(app.current, SolvePane)
        await pilot.press("s")  # refused while one goes on
        await worked(app, pilot)
        assert app.desk.plan is not None
        assert "SOLL" in seen(app)
        assert "value and bound over time" in seen(app)
        await pilot.press("p")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert (folder / "scenario-plan.yaml").exists()

    sit(app_of(), visit)
    scenario = read_scenario(folder / "scenario.yaml").scenario
    assert "[red]" not in (folder / "scenario-plan.yaml").read_text()
    assert scenario.name


def test_what_cannot_be_planned_is_explained(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("s")
        await worked(app, pilot)
        shown = seen(app)
        assert "There is no plan that obeys every rule; this is" in shown
        assert "What clashes" in shown
        assert app.desk.plan is None
        # Dropping either pin costs 1, lifting the segregation 3; each can be made.
        assert len(app.desk.repairs) == 3
        await pilot.press("a")
        await settled(app, pilot)
        await pilot.press("down", "down", "enter")
        await settled(app, pilot)
        assert [*app.desk.scenario.incompatible] == []
        assert len([*app.desk.scenario.pins]) == 2
        await pilot.press("u", "s")
        await worked(app, pilot)
        await pilot.press("a")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert len([*app.desk.scenario.pins]) == 1
        await pilot.press("s")
        await worked(app, pilot)
        assert app.desk.plan is not None

    sit(app_of(scenario="impossible.yaml"), visit)


def test_an_error_of_ours_is_told_and_nothing_else_is_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("P01 [/]")

    monkeypatch.setattr(resolve, "make_plan", fail)

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("s")
        await worked(app, pilot)
        said = [each.message for each in app._notifications]
        assert any("ZeroDivisionError" in each for each in said)
        assert not any("P01" in each for each in said)
        await pilot.press("3")
        assert app.current is not None

    sit(app_of("plan.yaml"), visit)


def test_a_stress_test_of_one_of_two_and_of_the_ticked(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("6", "t")
        assert not app.jobs.busy  # nobody is ticked
        await pilot.press("a")
        await worked(app, pilot)
        # P02 may take over what P01 holds, as far as half a contract and a tenth of it reach.
        assert app.desk.fragility is not None
        assert app.desk.fragility.people["P01"].critical == 25
        assert not app.desk.fragility_stale
        await pilot.press("home", "space", "space", "t")
        await worked(app, pilot)
        assert app.desk.stressed is not None
        assert app.desk.stressed.asked.absent == 2

    sit(app_of("plan.yaml"), visit)


def test_why_a_gap_stays_and_why_someone_carries_a_role(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("3", "w")
        await settled(app, pilot)
        await pilot.press("enter")
        await worked(app, pilot)
        assert "Kas [/]" in seen(app)
        assert len(app.screen_stack) == 2
        await pilot.press("escape", "g", *"Balie Ελλάδα: 0.50", "enter")
        await settled(app, pilot)
        await pilot.press("w")
        await worked(app, pilot)
        assert "The gap:" in seen(app)
        assert "a makes one of these changes" not in seen(app)  # a better plan closes it

    sit(app_of("plan.yaml"), visit)


def test_a_change_that_closes_a_gap_is_made_with_one_key(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("5", "a")  # nothing was asked yet
        assert len(app.screen_stack) == 1
        await pilot.press("g", *"Balie Ελλάδα: nobody but", "enter")
        await settled(app, pilot)
        await pilot.press("w")
        await worked(app, pilot)
        assert "a makes one of these changes" in seen(app)
        before = app.desk.scenario
        await pilot.press("a")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.desk.scenario != before
        await pilot.press("u")
        assert app.desk.scenario == before

    sit(app_of("plan.yaml"), visit)


def test_leaving_during_a_search_asks_first_and_leaves_no_thread(folder: Path) -> None:
    del folder
    running: list[str] = []

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        pane = app.query_one(SolvePane)
        pane.chosen = 7
        await pilot.press("s", "q")
        if app.jobs.busy_with_plan:
            await pilot.press("n")
            assert len(app.screen_stack) == 1
            await pilot.press("q", "y")
        assert app.jobs.end()
        running.extend(t.name for t in threading.enumerate() if t.name in ("solve", "cp-sat"))

    sit(app_of(), visit)
    assert running == []


def test_the_first_screen_loads_neither_ortools_nor_pandas(folder: Path) -> None:
    code = (
        "import asyncio, sys\n"
        "from tests.tui.conftest import app_of, settled\n"
        "async def go():\n"
        "    app = app_of('plan.yaml')\n"
        "    async with app.run_test(size=(80, 24)) as pilot:\n"
        "        await settled(app, pilot)\n"
        "        assert app.current is not None\n"
        "asyncio.run(go())\n"
        "print([m for m in ('ortools', 'pandas', 'numpy') if m in sys.modules])\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "[]\n", done.stderr


def test_a_plan_of_a_search_counts_as_unsaved_and_outlasts_reading_again(folder: Path) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("s")
        await worked(app, pilot)
        plan = app.desk.plan
        assert plan is not None
        assert "1 not saved" in seen(app)
        await pilot.press("r")
        await settled(app, pilot)
        assert app.desk.plan is not None
        assert app.desk.plan.assignment == plan.assignment
        assert app.desk.plan_fits
        assert "1 not saved" in seen(app)
        await pilot.press("q")
        await settled(app, pilot)
        assert "The plan is in no file" in seen(app)
        await pilot.press(*"write", "enter")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert (folder / "scenario-plan.yaml").exists()
        assert app.return_code == 0

    sit(app_of(), visit)


def test_a_file_that_became_wrong_is_told_in_full_and_changes_stay(folder: Path) -> None:
    path = folder / "scenario.yaml"
    good = path.read_text(encoding="utf-8")
    wrong = good.replace("cluster: a, fte: 0.5", "cluster: aa, fte: 0.5")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("3", "c")  # the first role is no longer critical
        await settled(app, pilot)
        path.write_text(wrong.replace("cluster: b, fte: 0.4", "cluster: bb, fte: 0.4"), "utf-8")
        await pilot.press("r")
        await settled(app, pilot)
        assert "scenario.yaml cannot be used: 2 errors" in seen(app)
        assert "scenario.yaml:15:" in seen(app)
        assert app.desk.unsaved == 1
        path.write_text(good, encoding="utf-8")
        os.utime(path, (1, 1))
        while app.current is None:
            await pilot.pause(0.1)
        await settled(app, pilot)
        assert app.desk.unsaved == 1

    sit(app_of(), visit)


def test_a_second_plan_that_is_missing_leaves_the_scenario_open(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        del pilot
        assert app.current is not None
        assert app.desk.plan is not None
        said = [each.message for each in app._notifications]
        assert any(each.startswith("Opened without gone.yaml: ") for each in said)

    sit(app_of("plan.yaml", "gone.yaml"), visit)


def test_a_plan_of_an_earlier_state_is_told_once_and_states_nothing(folder: Path) -> None:
    plan = folder / "plan.yaml"
    stated = "\nscenario: {sha256: " + "0" * 64 + "}\nterms: {uncovered: 99}\n"
    plan.write_text(plan.read_text(encoding="utf-8") + stated, encoding="utf-8")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        del pilot
        said = [each.message for each in app._notifications]
        assert said == ["This plan belongs to an earlier state of the scenario; press s."]
        assert app.desk.plan is not None
        assert not app.desk.plan_fits
        assert "99" not in seen(app)

    sit(app_of("plan.yaml"), visit)


def test_where_no_change_is_found_the_screen_tells_and_the_same_is_told_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del folder
    asked: list[float] = []

    def nothing(scenario: Scenario, wanted: Wanted, *_: object) -> Explanation:
        asked.append(wanted.seconds)
        return Explanation(scenario, feasible=False)

    monkeypatch.setattr(explain, "explain_scenario", nothing)

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("8", "plus", "plus", "plus", "s")
        await worked(app, pilot)
        assert asked == [300.0]
        assert "No changes were found in time" in seen(app)
        await pilot.press("a", "a")
        said = [each.message for each in app._notifications]
        assert len([each for each in said if each.startswith("No changes were found")]) == 1

    sit(app_of(scenario="impossible.yaml"), visit)
