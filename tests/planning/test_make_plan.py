"""Making a plan: what it states about itself, and what happens when the checker disagrees."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from rollenplanner import __version__
from rollenplanner.domain.errors import InternalError
from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.domain.text import Translator
from rollenplanner.planning.make_plan import Ending, Made, make_plan
from rollenplanner.solver import LevelOutcome, LevelState, ModelSize, Outcome, Progress, Status
from tests.support.build import assign, person, pin, role, scenario

ZERO = Decimal(0)
ENGLISH = Translator("en")
SETTINGS = Settings(seed=3, workers=1, time_limit=20.0)
#: Two levels: fte that nobody holds, then wishes.
OBJECTIVE = ({Term.UNCOVERED: 1}, {Term.CHANGES: 2})


def _small() -> Scenario:
    """One role of 0.80 fte; P1 has 1.00 fte, P2 0.50: only P1 can hold all of it."""
    return scenario(
        roles=[role("r", 80)], staff=[person("P1"), person("P2", 50)], objective=OBJECTIVE
    )


def _made(chosen: Scenario) -> Made:
    return make_plan(chosen, SETTINGS, translator=ENGLISH)


def test_a_plan_states_where_it_comes_from() -> None:
    plan = _made(_small()).plan
    assert plan is not None
    assert plan.scenario_name == "test"
    assert plan.settings == SETTINGS
    assert plan.program["rollenplanner"] == __version__
    assert plan.program["ortools"].startswith("9.")
    assert set(plan.terms) == set(Term)


def test_levels_are_measured_and_proven() -> None:
    made = _made(_small())
    assert made.ending is Ending.PLAN
    assert made.plan is not None
    first, second = made.plan.objective
    # P1 alone can hold the 0.80: nothing stays uncovered, which nothing can beat.
    assert [first.value, first.bound, first.gap] == [ZERO] * 3
    assert first.status == "optimal"
    # Nobody holds r at present, so whoever does takes it over: one change, weight 2.
    assert [second.value, second.bound] == [Decimal(2)] * 2
    assert second.status == "optimal"
    assert made.plan.status == "optimal"
    assert judge(_small(), made.plan).ok


def test_progress_never_shows_a_bound_below_what_a_level_can_be() -> None:
    heard: list[Progress] = []
    make_plan(_small(), SETTINGS, translator=ENGLISH, on_progress=heard.append)
    assert heard
    assert [step for step in heard if step.bound is not None and step.bound < 0] == []


def test_several_periods_are_planned_and_judged() -> None:
    # P1 is pinned to all of r and leaves after the first period; P2 has to be backup then, to
    # hold r in the second.
    chosen = scenario(
        roles=[role("r", 80, share=80, handover=1)],
        staff=[person("P1", available=(100, 0), roles={"r": 80}), person("P2")],
        pins=[pin("P1", "role", "r", end="2027-07")],
        count=2,
        objective=OBJECTIVE,
    )
    plan = _made(chosen).plan
    assert plan is not None
    assert [str(month) for month in plan.periods] == ["2027-01", "2027-07"]
    assert plan.assignment.share("r", "P2", 1) == 80
    assert plan.assignment.is_backup("r", "P2", 0)
    assert judge(chosen, plan).ok


def _indifferent() -> Scenario:
    """P1 and P2 are alike, and nothing tells who should hold r."""
    return scenario(
        roles=[role("r", 80, share=80)],
        staff=[person("P1"), person("P2")],
        count=2,
        objective=({Term.UNCOVERED: 1},),
    )


@pytest.mark.parametrize("holder", ["P1", "P2"])
def test_a_plan_made_from_another_stays_close_to_it(holder: str) -> None:
    chosen = _indifferent()
    earlier = assign(chosen, holders={"r": {holder: 80}})
    plan = make_plan(chosen, SETTINGS, translator=ENGLISH, start=earlier).plan
    assert plan is not None
    assert plan.assignment.holders["r"] == {holder: (80, 80)}
    uncovered, jumps = plan.objective
    assert (dict(uncovered.terms), dict(jumps.terms)) == (
        {Term.UNCOVERED: ZERO},
        {Term.JUMPS: ZERO},
    )
    assert (jumps.bound, jumps.status) == (ZERO, "optimal")


def test_jumps_come_after_everything_else() -> None:
    chosen = _indifferent()
    nobody = assign(chosen)
    plan = make_plan(chosen, SETTINGS, translator=ENGLISH, start=nobody).plan
    assert plan is not None
    # To cover r one cell has to differ in each of two periods.
    assert [level.value for level in plan.objective] == [ZERO, Decimal(2)]
    assert plan.terms[Term.JUMPS] == 2


def test_an_objective_that_counts_jumps_gets_no_level_more() -> None:
    chosen = dataclasses.replace(_indifferent(), objective=({Term.JUMPS: 3}, {Term.UNCOVERED: 1}))
    plan = make_plan(chosen, SETTINGS, translator=ENGLISH, start=assign(chosen)).plan
    assert plan is not None
    # Staying close comes first here: nobody holds r, as in the earlier plan.
    assert [level.value for level in plan.objective] == [ZERO, Decimal("1.6")]


def test_who_left_the_staff_is_no_jump() -> None:
    chosen = _indifferent()
    earlier = assign(chosen, holders={"r": {"P9": 80}})
    plan = make_plan(chosen, SETTINGS, translator=ENGLISH, start=earlier).plan
    assert plan is not None
    # Cells of somebody unknown count neither for the checker nor for the solver.
    assert plan.terms[Term.JUMPS] == 2


def test_infeasible_is_an_ending_of_its_own() -> None:
    # P1 has 0.50 fte, the role has one holder with at least 0.80, and P1 is pinned to it.
    chosen = scenario(
        roles=[role("r", 80, share=80)], staff=[person("P1", 50)], pins=[pin("P1", "role", "r")]
    )
    made = _made(chosen)
    assert made.ending is Ending.INFEASIBLE
    assert made.plan is None


def _solver_that_says(held: int, value: int, bound: int | None = None) -> Callable[..., Outcome]:
    """A solver that gives P1 so many hundredths of r and claims a value in units."""

    def solve(chosen: Scenario, *_: object, **__: object) -> Outcome:
        assignment: Assignment = assign(chosen, holders={"r": {"P1": held}})
        levels = (
            LevelOutcome(((Term.UNCOVERED, 1),), value, bound, LevelState.FEASIBLE, 0.1),
            LevelOutcome(((Term.CHANGES, 2),), 2 * UNIT, None, LevelState.FEASIBLE, 0.1),
        )
        return Outcome(Status.FEASIBLE, assignment, levels, stopped=False, size=ModelSize(1, 1))

    return solve


def test_another_value_than_the_checkers_is_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 0.60 of 0.80 is held, so 0.20 is uncovered; the solver claims 0.10.
    monkeypatch.setattr("rollenplanner.solver.solve", _solver_that_says(60, UNIT // 10))
    with pytest.raises(InternalError) as caught:
        _made(_small())
    shown = ENGLISH.render(caught.value.message)
    assert "0.1" in shown
    assert "0.2" in shown


def test_a_broken_rule_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    # 0.90 of a role of 0.80: more than the demand; nothing is uncovered.
    monkeypatch.setattr("rollenplanner.solver.solve", _solver_that_says(90, 0))
    with pytest.raises(InternalError, match="checker refuses"):
        _made(_small())


def test_an_unknown_bound_stays_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rollenplanner.solver.solve", _solver_that_says(60, UNIT // 5))
    plan = _made(_small()).plan
    assert plan is not None
    first = plan.objective[0]
    assert (first.value, first.bound, first.gap) == (Decimal("0.2"), None, None)
    assert plan.status == "feasible"


def test_a_bound_below_the_least_is_raised_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rollenplanner.solver.solve", _solver_that_says(60, UNIT // 5, -UNIT))
    plan = _made(_small()).plan
    assert plan is not None
    first = plan.objective[0]
    # Uncovered work cannot be below 0; the gap is (0.2 - 0) / max(1, 0.2).
    assert (first.bound, first.gap) == (ZERO, Decimal("0.2"))


def test_findings_stand_in_the_plan_in_the_language_of_choice() -> None:
    chosen = dataclasses.replace(_small(), roles={"r": role("r", 200)})
    made = make_plan(chosen, SETTINGS, translator=Translator("nl"))
    assert made.plan is not None
    kinds = [finding["kind"] for finding in made.plan.findings]
    assert kinds == [finding.kind for finding in made.findings]
    # P1 and P2 have 1.50 fte together; 0.50 of 2.00 stays uncovered.
    assert "uncovered" in kinds
    (uncovered,) = [f for f in made.plan.findings if f["kind"] == "uncovered"]
    assert "0,50 fte" in str(uncovered["message"])


def test_free_placement_begins_with_everyone_where_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A plan of those who stay is handed on; its bounds are not, and the settings stay stated."""
    from rollenplanner import solver

    asked: list[tuple[str, float, Assignment | None]] = []
    heard: list[Progress] = []

    def solve(chosen: Scenario, settings: Settings, **given: Any) -> Outcome:
        asked.append((chosen.placement, settings.time_limit, given.get("start")))
        return real(chosen, settings, **given)

    real = solver.solve
    monkeypatch.setattr(solver, "solve", solve)
    free = dataclasses.replace(_small(), placement="free")
    made = make_plan(free, SETTINGS, translator=ENGLISH, on_progress=heard.append)
    assert [placement for placement, _, _ in asked] == ["fixed", "free"]
    first, second = asked
    assert first[1] < SETTINGS.time_limit
    assert second[2] is not None
    assert set(second[2].placement) == {"P1", "P2"}
    assert made.plan is not None
    assert made.plan.settings == SETTINGS
    assert made.forced is None
    assert made.plan.objective[0].value == ZERO
    assert heard
