"""Trying changes: each key, undo and redo, searching again, saving with a reason, recovery."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.tui.app import PlannerApp
from tests.tui.conftest import app_of, seen, settled, sit, worked


def _edits(app: PlannerApp) -> list[str]:
    assert app.desk.sitting is not None
    return [each.kind for each in app.desk.sitting.edits]


async def _on_role(
    pilot: Pilot[int], app: PlannerApp, role: str, column: int | None = None
) -> None:
    await pilot.press("3")
    assert app.current is not None
    assert app.current.grid.go_to(role, column)
    await settled(app, pilot)


async def _on_person(pilot: Pilot[int], app: PlannerApp, person: str) -> None:
    await pilot.press("4")
    assert app.current is not None
    assert app.current.grid.go_to(person)
    await settled(app, pilot)


def test_every_change_of_a_role_is_made_and_undone(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await _on_role(pilot, app, "balie", 1)
        await pilot.press("c")
        await pilot.press("p", *"p02", "enter")
        await settled(app, pilot)
        await pilot.press("f", *"p01", "enter")
        await settled(app, pilot)
        await pilot.press("e", "end", "ctrl+u", *"0,3 0,4", "enter")
        await settled(app, pilot)
        assert _edits(app) == ["critical", "pin", "forbid", "demand"]
        scenario = app.desk.scenario
        assert scenario.roles["balie"].critical
        assert scenario.roles["balie"].demand == (30, 40)
        assert (scenario.pins[0].person, str(scenario.pins[0].span.start)) == ("P02", "2027-07")
        assert scenario.forbid[0].person == "P01"
        assert "4 not saved" in seen(app)
        assert "Not covered 0.30" in seen(app)
        # What is pinned can be let go; that choice comes first.
        await pilot.press("p")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.desk.scenario.pins == ()
        for _ in range(5):
            await pilot.press("u")
        assert _edits(app) == []
        assert "Not covered 0.50" in seen(app)
        await pilot.press("u", "y", "ctrl+r")
        assert _edits(app) == ["critical", "pin"]

    sit(app_of("plan.yaml"), visit)


def test_every_change_of_a_person_is_made(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await _on_person(pilot, app, "P01")
        await pilot.press("e", "ctrl+u", *"0,7", "enter")
        await settled(app, pilot)
        await pilot.press("v", "ctrl+u", *"2027-07", "enter")
        await settled(app, pilot)
        await pilot.press("a", "ctrl+u", *"0,5", "enter")
        await settled(app, pilot)
        await pilot.press("f", *"archief", "enter")
        await settled(app, pilot)
        await pilot.press("p", *"kas", "enter")
        await settled(app, pilot)
        assert _edits(app) == ["fte", "leave", "open-vacancy", "forbid", "pin"]
        assert app.desk.scenario.staff["P01"].available == (70, 0)
        assert "V02" in app.desk.scenario.staff
        await pilot.press("minus")  # P01 is no vacancy
        assert "V02" in app.desk.scenario.staff
        await _on_person(pilot, app, "V02")
        await pilot.press("delete")
        assert "V02" not in app.desk.scenario.staff

    sit(app_of("plan.yaml"), visit)


def test_what_is_refused_changes_nothing_and_what_is_no_number_is_told(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await _on_role(pilot, app, "balie")
        await pilot.press("e", "ctrl+u", *"veel", "enter")
        await settled(app, pilot)
        assert "at most two decimals" in seen(app)
        await pilot.press("ctrl+u", *"0,333", "enter")
        await settled(app, pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("ctrl+u", *"0,33", "enter")  # no multiple of the step
        await settled(app, pilot)
        assert len(app.screen_stack) == 1
        assert _edits(app) == []
        assert app._notifications

    sit(app_of("plan.yaml"), visit)


def test_a_plan_is_made_again_close_by_marked_and_taken_back(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await _on_role(pilot, app, "kas")
        before = app.desk.plan
        await pilot.press("m", "f", *"p01", "enter")
        await settled(app, pilot)
        await pilot.pause(0.3)
        await worked(app, pilot)
        assert app.desk.plan is not None
        assert app.desk.plan is not before
        assert app.desk.plan_fits
        assert app.desk.changed_role("kas", 0)
        await pilot.press("3")
        await settled(app, pilot)
        assert "∆" in seen(app)
        await pilot.press("m", "u")
        assert not app.desk.changed_role("kas", 0)
        assert not app.desk.plan_fits

    sit(app_of("plan.yaml"), visit)


def test_saving_asks_for_initials_a_reason_and_a_file(folder: Path) -> None:
    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("ctrl+s")
        assert len(app.screen_stack) == 1  # nothing to save
        await _on_role(pilot, app, "balie")
        await pilot.press("c", "ctrl+s")
        await pilot.press("enter")  # somebody has to answer for it
        assert len(app.screen_stack) == 2
        await pilot.press(*"ABCDEFGHIJKLMNOPQRSTUVW", "enter")
        assert len(app.screen_stack) == 2
        assert "at most 20 letters" in seen(app)
        await pilot.press(*(["backspace"] * 21), "enter")
        await settled(app, pilot)
        await pilot.press(*"Drukte", "enter")
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert "not saved" not in seen(app)
        await pilot.press("q")

    sit(app_of("plan.yaml"), visit)
    saved = read_scenario(folder / "scenario-variant.yaml").scenario
    assert saved.roles["balie"].critical
    logs = [p for p in folder.iterdir() if "Drukte" in p.read_text(encoding="utf-8")]
    assert len(logs) == 1
    assert "AB" in logs[0].read_text(encoding="utf-8")


def test_what_a_crash_left_is_offered_and_made_again(folder: Path) -> None:
    del folder

    async def crash(app: PlannerApp, pilot: Pilot[int]) -> None:
        await _on_role(pilot, app, "balie")
        await pilot.press("c")
        assert app.desk.sitting is not None
        app.desk.sitting.close()  # what the system does for a process that ends: it lets go

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        assert "Make these changes again" in seen(app)
        await pilot.press("enter")
        await settled(app, pilot)
        assert _edits(app) == ["critical"]
        # Leaving asks what to do with them; the last choice throws them away.
        await pilot.press("q")
        await settled(app, pilot)
        assert "1 change is not saved" in seen(app)
        await pilot.press("up", "enter")

    async def nothing(app: PlannerApp, pilot: Pilot[int]) -> None:
        del pilot
        assert len(app.screen_stack) == 1

    sit(app_of("plan.yaml"), crash)
    sit(app_of("plan.yaml"), visit)
    sit(app_of("plan.yaml"), nothing)


def test_who_is_asked_with_place_whether_they_may_and_time(folder: Path) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await _on_role(pilot, app, "balie")
        await pilot.press("p")
        await settled(app, pilot)
        # P01 has shown the level that is asked and holds 0.8 of 1; P02 has not.
        lines = seen(app).splitlines()
        first = next(each for each in lines if "P01  Adviseur [wnd], Cluster [wnd]" in each)
        assert "may hold it  0.20 fte left" in first
        second = next(each for each in lines if "P02  Adviseur [wnd], Cluster [wnd]" in each)
        assert "may not hold it" in second

    sit(app_of("plan.yaml"), visit)
