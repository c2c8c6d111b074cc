"""Terms and handover over several periods, as the solver obeys them; plans pass the checker.

Pins say what happens, so that a rule can only say yes or no.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rollenplanner.domain.measure import measure
from rollenplanner.domain.scenario import Held, Person, Pin, TermBounds
from rollenplanner.domain.terms import UNIT, ObjectiveLevel, Term
from tests.solver.rotation import (
    ONE,
    P1,
    P2,
    SECOND,
    SIX,
    holding,
    in_,
    over,
    periods_backed,
    periods_held,
    since,
    with_term,
)
from tests.solver.solving import COVER, assert_infeasible, optimum
from tests.support.build import NO_RULES, asks, clash, function, person, pin, role, scenario, shows

# term


TWO = with_term(2)


def test_term_feasible_two_periods_in_a_row() -> None:
    plan = optimum(over(r=TWO, pins=[in_(0, "P1"), in_(2, "P2")]))
    assert periods_held(plan, "P1") == [0, 1]


def test_term_infeasible_one_period_of_two() -> None:
    assert_infeasible(over(r=TWO, pins=[in_(0, "P1"), in_(1, "P2")]))


def test_term_feasible_the_horizon_cuts_nothing_short() -> None:
    # P2 begins in the last period; a minimum of three cannot be seen to be broken.
    plan = optimum(over(r=with_term(3), pins=[in_(2, "P2")], forbid=[in_(1, "P2")]))
    assert periods_held(plan, "P2") == [2]


def test_term_feasible_three_periods_for_two_people() -> None:
    # At most two in a row: nobody can hold all three, two people cover them together.
    plan = optimum(over(r=with_term(None, 2)))
    assert measure(over(r=with_term(None, 2)), plan)[Term.UNCOVERED] == 0
    assert all(len(periods_held(plan, who)) < 3 for who in ("P1", "P2"))


def test_term_infeasible_beyond_the_maximum() -> None:
    assert_infeasible(over(r=with_term(None, 2), pins=[pin("P1", "role", "r")]))


def test_term_feasible_demand_pauses() -> None:
    # Active in 0, 2, 3: in a row 0 and 2 are two, and 3 would be the third.
    paused = with_term(2, 2, demand=(10, 0, 10, 10))
    plan = optimum(over(count=4, r=paused, pins=[in_(0, "P1")]))
    assert periods_held(plan, "P1") == [0, 2]
    assert periods_held(plan, "P2") == [3]


def test_term_infeasible_leaving_during_a_pause_of_the_demand() -> None:
    paused = with_term(2, None, demand=(10, 0, 10))
    assert_infeasible(over(r=paused, pins=[in_(0, "P1"), in_(2, "P2")]))


LEAVES_AT_ONE = [in_(0, "P1"), in_(1, "P2")]


@pytest.mark.parametrize(
    ("staff", "demand"),
    [
        ([person("P1", available=(100, 0, 0)), P2], 10),
        ([person("P1", available=(100, 50, 50)), P2], 10),
        ([P1, P2], (20, 10, 10)),
    ],
    ids=["out of service", "fte lowered", "demand lowered"],
)
def test_term_feasible_leaving_early_with_an_excuse(staff: list[Person], demand: Any) -> None:
    plan = optimum(over(*staff, r=with_term(3, demand=demand), pins=LEAVES_AT_ONE))
    assert periods_held(plan, "P1") == [0]


def test_term_feasible_the_role_ends() -> None:
    plan = optimum(over(r=with_term(3, demand=(10, 10, 0)), pins=[in_(1, "P1")]))
    assert 1 in periods_held(plan, "P1")


def test_term_infeasible_an_excuse_that_was_not_used_is_gone() -> None:
    # Fte goes down in period 1, where P1 stays; in period 2 nothing excuses leaving.
    lowered = person("P1", available=(100, 50, 50))
    pins = [in_(0, "P1"), in_(1, "P1"), in_(2, "P2")]
    assert_infeasible(over(lowered, P2, r=with_term(3), pins=pins))


def test_term_feasible_an_excuse_ends_the_term() -> None:
    # P1 leaves with excuse in period 1 and begins anew in 2: the horizon's end cuts that short.
    lowered = person("P1", available=(100, 50, 50))
    pins = [in_(0, "P1"), in_(1, "P2"), in_(2, "P1")]
    staff = [lowered, person("P2", available=(100, 100, 50))]
    assert optimum(over(*staff, r=with_term(3), pins=pins))


def test_term_infeasible_present_holder_leaves_too_early() -> None:
    # One served of three: two more are due, and in the second P2 is pinned to the one place.
    assert_infeasible(over(holding(ONE), P2, r=with_term(3), pins=[in_(1, "P2")]))


def test_term_feasible_present_holder_stays_against_every_wish() -> None:
    unwilling = holding(ONE, wishes={"r": -5})
    plan = optimum(over(unwilling, r=TWO, objective=[{Term.WISHES: 1}]))
    assert periods_held(plan, "P1") == [0]


@pytest.mark.parametrize(
    "kept",
    [in_(0, "P2"), in_(0, "P1", kind="backup")],
    ids=["somebody else is pinned", "pinned as backup"],
)
def test_term_feasible_a_pin_releases_the_present_holder(kept: Pin) -> None:
    assert periods_held(optimum(over(holding(ONE), P2, r=with_term(3), pins=[kept])), "P1") == []


@pytest.mark.parametrize("held", [SECOND, Held(10)], ids=["two served", "since unknown"])
def test_term_feasible_present_holder_who_served_the_minimum_leaves(held: Held) -> None:
    plan = optimum(over(holding(held), P2, r=TWO, pins=[in_(0, "P2")]))
    assert periods_held(plan, "P1") == []


def test_term_feasible_free_placement_forgets_the_present() -> None:
    functions = [function("f", 200)]
    case = over(holding(ONE), P2, r=TWO, pins=[in_(0, "P2")], placement="free", functions=functions)
    assert periods_held(optimum(case), "P1") == []


@pytest.mark.parametrize(
    ("held", "more"),
    [(ONE, 2), (SECOND, 1), (SIX, 1), (Held(10), 3)],
    ids=["one of three", "two of three", "over it", "since unknown"],
)
def test_term_feasible_present_holder_stays_as_long_as_is_left(held: Held, more: int) -> None:
    # At most three in a row, the periods before the start counted; who is over it gets one more.
    case = over(holding(held), count=4, r=with_term(None, 3), pins=[in_(0, "P1")])
    case = dataclasses.replace(case, forbid=tuple(in_(t, "P1") for t in range(more, 4)))
    assert periods_held(optimum(case), "P1") == list(range(more))
    longer = dataclasses.replace(case, forbid=(), pins=tuple(in_(t, "P1") for t in range(more + 1)))
    assert_infeasible(longer)


def test_term_feasible_over_the_maximum_as_long_as_a_handover_takes() -> None:
    # Six served of at most one, handover 2: two more, longer than a younger term could last.
    r = with_term(None, 1, handover=2)
    plan = optimum(over(holding(SIX), P2, r=r, pins=[in_(0, "P1"), in_(1, "P1")]))
    assert periods_held(plan, "P1") == [0, 1]
    assert periods_backed(plan, "P2") == [0, 1]
    assert periods_held(plan, "P2") == [2]
    assert_infeasible(over(holding(SIX), P2, r=r, pins=[pin("P1", "role", "r")]))


# A present state that breaks rules


def test_term_feasible_present_state_breaks_three_rules() -> None:
    """P1 holds three roles young, of which two are segregated and none fits beside another.

    Load 0.90 of 0.50, segregation, and one role at most: each by itself would forbid to go on.
    """
    rules = dataclasses.replace(NO_RULES, max_roles=1, no_double_change=True, max_changes=0)
    work = [role(each, 30, share=30, term=TermBounds(4, None), handover=1) for each in "rst"]
    present = {each: since("2026-07", 30) for each in "rst"}
    case = scenario(
        work,
        [person("P1", 50, roles=present), P2],
        count=3,
        rules=rules,
        incompatible=[clash("r", "s")],
        objective=COVER,
    )
    plan = optimum(case)
    # P1 goes on with one role. At first no takeover is allowed; then P2 has one of the other two,
    # which nobody held just before: 2 x 0.30 missing in the first period, 0.30 in each other.
    assert measure(case, plan)[Term.UNCOVERED] == (60 + 30 + 30) * UNIT // 100


# handover

HANDED = role("r", 10, share=10, max_holders=1, handover=2)


def test_handover_feasible_after_two_periods_as_backup() -> None:
    plan = optimum(over(r=HANDED, pins=[in_(0, "P1"), in_(1, "P1"), in_(2, "P2")]))
    assert periods_backed(plan, "P2") == [0, 1]


def test_handover_infeasible_after_one_period_of_two() -> None:
    pins, forbid = [in_(0, "P1"), in_(2, "P2")], [in_(0, "P2", kind="backup")]
    assert_infeasible(over(r=HANDED, pins=pins, forbid=forbid))


def test_handover_feasible_role_that_begins_within_the_horizon() -> None:
    # First active in period 1: the first holder is free, the next was backup in the one before.
    begins = dataclasses.replace(HANDED, demand=(0, 10, 10))
    plan = optimum(over(r=begins, pins=[in_(1, "P1"), in_(2, "P2")]))
    assert periods_backed(plan, "P2") == [1]


def test_handover_infeasible_role_that_begins_and_nobody_shadows() -> None:
    begins = dataclasses.replace(HANDED, demand=(0, 10, 10))
    pins = [in_(1, "P1"), in_(2, "P2")]
    assert_infeasible(over(r=begins, pins=pins, forbid=[in_(1, "P2", kind="backup")]))


AWAY = person("P1", available=(100, 0, 100))


def test_handover_feasible_absent_for_a_period_and_back() -> None:
    case = over(AWAY, r=HANDED, pins=[in_(0, "P1"), in_(2, "P1")])
    plan = optimum(case)
    assert periods_held(plan, "P1") == [0, 2]
    # Resuming is a takeover all the same: in 0 from nobody, and in 2 again.
    assert measure(case, plan)[Term.CHANGES] == 2 * UNIT


def test_handover_feasible_held_at_present_absent_at_first_and_back() -> None:
    back = person("P1", roles={"r": 10}, available=(0, 100, 100))
    assert periods_held(optimum(over(back, r=HANDED)), "P1") == [1, 2]


def test_handover_infeasible_back_too_late() -> None:
    late = over(AWAY, count=4, r=HANDED, pins=[in_(0, "P1"), in_(3, "P1")])
    staff = {"P1": dataclasses.replace(AWAY, available=(100, 0, 100, 100))}
    late = dataclasses.replace(late, staff=staff, forbid=(in_(2, "P1"),))
    assert_infeasible(late)


def test_handover_infeasible_first_period_passes_a_ready_backup_by() -> None:
    ready = person("P2", backups=("r",))
    assert_infeasible(over(P1, ready, r=HANDED, pins=[in_(0, "P1")]))
    assert 0 in periods_held(optimum(over(P1, ready, r=HANDED)), "P2")


@pytest.mark.parametrize(
    "fields",
    [{"available": (0, 100, 100)}, {"function": "g"}, {"competences": {}}],
    ids=["absent", "other function", "not able"],
)
def test_handover_feasible_first_period_no_backup_could_take_over(fields: dict[str, Any]) -> None:
    able = shows(visie="")
    staff = [
        person("P1", competences=able),
        person("P2", backups=("r",), **{"competences": able, **fields}),
    ]
    asked = dataclasses.replace(HANDED, asked=asks("visie"))
    functions = [function("f"), function("g")]
    plan = optimum(over(*staff, r=asked, pins=[in_(0, "P1")], functions=functions))
    assert 0 in periods_held(plan, "P1")


def test_handover_lists_no_backup_that_nothing_uses() -> None:
    # Overlap would bring load nearer to the fair share, but P1 stays and no count asks for backups.
    lean: tuple[ObjectiveLevel, ...] = (*COVER, {Term.CHANGES: 1}, {Term.IMBALANCE: 1})
    shadowed = dataclasses.replace(HANDED, backup_fte=5)
    plan = optimum(over(r=shadowed, objective=lean))
    assert plan.backups == {}
