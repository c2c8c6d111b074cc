"""Segregation of duties, pins, prohibitions and limits."""

from __future__ import annotations

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Pin, Scenario
from rollenplanner.domain.terms import Term
from tests.check.cases import RuleCase
from tests.support.build import (
    PerPeriod,
    assign,
    clash,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
)

CLUSTERS = [cluster("c"), cluster("d")]
FUNCTIONS = [function("f", clusters=("c", "d")), function("g", clusters=("c",))]
ROLES = [role("r", 10), role("s", 10), role("t", 10)]

SEGREGATED = scenario(
    ROLES,
    [person("P1"), person("P2")],
    modules=[module("m", 10, clusters=("c", "d"))],
    clusters=CLUSTERS,
    functions=FUNCTIONS,
    incompatible=[clash("r", "s", source="Regeling"), clash("t", ("m@c", "m@d"))],
)
BOTH = {"r": {"P1": 10}, "s": {"P1": 10}}
INCOMPATIBLE = [
    RuleCase(
        "apart",
        RuleId.INCOMPATIBLE,
        SEGREGATED,
        assign(SEGREGATED, {"r": {"P1": 10}, "t": {"P1": 10}, "s": {"P2": 10}}),
    ),
    RuleCase("both held", RuleId.INCOMPATIBLE, SEGREGATED, assign(SEGREGATED, BOTH), 1),
    RuleCase(
        "held and backed up",
        RuleId.INCOMPATIBLE,
        SEGREGATED,
        assign(SEGREGATED, {"r": {"P1": 10}}, {"s": ["P1"]}),
        1,
    ),
    RuleCase(
        "with a post of a module",
        RuleId.INCOMPATIBLE,
        SEGREGATED,
        assign(SEGREGATED, {"t": {"P1": 10}, "m@c": {"P1": 10}}),
        1,
    ),
]


def pinned(*pins: Pin, forbidden: tuple[Pin, ...] = ()) -> Scenario:
    """Three half-years from 2027-01: 2027-07 is period 1. Role `t` lives in period 2 only."""
    return scenario(
        [*ROLES[:2], role("t", (0, 0, 10))],
        [person("P1"), person("P2")],
        modules=[module("m", 10)],
        clusters=CLUSTERS,
        functions=FUNCTIONS,
        count=3,
        pins=pins,
        forbid=forbidden,
    )


def pins(
    name: str, which: Pin, carried: dict[str, PerPeriod], broken: int = 0, *, held: bool = True
) -> RuleCase:
    case = pinned(which)
    cells = {each: {"P1": row} for each, row in carried.items()}
    plan = assign(case, cells) if held else assign(case, {}, cells)
    return RuleCase(name, RuleId.PINS, case, plan, broken)


ALWAYS, IN_ONE = pin("P1", "role", "r"), pin("P1", "role", "r", start="2027-07", end="2028-01")
BACKUP = pin("P1", "backup", "r", start="2027-08")
PINS = [
    pins("pinned always", ALWAYS, {"r": 10}),
    pins("pinned always, held twice", ALWAYS, {"r": (10, 0, 10)}, 1),
    pins("pinned in one period", IN_ONE, {"r": (0, 5, 0)}),
    pins("pinned in one period, not held", IN_ONE, {"r": (10, 0, 10)}, 1),
    # Only the active period counts: role t lives in the last.
    pins("pinned while active", pin("P1", "role", "t"), {"t": (0, 0, 10)}),
    pins("pinned, never held", pin("P1", "role", "t"), {}, 1),
    # From 2027-08 it touches the periods 1 and 2.
    pins("pinned backup", BACKUP, {"r": (0, 1, 1)}, held=False),
    pins("pinned backup, missing", BACKUP, {"r": (1, 0, 1)}, 1, held=False),
    pins("pinned backup who holds", BACKUP, {"r": 10}, 2),
    pins("pinned module", pin("P1", "role", "m@c"), {"m@c": 10}),
    pins("pinned function", pin("P1", "function", "f"), {}),
    pins("pinned function, other", pin("P1", "function", "g"), {}, 1),
    pins("pinned cluster", pin("P1", "cluster", "c"), {}),
    pins("pinned cluster, other", pin("P1", "cluster", "d"), {}, 1),
]


def forbids(
    name: str, which: Pin, carried: dict[str, PerPeriod], broken: int = 0, *, held: bool = True
) -> RuleCase:
    case = pinned(forbidden=(which,))
    cells = {each: {"P1": row} for each, row in carried.items()}
    plan = assign(case, cells) if held else assign(case, {}, cells)
    return RuleCase(name, RuleId.FORBID, case, plan, broken)


NEVER, NOT_THEN = pin("P1", "role", "r"), pin("P1", "role", "r", start="2027-07", end="2028-01")
FORBID = [
    forbids("other role", NEVER, {"s": 10}),
    forbids("held three times", NEVER, {"r": 10}, 3),
    forbids("backed up twice", NEVER, {"r": (1, 0, 1)}, 2, held=False),
    forbids("held outside", NOT_THEN, {"r": (10, 0, 10)}),
    forbids("held inside", NOT_THEN, {"r": (0, 10, 0)}, 1),
    forbids("backup forbidden, held", pin("P1", "backup", "r"), {"r": 10}),
    forbids("backup forbidden", pin("P1", "backup", "r"), {"r": (0, 1, 0)}, 1, held=False),
    forbids("other function", pin("P1", "function", "g"), {}),
    forbids("function", pin("P1", "function", "f"), {}, 1),
    forbids("other cluster", pin("P1", "cluster", "d"), {}),
    forbids("cluster", pin("P1", "cluster", "c"), {}, 1),
]


def limited(limits: dict[Term, int]) -> Scenario:
    return scenario([role("r", 80), role("k", 50, critical=True)], [person("P1")], limits=limits)


UNCOVERED = limited({Term.UNCOVERED: 30})
EXACT = limited({Term.OVERLOAD: 5, Term.UNCOVERED: 80})
WISHED = scenario([role("r", 80)], [person("P1", wishes={"r": 2})], limits={Term.WISHES: -200})
LIMITS = [
    # 0.80 - 0.50 = 0.30, just within.
    RuleCase("at the limit", RuleId.LIMITS, UNCOVERED, assign(UNCOVERED, {"r": {"P1": 50}})),
    # 0.80 - 0.49 = 0.31.
    RuleCase(
        "above the limit",
        RuleId.LIMITS,
        UNCOVERED,
        assign(UNCOVERED, {"r": {"P1": 49}}),
        1,
        {"value": "0.31", "limit": "0.3"},
    ),
    # P1 is full: load 0.80 + 0.20 = 1.00, so overload 1.00 - 0.95 = 0.05; r is wholly covered.
    RuleCase("two limits", RuleId.LIMITS, EXACT, assign(EXACT, {"r": {"P1": 80}, "k": {"P1": 20}})),
    # A limit of -2 on wishes asks that the one wish of weight 2 is granted.
    RuleCase("wish granted", RuleId.LIMITS, WISHED, assign(WISHED, {"r": {"P1": 10}})),
    RuleCase(
        "wish refused",
        RuleId.LIMITS,
        WISHED,
        assign(WISHED),
        1,
        {"value": "0", "limit": "-2"},
    ),
]

CASES = [*INCOMPATIBLE, *PINS, *FORBID, *LIMITS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rule(case: RuleCase) -> None:
    case.check()


def test_a_pinned_module_means_every_post() -> None:
    """Two clusters make two posts; nobody can hold both, so one pin stays broken."""
    case = scenario(
        [],
        [person("P1")],
        modules=[module("m", 10, clusters=("c", "d"))],
        clusters=CLUSTERS,
        functions=FUNCTIONS,
        pins=[pin("P1", "role", "m@c", "m@d")],
    )
    RuleCase("", RuleId.PINS, case, assign(case, {"m@c": {"P1": 10}}), 1).check()


def test_a_pin_of_someone_who_does_not_serve_is_broken() -> None:
    """Pins override nothing: P1 does not serve, and so cannot hold what they are pinned to."""
    case = scenario([role("r", 10)], [person("P1", available=0)], pins=[pin("P1", "role", "r")])
    RuleCase("", RuleId.PINS, case, assign(case), 1).check()


def test_the_source_of_segregation_is_named() -> None:
    case = next(each for each in INCOMPATIBLE if each.name == "both held")
    (found,) = check_all(case.scenario, case.assignment)
    assert "Regeling" in str(found.message)
    assert found.roles == ("r", "s")
