"""The edits that make the people of one scenario those of another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.people import (
    AllHours,
    Begin,
    FillVacancy,
    Hire,
    Leave,
    SetAvailable,
    SetFte,
    free_id,
)
from rollenplanner.domain.editing.records import (
    RecordExpertise,
    RecordLevels,
    SetMaxRoles,
    SetPlace,
)
from rollenplanner.domain.levels import LevelOrAny
from rollenplanner.domain.months import Horizon, Span
from rollenplanner.domain.scenario import Person, Scenario

#: More roles than anybody holds; the most that a file can state.
_ANY_NUMBER = 10_000

_Records = Mapping[str, frozenset[LevelOrAny]]


def people_between(before: Scenario, after: Scenario, taken: Collection[str]) -> Iterator[Edit]:
    """Everything that differs about people; who is new gets an id that is not taken."""
    given = set(taken)
    for person in after.staff.values():
        old = before.staff.get(person.id)
        if old is None:
            id = free_id("N", before, given)
            given.add(id)
            yield from _hired(id, person)
        elif person != old:
            yield from _changed(before.horizon, old, person)


def _hired(id: str, person: Person) -> Iterator[Edit]:
    assert person.function is not None
    assert person.cluster is not None
    yield Hire(id, person.function, person.cluster, person.fte)
    yield from _records(id, {}, {}, person)


def _changed(horizon: Horizon, old: Person, new: Person) -> Iterator[Edit]:
    yield from _time(horizon, old, new)
    if old.vacancy and not new.vacancy:
        yield FillVacancy(new.id)
        # A vacancy has the profile of its function as if it were on record; a person has not.
        yield from _records(new.id, {}, old.expertise, new)
    else:
        yield from _records(new.id, old.competences, old.expertise, new)
    placed = new.function is not None and new.cluster is not None
    if placed and (new.function, new.cluster) != (old.function, old.cluster):
        scale = None if new.scale is None else new.scale.label
        yield SetPlace(new.id, new.function or "", new.cluster or "", scale)
    if new.max_roles is not None and new.max_roles != old.max_roles:
        yield SetMaxRoles(new.id, min(new.max_roles, _ANY_NUMBER))


def _records(
    id: str, levels: _Records, expertise: Mapping[str, int], person: Person
) -> Iterator[Edit]:
    for competence, known in person.competences.items():
        if levels.get(competence) != known:
            yield RecordLevels(id, competence, tuple(sorted(map(str, known))))
    for key, grade in person.expertise.items():
        if expertise.get(key) != grade:
            yield RecordExpertise(id, key, grade)


# Time


def _time(horizon: Horizon, old: Person, new: Person) -> Iterator[Edit]:
    if (old.fte, old.available) == (new.fte, new.available):
        return
    service = _service(horizon, new)
    if service.start != old.service.start:
        yield Begin(new.id, None)
    if service.end != old.service.end:
        yield Leave(new.id, None)
    lowered = any(
        horizon.covers(old.service, t) and hours < old.fte for t, hours in enumerate(old.available)
    )
    if lowered:
        yield AllHours(new.id)
    if new.fte != old.fte:
        yield SetFte(new.id, new.fte)
    yield from _less(horizon, service, new)


def _service(horizon: Horizon, new: Person) -> Span:
    """When the person serves, who may have hours now outside of what the file says."""
    start, end = new.service.start, new.service.end
    for t, hours in enumerate(new.available):
        if hours and start is not None and start > horizon.period_start(t):
            start = None
        if hours and end is not None and end < horizon.period_start(t + 1):
            end = None
    return Span(start, end)


def _less(horizon: Horizon, service: Span, person: Person) -> Iterator[Edit]:
    """The stretches of periods in which there is less than the contract."""
    served = [t for t in range(horizon.count) if horizon.covers(service, t)]
    for hours, periods in groupby(served, lambda t: person.available[t]):
        if hours < person.fte:
            listed = list(periods)
            first, last = horizon.period_start(listed[0]), horizon.period_start(listed[-1] + 1)
            yield SetAvailable(person.id, hours, first, last)
