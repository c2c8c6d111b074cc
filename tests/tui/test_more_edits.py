"""Every sort of edit has a key: each is made here by keys alone, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rollenplanner.domain.editing import EDITS
from rollenplanner.domain.editing.asked import AskedKey
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.more import ASKED
from tests.tui.conftest import SCENARIO, app_of, settled, sit

#: Screen, row, column, a key, what is typed into each line that it asks, and what that makes.
Case = tuple[str, str, int | None, Sequence[str], str]


async def _type(app: PlannerApp, pilot: Pilot[int], words: str) -> None:
    """Type into the line that asks, in the place of what stands there."""
    app.screen.query_one(Input).value = words
    await pilot.press("enter")
    await settled(app, pilot)


CASES: list[Case] = [
    ("3", "balie", 1, ["p", "p02"], "pin"),
    ("3", "balie", 1, ["b", "p02"], "pin"),
    ("3", "balie", 1, ["f", "p02"], "forbid"),
    ("3", "kas", -1, ["p", ""], "unpin"),
    ("3", "archief", -1, ["f", ""], "allow"),
    ("3", "balie", None, ["e", "0,4"], "demand"),
    ("3", "coordinatie@a", None, ["e", "0,3"], "module-fte"),
    ("3", "balie", None, ["c"], "critical"),
    ("3", "balie", None, ["t", "archief"], "incompatible"),
    ("3", "kas", None, ["t", ""], "compatible"),
    ("3", "kas", None, ["plus", "longest", "3"], "asked"),
    ("3", "kas", None, ["plus", "each backup", "0,05"], "asked"),
    ("3", "coordinatie@a", None, ["plus", "number of", "0"], "asked"),
    ("3", "kas", None, ["plus", "beheerder"], "open-to"),
    ("3", "kas", None, ["plus", "only the own"], "own-cluster"),
    ("4", "P01", None, ["e", "0,9"], "fte"),
    ("4", "P01", 1, ["h", "0"], "available"),
    ("4", "P01", 1, ["h", ""], "available"),
    ("4", "P02", None, ["v", "2027-07"], "leave"),
    ("4", "P02", None, ["a", "0,4"], "open-vacancy"),
    ("4", "V01", None, ["delete"], "close-vacancy"),
    ("4", "V01", None, ["plus", "filled"], "fill-vacancy"),
    ("4", "P01", None, ["plus", "function", "beheerder b"], "place"),
    (
        "4",
        "P02",
        None,
        ["plus", "competence", "visie", "b a"],
        "competence",
    ),
    (
        "4",
        "P02",
        None,
        ["plus", "expertise", "geld", "2"],
        "expertise",
    ),
    ("4", "P02", None, ["plus", "service", "2027-03"], "begin"),
    ("4", "P01", None, ["plus", "all hours"], "all-hours"),
    ("4", "P01", None, ["plus", "most roles", "2"], "max-roles"),
    ("4", "P01", None, ["plus", "one more", "0,6"], "hire"),
    ("2", "scale 10", 0, ["e", "3"], "formation"),
    ("2", "scale 10", 0, ["e", ""], "formation"),
    ("2", "scale 8", 0, ["c", "北京"], "function-clusters"),
    ("1", "a", None, ["e", "4"], "cluster-size"),
    ("1", "a", None, ["plus", "places"], "placement"),
    ("1", "a", None, ["plus", "max_roles", "2"], "rule"),
    ("1", "a", None, ["plus", "scale_up", "1,5"], "rule"),
    ("1", "a", None, ["plus", "double"], "rule-switch"),
    ("1", "a", None, ["plus", "moves", "3"], "limit"),
    ("1", "a", None, ["plus", "(unplaced", ""], "no-limit"),
    ("1", "a", None, ["plus", "name:", "Ander"], "name"),
]


@pytest.fixture
def fuller(folder: Path) -> Path:
    """The small organisation with something to take away of every sort."""
    more = (
        "pins: [{person: P01, role: kas}]\n"
        "forbid: [{person: P01, role: archief}]\n"
        "incompatible: [{roles: [kas, archief]}]\n"
        "limits: {unplaced: 1}\n"
    )
    changed = SCENARIO.replace('name: "Archief", ', 'name: "Archief", expertise: {geld: 1}, ')
    (folder / "scenario.yaml").write_text(changed + more, encoding="utf-8")
    return folder


def test_every_sort_of_edit_is_made_with_keys_and_undone(fuller: Path) -> None:
    del fuller
    seen: set[str] = set()

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        sitting = app.desk.sitting
        assert sitting is not None
        for screen, row, column, (key, *answers), kind in CASES:
            await pilot.press(screen)
            assert app.current is not None
            assert app.current.grid.go_to(row, column), row
            await pilot.press(key)
            await settled(app, pilot)
            for answer in answers:
                await _type(app, pilot, answer)
            assert [each.kind for each in sitting.edits][:1] == [kind], (row, key, answers)
            seen.add(kind)
            await pilot.press("u")
            assert sitting.edits == ()

    sit(app_of("plan.yaml"), visit)
    assert seen == EDITS.keys()


def test_what_is_no_answer_is_told(fuller: Path) -> None:
    del fuller
    wrong = [
        ("3", "kas", "longest", "0"),
        ("4", "P02", "service", "gisteren"),
        ("1", "a", "max_roles", "veel"),
        ("1", "a", "moves", "veel"),
        ("1", "a", "name:", " "),
    ]

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        for screen, row, found, answer in wrong:
            await pilot.press(screen)
            assert app.current is not None
            app.current.grid.go_to(row)
            await pilot.press("plus")
            await settled(app, pilot)
            await _type(app, pilot, found)
            await _type(app, pilot, answer)
            assert len(app.screen_stack) == 2, (row, found)
            await pilot.press("escape")
        assert app.desk.sitting is not None
        assert app.desk.sitting.edits == ()

    sit(app_of("plan.yaml"), visit)


def test_every_number_that_a_role_or_module_asks_is_listed() -> None:
    assert ASKED.keys() == set(get_args(AskedKey))
