"""Rules over several periods, as the solver obeys them; every plan passes the checker.

Periods are half-years from 2027-01. Pins say what happens, so that a rule can only say yes or no.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rollenplanner.domain.case import case_of
from rollenplanner.domain.measure import measure
from rollenplanner.domain.months import Month
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import (
    Held,
    Learning,
    Person,
    Pin,
    PinKind,
    Role,
    Scenario,
    TermBounds,
)
from rollenplanner.domain.terms import UNIT, ObjectiveLevel, Term
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

MONTHS = ("2027-01", "2027-07", "2028-01", "2028-07", "2029-01")
P1, P2 = person("P1"), person("P2")


def in_(period: int, who: str, what: str = "r", kind: PinKind = "role") -> Pin:
    """A pin (or a prohibition) in one period."""
    return pin(who, kind, what, start=MONTHS[period], end=MONTHS[period + 1])


def since(month: str, fte: int = 10) -> Held:
    return Held(fte, Month.parse(month))


def over(*staff: Person, count: int = 3, r: Role | None = None, **fields: Any) -> Scenario:
    """One role `r` of 0.10 for one holder."""
    return scenario(
        [r or role("r", 10, share=10)],
        staff or [P1, P2],
        **{"count": count, "objective": COVER, **fields},
    )


def periods_held(plan: Assignment, who: str, what: str = "r") -> list[int]:
    row = plan.holders.get(what, {}).get(who, ())
    return [t for t, share in enumerate(row) if share]


def periods_backed(plan: Assignment, who: str, what: str = "r") -> list[int]:
    row = plan.backups.get(what, {}).get(who, ())
    return [t for t, backed in enumerate(row) if backed]


# term


def with_term(
    least: int | None = None, most: int | None = None, demand: Any = 10, **fields: Any
) -> Role:
    return role("r", demand, share=10, max_holders=1, term=TermBounds(least, most), **fields)


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


def holding(held: Held, **fields: Any) -> Person:
    return person("P1", roles={"r": held}, **fields)


# From 2026-07 to 2027-01 is one half-year, from 2026-01 two, from 2024-01 six.
ONE, SECOND, SIX = since("2026-07"), since("2026-01"), since("2024-01")


def test_term_infeasible_present_holder_leaves_too_early() -> None:
    assert_infeasible(over(holding(ONE), P2, r=TWO, pins=[in_(0, "P2")]))


@pytest.mark.parametrize("held", [SECOND, Held(10)], ids=["two served", "since unknown"])
def test_term_feasible_present_holder_who_served_the_minimum_leaves(held: Held) -> None:
    plan = optimum(over(holding(held), P2, r=TWO, pins=[in_(0, "P2")]))
    assert periods_held(plan, "P1") == []


def test_term_feasible_free_placement_forgets_the_present() -> None:
    functions = [function("f", 200)]
    case = over(
        holding(ONE), P2, r=TWO, pins=[in_(0, "P2")], placement="free", functions=functions
    )
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
    longer = dataclasses.replace(
        case, forbid=(), pins=tuple(in_(t, "P1") for t in range(more + 1))
    )
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
    rules = dataclasses.replace(
        NO_RULES, max_roles=1, no_double_change=True, max_changes=0
    )
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
    # No takeover is allowed, so that P1 goes on with one role, and nobody has the others.
    assert measure(case, plan)[Term.UNCOVERED] == 2 * 3 * 30 * UNIT // 100


def test_no_double_change_feasible_present_holder_without_alternative() -> None:
    # P1 is over the maximum, meets nothing and is alone: after one more period nobody can go on.
    rules = dataclasses.replace(NO_RULES, no_double_change=True)
    r = with_term(None, 2, asked=asks("visie:B"))
    case = over(holding(SIX), r=r, rules=rules)
    assert periods_held(optimum(case), "P1") == [0]


# handover

HANDED = role("r", 10, share=10, max_holders=1, handover=2)


def test_handover_feasible_after_two_periods_as_backup() -> None:
    plan = optimum(over(r=HANDED, pins=[in_(0, "P1"), in_(2, "P2")]))
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
    assert periods_held(optimum(over(P1, ready, r=HANDED)), "P2") == [0, 1, 2]


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
    fields = {"placement": placement, "functions": [function("f", 200)]}
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


def test_no_double_change_infeasible_present_holder_may_and_does_not() -> None:
    held = person("P1", roles={"r": 10})
    case = over(held, P2, count=2, rules=NO_DOUBLE, pins=[in_(0, "P2")])
    assert periods_backed(optimum(case), "P1")[0] == 0
    assert_infeasible(dataclasses.replace(case, forbid=(in_(0, "P1", kind="backup"),)))


# coordination


def test_handover_feasible_coordinator_hands_over_to_the_deputy() -> None:
    """P1 reaches the maximum after period 1; the deputy of the period before succeeds."""
    present = Held(40, Month.parse("2026-01"))
    post = module(deputies=1, term=TermBounds(2, 4), handover=1)
    case = scenario(
        modules=[post],
        staff=[person("P1", roles={"m@c": present}), P2],
        count=4,
        rules=NO_DOUBLE,
        objective=[{Term.COORDINATION: 1}],
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
