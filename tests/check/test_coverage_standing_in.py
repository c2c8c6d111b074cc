"""Who could stand in, who alone can bring something, and what an absence is certain to uncover.

Rules of these scenarios: a stretch of 0.10 unless stated, so that a full-timer has at most 1.10.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollenplanner.domain.coverage import find_gaps, with_broken_rules
from rollenplanner.domain.findings import Severity
from rollenplanner.domain.judge import judge
from rollenplanner.domain.months import Month
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.scenario import Held, Learning, Rules, TermBounds
from tests.check.found import Holders, of_kind, said
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
    shows,
    vacancy,
)

P1, P2, P3 = person("P1"), person("P2"), person("P3")
K = role("k", 90, critical=True)
L = role("l", 60, critical=True)
N = role("n", 60)


# Backups who could not find the hours


def test_a_backup_of_critical_work_puts_aside_what_is_not_critical() -> None:
    """P2 has 1.10; with 0.60 of other work 1.10 for k's 0.90, with 0.60 of critical work 0.50."""
    where = scenario([K, L, N], [P1, P2])
    backups = {"k": ["P2"]}
    assert of_kind(where, "backup-no-time", {"k": {"P1": 90}, "n": {"P2": 60}}, backups) == []
    (short,) = of_kind(where, "backup-no-time", {"k": {"P1": 90}, "l": {"P2": 60}}, backups)
    assert str(short.message) == (
        "Role k: its backup P2 finds at most 0.50 of the 0.90 fte of P1, with everything put aside "
        "that is not critical."
    )
    assert (short.severity, short.people) == (Severity.SERIOUS, ("P2",))
    assert short.figures == {"share": Decimal("0.90"), "found": Decimal("0.50")}


def test_a_backup_of_other_work_keeps_all_that_is_carried() -> None:
    """1.10 - 0.70 held = 0.40 of n's 0.60; the overlap of 0.05 on n itself becomes part of it."""
    where = scenario([role("n", 60, backup_fte=5), role("m", 70)], [P1, P2])
    (short,) = of_kind(where, "backup-no-time", {"n": {"P1": 60}, "m": {"P2": 70}}, {"n": ["P2"]})
    assert short.severity is Severity.NOTICE
    assert short.figures["found"] == Decimal("0.40")
    # 1.10 - 0.50 = 0.60: exactly enough.
    assert not of_kind(where, "backup-no-time", {"n": {"P1": 60}, "m": {"P2": 50}}, {"n": ["P2"]})


def test_backups_who_can_only_do_it_together() -> None:
    """Each has 1.10 - 0.60 = 0.50 for the 0.90: together 1.00."""
    where = scenario([K, role("l", 120, critical=True)], [P1, P2, P3])
    held: Holders = {"k": {"P1": 90}, "l": {"P2": 60, "P3": 60}}
    (short,) = of_kind(where, "backup-no-time", held, {"k": ["P2", "P3"]})
    assert (short.severity, short.people) == (Severity.NOTICE, ("P2", "P3"))
    assert str(short.message).endswith("together the backups could.")
    # Together at most 2 x 0.40 of 0.90 if both carry 0.70.
    more: Holders = {"k": {"P1": 90}, "l": {"P2": 70, "P3": 70}}
    (worse,) = of_kind(
        scenario([K, role("l", 140, critical=True)], [P1, P2, P3]),
        "backup-no-time",
        more,
        {"k": ["P2", "P3"]},
    )
    assert (worse.severity, worse.figures["found"]) == (Severity.SERIOUS, Decimal("0.80"))


def test_effort_counts_and_the_largest_share_is_what_may_fall_away() -> None:
    """P2 needs 2 x 0.50 for the larger share of 0.50 and has 1.10; with effort 3 that is 1.50.

    1.10 / 3 = 0.36667, told as at most 0.3667.
    """
    held: Holders = {"k": {"P1": 50, "P3": 40}}
    for effort, short in ((200, []), (300, [Decimal("0.3667")])):
        where = scenario([K], [P1, person("P2", effort={"k": effort}), P3])
        gaps = of_kind(where, "backup-no-time", held, {"k": ["P2"]})
        assert [each.figures["found"] for each in gaps] == short


def test_deputies_need_the_hours_as_well_and_learners_and_vacancies_are_no_backups_yet() -> None:
    """The post asks 0.40; P2 carries 0.80 of critical work: 1.10 - 0.80 = 0.30."""
    where = scenario(
        [role("l", 80, critical=True), role("r", 10, asked=asks("visie"))],
        [P1, P2, vacancy("V1", 10)],
        modules=[module("m", 40, deputies=1)],
        rules=Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=1)),
    )
    held: Holders = {"m@c": {"P1": 40}, "l": {"P2": 80}, "r": {"P1": 10}}
    (short,) = of_kind(where, "backup-no-time", held, {"m@c": ["P2"], "r": ["P2"], "l": ["V1"]})
    assert (short.roles, short.severity) == (("m@c",), Severity.SERIOUS)
    assert short.figures["found"] == Decimal("0.30")


# People whose absence uncovers critical work


def test_an_absence_that_nobody_can_make_good() -> None:
    """Nobody else carries k, so its 0.90 falls away; n is not critical."""
    where = scenario([K, N], [P1, P2])
    held: Holders = {"k": {"P1": 90}, "n": {"P2": 60}}
    (lost,) = of_kind(where, "absence-uncovers", held)
    assert str(lost.message) == (
        "If P1 is absent, at least 0.90 fte of critical work has no holder, whoever stands in: "
        "Role k."
    )
    assert (lost.severity, lost.people, lost.roles) == (Severity.SERIOUS, ("P1",), ("k",))
    # P2 puts n aside and has 1.10 for it.
    assert of_kind(where, "absence-uncovers", held, {"k": ["P2"]}) == []


def test_co_holders_stand_in_with_what_they_have_left() -> None:
    """If P1 is absent, P2 keeps 0.45 of k and has 1.10 - 0.45 = 0.65 for the other 0.45.

    A half-timer has 0.55 - 0.45 = 0.10 for it: 0.35 is lost. The other way round P1 takes all.
    """
    held: Holders = {"k": {"P1": 45, "P2": 45}}
    assert of_kind(scenario([K], [P1, P2]), "absence-uncovers", held) == []
    (lost,) = of_kind(scenario([K], [P1, person("P2", 50)]), "absence-uncovers", held)
    assert (lost.people, lost.figures["fte"]) == (("P1",), Decimal("0.35"))


def test_one_backup_for_two_roles_gives_everything_only_once() -> None:
    """P2 has 1.10; k and l ask 0.90 and 0.60. Each alone is covered, together 0.40 is lost."""
    where = scenario([K, L], [person("P1", 150), P2])
    held: Holders = {"k": {"P1": 90}, "l": {"P1": 60}}
    (lost,) = of_kind(where, "absence-uncovers", held, {"k": ["P2"], "l": ["P2"]})
    assert (lost.roles, lost.figures["fte"]) == (("k", "l"), Decimal("0.40"))
    # With P3 as a backup of l as well, 2.20 is there for 1.50.
    more = scenario([K, L], [person("P1", 150), P2, P3])
    assert not of_kind(more, "absence-uncovers", held, {"k": ["P2"], "l": ["P2", "P3"]})


def test_only_those_who_could_hold_it_stand_in_and_a_vacancy_has_no_absence() -> None:
    """P2 does not meet k; V1 may be there by then, so nothing is certain where it is backup."""
    k = role("k", 90, critical=True, asked=asks("visie"))
    able = shows(visie="")
    where = scenario([k], [person("P1", competences=able), P2, vacancy("V1", competences=able)])
    held: Holders = {"k": {"P1": 90}}
    assert [each.figures["fte"] for each in of_kind(where, "absence-uncovers", held, {"k": ["P2"]})]
    assert of_kind(where, "absence-uncovers", held, {"k": ["V1"]}) == []
    assert of_kind(where, "absence-uncovers", {"k": {"V1": 90}}) == []


def test_posts_are_critical_work_and_the_worst_period_is_told() -> None:
    """In period 1 the deputy P2 is there, in period 2 nobody."""
    where = scenario([], [P1, P2], modules=[module("m", 40, deputies=1)], count=2)
    (lost,) = of_kind(where, "absence-uncovers", {"m@c": {"P1": 40}}, {"m@c": {"P2": (1, 0)}})
    assert (lost.periods, lost.figures["fte"]) == ((1,), Decimal("0.40"))


TENTHS = st.integers(0, 9).map(lambda n: 10 * n)


@settings(max_examples=150, deadline=None)
@given(
    shares=st.tuples(TENTHS, TENTHS),
    kept=st.tuples(TENTHS, TENTHS),
    other=TENTHS,
    backs=st.lists(st.sampled_from(["kP2", "kP3", "lP2", "lP3"]), unique=True),
)
def test_what_is_certain_is_never_more_than_what_the_best_redeployment_loses(
    shares: tuple[int, int], kept: tuple[int, int], other: int, backs: list[str]
) -> None:
    """Against every way in which two backups, in tenths of fte, may take over k and l of P1.

    P2 and P3 keep their critical work and put n aside; there is no stretch. For one role the two
    are the same.
    """
    where = scenario(
        [role(id, 300, critical=id != "n") for id in ("k", "l", "a", "n")],
        [person("P1", 200), P2, P3],
        rules=Rules(step=1, max_roles=None, stretch=0),
    )
    held: Holders = {
        "k": {"P1": shares[0]},
        "l": {"P1": shares[1]},
        "a": {"P2": kept[0], "P3": kept[1]},
        "n": {"P2": min(other, 100 - kept[0])},
    }
    backups = {id: [each[1:] for each in backs if each[0] == id] for id in ("k", "l")}
    gaps = of_kind(where, "absence-uncovers", held, backups)
    stated = sum(int(100 * each.figures["fte"]) for each in gaps if each.people == ("P1",))
    exact = sum(shares) - max(
        min(shares[0], a + c) + min(shares[1], b + d)
        for a in range(0, 101 if "kP2" in backs else 1, 10)
        for b in range(0, 101 if "lP2" in backs else 1, 10)
        for c in range(0, 101 if "kP3" in backs else 1, 10)
        for d in range(0, 101 if "lP3" in backs else 1, 10)
        if a + b <= 100 - kept[0] and c + d <= 100 - kept[1]
    )
    assert stated <= exact
    if 0 in shares:
        assert stated == exact


# Roles and expertise with one bearer


BEARERS = [person("P1", competences=shows(visie="B")), person("P2", competences=shows(visie="D"))]


def test_a_role_that_one_person_alone_could_hold() -> None:
    r = role("r", 10, asked=asks("visie:B"))
    (sole,) = of_kind(scenario([r], BEARERS), "sole-bearer")
    assert str(sole.message) == "Role r: nobody but P1 could hold it."
    assert (sole.severity, sole.people, sole.roles) == (Severity.NOTICE, ("P1",), ("r",))
    two = [*BEARERS, person("P3", competences=shows(visie="A"))]
    assert of_kind(scenario([r], two), "sole-bearer") == []
    # A vacancy is nobody yet; elsewhere, or forbidden, is not able either.
    for third in (
        vacancy("V1", competences=shows(visie="B")),
        person("P3", function="g", competences=shows(visie="B")),
    ):
        places = [function("f"), function("g")]
        where = scenario([r], [*BEARERS, third], functions=places)
        assert len(of_kind(where, "sole-bearer")) == 1
    assert len(of_kind(scenario([r], two, forbid=[pin("P3", "role", "r")]), "sole-bearer")) == 1


def test_who_holds_it_at_present_or_has_learned_it_could_hold_it_too() -> None:
    """P2 is 2 steps short; as the present holder exempt, as a backup able after one period."""
    r = role("r", 10, asked=asks("visie:B"), critical=True)
    holder = person("P2", competences=shows(visie="D"), roles={"r": 10})
    assert of_kind(scenario([r], [BEARERS[0], holder]), "sole-bearer", {"r": {"P2": 10}}) == []
    rules = Rules(step=1, max_roles=None, learning=Learning(gap=2, shadow=1))
    (sole,) = of_kind(
        scenario([r], BEARERS, rules=rules, count=2), "sole-bearer", {}, {"r": {"P2": (1, 1)}}
    )
    assert (sole.periods, sole.severity) == ((0,), Severity.SERIOUS)


def test_expertise_that_one_person_alone_has_as_asked() -> None:
    """Grade 2 is asked: P1 has 3, P2 only 1. With a grade of 2 for P2 there are two."""
    roles = [role("r", 10, asked=asks(kas=2)), role("k", 10, critical=True, asked=asks(kas=1))]
    first = person("P1", expertise={"kas": 3})
    (sole,) = of_kind(scenario(roles, [first, person("P2", expertise={"kas": 1})]), "sole-expert")
    assert str(sole.message) == "Expertise kas, as Role r asks it, is recorded of P1 alone."
    assert (sole.severity, sole.people, sole.roles) == (Severity.NOTICE, ("P1",), ("r",))
    assert not of_kind(scenario(roles, [first, person("P2", expertise={"kas": 2})]), "sole-expert")
    (both,) = of_kind(scenario(roles, [first, P2]), "sole-expert")
    assert (both.severity, both.roles) == (Severity.SERIOUS, ("r", "k"))


# Segregation that breaks only when someone stands in


def test_segregation_that_breaks_when_someone_stands_in_is_told_once() -> None:
    """P1 holds a and backs up b: broken, but in fact only when P1 stands in. P2 holds both."""
    where = scenario(
        [role("a", 10), role("b", 10), role("x", 10), role("y", 10)],
        [P1, P2],
        incompatible=[clash("a", "b", source="Regeling"), clash("x", "y")],
    )
    plan = assign(where, {"a": {"P1": 10}, "x": {"P2": 10}, "y": {"P2": 10}}, {"b": ["P1"]})
    violations = judge(where, Plan(plan, where.horizon.starts)).violations
    assert [each.kind for each in violations] == ["incompatible", "incompatible"]
    gaps = with_broken_rules(find_gaps(where, plan), violations)
    told = [e for e in gaps if e.kind in ("incompatible", "segregation-standing-in")]
    assert [(each.kind, each.people) for each in told] == [
        ("incompatible", ("P2",)),
        ("segregation-standing-in", ("P1",)),
    ]
    assert str(told[1].message) == (
        "P1 backs up Role b and carries Role a: to stand in would break the segregation of duties "
        "(Regeling)."
    )
    assert told[1].severity is Severity.CRITICAL


def test_two_clashing_backups_break_as_soon_as_one_is_used() -> None:
    where = scenario([role("a", 10), role("b", 10)], [P1], incompatible=[clash("a", "b")], count=2)
    (told,) = of_kind(where, "segregation-standing-in", {}, {"a": ["P1"], "b": {"P1": (0, 1)}})
    assert (told.roles, told.periods) == (("a", "b"), (1,))
    assert not of_kind(
        where, "segregation-standing-in", {}, {"a": {"P1": (1, 0)}, "b": {"P1": (0, 1)}}
    )


# Coordinators


def test_a_coordinator_without_a_deputy_who_could_take_over() -> None:
    """With a deputy asked and none there, the missing deputy says it; an able one is enough."""
    asked = scenario(
        [],
        [person("P1", competences=shows(coaching="")), P2],
        modules=[module("m", 40, deputies=1, asked=asks("coaching"))],
    )
    held: Holders = {"m@c": {"P1": 40}}
    assert said(asked, "coordinator-alone", held) == []
    (learner,) = of_kind(asked, "coordinator-alone", held, {"m@c": ["P2"]})
    assert (str(learner.message), learner.severity) == (
        "Post m c 1: the deputy of P1 could not take over at once (P2).",
        Severity.SERIOUS,
    )
    free = scenario([], [P1, P2], modules=[module("m", 40)])
    (alone,) = of_kind(free, "coordinator-alone", held)
    assert (str(alone.message), alone.severity) == (
        "Post m c 1: P1 has no deputy; none is asked.",
        Severity.NOTICE,
    )
    assert said(free, "coordinator-alone", held, {"m@c": ["P2"]}) == []
    assert said(free, "coordinator-alone") == []


# Formation per scale and group, idle time, terms


def test_scales_and_groups_against_their_formation() -> None:
    """Scale 8: 1.00 of 0.60 + 0.40, in balance; scale 9: 0.50 + 0.25 vacant of 0.50 + 0.50."""
    functions = [
        function("f", 60, scale=8),
        function("g", 40, scale=8),
        function("h", 50, scale=9),
        function("i", 50, scale=9),
        function("alone", 30, scale=10),
        function("open", scale=9),
    ]
    staff = [P1, person("P2", 50, function="h"), vacancy("V1", 25, function="i")]
    where = scenario([], [*staff, person("P3", function="open")], functions=functions)
    (scale,) = of_kind(where, "scale-deviation")
    assert str(scale.message) == "Scale 9: 0.50 of 1.00 fte is filled; vacancies make 0.25 fte."
    assert (scale.severity, scale.figures["vacancies"]) == (Severity.NOTICE, Decimal("0.25"))
    # None of these functions has a group.
    assert of_kind(where, "group-deviation") == []


def test_groups_against_their_formation() -> None:
    """1.50 of 0.60 + 0.40: more than the formation is told too."""
    functions = [replace(function(id, fte), group="Advies") for id, fte in (("f", 60), ("g", 40))]
    staff = [P1, person("P2", 50, function="g")]
    assert said(scenario([], staff, functions=functions), "group-deviation") == [
        "Function group Advies: 1.50 of 1.00 fte is filled."
    ]
    assert not said(scenario([], [P1], functions=functions), "group-deviation")


@pytest.mark.parametrize(("share", "left"), [(75, ["0.25"]), (76, [])])
def test_idle_time_from_a_quarter_on(share: int, left: list[str]) -> None:
    where = scenario([role("r", 80)], [P1, P2, vacancy("V1")], clusters=[cluster()])
    gaps = of_kind(where, "idle", {"r": {"P1": share}})
    assert [str(each.figures["left"]) for each in gaps] == left
    # Who holds nothing is found as such.
    assert [each.people for each in of_kind(where, "no-role", {"r": {"P1": share}})] == [("P2",)]


def test_terms_that_are_over_at_present() -> None:
    """Since 2025-01, so 4 half-years before 2027-01; the longest term is 4, then 5."""
    since = {"r": Held(10, Month.parse("2025-01"))}
    where = scenario([role("r", 10, term=TermBounds(None, 4))], [person("P1", roles=since), P2])
    (over,) = of_kind(where, "term-over", {"r": {"P1": 10}})
    assert str(over.message) == (
        "Role r: P1 has held it for 4 periods at the start; the longest term is 4."
    )
    assert over.figures == {"served": Decimal(4), "longest": Decimal(4)}
    assert of_kind(where, "term-over", {"r": {"P2": 10}}) == []
    longer = scenario([role("r", 10, term=TermBounds(None, 5))], [person("P1", roles=since)])
    assert of_kind(longer, "term-over", {"r": {"P1": 10}}) == []
