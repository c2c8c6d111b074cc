"""Repairs of an explanation as changes of the sitting, where the sitting can make them exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rollenplanner.domain.clashes.edits import Edit as Repairing
from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.organisation import RemoveLimit, SetLimit
from rollenplanner.domain.editing.people import SetFte
from rollenplanner.domain.editing.pins import Allow, Unpin, edit_about
from rollenplanner.domain.editing.work import SetDemand
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text

if TYPE_CHECKING:
    from rollenplanner.planning.explain.explain import Explanation


class _CannotBeMade(Exception):
    """The sitting has no change that does exactly this."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repair in words, and the changes that make it."""

    words: tuple[Text, ...]
    edits: tuple[Edit, ...]


def repairs_of(found: Explanation) -> tuple[Repaired, ...]:
    """The repairs that can be made as changes of the sitting, the cheapest first."""
    made = []
    for repair in found.repairs:
        try:
            edits = tuple(
                edit
                for _, strength in repair.parts
                for edit in _edits(found.scenario, strength.edit)
            )
        except _CannotBeMade:
            continue
        made.append(Repaired(tuple(strength.message for _, strength in repair.parts), edits))
    return tuple(made)


def _edits(scenario: Scenario, repair: Repairing) -> Iterator[Edit]:
    """Changes that do what a part of a repair does, and nothing else."""
    if repair.functions:
        raise _CannotBeMade
    for id in repair.people if repair.person else ():
        assert repair.person is not None
        person = scenario.staff[id]
        new = repair.person(person)
        if replace(person, fte=new.fte, available=new.available) != new or person.fte == new.fte:
            raise _CannotBeMade
        yield SetFte(id, new.fte)
    for id in repair.roles if repair.role else ():
        assert repair.role is not None
        role = scenario.roles[id]
        less = repair.role(role)
        if role.post is not None or replace(role, demand=less.demand) != less:
            raise _CannotBeMade
        yield SetDemand(id, less.demand[0] if len(set(less.demand)) == 1 else less.demand)
    if repair.whole is not None:
        yield from _whole(scenario, repair.whole(scenario))


def _whole(scenario: Scenario, new: Scenario) -> Iterator[Edit]:
    same = replace(scenario, pins=new.pins, forbid=new.forbid, limits=new.limits)
    if replace(same, sha256="") != replace(new, sha256=""):
        raise _CannotBeMade
    kept = {(each.person, each.kind, each.written, each.span) for each in new.pins}
    for each in scenario.pins:
        if (each.person, each.kind, each.written, each.span) not in kept:
            yield edit_about(Unpin, each)
    kept = {(each.person, each.kind, each.written, each.span) for each in new.forbid}
    for each in scenario.forbid:
        if (each.person, each.kind, each.written, each.span) not in kept:
            yield edit_about(Allow, each)
    for term, ceiling in scenario.limits.items():
        if term not in new.limits:
            yield RemoveLimit(term)
        elif new.limits[term] != ceiling:
            yield SetLimit(term, new.limits[term])
