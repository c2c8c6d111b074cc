"""Learning, takeovers per cluster, no double change, coordinators, as the solver obeys them.

Periods are half-years from 2027-01. Every plan passes the checker.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rollenplanner.domain.case import case_of
from rollenplanner.domain.measure import measure
from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import Held, Learning, Person, Scenario, TermBounds
from rollenplanner.domain.terms import UNIT, ObjectiveLevel, Term
from tests.solver.rotation import (
    P1,
    P2,
    SIX,
    holding,
    in_,
    over,
    periods_backed,
    periods_held,
    with_term,
)
from tests.solver.solving import COVER, assert_infeasible, optimum
from tests.support.build import (
    NO_RULES,
    asks,
    clash,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
    shows,
)

# learning

LEARNING = dataclasses.replace(NO_RULES, learning=Learning(gap=1, shadow=2))
ASKED = role("r", 10, share=10, max_holders=1, asked=asks("visie:B"))
SHORT = person("P1", competences=shows(visie="C"))
GAP: tuple[ObjectiveLevel, ...] = (*COVER, {Term.COMPETENCE_GAP: 1})


def test_learning_feasible_learner_becomes_holder() -> None:
    plan = optimum(over(SHORT, r=ASKED, rules=LEARNING, objective=GAP))
    assert periods_backed(plan, "P1") == [0, 1]
    assert periods_held(plan, "P1") == [2]
    # Completed, nothing is short any more.
    assert measure(over(SHORT, r=ASKED, rules=LEARNING), plan)[Term.COMPETENCE_GAP] == 0


def test_learning_feasible_not_in_a_row() -> None:
    case = over(SHORT, count=4, r=ASKED, rules=LEARNING, forbid=[in_(1, "P1")])
    plan = optimum(case)
    assert periods_backed(plan, "P1") == [0, 2]
    assert periods_held(plan, "P1") == [3]


def test_learning_feasible_present_backup_brings_one_period() -> None:
    begun = dataclasses.replace(SHORT, backups=("r",))
    assert periods_held(optimum(over(begun, r=ASKED, rules=LEARNING)), "P1") == [1, 2]


def test_learning_infeasible_too_soon() -> None:
    assert_infeasible(over(SHORT, r=ASKED, rules=LEARNING, pins=[in_(1, "P1")]))


def test_learning_infeasible_too_far_short() -> None:
    further = person("P1", competences=shows(visie="D"))
    assert_infeasible(over(further, r=ASKED, rules=LEARNING, pins=[in_(2, "P1")]))


def test_learning_feasible_who_has_learned_is_an_able_backup() -> None:
    # P2 holds; P1 is the only backup, and counts from period 2 on: missing in 0 and 1.
    asked = dataclasses.replace(ASKED, backups=1)
    able = person("P2", competences=shows(visie="B"))
    objective: tuple[ObjectiveLevel, ...] = (*COVER, {Term.MISSING_BACKUPS: 1})
    case = over(
        SHORT, able, r=asked, rules=LEARNING, objective=objective, pins=[pin("P2", "role", "r")]
    )
    plan = optimum(case)
    assert periods_backed(plan, "P1") == [0, 1, 2]
    assert measure(case, plan)[Term.MISSING_BACKUPS] == 2 * UNIT


def test_learning_feasible_learner_beside_an_able_backup() -> None:
    # One backup is asked and P3 is it; P1 shadows beside, because P1 is to hold.
    asked = dataclasses.replace(ASKED, backups=1)
    able = shows(visie="B")
    staff = [SHORT, person("P2", competences=able), person("P3", competences=able)]
    objective: tuple[ObjectiveLevel, ...] = (*COVER, {Term.MISSING_BACKUPS: 1})
    pins = [in_(0, "P2"), in_(1, "P2"), in_(2, "P1")]
    case = over(*staff, r=asked, rules=LEARNING, objective=objective, pins=pins)
    plan = optimum(case)
    assert periods_backed(plan, "P1") == [0, 1]
    assert periods_backed(plan, "P3")[:2] == [0, 1]
    assert measure(case, plan)[Term.MISSING_BACKUPS] == 0


def test_learning_feasible_present_holder_closes_the_gap_by_shadowing() -> None:
    # Held on exempt it is one step short in each period; two periods as backup end that.
    held = person("P1", roles={"r": 10}, competences=shows(visie="C"))
    case = over(held, r=ASKED, rules=LEARNING, objective=GAP, count=4)
    plan = optimum(case)
    # Work comes first: P1 holds on all along, four steps.
    assert periods_held(plan, "P1") == [0, 1, 2, 3]
    assert measure(case, plan)[Term.COMPETENCE_GAP] == 4 * UNIT
    pins = [in_(0, "P1", kind="backup"), in_(1, "P1", kind="backup")]
    away = over(held, r=ASKED, rules=LEARNING, objective=GAP, count=4, pins=pins)
    plan = optimum(away)
    assert periods_held(plan, "P1") == [2, 3]
    assert measure(away, plan)[Term.COMPETENCE_GAP] == 0


def test_eligible_infeasible_exemption_is_over_once_the_role_is_left() -> None:
    held = person("P1", roles={"r": 10})
    asked = dataclasses.replace(ASKED, term=None)
    plan = optimum(over(held, r=asked, forbid=[in_(2, "P1")]))
    assert periods_held(plan, "P1") == [0, 1]
    assert_infeasible(over(held, r=asked, forbid=[in_(1, "P1")], pins=[in_(2, "P1")]))


# max-changes

ONE_CHANGE = dataclasses.replace(NO_RULES, max_changes=1)


def two_roles(*staff: Person, other: str = "c", **fields: Any) -> Scenario:
    """Roles r and s of one holder each; s in another cluster if so asked."""
    clusters = [cluster("c"), cluster("d")]
    work = [
        role("r", 10, share=10, max_holders=1),
        role("s", 10, share=10, max_holders=1, cluster=other),
    ]
    return scenario(
        work,
        staff or [P1, P2],
        clusters=clusters,
        **{"count": 2, "rules": ONE_CHANGE, "objective": COVER, **fields},
    )


SWAP = [in_(0, "P1"), in_(1, "P2"), in_(0, "P2", "s"), in_(1, "P1", "s")]


def test_max_changes_infeasible_two_in_one_cluster() -> None:
    assert_infeasible(two_roles(pins=SWAP))


def test_max_changes_feasible_two_in_two_clusters() -> None:
    assert optimum(two_roles(other="d", pins=SWAP))


def test_max_changes_feasible_one_of_two() -> None:
    plan = optimum(two_roles(pins=SWAP[:3]))
    assert periods_held(plan, "P2", "s") == [0, 1]


def test_max_changes_feasible_role_without_holder_before() -> None:
    # Nobody holds s in period 0, so that taking it up is no change.
    forbid = [in_(0, "P1", "s"), in_(0, "P2", "s")]
    plan = optimum(two_roles(pins=SWAP[:2], forbid=forbid))
    assert periods_held(plan, "P1", "s") + periods_held(plan, "P2", "s") == [1]


@pytest.mark.parametrize(("placement", "feasible"), [("fixed", False), ("free", True)])
def test_max_changes_infeasible_from_the_present_unless_placement_is_free(
    placement: str, feasible: bool
) -> None:
    staff = [person("P1", roles={"r": 10, "s": 10}), P2]
    pins = [in_(0, "P2"), in_(0, "P2", "s")]
    fields: dict[str, Any] = {"placement": placement, "functions": [function("f", 200)]}
    case = two_roles(*staff, pins=pins, **fields)
    if feasible:
        assert periods_held(optimum(case), "P2")[0] == 0
    else:
        assert_infeasible(case)


# no-double-change

NO_DOUBLE = dataclasses.replace(NO_RULES, no_double_change=True)
CHANGING = [in_(0, "P1"), in_(1, "P2")]


def test_no_double_change_feasible_holder_stays_as_backup_or_the_backup_takes_over() -> None:
    plan = optimum(over(count=2, rules=NO_DOUBLE, pins=CHANGING))
    assert periods_backed(plan, "P1") == [1] or periods_backed(plan, "P2") == [0]


def test_no_double_change_infeasible_everyone_changed() -> None:
    forbid = [in_(1, "P1", kind="backup"), in_(0, "P2", kind="backup")]
    assert_infeasible(over(count=2, rules=NO_DOUBLE, pins=CHANGING, forbid=forbid))


@pytest.mark.parametrize(
    "fields",
    [{"forbid": [in_(1, "P1"), in_(0, "P2", kind="backup")]}, {"available": (100, 0)}],
    ids=["forbidden", "out of service"],
)
def test_no_double_change_feasible_nobody_left_who_may(fields: dict[str, Any]) -> None:
    first = person("P1", available=fields.pop("available", 100))
    plan = optimum(over(first, P2, count=2, rules=NO_DOUBLE, pins=CHANGING, **fields))
    assert periods_held(plan, "P2") == [1]


def test_no_double_change_feasible_segregated_from_what_is_carried_now() -> None:
    forbid = [in_(0, "P2", kind="backup"), in_(0, "P1", "s")]
    case = two_roles(
        rules=NO_DOUBLE,
        pins=[*CHANGING, in_(1, "P1", "s")],
        forbid=forbid,
        incompatible=[clash("r", "s")],
    )
    assert periods_held(optimum(case), "P1", "s") == [1]
    assert_infeasible(dataclasses.replace(case, pins=case.pins[:2], forbid=(*case.forbid, *NO_WAY)))


#: P1 can neither stay with r nor carry s in period 1.
NO_WAY = (in_(1, "P1", kind="backup"), pin("P1", "role", "s"))


def test_no_double_change_feasible_present_holder_makes_way_as_backup() -> None:
    held = person("P1", roles={"r": 10})
    case = over(held, P2, count=2, rules=NO_DOUBLE, pins=[in_(0, "P2")])
    assert periods_backed(optimum(case), "P1")[0] == 0
    # Kept from that too, nothing binds: the present alone makes no scenario infeasible.
    kept = dataclasses.replace(case, forbid=(in_(0, "P1", kind="backup"),))
    assert periods_held(optimum(kept), "P2")[0] == 0


def test_no_double_change_feasible_present_holder_who_may_only_hold_holds_on() -> None:
    # P2 wants r in both periods; in the first P1 has to carry it, and is no backup then.
    staff = [person("P1", roles={"r": 10}), person("P2", wishes={"r": 1})]
    forbid = [in_(0, "P1", kind="backup")]
    case = over(
        *staff, count=2, rules=NO_DOUBLE, forbid=forbid, objective=[{Term.WISHES: 1}, *COVER]
    )
    plan = optimum(case)
    assert (periods_held(plan, "P1"), periods_held(plan, "P2")) == ([0], [1])


def test_no_double_change_feasible_present_holder_without_alternative() -> None:
    # P1 is over the maximum, meets nothing and is alone: after one more period nobody can go on.
    rules = dataclasses.replace(NO_RULES, no_double_change=True)
    r = with_term(None, 2, asked=asks("visie:B"))
    case = over(holding(SIX), r=r, rules=rules)
    assert periods_held(optimum(case), "P1") == [0]


# coordination


def test_handover_feasible_coordinator_hands_over_to_the_deputy() -> None:
    """P1 stays to the maximum, two periods; the deputy of the period before succeeds."""
    present = Held(40, Month.parse("2026-01"))
    post = module(deputies=1, term=TermBounds(2, 4), handover=1)
    case = scenario(
        modules=[post],
        staff=[person("P1", roles={"m@c": present}), P2],
        count=4,
        rules=NO_DOUBLE,
        objective=[{Term.COORDINATION: 1}],
        pins=[in_(0, "P1", "m@c"), in_(1, "P1", "m@c")],
    )
    plan = optimum(case)
    # Two served and two more; nothing is missing all along.
    assert periods_held(plan, "P1", "m@c") == [0, 1]
    assert periods_held(plan, "P2", "m@c") == [2, 3]
    assert periods_backed(plan, "P2", "m@c") == [0, 1]
    assert periods_backed(plan, "P1", "m@c") == [2, 3]
    assert measure(case, plan)[Term.COORDINATION] == 0


# Terms of the objective


def test_takeovers_are_counted_once_for_all_that_ask() -> None:
    # Term, changes per cluster and the objective share one variable per takeover.
    case = over(
        r=with_term(2, 2, handover=1),
        count=4,
        rules=ONE_CHANGE,
        objective=(*COVER, {Term.CHANGES: 1, Term.UNPREPARED: 1}),
    )
    plan = optimum(case)
    case_ = case_of(case, plan)
    taken = [t for t in range(4) if case_.takeovers(case.roles["r"], t)]
    assert taken == [0, 2]
    # The first takeover is by nobody's backup.
    values = measure(case, plan)
    assert (values[Term.CHANGES], values[Term.UNPREPARED]) == (2 * UNIT, UNIT)
