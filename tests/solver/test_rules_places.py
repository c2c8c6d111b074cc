"""Where people stand, when they serve, what may be carried from there, as the solver obeys it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rollenplanner.domain.plan import Placed
from rollenplanner.domain.scenario import Person, Pin, PinKind, PlacementMode, Role, Scenario
from rollenplanner.domain.terms import Term
from tests.solver.solving import COVER, assert_infeasible, optimum
from tests.support.build import (
    asks,
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

CLUSTERS = [cluster("c"), cluster("d")]
FUNCTIONS = [
    function("f", 100, scale=10, clusters=("c", "d")),
    function("g", 100, scale=10, clusters=("c",)),
    function("seven", 100, scale=7, clusters=("c",)),
    function("eight", 100, scale=8, clusters=("c",)),
    function("ten-a", 100, scale="10A", clusters=("c",)),
    function("eleven", 100, scale=11, clusters=("c",)),
    function("eleven-a", 100, scale="11A", clusters=("c",)),
    function("twelve", 100, scale=12, clusters=("c",)),
    function("scaleless", 100, clusters=("c",)),
    function("open", None, scale=10, clusters=("c", "d")),
]


def standing(
    staff: Sequence[Person],
    pins: Sequence[Pin] = (),
    *,
    roles: Sequence[Role] = (),
    placement: PlacementMode = "free",
) -> Scenario:
    """People, and where pins want them; staying unplaced costs."""
    return scenario(
        roles,
        staff,
        functions=FUNCTIONS,
        clusters=CLUSTERS,
        placement=placement,
        pins=pins,
        objective=({Term.UNPLACED: 1}, *COVER),
    )


def place(case: Scenario) -> tuple[str, str] | None:
    """Where P1 stands in the best plan."""
    placed = optimum(case).placement.get("P1")
    return None if placed is None else (placed.function, placed.cluster)


# placement


@pytest.mark.parametrize(("kind", "target"), [("function", "f"), ("cluster", "c")])
def test_placement_feasible_fixed_as_at_present(kind: PinKind, target: str) -> None:
    case = standing([person("P1")], [pin("P1", kind, target)], placement="fixed")
    assert place(case) == ("f", "c")


@pytest.mark.parametrize(("kind", "target"), [("function", "g"), ("cluster", "d")])
def test_placement_infeasible_fixed_elsewhere(kind: PinKind, target: str) -> None:
    assert_infeasible(standing([person("P1")], [pin("P1", kind, target)], placement="fixed"))


@pytest.mark.parametrize(("kind", "target"), [("function", "g"), ("cluster", "d")])
def test_placement_feasible_free_elsewhere(kind: PinKind, target: str) -> None:
    placed = place(standing([person("P1")], [pin("P1", kind, target)]))
    assert placed is not None
    assert target in placed


def half_known(*pins: Pin) -> Scenario:
    """Fixed, with a present function and no present cluster: that is no place."""
    return standing([person("P1", cluster=None)], pins, roles=[role("r", 50)], placement="fixed")


def test_placement_feasible_fixed_without_a_present_place() -> None:
    plan = optimum(half_known())
    assert plan.placement == {}
    assert plan.holders == {}


@pytest.mark.parametrize(("kind", "target"), [("function", "f"), ("role", "r")])
def test_placement_infeasible_fixed_without_a_present_place(kind: PinKind, target: str) -> None:
    assert_infeasible(half_known(pin("P1", kind, target)))


def both(function: str, cluster: str) -> Scenario:
    return standing(
        [person("P1")], [pin("P1", "function", function), pin("P1", "cluster", cluster)]
    )


def test_placement_feasible_where_the_function_may_stand() -> None:
    assert place(both("f", "d")) == ("f", "d")


def test_placement_infeasible_where_the_function_may_not_stand() -> None:
    assert_infeasible(both("g", "d"))


#: Two below and one above are allowed; 10A lies half a scale above 10, 11A above 11.
IN_SCALE = [
    ("10", "eight"),
    ("10", "ten-a"),
    ("10", "eleven"),
    ("10A", "eleven-a"),
    ("9", "seven"),
    ("11", "twelve"),
    ("1", "scaleless"),
    (None, "twelve"),
]
OUT_OF_SCALE = [
    ("10", "seven"),
    ("10A", "eight"),
    ("10", "eleven-a"),
    ("10", "twelve"),
    ("10A", "twelve"),
    ("8", "ten-a"),
]


@pytest.mark.parametrize(("scale", "target"), IN_SCALE)
def test_placement_feasible_within_the_scale_limits(scale: str | None, target: str) -> None:
    case = standing([person("P1", scale=scale)], [pin("P1", "function", target)])
    assert place(case) == (target, "c")


@pytest.mark.parametrize(("scale", "target"), OUT_OF_SCALE)
def test_placement_infeasible_beyond_the_scale_limits(scale: str, target: str) -> None:
    assert_infeasible(standing([person("P1", scale=scale)], [pin("P1", "function", target)]))


@pytest.mark.parametrize(("scale", "target"), OUT_OF_SCALE)
def test_placement_feasible_scale_limits_spare_the_present_function(
    scale: str, target: str
) -> None:
    who = person("P1", function=target, scale=scale)
    assert place(standing([who], [pin("P1", "function", target)])) == (target, "c")


def in_open(*staff: Person, pins: Sequence[Pin] = ()) -> Scenario:
    """A role that only a function without formation admits, pinned to P1."""
    work = role("r", 10, functions=("open",))
    return standing(staff, [pin("P1", "role", "r"), *pins], roles=[work])


def test_placement_feasible_without_formation_for_who_stands_there() -> None:
    plan = optimum(in_open(person("P1", function="open", cluster="d")))
    assert plan.placement["P1"].function == "open"


def test_placement_feasible_without_formation_in_another_cluster() -> None:
    case = in_open(person("P1", function="open"), pins=[pin("P1", "cluster", "d")])
    assert place(case) == ("open", "d")


def test_placement_feasible_without_formation_for_who_is_pinned() -> None:
    case = in_open(person("P1"), pins=[pin("P1", "function", "open")])
    assert optimum(case).placement["P1"].function == "open"


def test_placement_infeasible_without_formation_for_others() -> None:
    assert_infeasible(in_open(person("P1")))


def test_placement_infeasible_without_formation_where_another_is_pinned() -> None:
    assert_infeasible(in_open(person("P1"), person("P2"), pins=[pin("P2", "function", "open")]))


def test_placement_infeasible_without_formation_beyond_scale() -> None:
    # A pin overrides nothing: it opens the function, the scale limits still bind.
    assert_infeasible(in_open(person("P1", scale=7), pins=[pin("P1", "function", "open")]))


def test_placement_feasible_vacancy_stays() -> None:
    assert place(standing([vacancy("P1")], [pin("P1", "function", "f")])) == ("f", "c")


@pytest.mark.parametrize(("kind", "target"), [("function", "g"), ("cluster", "d")])
def test_placement_infeasible_vacancy_elsewhere(kind: PinKind, target: str) -> None:
    assert_infeasible(standing([vacancy("P1")], [pin("P1", kind, target)]))


def crowded(*pinned: str) -> Scenario:
    """Two people, one formation of 1.00 that may not be exceeded; who is placed nowhere is idle."""
    return scenario(
        [role("r", 20)],
        [person("P1"), person("P2")],
        functions=[function("f", 100)],
        placement="free",
        limits={Term.OVER_FORMATION: 0},
        pins=[pin(who, "role", "r") for who in pinned],
        objective=COVER,
    )


def test_placement_feasible_nowhere() -> None:
    assert optimum(crowded("P1")).placement == {"P1": Placed("f", "c")}


def test_placement_infeasible_carrying_from_nowhere() -> None:
    assert_infeasible(crowded("P1", "P2"))


# in-service


def serving(kind: PinKind, available: int, demand: int = 1) -> Scenario:
    return scenario(
        [role("r", demand, backups=1)],
        [person("P1", available=available)],
        objective=COVER,
        pins=[pin("P1", kind, "r")],
    )


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_in_service_feasible_who_serves(kind: PinKind) -> None:
    plan = optimum(serving(kind, 1))
    assert plan.share("r", "P1", 0) == (kind == "role")
    assert plan.is_backup("r", "P1", 0) == (kind == "backup")


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_in_service_infeasible_who_does_not_serve(kind: PinKind) -> None:
    assert_infeasible(serving(kind, 0))


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_in_service_feasible_role_that_is_not_active(kind: PinKind) -> None:
    # A pin binds in active periods only; nobody carries the role in others.
    plan = optimum(serving(kind, 100, demand=0))
    assert plan.holders == {}
    assert plan.backups == {}


def second_post(heads: int, *pins: Pin, placement: PlacementMode = "fixed") -> Scenario:
    """One post per head in f; P1 is pinned to the second but lacks what it asks.

    There are three people, of whom so many stand in f at present.
    """
    staff = [
        person(f"P{n}", function="f" if n <= heads else "g", competences=shows(**shown))
        for n, shown in ((1, {}), (2, {"visie": "B"}), (3, {"visie": "B"}))
    ]
    return scenario(
        [],
        staff,
        modules=[module(per_staff=1, asked=asks("visie:B"))],
        functions=[function("f", 100), function("g", 500)],
        placement=placement,
        pins=[pin("P1", "role", "m@c#2"), *pins],
        objective=[{Term.UNPLACED: 1}, {Term.COORDINATION: 1}],
    )


def test_in_service_feasible_post_without_heads() -> None:
    # With one head there is no second post, so that the pin binds nothing.
    assert "m@c#2" not in optimum(second_post(1)).holders


def test_in_service_infeasible_post_with_heads() -> None:
    assert_infeasible(second_post(2))


def test_in_service_feasible_people_placed_so_that_the_post_does_not_exist() -> None:
    plan = optimum(second_post(3, placement="free"))
    assert len(plan.placement) == 3
    assert sum(1 for placed in plan.placement.values() if placed.function == "f") <= 1
    assert "m@c#2" not in plan.holders


def test_in_service_infeasible_post_with_heads_pinned_into_being() -> None:
    heads = [pin(who, "function", "f") for who in ("P1", "P3")]
    assert_infeasible(second_post(3, *heads, placement="free"))


def test_in_service_feasible_nobody_carries_a_post_that_is_not_there() -> None:
    # P1 wants the second post, for which there are heads enough only if P2 or P3 stood in f too.
    case = scenario(
        [],
        [person("P1", wishes={"m@c#2": 5}), person("P2"), person("P3")],
        modules=[module(per_staff=1, deputies=1)],
        functions=[function("f", 100), function("g", 200)],
        placement="free",
        pins=[pin("P1", "function", "f")],
        forbid=[pin("P2", "function", "f"), pin("P3", "function", "f")],
        objective=[{Term.WISHES: 1}, {Term.COORDINATION: 1}],
    )
    plan = optimum(case)
    assert plan.placement["P1"].function == "f"
    assert "m@c#2" not in {**plan.holders, **plan.backups}


# own-cluster


def from_cluster(
    at: str, kind: PinKind, *pins: Pin, placement: PlacementMode = "fixed"
) -> Scenario:
    """A role that is carried from cluster c only."""
    return scenario(
        [role("r", 50, cluster="c", own_cluster=True, backups=1)],
        [person("P1", cluster=at)],
        functions=FUNCTIONS,
        clusters=CLUSTERS,
        placement=placement,
        objective=COVER,
        pins=[pin("P1", kind, "r"), *pins],
    )


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_own_cluster_feasible_from_it(kind: PinKind) -> None:
    assert place(from_cluster("c", kind)) == ("f", "c")


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_own_cluster_infeasible_from_another(kind: PinKind) -> None:
    assert_infeasible(from_cluster("d", kind))


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_own_cluster_feasible_by_moving_into_it(kind: PinKind) -> None:
    assert place(from_cluster("d", kind, placement="free")) == ("f", "c")


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_own_cluster_infeasible_when_pinned_elsewhere(kind: PinKind) -> None:
    assert_infeasible(from_cluster("c", kind, pin("P1", "cluster", "d"), placement="free"))


def coordinator(at: str, kind: PinKind) -> Scenario:
    """A post is held, and its deputy stands, in its own cluster."""
    return scenario(
        [],
        [person("P1", cluster=at)],
        modules=[module(deputies=1)],
        functions=FUNCTIONS,
        clusters=CLUSTERS,
        objective=[{Term.COORDINATION: 1}],
        pins=[pin("P1", kind, "m@c")],
    )


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_own_cluster_feasible_post(kind: PinKind) -> None:
    assert place(coordinator("c", kind)) == ("f", "c")


@pytest.mark.parametrize("kind", ["role", "backup"])
def test_own_cluster_infeasible_post_of_another_cluster(kind: PinKind) -> None:
    assert_infeasible(coordinator("d", kind))
