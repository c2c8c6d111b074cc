"""How much work people carry and how a role is divided, as the solver obeys it.

Each case is small enough to see at a glance; a pin or a limit makes it hard, and beside every
infeasible case stands the feasible one that differs from it in one figure.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from rollenplanner.domain.scenario import Person, Role, Rules, Scenario
from rollenplanner.domain.terms import Term
from tests.solver.solving import COVER, assert_infeasible, optimum
from tests.support.build import NO_RULES, module, person, pin, role, scenario

NOTHING_UNCOVERED = {Term.UNCOVERED: 0, Term.CRITICAL_UNCOVERED: 0}


def covered(roles: Iterable[Role], staff: Iterable[Person], **fields: Any) -> Scenario:
    """All the demand has to be held."""
    return scenario(roles, staff, objective=COVER, limits=NOTHING_UNCOVERED, **fields)


def rules(**fields: Any) -> Rules:
    return dataclasses.replace(NO_RULES, **fields)


# capacity


def two_roles(second: int) -> Scenario:
    """0.60 and `second` for one person of 1.00."""
    return covered([role("r", 60), role("s", second)], [person("P1")])


def test_capacity_feasible_to_the_last_hundredth() -> None:
    plan = optimum(two_roles(40))
    assert plan.holders == {"r": {"P1": (60,)}, "s": {"P1": (40,)}}


def test_capacity_infeasible_by_one_hundredth() -> None:
    assert_infeasible(two_roles(41))


def with_effort(fte: int) -> Scenario:
    """0.50 x 1.30 = 0.65."""
    return covered([role("r", 50)], [person("P1", fte, effort={"r": 130})])


def test_capacity_feasible_with_effort() -> None:
    assert optimum(with_effort(65)).holders == {"r": {"P1": (50,)}}


def test_capacity_infeasible_with_effort() -> None:
    assert_infeasible(with_effort(64))


def in_ten_thousandths(effort: int) -> Scenario:
    """0.33 x effort for a person of 0.34: 1.03 gives 0.3399, 1.04 gives 0.3432."""
    return covered([role("r", 33)], [person("P1", 34, effort={"r": effort})])


def test_capacity_feasible_in_ten_thousandths() -> None:
    assert optimum(in_ten_thousandths(103)).holders == {"r": {"P1": (33,)}}


def test_capacity_infeasible_in_ten_thousandths() -> None:
    assert_infeasible(in_ten_thousandths(104))


def with_overlap(overlap: int) -> Scenario:
    """0.90 of its own work, and the overlap of one backup."""
    return scenario(
        [role("r", 90, share=90), role("s", 50, backups=1, backup_fte=overlap)],
        [person("P1")],
        objective=COVER,
        pins=[pin("P1", "role", "r"), pin("P1", "backup", "s")],
    )


def test_capacity_feasible_with_overlap() -> None:
    assert optimum(with_overlap(10)).backups == {"s": {"P1": (True,)}}


def test_capacity_infeasible_with_overlap() -> None:
    assert_infeasible(with_overlap(11))


def test_capacity_overlap_knows_no_effort() -> None:
    # 0.90 + 0.10 = 1.00; if effort counted, it would be 0.90 + 0.20.
    slow = with_overlap(10)
    staff = {"P1": dataclasses.replace(slow.staff["P1"], effort={"s": 200})}
    assert optimum(dataclasses.replace(slow, staff=staff)).backups == {"s": {"P1": (True,)}}


def lowered(demand: int) -> Scenario:
    """A contract of 1.00 of which 0.50 is available."""
    return covered([role("r", demand)], [person("P1", available=50)])


def test_capacity_feasible_with_lowered_fte() -> None:
    assert optimum(lowered(50)).holders == {"r": {"P1": (50,)}}


def test_capacity_infeasible_with_lowered_fte() -> None:
    assert_infeasible(lowered(51))


# holders


def halves(**fields: Any) -> Scenario:
    """One whole role, two halves of a person."""
    return covered([role("r", 100, **fields)], [person("P1", 50), person("P2", 50)])


def test_holders_feasible_up_to_the_maximum() -> None:
    assert optimum(halves(max_holders=2)).holders == {"r": {"P1": (50,), "P2": (50,)}}


def test_holders_infeasible_above_the_maximum() -> None:
    assert_infeasible(halves(max_holders=1))


def test_holders_feasible_at_the_least_share() -> None:
    assert optimum(halves(share=50)).holders == {"r": {"P1": (50,), "P2": (50,)}}


def test_holders_infeasible_below_the_least_share() -> None:
    assert_infeasible(halves(share=51))


def pair(number: int, **fields: Any) -> Scenario:
    """A role for at least two people, one of them pinned."""
    staff = [person(f"P{n}") for n in range(1, number + 1)]
    two = role("r", 60, min_holders=2, **fields)
    return scenario([two], staff, objective=COVER, pins=[pin("P1", "role", "r")])


def test_holders_feasible_from_the_minimum_on() -> None:
    assert set(optimum(pair(2)).holders["r"]) == {"P1", "P2"}


def test_holders_infeasible_below_the_minimum() -> None:
    assert_infeasible(pair(1))


def test_holders_feasible_minimum_times_share_is_the_demand() -> None:
    assert optimum(pair(2, share=30)).holders == {"r": {"P1": (30,), "P2": (30,)}}


def test_holders_infeasible_minimum_times_share_above_the_demand() -> None:
    assert_infeasible(pair(2, share=31))


def test_holders_feasible_nobody_at_all_where_the_minimum_cannot_be_met() -> None:
    alone = scenario([role("r", 60, min_holders=2)], [person("P1")], objective=COVER)
    assert optimum(alone).holders == {}


def smaller_demand(fte: int) -> Scenario:
    """The least share is 0.60 or all of a smaller demand: here 0.40."""
    one = role("r", 40, share=60)
    return scenario([one], [person("P1", fte)], objective=COVER, pins=[pin("P1", "role", "r")])


def test_holders_feasible_all_of_a_smaller_demand() -> None:
    assert optimum(smaller_demand(40)).holders == {"r": {"P1": (40,)}}


def test_holders_infeasible_part_of_a_smaller_demand() -> None:
    assert_infeasible(smaller_demand(39))


def crowd(demand: int) -> Scenario:
    """Three people pinned, each at least 0.20."""
    return scenario(
        [role("r", demand, share=20)],
        [person(f"P{n}") for n in (1, 2, 3)],
        objective=COVER,
        pins=[pin(f"P{n}", "role", "r") for n in (1, 2, 3)],
    )


def test_holders_feasible_shares_add_up_to_the_demand() -> None:
    assert optimum(crowd(60)).holders["r"] == {"P1": (20,), "P2": (20,), "P3": (20,)}


def test_holders_infeasible_shares_above_the_demand() -> None:
    assert_infeasible(crowd(59))


def stepped(fte: int) -> Scenario:
    """Shares of 0.25: 0.50 for two people of whom the first has `fte`."""
    return covered(
        [role("r", 50, share=25)], [person("P1", fte), person("P2", 25)], rules=rules(step=25)
    )


def test_holders_feasible_in_steps() -> None:
    assert optimum(stepped(25)).holders == {"r": {"P1": (25,), "P2": (25,)}}


def test_holders_infeasible_between_steps() -> None:
    assert_infeasible(stepped(24))


def slow(fte: int) -> Scenario:
    """A role of 0.30 for one who needs twice the time."""
    return covered([role("r", 30)], [person("P1", fte, effort={"r": 200})])


def test_holders_feasible_the_share_covers_the_demand() -> None:
    # 0.60 of hours go into it, 0.30 of them cover demand, and that is all of it.
    assert optimum(slow(60)).holders == {"r": {"P1": (30,)}}


def test_holders_infeasible_effort_does_not_cover_the_demand() -> None:
    # 0.59 of hours are a share of 0.29, though they are more than the demand of 0.30.
    assert_infeasible(slow(59))


# max-roles


def busy(own: int | None, common: int | None) -> Scenario:
    """One person pinned to two roles."""
    return scenario(
        [role("r", 10), role("s", 10)],
        [person("P1", max_roles=own)],
        objective=COVER,
        pins=[pin("P1", "role", "r"), pin("P1", "role", "s")],
        rules=rules(max_roles=common),
    )


@pytest.mark.parametrize(("own", "common"), [(None, 2), (None, None), (2, None), (2, 1)])
def test_max_roles_feasible(own: int | None, common: int | None) -> None:
    assert set(optimum(busy(own, common)).holders) == {"r", "s"}


@pytest.mark.parametrize(("own", "common"), [(None, 1), (1, None), (1, 2)])
def test_max_roles_infeasible(own: int | None, common: int | None) -> None:
    assert_infeasible(busy(own, common))


def beside_a_post(most: int) -> Scenario:
    """A post counts as a role does."""
    return scenario(
        [role("r", 10)],
        [person("P1")],
        modules=[module()],
        objective=COVER,
        pins=[pin("P1", "role", "r"), pin("P1", "role", "m@c")],
        rules=rules(max_roles=most),
    )


def test_max_roles_feasible_with_a_post() -> None:
    assert set(optimum(beside_a_post(2)).holders) == {"r", "m@c"}


def test_max_roles_infeasible_with_a_post() -> None:
    assert_infeasible(beside_a_post(1))


def test_max_roles_feasible_backups_are_no_roles() -> None:
    case = scenario(
        [role("r", 10), role("s", 10, backups=1)],
        [person("P1")],
        objective=COVER,
        pins=[pin("P1", "role", "r"), pin("P1", "backup", "s")],
        rules=rules(max_roles=1),
    )
    assert optimum(case).backups == {"s": {"P1": (True,)}}


# max-backups


def standing_in(most: int | None, backups: Sequence[str]) -> Scenario:
    """One person pinned as backup of some of two roles and a post."""
    return scenario(
        [role("r", 10, backups=1), role("s", 10, backups=1)],
        [person("P1")],
        modules=[module(deputies=1)],
        objective=COVER,
        pins=[pin("P1", "backup", target) for target in backups],
        rules=rules(max_backups=most),
    )


@pytest.mark.parametrize(
    ("most", "backups"),
    [
        (1, ["r"]),
        (2, ["r", "s"]),
        (2, ["r", "m@c"]),
        (None, ["r", "s", "m@c"]),
    ],
)
def test_max_backups_feasible(most: int | None, backups: list[str]) -> None:
    assert set(backups) <= set(optimum(standing_in(most, backups)).backups)


@pytest.mark.parametrize(
    ("most", "backups"),
    [
        (0, ["r"]),
        (1, ["r", "s"]),
        # A deputy is a backup.
        (1, ["r", "m@c"]),
        (2, ["r", "s", "m@c"]),
    ],
)
def test_max_backups_infeasible(most: int, backups: list[str]) -> None:
    assert_infeasible(standing_in(most, backups))
