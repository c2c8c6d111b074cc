"""Segregation of duties, pins and prohibitions, as the solver obeys them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from rollenplanner.domain.scenario import Incompatible, Pin, PinKind, Scenario
from rollenplanner.domain.terms import Term
from tests.solver.solving import COVER, assert_infeasible, optimum
from tests.support.build import clash, cluster, function, module, person, pin, role, scenario

CLUSTERS = [cluster("c"), cluster("d")]
FUNCTIONS = [function("f", 100, clusters=("c", "d")), function("g", 100, clusters=("c", "d"))]


def organisation(staff: int = 2, **fields: Any) -> Scenario:
    """Roles r, s and t that anyone could carry, P1, P2, .. in function f and cluster c."""
    return scenario(
        [role(each, 20, backups=1, backup_fte=1) for each in ("r", "s", "t")],
        [person(f"P{n}") for n in range(1, staff + 1)],
        functions=FUNCTIONS,
        clusters=CLUSTERS,
        **{"objective": COVER, **fields},
    )


# incompatible

KINDS: list[tuple[PinKind, PinKind]] = [
    ("role", "role"),
    ("role", "backup"),
    ("backup", "role"),
    ("backup", "backup"),
]


def carrying(
    first: PinKind, second: PinKind, other: str, *rules: Incompatible, to: str = "s"
) -> Scenario:
    pins = [pin("P1", first, "r"), pin(other, second, to)]
    return organisation(pins=pins, incompatible=rules)


@pytest.mark.parametrize(("first", "second"), KINDS)
def test_incompatible_feasible_in_two_people(first: PinKind, second: PinKind) -> None:
    optimum(carrying(first, second, "P2", clash("r", "s")))


@pytest.mark.parametrize(("first", "second"), KINDS)
def test_incompatible_feasible_without_the_rule(first: PinKind, second: PinKind) -> None:
    optimum(carrying(first, second, "P1", clash("r", "t")))


@pytest.mark.parametrize(("first", "second"), KINDS)
def test_incompatible_infeasible_in_one_person(first: PinKind, second: PinKind) -> None:
    assert_infeasible(carrying(first, second, "P1", clash("r", "s")))


@pytest.mark.parametrize(("first", "second"), KINDS)
def test_incompatible_infeasible_two_by_two(first: PinKind, second: PinKind) -> None:
    assert_infeasible(carrying(first, second, "P1", clash("s", "t", "r")))


def test_incompatible_infeasible_by_the_second_rule() -> None:
    assert_infeasible(carrying("role", "role", "P1", clash("r", "t"), clash("s", "r")))


def overlapping(to: str) -> Scenario:
    """Groups that share s: r clashes with s and t, s with t; only r and r may go together."""
    return carrying("role", "role", "P1", clash(("r", "s"), ("s", "t")), to=to)


def test_incompatible_feasible_role_in_two_groups_with_itself() -> None:
    plan = optimum(overlapping("r"))
    assert plan.share("r", "P1", 0) == 20


@pytest.mark.parametrize("to", ["s", "t"])
def test_incompatible_infeasible_across_groups_that_overlap(to: str) -> None:
    assert_infeasible(overlapping(to))


def posts(*targets: str) -> Scenario:
    """Two posts of a module clash with r, not with each other; P1 is pinned to some of them."""
    return organisation(
        modules=[module(fte=10, per_staff=1)],
        pins=[pin("P1", "role", target) for target in targets],
        incompatible=[clash(("m@c", "m@c#2"), "r")],
        objective=[{Term.COORDINATION: 1}],
    )


def test_incompatible_feasible_two_posts_of_one_module() -> None:
    plan = optimum(posts("m@c", "m@c#2"))
    assert plan.share("m@c", "P1", 0) == plan.share("m@c#2", "P1", 0) == 10


@pytest.mark.parametrize("post", ["m@c", "m@c#2"])
def test_incompatible_infeasible_any_post_with_the_role(post: str) -> None:
    assert_infeasible(posts(post, "r"))


def test_incompatible_feasible_present_state_breaks_it() -> None:
    # Who holds both at present keeps at most one; the present never makes a scenario infeasible.
    case = scenario(
        [role("r", 20), role("s", 20)],
        [person("P1", roles={"r": 20, "s": 20})],
        incompatible=[clash("r", "s")],
        objective=COVER,
    )
    assert len(optimum(case).holders) == 1


# pins

TARGETS: list[tuple[PinKind, str]] = [
    ("role", "r"),
    ("backup", "r"),
    ("function", "g"),
    ("cluster", "d"),
]
ONE_PERIOD = [
    pytest.param(None, None, id="without dates"),
    pytest.param("2027-01", "2027-07", id="the whole period"),
    pytest.param("2027-06", None, id="from its last month"),
    pytest.param(None, "2027-02", id="until its second month"),
]
OUTSIDE = [
    pytest.param("2027-07", None, id="afterwards"),
    pytest.param(None, "2027-01", id="before"),
]


def pinned(*pins: Pin, **fields: Any) -> Scenario:
    return organisation(1, placement="free", pins=pins, **fields)


def does(case: Scenario, kind: PinKind) -> bool:
    """Whether P1 does what TARGETS names in the best plan."""
    plan = optimum(case)
    placed = plan.placement.get("P1")
    return {
        "role": plan.share("r", "P1", 0) > 0,
        "backup": plan.is_backup("r", "P1", 0),
        "function": placed is not None and placed.function == "g",
        "cluster": placed is not None and placed.cluster == "d",
    }[kind]


@pytest.mark.parametrize(("kind", "target"), TARGETS)
def test_pins_feasible(kind: PinKind, target: str) -> None:
    assert does(pinned(pin("P1", kind, target)), kind)


@pytest.mark.parametrize(("kind", "target"), TARGETS)
def test_pins_infeasible_what_is_forbidden(kind: PinKind, target: str) -> None:
    assert_infeasible(pinned(pin("P1", kind, target), forbid=[pin("P1", kind, target)]))


@pytest.mark.parametrize("kind", ["role", "backup"])
@pytest.mark.parametrize(("start", "end"), ONE_PERIOD)
def test_pins_infeasible_in_every_period_touched(
    kind: PinKind, start: str | None, end: str | None
) -> None:
    assert_infeasible(
        pinned(pin("P1", kind, "r", start=start, end=end), forbid=[pin("P1", kind, "r")])
    )


@pytest.mark.parametrize("kind", ["role", "backup"])
@pytest.mark.parametrize(("start", "end"), OUTSIDE)
def test_pins_feasible_in_other_periods(kind: PinKind, start: str | None, end: str | None) -> None:
    case = pinned(pin("P1", kind, "r", start=start, end=end), forbid=[pin("P1", kind, "r")])
    assert not does(case, kind)


@pytest.mark.parametrize(
    ("first", "second"),
    [(("function", "f"), ("function", "g")), (("cluster", "c"), ("cluster", "d"))],
)
def test_pins_infeasible_two_places(
    first: tuple[PinKind, str], second: tuple[PinKind, str]
) -> None:
    assert_infeasible(pinned(pin("P1", *first), pin("P1", *second)))


def shared(most: int) -> Scenario:
    return scenario(
        [role("r", 20, max_holders=most)],
        [person("P1"), person("P2")],
        objective=COVER,
        pins=[pin("P1", "role", "r"), pin("P2", "role", "r")],
    )


def test_pins_feasible_any_share_will_do() -> None:
    plan = optimum(shared(2))
    assert min(share for (share,) in plan.holders["r"].values()) > 0
    assert set(plan.holders["r"]) == {"P1", "P2"}


def test_pins_infeasible_more_people_than_holders() -> None:
    assert_infeasible(shared(1))


def whole_module(*clusters: str) -> Scenario:
    """A pin on a module means every post of it."""
    return scenario(
        [],
        [person("P1")],
        modules=[module(clusters=clusters)],
        functions=FUNCTIONS,
        clusters=CLUSTERS,
        objective=[{Term.COORDINATION: 1}],
        pins=[pin("P1", "role", *(f"m@{each}" for each in clusters))],
    )


def test_pins_feasible_module_of_one_post() -> None:
    assert optimum(whole_module("c")).holders == {"m@c": {"P1": (40,)}}


def test_pins_infeasible_posts_of_two_clusters() -> None:
    assert_infeasible(whole_module("c", "d"))


# forbid


def forbidden(pins: Sequence[Pin], forbid: Sequence[Pin], staff: int = 1) -> Scenario:
    """Everyone is to be placed and all demand to be held."""
    return organisation(
        staff,
        placement="free",
        pins=pins,
        forbid=forbid,
        limits={Term.UNCOVERED: 0, Term.UNPLACED: 0},
    )


@pytest.mark.parametrize(("kind", "target"), TARGETS)
def test_forbid_feasible(kind: PinKind, target: str) -> None:
    # P2 takes the role over; P1 stands in f and in c.
    assert not does(forbidden([], [pin("P1", kind, target)], staff=2), kind)


def test_forbid_infeasible_only_holder() -> None:
    assert_infeasible(forbidden([], [pin("P1", "role", "r")]))


def test_forbid_infeasible_role_covers_backing_up() -> None:
    assert_infeasible(forbidden([pin("P1", "backup", "r")], [pin("P1", "role", "r")], staff=2))


def test_forbid_infeasible_backup() -> None:
    assert_infeasible(forbidden([pin("P1", "backup", "r")], [pin("P1", "backup", "r")], staff=2))


def test_forbid_feasible_backup_leaves_holding() -> None:
    assert does(forbidden([], [pin("P1", "backup", "r")]), "role")


@pytest.mark.parametrize(("kind", "targets"), [("function", ("f", "g")), ("cluster", ("c", "d"))])
def test_forbid_infeasible_every_place(kind: PinKind, targets: tuple[str, ...]) -> None:
    assert_infeasible(forbidden([], [pin("P1", kind, target) for target in targets]))


@pytest.mark.parametrize(("kind", "target"), [("function", "f"), ("cluster", "c")])
def test_forbid_infeasible_the_present_place_under_fixed(kind: PinKind, target: str) -> None:
    assert_infeasible(organisation(1, forbid=[pin("P1", kind, target)]))


@pytest.mark.parametrize("kind", ["role", "backup"])
@pytest.mark.parametrize(("start", "end"), ONE_PERIOD)
def test_forbid_infeasible_in_every_period_touched(
    kind: PinKind, start: str | None, end: str | None
) -> None:
    assert_infeasible(
        pinned(pin("P1", kind, "r"), forbid=[pin("P1", kind, "r", start=start, end=end)])
    )


@pytest.mark.parametrize("kind", ["role", "backup"])
@pytest.mark.parametrize(("start", "end"), OUTSIDE)
def test_forbid_feasible_in_other_periods(
    kind: PinKind, start: str | None, end: str | None
) -> None:
    case = pinned(pin("P1", kind, "r"), forbid=[pin("P1", kind, "r", start=start, end=end)])
    assert does(case, kind)


def test_forbid_infeasible_every_post_of_a_module() -> None:
    case = organisation(
        1,
        modules=[module(fte=10)],
        forbid=[pin("P1", "role", "m@c")],
        limits={Term.COORDINATION: 0},
    )
    assert_infeasible(case)
