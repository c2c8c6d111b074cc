"""One tiny scenario per term, with its optimum proven beside it.

Each is hard in its own way: limits and pins keep the term from being 0 (or, for wishes, from being
as good as can be). Values are in the units of `domain.terms`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Learning, Role, Scenario
from rollenplanner.domain.terms import UNIT, UNITS_PER_HUNDREDTH, Term
from tests.support.build import (
    NO_RULES,
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


@dataclass(frozen=True)
class Optimum:
    """A scenario that counts one term only, and the least value it can have.

    Attributes:
        best: In units.
        start: The plan to stay close to; for `jumps` only.
    """

    scenario: Scenario
    best: int
    start: Assignment | None = None


#: Term -> its optimum.
OPTIMA: dict[Term, Optimum] = {}


def _optimum(term: Term) -> Callable[[Callable[[], Optimum]], Callable[[], Optimum]]:
    def register(make: Callable[[], Optimum]) -> Callable[[], Optimum]:
        made = make()
        only = dataclasses.replace(made.scenario, objective=({term: 1},))
        OPTIMA[term] = dataclasses.replace(made, scenario=only)
        return make

    return register


def whole(id: str, demand: int, **fields: Any) -> Role:
    """A role that one person holds as a whole."""
    return role(id, demand, share=demand, max_holders=1, **fields)


@_optimum(Term.UNCOVERED)
def uncovered() -> Optimum:
    # Asked 0.80 + 0.50 = 1.30, hours 1.00: 0.30 is left, however it is divided. The critical role
    # and the post count elsewhere; both ask for what nobody can do.
    case = scenario(
        [
            role("r", 80),
            role("s", 50),
            role("k", 70, functions=(), critical=True),
        ],
        [person("P1")],
        modules=[module(functions=())],
    )
    return Optimum(case, 30 * UNITS_PER_HUNDREDTH)


@_optimum(Term.CRITICAL_UNCOVERED)
def critical_uncovered() -> Optimum:
    # Asked 0.80 critical, hours 0.50: 0.30 is left. The other role is pinned with at least 0.10,
    # so that 0.40 remains for the critical one: 0.40 is left.
    case = scenario(
        [role("k", 80, critical=True), role("r", 30, share=10)],
        [person("P1", 50)],
        pins=[pin("P1", "role", "r")],
    )
    return Optimum(case, 40 * UNITS_PER_HUNDREDTH)


@_optimum(Term.MISSING_BACKUPS)
def missing_backups() -> Optimum:
    # r asks 2. P1 is able; V1 is a vacancy, which never counts: 2 - 1 = 1. s asks 1 and none is
    # able: 1. The critical role counts elsewhere. Together 2.
    case = scenario(
        [
            role("r", 20, backups=2),
            role("s", 20, backups=1, asked=asks("visie:A")),
            role("k", 20, backups=1, asked=asks("visie:A"), critical=True),
        ],
        [person("P1"), vacancy("V1")],
    )
    return Optimum(case, 2 * UNIT)


@_optimum(Term.CRITICAL_MISSING_BACKUPS)
def critical_missing_backups() -> Optimum:
    # 3 asked. P1 is pinned as holder, which excludes backing up; P2 is able; P3 is 1 step short and
    # a learner, which is not counted: 3 - 1 = 2.
    case = scenario(
        [role("k", 50, backups=3, asked=asks("visie:B"), critical=True)],
        [
            person("P1", competences=shows(visie="B")),
            person("P2", competences=shows(visie="B")),
            person("P3", competences=shows(visie="C")),
        ],
        rules=dataclasses.replace(NO_RULES, learning=Learning(1, 2)),
        pins=[pin("P1", "role", "k")],
    )
    return Optimum(case, 2 * UNIT)


@_optimum(Term.COORDINATION)
def coordination() -> Optimum:
    # Per cluster a holder and a deputy. In c there are P1 and V1 (a vacancy counts here like
    # anybody): none is missing. In d nobody stands: 2 are missing.
    case = scenario(
        [],
        [person("P1"), vacancy("V1")],
        modules=[module(clusters=("c", "d"), deputies=1)],
        functions=[function("f", clusters=("c", "d"))],
        clusters=[cluster("c"), cluster("d")],
    )
    return Optimum(case, 2 * UNIT)


@_optimum(Term.UNPLACED)
def unplaced() -> Optimum:
    # The formation of 1.00 may not be exceeded: with P1 (1.00) placed, nobody else fits. P2 with
    # P3 fit, 0.40 + 0.30 in service. Contracts left out: {P2, P3} 0.60 + 0.30 = 0.90, or {P1} 1.00.
    # P4 may not stand anywhere: 0.10 more, in every plan. Together 1.00.
    case = scenario(
        [],
        [
            person("P1"),
            person("P2", 60, available=40),
            person("P3", 30),
            person("P4", 10, function="g", scale=4),
        ],
        functions=[function("f", 100, scale=10), function("g", None, clusters=())],
        placement="free",
        limits={Term.OVER_FORMATION: 0},
    )
    return Optimum(case, 100 * UNITS_PER_HUNDREDTH)


@_optimum(Term.OVER_FORMATION)
def over_formation() -> Optimum:
    # All must be placed. Both in f (1.00): 0.80 over. Both in g (0.50): 1.30 over. P1 in f, P2
    # (0.80 in service) in g: 0.30 over. P2 in f, P1 in g: 0.50 over. The best is 0.30.
    case = scenario(
        [],
        [person("P1"), person("P2", available=80)],
        functions=[function("f", 100), function("g", 50)],
        placement="free",
        limits={Term.UNPLACED: 0},
    )
    return Optimum(case, 30 * UNITS_PER_HUNDREDTH)


@_optimum(Term.CLUSTER_DEVIATION)
def cluster_deviation() -> Optimum:
    # c should have 1.20, d 0.50, e says nothing. P1 (1.00) in c and P2 (0.60) in d: 0.20 + 0.10.
    # Swapped: 0.60 + 0.50. Both in c: 0.40 + 0.50. P1 in c, P2 in e: 0.20 + 0.50. Best 0.30.
    clusters = ("c", "d", "e")
    case = scenario(
        [],
        [person("P1"), person("P2", 60)],
        functions=[function("f", 200, clusters=clusters)],
        clusters=[cluster("c", 120), cluster("d", 50), cluster("e")],
        placement="free",
    )
    return Optimum(case, 30 * UNITS_PER_HUNDREDTH)


@_optimum(Term.COMPETENCE_GAP)
def competence_gap() -> Optimum:
    # r needs two of three present holders. P1 is 1 step short (C for B), P2 is 2 (D), P3 is none:
    # P3 and P1, 1 step. P2 lacks the profile's coaching: 1 step. Nobody has reflectie, which is
    # asked of everyone: 3 steps. Together 5. P4 does not serve and counts nowhere.
    case = scenario(
        [role("r", 150, asked=asks("visie:B"))],
        [
            person("P1", roles={"r": 50}, competences=shows(visie="C", coaching="")),
            person("P2", roles={"r": 50}, competences=shows(visie="D")),
            person("P3", roles={"r": 50}, competences=shows(visie="B", coaching="A")),
            person("P4", available=0),
        ],
        functions=[function("f", profile=asks("coaching"))],
        everyone=asks("reflectie"),
        limits={Term.UNCOVERED: 0},
    )
    return Optimum(case, 5 * UNIT)


def _uneven() -> Scenario:
    # Demand 1.30 over two equal people: 0.65 each. Sums of 0.60, 0.40, 0.30: the nearest to 0.65
    # are 0.60 and 0.40 + 0.30 = 0.70, both 0.05 away, and they go together.
    return scenario([whole("r", 60), whole("s", 40), whole("t", 30)], [person("P1"), person("P2")])


@_optimum(Term.IMBALANCE)
def imbalance() -> Optimum:
    # 0.05 + 0.05.
    return Optimum(_uneven(), 10 * UNITS_PER_HUNDREDTH)


@_optimum(Term.IMBALANCE_SQUARED)
def imbalance_squared() -> Optimum:
    # 0.05^2 + 0.05^2 = 0.005.
    return Optimum(_uneven(), UNIT * 5 // 1000)


@_optimum(Term.OVERLOAD)
def overload() -> Optimum:
    # All 1.45 must be held by 1.00 and 0.50, of which 0.95 and 0.475 are full: 0.025 is above,
    # and P1 0.95 with P2 0.50 is just that.
    case = scenario([role("r", 145)], [person("P1"), person("P2", 50)], limits={Term.UNCOVERED: 0})
    return Optimum(case, UNIT * 25 // 1000)


@_optimum(Term.WISHES)
def wishes() -> Optimum:
    # r (3) and s (5) clash: s. k is held against a wish (-4), for a pin asks it. Cluster c is
    # wished for (1) and everyone stays. x (-2) is left alone. Minus (5 - 4 + 1) = -2.
    wished = {"r": 3, "s": 5, "k": -4, "x": -2}
    case = scenario(
        [role(each, 10) for each in wished],
        [person("P1", wishes=wished, cluster_wishes={"c": 1, "d": 9})],
        clusters=[cluster("c"), cluster("d")],
        incompatible=[clash("r", "s")],
        pins=[pin("P1", "role", "k")],
    )
    return Optimum(case, -2 * UNIT)


@_optimum(Term.MOVES)
def moves() -> Optimum:
    # r needs 1.50 from function g in c, two people. P3 has no present function, so that it is no
    # move to place P3 there; P1 or P2 must move to come beside. P4 stands in g in d, does not
    # serve and stays. One move.
    case = scenario(
        [role("r", 150, functions=("g",), own_cluster=True)],
        [
            person("P1"),
            person("P2"),
            person("P3", function=None, cluster=None),
            person("P4", function="g", cluster="d", available=0),
        ],
        functions=[function("f", 100), function("g", 100, clusters=("c", "d"))],
        clusters=[cluster("c"), cluster("d")],
        placement="free",
        limits={Term.UNCOVERED: 0, Term.UNPLACED: 0},
    )
    return Optimum(case, UNIT)


@_optimum(Term.CHANGES)
def changes() -> Optimum:
    # All 1.70 of r must be held by three people of 0.60: it takes all of them, of whom P1 held r
    # and P2 only backed it up: P2 and P3 take over.
    case = scenario(
        [role("r", 170)],
        [person("P1", 60, roles={"r": 60}), person("P2", 60, backups=("r",)), person("P3", 60)],
        limits={Term.UNCOVERED: 0},
    )
    return Optimum(case, 2 * UNIT)


@_optimum(Term.UNPREPARED)
def unprepared() -> Optimum:
    # As above with a handover: P2 is a present backup, P1 holds, so P3 alone is unprepared. s has
    # no handover, and P4 who is unprepared for it counts nothing.
    case = scenario(
        [role("r", 170, handover=1), role("s", 50)],
        [
            person("P1", 60, roles={"r": 60}),
            person("P2", 60, backups=("r",)),
            person("P3", 60),
            person("P4", 60),
        ],
        pins=[pin("P4", "role", "s")],
        forbid=[pin("P4", "role", "r")],
        limits={Term.UNCOVERED: 0},
    )
    return Optimum(case, UNIT)


@_optimum(Term.FRAGMENTATION)
def fragmentation() -> Optimum:
    # Four whole roles and a post for two people: 5 - 2 = 3 above one, unless somebody has none,
    # which makes it 4.
    case = scenario(
        [whole(each, 10) for each in ("r", "s", "t", "x")],
        [person("P1"), person("P2")],
        modules=[module(fte=10)],
        limits={Term.UNCOVERED: 0, Term.COORDINATION: 0},
    )
    return Optimum(case, 3 * UNIT)


@_optimum(Term.HEADCOUNT)
def headcount() -> Optimum:
    # 1.00 + 0.60 + an overlap of 0.50 = 2.10, two people have 2.00: three. P4 would make it four.
    case = scenario(
        [role("r", 100, backups=1, backup_fte=50), role("s", 60)],
        [person("P1"), person("P2"), person("P3"), person("P4")],
        limits={Term.UNCOVERED: 0, Term.MISSING_BACKUPS: 0},
    )
    return Optimum(case, 3 * UNIT)


@_optimum(Term.JUMPS)
def jumps() -> Optimum:
    # P1 held r, P2 backed it up; P1 no longer serves and r must be held. P3 takes over: P1's cell
    # goes, P3's comes: 2. P2 takes over: that, and P2 is no longer backup: 3. The best is 2.
    case = scenario(
        [role("r", 50, backups=1)],
        [person("P1", available=0), person("P2"), person("P3")],
        limits={Term.UNCOVERED: 0},
    )
    start = assign(case, holders={"r": {"P1": 50}}, backups={"r": ["P2"]})
    return Optimum(case, 2 * UNIT, start)
