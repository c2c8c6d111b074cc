"""Rules about where people stand and when they serve: placement, in-service, own-cluster."""

from __future__ import annotations

import pytest

from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Person, Pin, Scenario
from tests.check.cases import RuleCase
from tests.support.build import (
    assign,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
    vacancy,
)

CLUSTERS = [cluster("c"), cluster("d")]
FUNCTIONS = [
    function("f", 100, scale=10, clusters=("c", "d")),
    function("low", 100, scale=8, clusters=("c",)),
    function("lower", 100, scale=7, clusters=("c",)),
    function("half", 100, scale="10A", clusters=("c",)),
    function("up", 100, scale=11, clusters=("c",)),
    function("high", 100, scale="11A", clusters=("c",)),
    function("open", None, clusters=("c",)),
]


def placing(*people: Person, free: bool = True, pins: tuple[Pin, ...] = ()) -> Scenario:
    return scenario(
        [role("r", 10)],
        people,
        clusters=CLUSTERS,
        functions=FUNCTIONS,
        placement="free" if free else "fixed",
        pins=pins,
    )


def placed(
    name: str, case: Scenario, place: tuple[str, str] | None, broken: int = 0, **figures: str
) -> RuleCase:
    plan = assign(case, placement={"P1": place} if place else {})
    return RuleCase(name, RuleId.PLACEMENT, case, plan, broken, figures)


FIXED, FREE = placing(person("P1", scale=10), free=False), placing(person("P1", scale=10))
UNKNOWN_CLUSTER = placing(person("P1", cluster=None), free=False)
OPEN = placing(person("P1", function="open"))
PINNED = placing(person("P1"), pins=(pin("P1", "function", "open"),))
SENIOR = placing(person("P1", function="high", scale=8))
VACANCY = placing(vacancy("P1"))

PLACEMENT = [
    placed("fixed, as at present", FIXED, ("f", "c")),
    placed("fixed, other cluster", FIXED, ("f", "d"), 1),
    placed("fixed, nowhere", FIXED, None, 1),
    # A present place is a function and a cluster; one of both is none.
    placed("fixed, no present cluster", UNKNOWN_CLUSTER, None),
    placed("fixed, no present place", UNKNOWN_CLUSTER, ("f", "c"), 1),
    placed("free, other cluster", FREE, ("f", "d")),
    placed("free, nowhere", FREE, None),
    placed("free, where the function may not stand", FREE, ("low", "d"), 1),
    # Scale 10 to 8 is 2 below, to 7 is 3 below; at most 2. To 11 is 1 above, to 11A 1.5; at most 1.
    placed("two scales below", FREE, ("low", "c")),
    placed(
        "three scales below",
        FREE,
        ("lower", "c"),
        1,
        scale_down="2",
        scale_up="1",
    ),
    placed("half a scale above", FREE, ("half", "c")),
    placed("one scale above", FREE, ("up", "c")),
    placed(
        "one and a half above",
        FREE,
        ("high", "c"),
        1,
        scale_down="2",
        scale_up="1",
    ),
    # Scale limits never bind the present function.
    placed("far above, present", SENIOR, ("high", "c")),
    placed("no formation, present", OPEN, ("open", "c")),
    placed("no formation, pinned", PINNED, ("open", "c")),
    placed("no formation, new", FREE, ("open", "c"), 1),
    placed("vacancy in its place", VACANCY, ("f", "c")),
    placed("vacancy elsewhere", VACANCY, ("f", "d"), 1),
    placed("vacancy nowhere", VACANCY, None, 1),
    RuleCase(
        "carrying from nowhere",
        RuleId.PLACEMENT,
        FREE,
        assign(FREE, {"r": {"P1": 10}}, placement={}),
        1,
    ),
]

AWAY = scenario(
    [role("r", 10), role("late", (0, 10))],
    [person("P1", available=(0, 100)), person("P2")],
    count=2,
)
# Three heads at two per post: ceil(3 / 2) = 2 posts. Two heads: 1 post.
HEADS = scenario(
    [],
    [person(f"P{n}") for n in range(1, 4)],
    modules=[module("m", 10, per_staff=2, head_functions=("f",))],
)
FEWER = scenario(
    [],
    [person("P1"), person("P2"), person("P3", available=0)],
    modules=[module("m", 10, per_staff=2, head_functions=("f",))],
)
IN_SERVICE = [
    RuleCase("serving", RuleId.IN_SERVICE, AWAY, assign(AWAY, {"r": {"P1": (0, 10)}})),
    RuleCase("absent", RuleId.IN_SERVICE, AWAY, assign(AWAY, {"r": {"P1": (10, 10)}}), 1),
    RuleCase("absent backup", RuleId.IN_SERVICE, AWAY, assign(AWAY, {}, {"r": ["P1"]}), 1),
    RuleCase("active", RuleId.IN_SERVICE, AWAY, assign(AWAY, {"late": {"P2": (0, 10)}})),
    RuleCase("not active", RuleId.IN_SERVICE, AWAY, assign(AWAY, {"late": {"P2": (10, 10)}}), 1),
    RuleCase("second post", RuleId.IN_SERVICE, HEADS, assign(HEADS, {"m@c#2": {"P1": 10}})),
    # P3 serves in no period and is no head: 2 heads, 1 post.
    RuleCase("no second post", RuleId.IN_SERVICE, FEWER, assign(FEWER, {"m@c#2": {"P1": 10}}), 1),
]

OWN = scenario(
    [role("r", 10, own_cluster=True), role("s", 10)],
    [person("P1"), person("P2", cluster="d")],
    clusters=CLUSTERS,
    functions=FUNCTIONS,
)
OWN_CLUSTER = [
    RuleCase("own", RuleId.OWN_CLUSTER, OWN, assign(OWN, {"r": {"P1": 10}, "s": {"P2": 10}})),
    RuleCase("other holder", RuleId.OWN_CLUSTER, OWN, assign(OWN, {"r": {"P2": 10}}), 1),
    RuleCase("other backup", RuleId.OWN_CLUSTER, OWN, assign(OWN, {}, {"r": ["P2"]}), 1),
]

CASES = [*PLACEMENT, *IN_SERVICE, *OWN_CLUSTER]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rule(case: RuleCase) -> None:
    case.check()
