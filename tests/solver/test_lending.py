"""A level that is stuck lends neighbourhoods to the level above it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.solver import StopFlag, search
from rollenplanner.solver.clock import EffortClock
from rollenplanner.solver.fixing import Fixing
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import build_model
from rollenplanner.solver.refine import Refiner
from rollenplanner.solver.search import Search, Visit
from rollenplanner.solver.solution import from_assignment
from rollenplanner.solver.time_division import LEND_PART, LEND_STALLED
from tests.solver.puzzles import FILLINGS, planted
from tests.support.build import assign, person

BALANCE, WISHES = 1, 2
LIMIT = 60.0


def stuck() -> tuple[Search, Refiner]:
    """Work that could fill everyone exactly, but two small roles are exchanged; two wishes."""
    case, plan = planted()
    staff = {
        f"P{p}": person(f"P{p}", sum(row), wishes={f"r{1 - p}-0": 1} if p < 2 else {})
        for p, row in enumerate(FILLINGS)
    }
    objective = (*case.objective, {Term.WISHES: 1})
    case = replace(case, staff=staff, objective=objective)
    model = build_model(case)
    found = Search(model, Settings(1, 1, LIMIT, deterministic=True), EffortClock(LIMIT), StopFlag())
    # r0-3 and r1-3 (11 and 8 hundredths) exchanged: imbalance 0.06, or 0.03 with each of them.
    holders = {role: dict(people) for role, people in plan.holders.items()}
    holders["r0-3"], holders["r1-3"] = {"P1": (11,)}, {"P0": (8,)}
    given = {role: {who: row[0] for who, row in people.items()} for role, people in holders.items()}
    found.state.offer(from_assignment(model, assign(case, holders=given)))
    return found, Refiner(Fixing(FlatModel(model)), seed=1)


def visit_of(*, lends: bool = True, stalled: int = LEND_STALLED) -> Visit:
    return Visit(WISHES, 0, LIMIT, 0.0, LIMIT, lends=lends, stalled=stalled)


def aims(found: Search, polisher: Refiner, visit: Visit) -> Counter[int]:
    return Counter(found.aim(visit, polisher) for _ in range(1_000))


def test_it_lends_where_it_is_stuck_and_only_to_the_level_above() -> None:
    found, polisher = stuck()
    lent = aims(found, polisher, visit_of())
    assert lent.keys() == {BALANCE, WISHES}
    # Of 1,000 draws of 0.4 the deviation is 15; five of them.
    assert abs(lent[BALANCE] - 1_000 * LEND_PART) < 75
    assert aims(found, polisher, visit_of(stalled=LEND_STALLED - 1)).keys() == {WISHES}
    assert aims(found, polisher, visit_of(lends=False)).keys() == {WISHES}


def test_it_lends_nothing_to_a_level_that_is_proven() -> None:
    found, polisher = stuck()
    assert found.state.best is not None
    reached = found.state.best.reached
    found.state.prove(BALANCE, reached[:BALANCE], reached[BALANCE])
    assert aims(found, polisher, visit_of()).keys() == {WISHES}


def test_what_is_lent_makes_the_level_above_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "LEND_STALLED", 0)
    monkeypatch.setattr(search, "LEND_PART", 1.0)
    found, polisher = stuck()
    before = found.state.best
    assert before is not None
    assert before.reached[BALANCE] == 6 * UNIT // 100
    visit = visit_of()
    visit.first = before
    visit.until = 5.0
    found.polish(visit, polisher)
    assert found.state.best is not None
    # Everyone can be filled exactly (`planted`).
    assert found.state.best.reached[:WISHES] == (0, 0)
    # A level that begins again begins with what is better above.
    assert visit.first.reached[:WISHES] == (0, 0)
