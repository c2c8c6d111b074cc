"""Each clause of what a stress test means (design section 5), on cases computed by hand.

Unless a test says otherwise: everybody has 1 fte, may stretch to 1.10, and steps are 0.05 fte.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from rollenplanner.domain.case import Case
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.redeployment import Loss, judge_redeployment
from rollenplanner.domain.scenario import Learning, Person, Rules, Scenario
from rollenplanner.domain.stressed import Asked, Detail, Progress, Stressed
from rollenplanner.stress import stress, testing
from tests.stress.searches import SEARCHES
from tests.support.build import (
    asks,
    assign,
    clash,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
    vacancy,
)

RULES = Rules(step=5, max_roles=1)


def _two_roles(*others: Person, critical: bool = False) -> Scenario:
    """Critical a of 0.80 fte and b of 0.60, for the full-timers P1 and P2 and others."""
    return scenario(
        roles=[role("a", 80, critical=True), role("b", 60, critical=critical)],
        staff=[person("P1"), person("P2"), *others],
        rules=RULES,
    )


def _stressed(made: Scenario, plan: Assignment, *absent: str, people: int = 0) -> Stressed:
    asked = Asked(people or len(absent) or 1, absent)
    return stress(Case(made, plan), asked, SEARCHES, lambda _: None)


def _without(made: Scenario, plan: Assignment, *absent: str) -> Detail:
    """The one absence of these people, which has to lose something."""
    (detail,) = _stressed(made, plan, *absent).worst
    assert not list(judge_redeployment(Case(made, plan), detail.absence.redeployment))
    return detail


def _loses_nothing(made: Scenario, plan: Assignment, *absent: str) -> bool:
    stressed = _stressed(made, plan, *absent)
    assert stressed.complete
    assert stressed.bound == 0
    return not stressed.worst


def test_a_backup_takes_over_up_to_the_stretch() -> None:
    # P2 holds 0.60 and backs up; 1.00 + 0.10 - 0.60 = 0.50 of the 0.80 fits, 0.30 is lost.
    made = _two_roles(critical=True)
    plan = assign(made, {"a": {"P1": 80}, "b": {"P2": 60}}, {"a": ["P2"]})
    detail = _without(made, plan, "P1")
    assert detail.lost == {"a": 30}
    assert [(each.person, each.role, each.fte) for each in detail.taken] == [("P2", "a", 50)]
    assert detail.dropped == ()
    wide = replace(made, rules=replace(RULES, stretch=40))
    assert _loses_nothing(wide, plan, "P1")


def test_work_that_is_not_critical_is_put_down_for_critical_work_only() -> None:
    # P2 has 0.50 of time with stretch; a needs 0.80, so 0.30 of b goes down. b is lost by 0.30.
    made = _two_roles()
    plan = assign(made, {"a": {"P1": 80}, "b": {"P2": 60}}, {"a": ["P2"]})
    detail = _without(made, plan, "P1")
    assert detail.absence.loss == Loss(0, 30)
    assert [(each.person, each.role, each.fte) for each in detail.dropped] == [("P2", "b", 30)]
    # If a is not critical either, putting b down gains nothing: 0.30 of a stays undone.
    plain = replace(made, roles={**made.roles, "a": replace(made.roles["a"], critical=False)})
    detail = _without(plain, plan, "P1")
    assert detail.lost == {"a": 30}
    assert detail.dropped == ()


def test_what_is_put_down_is_taken_over_as_well() -> None:
    # As above, but P3 backs b up and has time: nothing is lost at all.
    made = _two_roles(person("P3", 30))
    plan = assign(made, {"a": {"P1": 80}, "b": {"P2": 60}}, {"a": ["P2"], "b": ["P3"]})
    assert _loses_nothing(made, plan, "P1")


def test_co_holders_step_in_whatever_the_number_of_holders_and_roles() -> None:
    # At most one holder and one role each: neither holds while standing in. P2 and P3 share a.
    made = scenario(
        roles=[role("a", 100, critical=True, max_holders=1), role("b", 60), role("c", 60)],
        staff=[person("P1"), person("P2"), person("P3")],
        rules=RULES,
    )
    plan = assign(made, {"a": {"P1": 100}, "b": {"P2": 60}, "c": {"P3": 60}}, {"a": ["P2", "P3"]})
    assert _loses_nothing(made, plan, "P1")
    shared = assign(made, {"a": {"P1": 40, "P2": 60}, "b": {"P2": 10}})
    assert _loses_nothing(made, shared, "P1")


def test_a_backup_who_could_not_hold_it_does_not_step_in() -> None:
    made = scenario(
        roles=[role("a", 50, critical=True, asked=asks(kas=2))],
        staff=[person("P1", expertise={"kas": 2}), person("P2", expertise={"kas": 1})],
        rules=replace(RULES, learning=Learning(1, 2)),
        count=3,
    )
    plan = assign(made, {"a": {"P1": 50}}, {"a": ["P2"]})
    # In the first two periods P2 still learns, in the third P2 could hold it: the first is worst.
    detail = _without(made, plan, "P1")
    assert detail.lost == {"a": 50}
    assert detail.absence.period == 0
    (learner,) = detail.learners["a"]
    assert (learner.person, learner.steps, learner.periods) == ("P2", 1, 2)


def test_somebody_who_meets_it_waits_for_the_handover_only() -> None:
    made = scenario(
        roles=[role("a", 50, critical=True, handover=2)],
        staff=[person("P1"), person("P2"), person("P3", function="g")],
        functions=[function("f"), function("g")],
        rules=RULES,
    )
    detail = _without(made, assign(made, {"a": {"P1": 50}}), "P1")
    assert [(each.person, each.periods) for each in detail.learners["a"]] == [("P2", 2)]


def test_segregation_holds_for_whoever_stands_in() -> None:
    # The plan breaks the rule, as a present state can: P2 backs a up and holds b.
    made = scenario(
        roles=[role("a", 50, critical=True), role("b", 20)],
        staff=[person("P1"), person("P2")],
        incompatible=[clash("a", "b")],
        rules=RULES,
    )
    plan = assign(made, {"a": {"P1": 50}, "b": {"P2": 20}}, {"a": ["P2"]})
    # P2 has the time for both, but has to put all of b down.
    assert _without(made, plan, "P1").absence.loss == Loss(0, 20)
    # b may not be put down if it is critical.
    firm = replace(made, roles={**made.roles, "b": replace(made.roles["b"], critical=True)})
    assert _without(firm, plan, "P1").absence.loss == Loss(50, 0)
    # Nor does one who backs b up stand in at a.
    backs = assign(made, {"a": {"P1": 50}}, {"a": ["P2"], "b": ["P2"]})
    assert _without(made, backs, "P1").absence.loss == Loss(50, 0)


def test_own_cluster_holds() -> None:
    made = scenario(
        roles=[role("a", 50, critical=True, own_cluster=True)],
        staff=[person("P1"), person("P2", cluster="d")],
        clusters=[cluster("c"), cluster("d")],
        functions=[function("f", clusters=("c", "d"))],
        rules=RULES,
    )
    plan = assign(made, {"a": {"P1": 50}}, {"a": ["P2"]})
    assert _without(made, plan, "P1").absence.loss == Loss(50, 0)
    anywhere = replace(made, roles={"a": replace(made.roles["a"], own_cluster=False)})
    assert _loses_nothing(anywhere, plan, "P1")


def test_who_is_forbidden_a_role_and_a_vacancy_do_not_stand_in() -> None:
    made = scenario(
        roles=[role("a", 50, critical=True)],
        staff=[person("P1"), person("P2"), vacancy("V1")],
        forbid=[pin("P2", "role", "a")],
        rules=RULES,
    )
    plan = assign(made, {"a": {"P1": 50}}, {"a": ["P2", "V1"]})
    assert _without(made, plan, "P1").absence.loss == Loss(50, 0)


def test_effort_and_steps_count() -> None:
    # P2 has 0.50 left and needs 1.3 of every share: 0.38 fits, in steps of 0.05 that is 0.35.
    made = scenario(
        roles=[role("a", 80, critical=True), role("b", 60, critical=True)],
        staff=[person("P1"), person("P2", effort={"a": 130})],
        rules=RULES,
    )
    plan = assign(made, {"a": {"P1": 80}, "b": {"P2": 60}}, {"a": ["P2"]})
    assert _without(made, plan, "P1").lost == {"a": 45}


def test_overlap_ends_where_the_backup_stands_in_and_stays_elsewhere() -> None:
    # P2 holds 0.60 and spends 0.10 on a and 0.10 on c: 1.10 - 0.60 - 0.10 (c) leaves 0.40 for a.
    made = scenario(
        roles=[
            role("a", 80, critical=True, backup_fte=10),
            role("b", 60, critical=True),
            role("c", 10, backup_fte=10),
        ],
        staff=[person("P1"), person("P2"), person("P3")],
        rules=RULES,
    )
    plan = assign(
        made, {"a": {"P1": 80}, "b": {"P2": 60}, "c": {"P3": 10}}, {"a": ["P2"], "c": ["P2"]}
    )
    assert _without(made, plan, "P1").lost == {"a": 40}


def test_posts_are_critical_work() -> None:
    made = scenario(modules=[module(fte=40)], staff=[person("P1")], rules=RULES)
    detail = _without(made, assign(made, {"m@c": {"P1": 40}}), "P1")
    assert detail.absence.loss == Loss(40, 0)


def test_work_that_nobody_held_is_not_lost_and_not_taken_over() -> None:
    # Of a only 0.30 of 0.80 is held. P2 has time for all of it, and takes 0.30.
    made = scenario(
        roles=[role("a", 80, critical=True)], staff=[person("P1"), person("P2")], rules=RULES
    )
    plan = assign(made, {"a": {"P1": 30}}, {"a": ["P2"]})
    stressed = _stressed(made, plan, "P1")
    assert stressed.worst == ()
    assert stressed.open == 50


def test_a_backup_who_is_absent_too_cannot_step_in() -> None:
    made = scenario(
        roles=[role("a", 50, critical=True)], staff=[person("P1"), person("P2")], rules=RULES
    )
    plan = assign(made, {"a": {"P1": 50}}, {"a": ["P2"]})
    alone = _stressed(made, plan)
    assert alone.bound == 0
    assert alone.counts is not None
    assert (alone.counts.total, alone.counts.nothing) == (2, 2)
    assert _without(made, plan, "P1", "P2").absence.loss == Loss(50, 0)


def test_two_roles_that_need_the_same_backup_are_both_fragile() -> None:
    # P1 holds a and b, 0.50 each; P2 has 0.50 for one of them, whichever. Either can be lost.
    made = scenario(
        roles=[role("a", 50, critical=True), role("b", 50, critical=True)],
        staff=[person("P1"), person("P2", 50)],
        rules=replace(RULES, stretch=0),
    )
    plan = assign(made, {"a": {"P1": 50}, "b": {"P1": 50}}, {"a": ["P2"], "b": ["P2"]})
    fragile = _stressed(made, plan).fragility
    assert fragile.people == {"P1": Loss(50, 0), "P2": Loss()}
    assert [(each.role, each.lost, each.person) for each in fragile.roles] == [
        ("a", 50, "P1"),
        ("b", 50, "P1"),
    ]
    # The sum over the roles of the cluster, as the design defines it.
    assert fragile.clusters == {"c": Loss(100, 0)}


def test_a_vacancy_is_absent_only_where_it_is_named() -> None:
    made = scenario(
        roles=[role("a", 50, critical=True)], staff=[person("P1"), vacancy("V1")], rules=RULES
    )
    plan = assign(made, {"a": {"V1": 50}})
    stressed = _stressed(made, plan)
    assert (stressed.candidates, stressed.bound, stressed.vacant) == (1, 0, 50)
    assert _without(made, plan, "V1").absence.loss == Loss(50, 0)


def test_the_worst_period_is_reported() -> None:
    made = scenario(
        roles=[role("a", (20, 60, 40), critical=True)], staff=[person("P1")], count=3, rules=RULES
    )
    detail = _without(made, assign(made, {"a": {"P1": (20, 60, 40)}}), "P1")
    assert (detail.absence.period, detail.absence.loss) == (1, Loss(60, 0))


def test_shares_of_a_plan_by_hand_that_are_no_multiple_change_by_hundredths() -> None:
    # P1 holds 0.33, no multiple of 0.05; P2 can still take all of it over.
    made = scenario(
        roles=[role("a", 40, critical=True)], staff=[person("P1"), person("P2")], rules=RULES
    )
    assert _loses_nothing(made, assign(made, {"a": {"P1": 33}}, {"a": ["P2"]}), "P1")


def test_what_is_told_on_the_way_is_what_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the worst absences are searched for: the last figures heard are those of the result."""
    monkeypatch.setattr(testing, "EVERY", 0)
    made = scenario(
        roles=[role(name, 50, critical=True) for name in "abcd"],
        staff=[person(f"P{n}") for n in range(1, 6)],
        rules=Rules(step=5),
    )
    plan = assign(made, {name: {f"P{n}": 50} for n, name in enumerate("abcd", start=1)})
    heard: list[Progress] = []
    found = stress(Case(made, plan), Asked(3), SEARCHES, heard.append)
    # Nobody backs anything up, so any three of the four lose 1.50.
    assert found.bound == 150
    told = [each for each in heard if each.bound is not None]
    assert (told[-1].worst.critical, told[-1].bound) == (150, 150)
    assert all(each.worst.critical <= 150 <= (each.bound or 0) for each in told)


def test_the_worst_of_an_absence_comes_first() -> None:
    """b before a: both are critical, and b loses more; c is not critical."""
    made = scenario(
        roles=[role("c", 40), role("a", 10, critical=True), role("b", 30, critical=True)],
        staff=[person("P1"), person("P2")],
        rules=RULES,
    )
    detail = _without(made, assign(made, {"c": {"P1": 40}, "a": {"P1": 10}, "b": {"P1": 30}}), "P1")
    assert list(detail.lost) == ["b", "a", "c"]
