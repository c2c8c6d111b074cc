"""Findings about what comes after: terms, leaving, change, learning, wishes.

Periods are half-years from 2027-01, so the numbers 0, 1, 2, 3 start in 2027-01, 2027-07, 2028-01
and 2028-07. With placement fixed the present is the period before the first.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rollenplanner.domain.case import case_of
from rollenplanner.domain.coverage import FINDERS, find_gaps
from rollenplanner.domain.findings import Severity
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.scenario import Held, Learning, Person, Rules, TermBounds
from tests.check.found import Holders, of_kind, said
from tests.support.build import (
    PerPeriod,
    asks,
    assign,
    cluster,
    function,
    module,
    person,
    role,
    scenario,
    shows,
    vacancy,
)

TERM = "term-without-successor"
LEAVER = "leaver-without-handover"
EVERYONE = "everyone-leaves"
CHANGE = "change-limit"
LEARNING = "learning-planned"
WISHES = "wishes-unmet"
KINDS = (TERM, LEAVER, EVERYONE, CHANGE, LEARNING, WISHES)

P1, P2, P3 = person("P1"), person("P2"), person("P3")


def until(id: str, month: str, *available: int, **fields: Any) -> Person:
    """Somebody who goes out of service."""
    service = Span(None, Month.parse(month))
    return person(id, available=available, service=service, **fields)


# A term that ends without a prepared successor

AT_MOST_TWO = role("r", 10, term=TermBounds(None, 2))
TWO = scenario([AT_MOST_TWO], [P1, P2, P3], count=3)


def test_a_term_that_ends_inside_the_horizon_with_nobody_prepared() -> None:
    (gap,) = of_kind(TWO, TERM, {"r": {"P1": (10, 10, 0), "P2": (0, 0, 10)}})
    assert str(gap.message) == "Role r: the term of P1 ends in 2028-01, and nobody is prepared " + (
        "to follow."
    )
    assert (gap.severity, gap.roles, gap.people, gap.periods) == (
        Severity.NOTICE,
        ("r",),
        ("P1",),
        (1,),
    )


@pytest.mark.parametrize(
    ("holders", "backups"),
    [
        # A backup in the last period, or a holder whose own term goes on to period 2.
        ({"P1": (10, 10, 0), "P2": (0, 0, 10)}, {"P2": (0, 1, 0)}),
        ({"P1": (5, 5, 0), "P2": (0, 5, 10)}, {"P3": (0, 0, 1)}),
        # P1 leaves after one period of two: that is no term that ends.
        ({"P1": (10, 0, 0), "P2": (0, 10, 0)}, {}),
    ],
)
def test_a_term_with_a_successor_or_that_does_not_end(
    holders: dict[str, PerPeriod], backups: dict[str, PerPeriod]
) -> None:
    assert of_kind(TWO, TERM, {"r": holders}, {"r": backups}) == []


def test_two_terms_that_end_together_prepare_nobody_for_each_other() -> None:
    gaps = of_kind(TWO, TERM, {"r": {"P1": (5, 5, 0), "P2": (5, 5, 0)}})
    assert [each.people for each in gaps] == [("P1",), ("P2",)]


def test_a_term_that_ends_at_the_end_of_the_horizon() -> None:
    """Held in the periods 1 and 2 of three; the next would start in 2028-07."""
    held = {"r": {"P2": (10, 0, 0), "P1": (0, 10, 10)}}
    assert "the term of P1 ends in 2028-07" in said(TWO, TERM, held)[0]
    assert of_kind(TWO, TERM, held, {"r": {"P3": (0, 0, 1)}}) == []
    leaving = scenario([AT_MOST_TWO], [P1, P2, until("P3", "2028-07", 100, 100, 100)], count=3)
    assert len(of_kind(leaving, TERM, held, {"r": {"P3": (0, 0, 1)}})) == 1


def test_a_term_of_a_role_that_ends_needs_no_successor() -> None:
    where = scenario([role("r", (10, 10, 0), term=TermBounds(None, 2))], [P1], count=3)
    assert of_kind(where, TERM, {"r": {"P1": (10, 10, 0)}}) == []


def test_what_was_served_before_the_start_counts() -> None:
    """Since 2026-07 one period is served; a maximum of two leaves the first period only."""
    there = person("P1", roles={"r": Held(10, Month.parse("2026-07"))})
    where = scenario([AT_MOST_TWO], [there, P2], count=3)
    (gap,) = of_kind(where, TERM, {"r": {"P1": (10, 0, 0)}})
    assert gap.periods == (0,)


def test_a_prepared_backup_has_served_the_handover_meets_the_role_and_is_somebody() -> None:
    asking = role("r", 10, term=TermBounds(None, 2), handover=2, critical=True, asked=asks("visie"))
    able = shows(visie="")
    people = [P1, person("P2", competences=able), P3, vacancy("V1", competences=able)]
    people.append(person("P4", function="g", competences=able))
    where = scenario([asking], people, functions=[function("f"), function("g")], count=4)
    held = {"r": {"P3": (10, 0, 0, 0), "P1": (0, 10, 10, 0)}}
    for who, cells, prepared in (
        ("P2", (0, 1, 1, 0), True),
        ("P2", (0, 0, 1, 0), False),  # one period of two
        ("P3", (0, 1, 1, 0), False),  # lacks visie
        ("V1", (0, 1, 1, 0), False),  # a vacancy
        ("P4", (0, 1, 1, 0), False),  # from a function that the role does not admit
    ):
        gaps = of_kind(where, TERM, held, {"r": {who: cells}})
        assert [each.severity for each in gaps] == [Severity.SERIOUS] * (not prepared), who


def test_a_deputy_succeeds_a_coordinator() -> None:
    where = scenario([], [P1, P2], modules=[module("m", 40, term=TermBounds(None, 2))], count=3)
    held = {"m@c": {"P1": (40, 40, 0)}}
    (gap,) = of_kind(where, TERM, held)
    assert gap.severity is Severity.SERIOUS
    assert of_kind(where, TERM, held, {"m@c": {"P2": (0, 1, 0)}}) == []


# Service that ends without handover

GONE = until("P1", "2028-01", 100, 100, 0)
LEAVING = scenario([role("r", 10, critical=True), role("s", 10)], [GONE, P2], count=3)


def test_somebody_leaves_service_and_nobody_is_prepared() -> None:
    held = {"r": {"P1": (10, 10, 0)}, "s": {"P1": (10, 10, 0), "P2": (0, 0, 10)}}
    (gap,) = of_kind(LEAVING, LEAVER, held)
    assert str(gap.message) == (
        "P1 is out of service from 2028-01, and nobody is prepared to take over Role r, Role s."
    )
    assert (gap.severity, gap.roles, gap.people, gap.periods) == (
        Severity.SERIOUS,
        ("r", "s"),
        ("P1",),
        (1,),
    )
    (one,) = of_kind(LEAVING, LEAVER, held, {"r": {"P2": (0, 1, 0)}})
    assert (one.severity, one.roles) == (Severity.NOTICE, ("s",))


def test_nobody_is_needed_for_a_role_that_was_handed_over_or_ends_as_well() -> None:
    handed = {"r": {"P1": (10, 0, 0), "P2": (0, 10, 10)}}
    assert of_kind(LEAVING, LEAVER, handed) == []
    ending = scenario([role("r", (10, 10, 0))], [GONE, P2], count=3)
    assert of_kind(ending, LEAVER, {"r": {"P1": (10, 10, 0)}}) == []


def test_service_that_ends_right_at_the_end_of_the_horizon_or_later() -> None:
    """Three half-years end in 2028-07."""
    for month, gaps in (("2028-07", 1), ("2028-08", 0)):
        where = scenario([role("r", 10)], [until("P1", month, 100), P2], count=3)
        assert len(of_kind(where, LEAVER, {"r": {"P1": 10}})) == gaps
        assert of_kind(where, LEAVER, {"r": {"P1": 10}}, {"r": {"P2": (0, 0, 1)}}) == []


def test_who_leaves_during_the_first_period_leaves_present_roles_behind() -> None:
    leaver = until("P1", "2027-04", 0, roles={"r": 10})
    where = scenario([role("r", 10)], [leaver, P2], count=2)
    (gap,) = of_kind(where, LEAVER, {})
    assert (gap.roles, gap.periods) == (("r",), (0,))
    backed = scenario([role("r", 10)], [leaver, person("P2", backups=("r",))], count=2)
    assert of_kind(backed, LEAVER, {}) == []
    before = scenario([role("r", 10)], [until("P1", "2027-01", 0, roles={"r": 10}), P2], count=2)
    assert of_kind(before, LEAVER, {}) == []


def test_leaving_service_is_not_told_twice() -> None:
    where = scenario([AT_MOST_TWO], [GONE, P2], count=3)
    held = {"r": {"P1": (10, 10, 0)}}
    assert len(of_kind(where, LEAVER, held)) == 1
    assert of_kind(where, TERM, held) == []


# Everyone who carries a role leaves

WAVE = scenario(
    [role("r", 10)], [GONE, until("P2", "2027-07", 100, 0, 0), P3, person("P4")], count=3
)


def test_everyone_who_carries_a_role_leaves_within_two_periods() -> None:
    """P2 is gone from period 1, P1 from period 2; in the first period only they carry r."""
    held = {"r": {"P1": (10, 10, 0), "P3": (0, 0, 10)}}
    (gap,) = of_kind(WAVE, EVERYONE, held, {"r": {"P2": (1, 0, 0), "P3": (0, 1, 0)}})
    assert str(gap.message) == (
        "Role r: of those who carry it in 2027-01 nobody serves in 2028-01 (P1, P2)."
    )
    assert (gap.severity, gap.roles, gap.people, gap.periods) == (
        Severity.NOTICE,
        ("r",),
        ("P1", "P2"),
        (0,),
    )
    # With P4 somebody stays, though P4 never holds it.
    assert of_kind(WAVE, EVERYONE, held, {"r": {"P2": (1, 0, 0), "P4": 1}}) == []


def test_everyone_leaves_after_the_end_of_the_horizon() -> None:
    """Out of service from 2029-01, two periods after the last one that starts in 2028-01."""
    leaver = until("P1", "2029-01", 100)
    where = scenario([role("r", 10, critical=True)], [leaver, P2], count=3)
    (gap,) = of_kind(where, EVERYONE, {"r": {"P1": 10}})
    assert (gap.periods, gap.severity) == ((2,), Severity.SERIOUS)
    assert str(gap.message) == (
        "Role r: of those who carry it in 2028-01 nobody serves in 2029-01 (P1)."
    )
    assert of_kind(where, EVERYONE, {"r": {"P1": 10}}, {"r": ["P2"]}) == []


def test_nobody_is_missed_in_a_role_that_ends_or_that_nobody_holds() -> None:
    ending = scenario([role("r", (10, 0, 0))], [GONE, P2], count=3)
    assert of_kind(ending, EVERYONE, {"r": {"P1": (10, 0, 0)}}) == []
    # Asked again after three periods: nobody is missed within two.
    pausing = scenario(
        [role("r", (10, 0, 0, 10))], [until("P1", "2028-01", 100, 100, 0, 0)], count=4
    )
    assert of_kind(pausing, EVERYONE, {"r": {"P1": (10, 0, 0, 0)}}) == []
    assert of_kind(WAVE, EVERYONE, {}, {"r": {"P2": (1, 0, 0)}}) == []


# Change per cluster

ROLES = [role("r", 10), role("s", 10), role("t", 10, cluster="d")]
CHANGING = scenario(
    ROLES,
    [person("P1", roles={"r": 10, "s": 10, "t": 10}), P2],
    clusters=[cluster("c"), cluster("d")],
    count=3,
    rules=Rules(step=1, max_roles=None, max_changes=1),
)


def test_a_cluster_at_and_over_its_change_limit() -> None:
    """In c one takeover at 0 and two at 1; in d one at 2."""
    held: Holders = {
        "r": {"P2": (10, 0, 10), "P1": (0, 10, 10)},
        "s": {"P1": (10, 0, 0), "P2": (0, 10, 10)},
        "t": {"P1": (10, 10, 0), "P2": (0, 0, 10)},
    }
    over, *full = of_kind(CHANGING, CHANGE, held)
    assert (over.severity, over.clusters, over.periods) == (Severity.SERIOUS, ("c",), (1,))
    assert str(over.message) == (
        "Cluster c: more roles change hands than the 1 allowed, at worst 2 in a period (2027-07)."
    )
    # In c also at 2, where P2 comes back to r.
    assert [(each.clusters, each.periods, each.severity) for each in full] == [
        (("c",), (0, 2), Severity.NOTICE),
        (("d",), (2,), Severity.NOTICE),
    ]
    assert str(full[1].message) == (
        "Cluster d: as many roles change hands as are allowed, 1 in a period (2028-01)."
    )


def test_change_below_the_limit_of_roles_nobody_held_or_without_a_limit() -> None:
    kept: Holders = {"r": {"P1": 10}, "s": {"P1": 10}, "t": {"P1": 10}}
    assert of_kind(CHANGING, CHANGE, kept) == []
    # Nobody holds r in period 0, so that P2 takes it over in period 1 does not count.
    assert of_kind(CHANGING, CHANGE, {"r": {"P2": (0, 10, 10)}}) == []
    none_allowed = scenario(ROLES, CHANGING.staff.values(), rules=Rules(max_changes=0), count=3)
    assert of_kind(none_allowed, CHANGE, kept) == []
    unlimited = scenario(ROLES[:2], [person("P1", roles={"r": 10}), P2], count=3)
    assert of_kind(unlimited, CHANGE, {"r": {"P2": 10}}) == []


# Learning

LEARNED = role("r", 10, asked=asks(economie=2))
NOVICE, EXPERT = person("P1", expertise={"economie": 1}), person("P2", expertise={"economie": 2})
SHADOW = Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=2))


def test_who_learns_which_role_and_from_when_it_could_be_held() -> None:
    where = scenario([LEARNED], [NOVICE, EXPERT, P3], count=4, rules=SHADOW)
    held: Holders = {"r": {"P2": 10}}
    (gap,) = of_kind(where, LEARNING, held, {"r": {"P1": (0, 1, 1, 1)}})
    assert str(gap.message) == "P1 learns Role r as its backup and could hold it from 2028-07 on."
    assert (gap.severity, gap.people, gap.roles, gap.periods) == (
        Severity.NOTICE,
        ("P1",),
        ("r",),
        (1, 2),
    )
    # Not in a row, and just done when the horizon ends.
    assert "from 2029-01 on" in said(where, LEARNING, held, {"r": {"P1": (1, 0, 0, 1)}})[0]
    (short,) = of_kind(where, LEARNING, held, {"r": {"P1": (0, 0, 0, 1)}})
    assert str(short.message) == (
        "P1 learns Role r as its backup; at the end 1 of 2 periods are done."
    )
    assert short.figures == {"served": Decimal(1), "shadow": Decimal(2)}


def test_who_meets_a_role_is_too_far_from_it_or_has_learned_it_does_not_learn() -> None:
    where = scenario([LEARNED], [NOVICE, EXPERT, P3], count=4, rules=SHADOW)
    assert of_kind(where, LEARNING, {}, {"r": ["P2", "P3"]}) == []
    once = Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=1))
    known = person("P1", expertise={"economie": 1}, backups=("r",))
    assert (
        of_kind(scenario([LEARNED], [known], count=4, rules=once), LEARNING, {}, {"r": ["P1"]})
        == []
    )
    assert of_kind(scenario([LEARNED], [NOVICE], count=4), LEARNING, {}, {"r": ["P1"]}) == []


def test_a_present_backup_has_one_period_of_learning_behind() -> None:
    known = person("P1", expertise={"economie": 1}, backups=("r",))
    where = scenario([LEARNED], [known], count=4, rules=SHADOW)
    (gap,) = of_kind(where, LEARNING, {}, {"r": ["P1"]})
    assert gap.periods == (0,)
    assert "from 2027-07 on" in str(gap.message)


# Wishes

WISHING = scenario(
    [role("r", 10), role("s", 10)],
    [
        person("P1", wishes={"r": 3}),
        person("P2", wishes={"s": 2, "r": -3}),
        person("P3", wishes={"s": -2}),
        person("P4", cluster_wishes={"c": 1}),
        person("P5", wishes={"m": 1}),
        vacancy("V1", wishes={"r": 1}),
    ],
    modules=[module("m", 10)],
    count=2,
)


def test_only_the_number_of_people_who_never_get_a_wish() -> None:
    """P1, P2, P4, P5 wish for something; P4 stands in the cluster wished for, P3 only avoids."""
    (gap,) = of_kind(WISHING, WISHES, {"r": {"P2": 10}})
    assert str(gap.message) == "3 of the 4 people with wishes get none of them in any period."
    assert gap.figures == {"people": Decimal(3), "wishing": Decimal(4)}
    # Wishes stand in a person's own sheet only: nothing here says whose they are, or for what.
    assert (gap.people, gap.roles, gap.clusters, gap.periods) == ((), (), (), ())
    assert gap.source is None
    (one,) = of_kind(WISHING, WISHES, {"r": {"P1": (0, 10)}, "m@c": {"P5": 10}})
    assert str(one.message) == "1 of the 4 people with wishes gets none of them in any period."
    everyone = {"r": {"P1": (0, 10)}, "s": {"P2": (5, 0)}, "m@c": {"P5": (10, 0)}}
    assert of_kind(WISHING, WISHES, everyone) == []


# All together


def test_one_period_has_nothing_over_time() -> None:
    where = scenario(
        [role("r", 10, term=TermBounds(None, 1), asked=asks(economie=2)), role("s", 10)],
        [
            person("P1", expertise={"economie": 1}),
            until("P2", "2027-07", 100, roles={"r": 10, "s": 10}),
            person("P3", wishes={"s": 2}),
        ],
        rules=Rules(step=1, max_roles=None, max_changes=1, learning=Learning(1, 2)),
    )
    plan = assign(where, {"r": {"P2": 10}, "s": {"P1": 10}}, {"r": ["P1"]})
    assert {each.kind for each in find_gaps(where, plan)} & set(KINDS) == set()


def test_each_finder_is_registered_under_the_kind_it_finds() -> None:
    assert list(FINDERS)[-len(KINDS) :] == list(KINDS)
    for where in (TWO, LEAVING, WAVE, CHANGING, WISHING):
        case = case_of(where, assign(where, {"r": {"P1": (10,) * where.horizon.count}}))
        for kind in KINDS:
            assert {each.kind for each in FINDERS[kind](case)} <= {kind}
