"""Edits: small pure changes to a problem, applied many at a time.

A problem is a scenario, with goals beside it where one asks how a gap could be closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from rollenplanner.domain.clashes.goals import Goal
from rollenplanner.domain.scenario import Function, Person, Role, Scenario

_Thing = TypeVar("_Thing")

#: What ids of people begin with whom a change adds; no id in a file begins with this sign.
ADDED = "+"


@dataclass(frozen=True, slots=True)
class Problem:
    """A scenario, and what its plan must reach besides.

    Attributes:
        closing: Owners of the goals that close the gap in question; other goals keep what is.
        near: Roles that the gap is about, to be looked at first.
    """

    scenario: Scenario
    goals: tuple[Goal, ...] = ()
    closing: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Edit:
    """A change; what is None changes nothing.

    Attributes:
        roles, people, functions: Ids that the functions beside them are for.
        whole: Any other change; applied last.
        freed: Owners of goals that are dropped.
    """

    roles: tuple[str, ...] = ()
    role: Callable[[Role], Role] | None = None
    people: tuple[str, ...] = ()
    person: Callable[[Person], Person] | None = None
    functions: tuple[str, ...] = ()
    function: Callable[[Function], Function] | None = None
    whole: Callable[[Scenario], Scenario] | None = None
    freed: tuple[str, ...] = ()


def edited(problem: Problem, edits: Iterable[Edit]) -> Problem:
    """A problem with edits applied in order, those of the whole scenario last."""
    listed = list(edits)
    scenario = problem.scenario
    scenario = replace(
        scenario,
        roles=_each(scenario.roles, [(e.roles, e.role) for e in listed]),
        staff=_each(scenario.staff, [(e.people, e.person) for e in listed]),
        functions=_each(scenario.functions, [(e.functions, e.function) for e in listed]),
        sha256="",
    )
    for edit in listed:
        if edit.whole is not None:
            scenario = edit.whole(scenario)
    freed = {owner for edit in listed for owner in edit.freed}
    goals = tuple(goal for goal in problem.goals if goal.owner not in freed)
    return replace(problem, scenario=scenario, goals=goals)


def _each(
    things: Mapping[str, _Thing],
    changes: Iterable[tuple[tuple[str, ...], Callable[[_Thing], _Thing] | None]],
) -> Mapping[str, _Thing]:
    found = dict(things)
    for ids, change in changes:
        if change is not None:
            for each in ids:
                found[each] = change(found[each])
    return found
