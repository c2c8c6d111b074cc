"""Scenarios built to clash for a known reason, each made hard by a pin or a limit.

With each come the ids of the conditions that clash; a comment says why there are no others.
"""

from __future__ import annotations

from collections.abc import Callable

from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.scenario import Held, Learning, Rules, Scenario, TermBounds
from rollenplanner.domain.terms import Term
from tests.support.build import (
    asks,
    clash,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
)

Built = tuple[Scenario, frozenset[str]]

#: Every critical role is to be covered.
COVERED = {Term.CRITICAL_UNCOVERED: 0}
STEP_RULES = Rules(step=5, max_roles=None)


def placement() -> Built:
    """P1 is pinned to function g, but everyone stays, and P1 stands in f."""
    built = scenario(
        staff=[person("P1")],
        functions=[function("f"), function("g", 100)],
        pins=[pin("P1", "function", "g")],
    )
    return built, frozenset(("pins.0", "placement"))


def segregation_with_a_lone_pair() -> Built:
    """Only P1 and P2 know k; P1 is pinned to budget, which excludes control; P2 has no time.

    Without k anybody could do control; P3 has time.
    """
    built = scenario(
        roles=[
            role("budget", 10),
            role("control", 80, critical=True, asked=asks(k=2)),
        ],
        staff=[
            person("P1", expertise={"k": 2}),
            person("P2", 50, expertise={"k": 2}),
            person("P3"),
        ],
        pins=[pin("P1", "role", "budget")],
        incompatible=[clash("budget", "control")],
        limits=COVERED,
        rules=STEP_RULES,
    )
    return built, frozenset(
        (
            "pins.0",
            "incompatible.0",
            "limits.critical_uncovered",
            "staff.P2.fte",
            "roles.control.fte",
            "roles.control.expertise.k",
        )
    )


def term_against_service() -> Built:
    """P1 held r for 2 periods, may hold it for 2, and is pinned to hold it in all three to come.

    Who is at the maximum at the start may stay one period more, not three.
    """
    start = Month.parse("2026-01")
    built = scenario(
        roles=[role("r", 50, term=TermBounds(None, 2))],
        staff=[person("P1", roles={"r": Held(50, start)})],
        count=3,
        pins=[pin("P1", "role", "r")],
    )
    return built, frozenset(("pins.0", "roles.r.term.max"))


def dates_of_service() -> Built:
    """Only P1 knows k, and is not there in the second period."""
    built = scenario(
        roles=[role("r", 50, critical=True, asked=asks(k=1))],
        staff=[
            person(
                "P1",
                available=(100, 0),
                expertise={"k": 1},
                service=Span(None, Month.parse("2027-07")),
            ),
            person("P2"),
        ],
        count=2,
        limits=COVERED,
    )
    return built, frozenset(
        ("limits.critical_uncovered", "staff.P1.from", "roles.r.fte", "roles.r.expertise.k")
    )


def module_without_candidate() -> Built:
    """The post is held from function g, and nobody stands there; the limit wants it held."""
    built = scenario(
        staff=[person("P1")],
        functions=[function("f"), function("g", 100)],
        modules=[module("m", 20, functions=("g",))],
        limits={Term.COORDINATION: 0},
        rules=STEP_RULES,
    )
    # Placed freely, P1 could stand in g.
    return built, frozenset(
        ("limits.coordination", "placement", "modules.m.fte", "modules.m.functions")
    )


def two_pins() -> Built:
    """P1 is pinned to two roles of which nobody may carry both."""
    built = scenario(
        roles=[role("a", 10), role("b", 10)],
        staff=[person("P1"), person("P2")],
        pins=[pin("P1", "role", "a"), pin("P1", "role", "b")],
        incompatible=[clash("a", "b")],
    )
    return built, frozenset(("pins.0", "pins.1", "incompatible.0"))


def capacity() -> Built:
    """P1 alone can do a and b, 1.20 fte together; P1 has 1 fte."""
    built = scenario(
        roles=[
            role("a", 60, critical=True, asked=asks(k=1)),
            role("b", 60, critical=True, asked=asks(k=1)),
        ],
        staff=[person("P1", expertise={"k": 1}), person("P2")],
        limits=COVERED,
        rules=STEP_RULES,
    )
    return built, frozenset(
        (
            "limits.critical_uncovered",
            "staff.P1.fte",
            "roles.a.fte",
            "roles.a.expertise.k",
            "roles.b.fte",
            "roles.b.expertise.k",
        )
    )


def handover() -> Built:
    """P2 is pinned to hold r in the second period, and forbidden to be its backup before that."""
    built = scenario(
        roles=[role("r", 50, handover=1)],
        staff=[person("P1", roles={"r": 50}), person("P2")],
        count=2,
        pins=[pin("P2", "role", "r", start="2027-07")],
        forbid=[pin("P2", "role", "r", end="2027-07")],
    )
    return built, frozenset(("pins.0", "forbid.0", "roles.r.handover"))


def own_cluster() -> Built:
    """Role r is carried from its own cluster c; only P1 knows k, and stands in d."""
    built = scenario(
        roles=[role("r", 50, critical=True, own_cluster=True, asked=asks(k=1))],
        staff=[person("P1", cluster="d", expertise={"k": 1}), person("P2")],
        clusters=[cluster("c"), cluster("d")],
        functions=[function("f", clusters=("c", "d"))],
        limits=COVERED,
    )
    return built, frozenset(
        (
            "limits.critical_uncovered",
            "placement",
            "roles.r.fte",
            "roles.r.own_cluster",
            "roles.r.expertise.k",
        )
    )


def prohibition() -> Built:
    """The only one who knows k is forbidden to do the work that asks it."""
    built = scenario(
        roles=[role("r", 50, critical=True, asked=asks(k=1))],
        staff=[person("P1", expertise={"k": 1}), person("P2")],
        forbid=[pin("P1", "role", "r")],
        limits=COVERED,
    )
    return built, frozenset(
        ("forbid.0", "limits.critical_uncovered", "roles.r.fte", "roles.r.expertise.k")
    )


def number_of_roles() -> Built:
    """P1 is pinned to two roles, and nobody may hold more than one."""
    built = scenario(
        roles=[role("a", 10), role("b", 10)],
        staff=[person("P1")],
        pins=[pin("P1", "role", "a"), pin("P1", "role", "b")],
        rules=Rules(step=1, max_roles=1),
    )
    return built, frozenset(("pins.0", "pins.1", "rules.max_roles"))


def backups() -> Built:
    """Nobody but the holder knows k, so the backup that is asked for is missing."""
    built = scenario(
        roles=[role("r", 50, critical=True, backups=1, asked=asks(k=1))],
        staff=[person("P1", expertise={"k": 1}), person("P2")],
        limits={Term.CRITICAL_MISSING_BACKUPS: 0},
        pins=[pin("P1", "role", "r")],
    )
    return built, frozenset(
        (
            "pins.0",
            "limits.critical_missing_backups",
            "roles.r.expertise.k",
            "roles.r.backups.count",
        )
    )


def too_few_holders() -> Built:
    """Role r has two holders or none; P1 is pinned to it, and no other knows k."""
    built = scenario(
        roles=[role("r", 50, min_holders=2, asked=asks(k=1))],
        staff=[person("P1", expertise={"k": 1}), person("P2")],
        pins=[pin("P1", "role", "r")],
    )
    return built, frozenset(("pins.0", "roles.r.holders.min", "roles.r.expertise.k"))


def takeovers() -> Built:
    """Both roles of the cluster are pinned to change hands in the second period; one may."""
    built = scenario(
        roles=[role("a", 10), role("b", 10)],
        staff=[person("P1"), person("P2")],
        count=2,
        pins=[
            pin("P1", "role", "a", end="2027-07"),
            pin("P1", "role", "b", end="2027-07"),
            pin("P2", "role", "a", start="2027-07"),
            pin("P2", "role", "b", start="2027-07"),
        ],
        forbid=[
            pin("P2", "role", "a", end="2027-07"),
            pin("P2", "role", "b", end="2027-07"),
        ],
        rules=Rules(step=1, max_roles=None, max_changes=1, learning=Learning(1, 1)),
    )
    return built, frozenset(
        (
            *(f"pins.{number}" for number in range(4)),
            "forbid.0",
            "forbid.1",
            "rules.max_changes",
        )
    )


BUILT: tuple[Callable[[], Built], ...] = (
    placement,
    segregation_with_a_lone_pair,
    term_against_service,
    dates_of_service,
    module_without_candidate,
    two_pins,
    capacity,
    handover,
    own_cluster,
    prohibition,
    number_of_roles,
    backups,
    too_few_holders,
    takeovers,
)
