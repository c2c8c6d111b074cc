"""Two impossible overlays of Ommen over six half-years: the built-in reason is what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.clashes.edits import Problem
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.explain.clash import ClashFinder
from rollenplanner.planning.explain.oracle import Oracle
from rollenplanner.solver import StopFlag

OVERLAYS = Path(__file__).parent / "overlays"

#: P20 held the role for nine periods at the start, and ten is the most: placed freely, what was
#: held before does not count.
PINNED = {"pins.1", "placement", "roles.dvo-financien.term.max"}
#: From July 2028 P38 is gone; of who is left only P43 and P20 may hold the role, and are forbidden.
LEAVING = {"limits.critical_uncovered", "staff.P38.from", "roles.control.fte"}


@pytest.mark.parametrize(
    ("name", "reason", "exactly"),
    [("roulatie-vastgezet", PINNED, True), ("roulatie-vertrek", LEAVING, False)],
)
def test_built_in_reason(name: str, reason: set[str], exactly: bool) -> None:
    scenario = read_scenario(OVERLAYS / f"{name}.yaml").scenario
    clash = ClashFinder.of(Problem(scenario), Oracle(600.0, 1, StopFlag())).find()
    assert clash is not None
    assert clash.irreducible
    ids = {each.id for each in clash.conditions}
    assert ids == reason if exactly else reason <= ids
