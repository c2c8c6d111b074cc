"""Every soft term, computed by hand: three cases each with the arithmetic beside them.

Values are in what people read (fte x periods, steps, heads); a term must equal them exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest

from rollenplanner.domain.measure import TERMS, measure
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Learning, Rules, Scenario
from rollenplanner.domain.terms import Term, units_of
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


@dataclass(frozen=True)
class Measured:
    term: Term
    name: str
    scenario: Scenario
    assignment: Assignment
    value: str
    reference: Assignment | None = None


Held = Mapping[str, Mapping[str, PerPeriod]]


def measured(
    term: Term,
    name: str,
    where: Scenario,
    value: str,
    holders: Held | None = None,
    backups: Mapping[str, Sequence[str] | Mapping[str, PerPeriod]] | None = None,
    placement: Mapping[str, tuple[str, str]] | None = None,
) -> Measured:
    return Measured(term, name, where, assign(where, holders, backups, placement), value)


P1, P2 = person("P1"), person("P2")

# Demand 0.80 of r (not critical) and 0.50 of k (critical) in two periods.
DEMAND = scenario(
    [role("r", 80), role("k", 50, critical=True)], [P1, P2], modules=[module("m", 40)], count=2
)
SOME = {"r": {"P1": (30, 80), "P2": (20, 0)}, "k": {"P1": (50, 0)}}
UNCOVERED = [
    # r: 2 x 0.80; neither k nor the post counts here.
    measured(Term.UNCOVERED, "nobody", DEMAND, "1.6"),
    # r: 0.80 - 0.30 - 0.20 = 0.30, then 0.
    measured(Term.UNCOVERED, "partly", DEMAND, "0.3", SOME),
    # Effort changes the load, never the demand covered: 0.80 - 0.50 = 0.30.
    measured(
        Term.UNCOVERED,
        "effort",
        scenario([role("r", 80)], [person("P1", effort={"r": 50})]),
        "0.3",
        {"r": {"P1": 50}},
    ),
    # k: 2 x 0.50.
    measured(Term.CRITICAL_UNCOVERED, "nobody", DEMAND, "1"),
    # k: 0, then 0.50.
    measured(Term.CRITICAL_UNCOVERED, "partly", DEMAND, "0.5", SOME),
    # Only the first period asks: 0.33 - 0.12 = 0.21.
    measured(
        Term.CRITICAL_UNCOVERED,
        "short life",
        scenario([role("k", (33, 0), critical=True)], [P1], count=2),
        "0.21",
        {"k": {"P1": (12, 0)}},
    ),
]

ABLE, SHORT = person("P1", competences=shows(visie="B")), person("P2", competences=shows(visie="C"))
BACKED_ROLE = role("r", 10, backups=2, asked=asks("visie:B"))
BACKED_CRITICAL = role("k", 10, backups=1, critical=True, asked=asks("visie:B"))
LEARN = Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=1))
BACKED = scenario(
    [BACKED_ROLE, BACKED_CRITICAL, role("n", 10)],
    [ABLE, SHORT, vacancy("V1", competences=shows(visie="B"))],
    rules=LEARN,
)
TRAINED = scenario(
    [BACKED_CRITICAL],
    [person("P2", competences=shows(visie="C"), backups=("k",))],
    rules=LEARN,
)
BACKUPS = [
    # r asks 2, whether or not anybody holds it; k counts under the other term, n asks none.
    measured(Term.MISSING_BACKUPS, "none", BACKED, "2"),
    # P1 could hold it; P2 is a learner (1 step short), V1 a vacancy: 2 - 1 = 1.
    measured(Term.MISSING_BACKUPS, "one able of three", BACKED, "1", {}, {"r": ["P1", "P2", "V1"]}),
    # Three where none is asked do not make up for others: still r's 2.
    measured(Term.MISSING_BACKUPS, "too many elsewhere", BACKED, "2", {}, {"n": ["P1", "P2"]}),
    measured(Term.CRITICAL_MISSING_BACKUPS, "none", BACKED, "1"),
    measured(Term.CRITICAL_MISSING_BACKUPS, "able", BACKED, "0", {}, {"k": ["P1"]}),
    measured(
        Term.CRITICAL_MISSING_BACKUPS, "learner and vacancy", BACKED, "1", {}, {"k": ["P2", "V1"]}
    ),
    # P2 backed k up at present: that one period completes learning.
    measured(Term.CRITICAL_MISSING_BACKUPS, "learned", TRAINED, "0", {}, {"k": ["P2"]}),
]

POSTS = scenario(
    [],
    [P1, P2, vacancy("V1"), person("P4")],
    modules=[module("m", 40, deputies=2), module("n", 10, per_staff=2)],
)
COORDINATION = [
    # m: 1 + 2 deputies. n: 4 heads / 2 = 2 posts, so 2. Together 5.
    measured(Term.COORDINATION, "nobody", POSTS, "5"),
    # m held, 1 of 2 deputies (a vacancy is present): 1. n: one post of two: 1.
    measured(
        Term.COORDINATION,
        "some",
        POSTS,
        "2",
        {"m@c": {"P1": 40}, "n@c": {"P2": 10}},
        {"m@c": ["V1"]},
    ),
    # Two heads make one post of n: m 1 + 2, n 1.
    measured(
        Term.COORDINATION,
        "fewer heads",
        POSTS,
        "4",
        placement={"P1": ("f", "c"), "P2": ("f", "c")},
    ),
]

FREE = scenario(
    [],
    [person("P1", 89), person("P2", 40, available=20), person("P3", 100)],
    functions=[function("f", 120), function("g", 50), function("open", None)],
    clusters=[cluster("c", 150), cluster("d", None)],
    placement="free",
    count=2,
)
ALL_IN_F = {"P1": ("f", "c"), "P2": ("f", "c"), "P3": ("f", "c")}
SPREAD = {"P1": ("g", "c"), "P2": ("open", "c"), "P3": ("open", "d")}
PLACES = [
    # Once, the contract: 0.89 + 0.40 + 1.00.
    measured(Term.UNPLACED, "all", FREE, "2.29", placement={}),
    measured(Term.UNPLACED, "none", FREE, "0", placement=SPREAD),
    # P2's contract of 0.40, whatever is available.
    measured(Term.UNPLACED, "one", FREE, "0.4", placement={"P1": ("f", "c"), "P3": ("f", "c")}),
    # f: 0.89 + 0.20 + 1.00 - 1.20 = 0.89 in each of two periods.
    measured(Term.OVER_FORMATION, "f", FREE, "1.78", placement=ALL_IN_F),
    # g: 0.89 - 0.50 = 0.39 twice; `open` has no formation.
    measured(Term.OVER_FORMATION, "g", FREE, "0.78", placement=SPREAD),
    measured(Term.OVER_FORMATION, "none", FREE, "0", placement={"P3": ("f", "c")}),
    # c: |2.09 - 1.50| = 0.59 twice.
    measured(Term.CLUSTER_DEVIATION, "above", FREE, "1.18", placement=ALL_IN_F),
    # c: |0.89 + 0.20 - 1.50| = 0.41 twice; d states nothing.
    measured(Term.CLUSTER_DEVIATION, "below", FREE, "0.82", placement=SPREAD),
    measured(Term.CLUSTER_DEVIATION, "empty", FREE, "3", placement={}),
]

GAPS = scenario(
    [role("r", 10, asked=asks("visie:B", economie=2)), role("s", 10)],
    [
        person("P1", competences=shows(visie="D"), expertise={"economie": 1}),
        person("P2", available=0),
    ],
    functions=[function("f", profile=asks("klant:C"))],
    everyone=asks("zelfreflectie"),
    count=2,
)
COMPETENCE = [
    # P1: profile C absent 2 + everyone 1 = 3, in two periods. P2 never serves.
    measured(Term.COMPETENCE_GAP, "standing", GAPS, "6"),
    # r held once: visie 3 - 1 = 2, economie 1: 3 more. s asks nothing.
    measured(Term.COMPETENCE_GAP, "holding", GAPS, "9", {"r": {"P1": (10, 0)}, "s": {"P1": 10}}),
    # Unplaced: no profile, only everyone's 1 in two periods.
    measured(Term.COMPETENCE_GAP, "nowhere", GAPS, "2", placement={}),
    # 1 step short, but learned as present backup: nothing counts. Backing up never counts.
    measured(Term.COMPETENCE_GAP, "learned", TRAINED, "0", {"k": {"P2": 10}}),
    measured(Term.COMPETENCE_GAP, "backing up", BACKED, "0", {}, {"r": ["P2"]}),
]

# Demand 0.90 of 1.50 available: fair shares 0.60 (P1) and 0.30 (P2).
LOADS = scenario(
    [role("r", 60, backups=1, backup_fte=5), role("s", 30)],
    [person("P1", effort={"r": 150}), person("P2", 50, effort={"s": 33})],
)
EVEN = scenario([role("r", 90)], [person("P1"), person("P2", 50)])
BALANCE = [
    # Nobody carries: 0.60 + 0.30.
    measured(Term.IMBALANCE, "idle", LOADS, "0.9"),
    measured(Term.IMBALANCE, "even", EVEN, "0", {"r": {"P1": 60, "P2": 30}}),
    # P1: 1.5 x 0.60 = 0.90, 0.30 above. P2: 0.33 x 0.05 + overlap 0.05 = 0.0665, 0.2335 below.
    measured(
        Term.IMBALANCE,
        "effort, overlap",
        LOADS,
        "0.5335",
        {"r": {"P1": 60}, "s": {"P2": 5}},
        {"r": ["P2"]},
    ),
    # P1 has a fair share of 0.60 and carries nothing; P2 does not serve, and carries 0.30.
    measured(
        Term.IMBALANCE,
        "carried by who does not serve",
        scenario([role("r", 60)], [person("P1"), person("P2", available=0)]),
        "0.9",
        {"r": {"P2": 30}},
    ),
    # 0.36 + 0.09.
    measured(Term.IMBALANCE_SQUARED, "idle", LOADS, "0.45"),
    measured(Term.IMBALANCE_SQUARED, "even", EVEN, "0", {"r": {"P1": 60, "P2": 30}}),
    # 0.30^2 = 0.09; 0.2335^2 = 0.05452225.
    measured(
        Term.IMBALANCE_SQUARED,
        "effort, overlap",
        LOADS,
        "0.14452225",
        {"r": {"P1": 60}, "s": {"P2": 5}},
        {"r": ["P2"]},
    ),
    # 0.90 - 0.95 x 1.00 < 0.
    measured(Term.OVERLOAD, "below full", LOADS, "0", {"r": {"P1": 60}}),
    # 0.50 - 0.95 x 0.50 = 0.025.
    measured(Term.OVERLOAD, "just above", EVEN, "0.025", {"r": {"P2": 50}}),
    # All of 0.30 lies above 0.95 x 0.
    measured(
        Term.OVERLOAD,
        "carried by who does not serve",
        scenario([role("r", 60)], [person("P1"), person("P2", available=0)]),
        "0.3",
        {"r": {"P2": 30}},
    ),
    # P1 1.00 - 0.95 = 0.05, and P2 0.48 - 0.475 = 0.005.
    measured(
        Term.OVERLOAD,
        "both",
        scenario([role("r", 148)], [person("P1"), person("P2", 50)]),
        "0.055",
        {"r": {"P1": 100, "P2": 48}},
    ),
]

WISHING = scenario(
    [role("r", 10), role("s", 10)],
    [person("P1", wishes={"r": 2, "s": -3, "m": 5}, cluster_wishes={"c": 4, "d": 9})],
    modules=[module("m", 10)],
    clusters=[cluster("c"), cluster("d")],
    count=2,
)
WISHES = [
    # The cluster once: -4.
    measured(Term.WISHES, "cluster", WISHING, "-4"),
    # r in two periods: -4, s in one: +3, the post in one: -5, cluster -4.
    measured(
        Term.WISHES,
        "roles",
        WISHING,
        "-10",
        {"r": {"P1": 10}, "s": {"P1": (0, 10)}, "m@c": {"P1": (10, 0)}},
    ),
    # Backing up grants no wish.
    measured(Term.WISHES, "backing up", WISHING, "-4", {}, {"r": ["P1"]}),
]

MOVING = scenario(
    [],
    [P1, P2, person("P3", function=None, cluster=None), vacancy("V1")],
    functions=[function("f", clusters=("c", "d")), function("g")],
    clusters=[cluster("c"), cluster("d")],
    placement="free",
)
MOVES = [
    measured(Term.MOVES, "nobody", MOVING, "0"),
    # P1 changes function, P2 cluster; P3 has no present function, V1 is a vacancy.
    measured(
        Term.MOVES,
        "two",
        MOVING,
        "2",
        placement={"P1": ("g", "c"), "P2": ("f", "d"), "P3": ("f", "c"), "V1": ("f", "d")},
    ),
    # Nowhere is elsewhere: P1 and P2.
    measured(Term.MOVES, "nowhere", MOVING, "2", placement={}),
]

TURNS = scenario(
    [role("r", 20), role("s", (0, 10, 0, 10)), role("h", 10, handover=1)],
    [person("P1", roles={"r": 10}), person("P2", backups=("h",)), vacancy("V1")],
    modules=[module("m", 10)],
    count=4,
)
CHANGES = [
    # P1 holds r at present and goes on: no takeover; leaving is none either.
    measured(Term.CHANGES, "goes on", TURNS, "0", {"r": {"P1": (10, 10, 0, 0)}}),
    # P1 back in 2; P2 in 1; V1 in 0: three. s: active in 1 and 3, P1 in both: one.
    measured(
        Term.CHANGES,
        "comings and goings",
        TURNS,
        "4",
        {
            "r": {"P1": (10, 0, 10, 10), "P2": (0, 10, 10, 0), "V1": (10, 10, 0, 0)},
            "s": {"P1": (0, 10, 0, 10)},
        },
    ),
    # A post counts as well.
    measured(Term.CHANGES, "a post", TURNS, "1", {"m@c": {"P1": 10}}),
    # h in its first period: P1 and V1 are no present backups, P2 is. r has no handover.
    measured(
        Term.UNPREPARED, "two", TURNS, "2", {"h": {"P1": 3, "P2": 3, "V1": 3}, "r": {"P2": 10}}
    ),
    measured(Term.UNPREPARED, "prepared", TURNS, "0", {"h": {"P2": 10}}),
    # Later takeovers are the business of the handover rule.
    measured(Term.UNPREPARED, "later", TURNS, "0", {"h": {"P1": (0, 10, 0, 0)}}),
]

MANY: Held = {"r": {"P1": 10}, "s": {"P1": (0, 10, 0, 0)}, "m@c": {"P1": (10, 10, 0, 0)}}
COUNTS = [
    measured(Term.FRAGMENTATION, "one each", TURNS, "0", {"r": {"P1": 10}, "h": {"P2": 10}}),
    # P1 holds 2, 3, 1, 1: 1 + 2.
    measured(Term.FRAGMENTATION, "many", TURNS, "3", MANY),
    # Backups are no roles held.
    measured(Term.FRAGMENTATION, "backups", TURNS, "0", {"r": {"P1": 10}}, {"h": ["P1", "P2"]}),
    measured(Term.HEADCOUNT, "nobody", TURNS, "0"),
    measured(Term.HEADCOUNT, "one", TURNS, "1", MANY),
    # P1 holds, P2 only backs up, in one period.
    measured(Term.HEADCOUNT, "two", TURNS, "2", MANY, {"h": {"P2": (0, 0, 0, 1)}}),
]

BEFORE = assign(TURNS, {"r": {"P1": (10, 10, 0, 0)}}, {"h": ["P1"]})
JUMPS = [
    Measured(Term.JUMPS, "no plan before", TURNS, BEFORE, "0"),
    # Another share is no jump.
    Measured(
        Term.JUMPS,
        "share",
        TURNS,
        assign(TURNS, {"r": {"P1": (20, 5, 0, 0)}}, {"h": ["P1"]}),
        "0",
        BEFORE,
    ),
    # r: P1 gone in 1, new in 2: 2. P2 new in 3: 1. h: backup P1 gone in 4 periods: 4.
    Measured(
        Term.JUMPS,
        "seven",
        TURNS,
        assign(TURNS, {"r": {"P1": (10, 0, 10, 0), "P2": (0, 0, 0, 10)}}),
        "7",
        BEFORE,
    ),
    # From holder to backup of h in one period: a holder cell and a backup cell.
    Measured(
        Term.JUMPS,
        "holder instead of backup",
        TURNS,
        assign(
            TURNS,
            {"r": {"P1": (10, 10, 0, 0)}, "h": {"P1": (10, 0, 0, 0)}},
            {"h": {"P1": (0, 1, 1, 1)}},
        ),
        "2",
        BEFORE,
    ),
]

CASES = [
    *UNCOVERED,
    *BACKUPS,
    *COORDINATION,
    *PLACES,
    *COMPETENCE,
    *BALANCE,
    *WISHES,
    *MOVES,
    *CHANGES,
    *COUNTS,
    *JUMPS,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.term}: {case.name}")
def test_term(case: Measured) -> None:
    values = measure(case.scenario, case.assignment, case.reference)
    assert values[case.term] == units_of(Decimal(case.value))


def test_every_term_is_measured_and_has_three_cases() -> None:
    assert [*TERMS, Term.JUMPS] == list(Term)
    for term in Term:
        assert len([case for case in CASES if case.term is term]) >= 3, term
