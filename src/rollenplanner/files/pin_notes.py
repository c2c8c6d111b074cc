"""Notes on pins that contradict rules; a pin overrides nothing (design section 4, `pins`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from rollenplanner.domain.facts import Facts, facts_of
from rollenplanner.domain.months import Span
from rollenplanner.domain.plan import Placed
from rollenplanner.domain.scenario import Pin, PinKind, Role, Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nodes import Loc

_Note = tuple[Loc, Text]


class _Bound(NamedTuple):
    """One role or post that a pin names, and the active periods in which it binds."""

    pin: Pin
    role: Role
    periods: frozenset[int]


def pin_notes(scenario: Scenario) -> Iterator[_Note]:
    """Location and sentence of every contradiction that can be seen without solving."""
    yield from _forbidden(scenario)
    yield from _places(scenario)
    yield from _together(scenario)
    bound = list(_bound(scenario))
    yield from _idle(scenario, bound)
    yield from _unfit(scenario, bound)
    yield from _twice(scenario, bound)
    yield from _too_many_holders(bound)
    yield from _too_many(scenario, bound)
    yield from _too_much(scenario, bound)


def _bound(scenario: Scenario) -> Iterator[_Bound]:
    horizon = scenario.horizon
    for pin in scenario.pins:
        if pin.kind in {"role", "backup"}:
            for target in pin.targets:
                role = scenario.roles[target]
                touched = (t for t in role.active if horizon.touches(pin.span, t))
                yield _Bound(pin, role, frozenset(touched))


def _at(pin: Pin) -> Loc:
    return ("pins", pin.index)


def _forbidden(scenario: Scenario) -> Iterator[_Note]:
    forbidden: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for rule in scenario.forbid:
        for target in rule.targets:
            forbidden[rule.person, target].append(rule)
    for pin in scenario.pins:
        clashing = (
            rule
            for target in pin.targets
            for rule in forbidden[pin.person, target]
            if _same_thing(pin, rule) and _overlap(pin.span, rule.span)
        )
        if any(True for _ in clashing):
            yield (
                _at(pin),
                text('"{id}" is forbidden to this person at the same time.', id=pin.written),
            )


def _same_thing(pin: Pin, rule: Pin) -> bool:
    """Forbidding a role covers holding and backup, `backup:` only the latter."""
    return rule.kind == pin.kind or (rule.kind == "role" and pin.kind == "backup")


def _overlap(one: Span, other: Span) -> bool:
    starts_in_time = one.start is None or other.end is None or one.start < other.end
    ends_after = one.end is None or other.start is None or other.start < one.end
    return starts_in_time and ends_after


def _places(scenario: Scenario) -> Iterator[_Note]:
    """Pins on functions and clusters against the rule `placement`."""
    facts = facts_of(scenario)
    for pin in scenario.pins:
        if pin.kind not in {"function", "cluster"}:
            continue
        if pin.span.start is not None or pin.span.end is not None:
            yield _at(pin), text("A place holds for the whole horizon; the dates have no effect.")
        options = facts.options(pin.person)
        if any(_stands(pin, place) for place in options):
            continue
        if facts.stays(pin.person):
            yield (
                _at(pin),
                text('This person stays where they are, which is not "{id}".', id=pin.written),
            )
        else:
            message = text(
                'The scale limits or the clusters leave no place in "{id}".', id=pin.written
            )
            yield _at(pin), message


def _together(scenario: Scenario) -> Iterator[_Note]:
    """Pins on places that each leave a place, but leave none together with the rest."""
    facts = facts_of(scenario)
    by_person: dict[str, list[Pin]] = defaultdict(list)
    for pin in scenario.pins:
        if pin.kind in {"function", "cluster"}:
            by_person[pin.person].append(pin)
    for person, pins in by_person.items():
        options = facts.options(person)
        alone = all(any(_stands(pin, place) for place in options) for pin in pins)
        if alone and not _open_places(scenario, person):
            message = text("What is pinned and forbidden leaves this person no place.")
            yield _at(pins[-1]), message


def _open_places(scenario: Scenario, person: str) -> list[Placed]:
    """The places that pins and prohibitions of functions and clusters leave to a person."""
    kinds = {"function", "cluster"}
    pins = [pin for pin in scenario.pins if pin.person == person and pin.kind in kinds]
    forbidden = [pin for pin in scenario.forbid if pin.person == person and pin.kind in kinds]
    return [
        place
        for place in facts_of(scenario).options(person)
        if all(_stands(pin, place) for pin in pins)
        and not any(_stands(pin, place) for pin in forbidden)
    ]


def _stands(pin: Pin, place: Placed) -> bool:
    return pin.written == (place.function if pin.kind == "function" else place.cluster)


def _idle(scenario: Scenario, bound: list[_Bound]) -> Iterator[_Note]:
    """Pins in periods in which the role is not active or the person does not serve."""
    facts = facts_of(scenario)
    for pin, role, periods in bound:
        if not periods:
            yield _at(pin), text('"{id}" is not active in any period of this pin.', id=role.id)
        elif not all(facts.serves(pin.person, period) for period in periods):
            yield _at(pin), text("This person is not in service in all periods of this pin.")


def _unfit(scenario: Scenario, bound: list[_Bound]) -> Iterator[_Note]:
    """Pins against the rules `eligible`, `backup-eligible` and `own-cluster`."""
    facts = facts_of(scenario)
    places = {
        person: _open_places(scenario, person) or facts.options(person)
        for person in dict.fromkeys(each.pin.person for each in bound)
    }
    for pin, role, _ in bound:
        if not any(facts.admits(role, place) for place in places[pin.person]):
            message = text(
                'This person can stand in no function and cluster that "{id}" admits.', id=role.id
            )
            yield _at(pin), message
        elif not _meets(facts, pin, role):
            yield (
                _at(pin),
                text('This person does not meet the requirements of "{id}".', id=role.id),
            )


def _meets(facts: Facts, pin: Pin, role: Role) -> bool:
    if pin.kind == "backup":
        return facts.could_back_up(pin.person, role)
    return role.id in facts.scenario.staff[pin.person].roles or facts.could_hold(pin.person, role)


def _twice(scenario: Scenario, bound: list[_Bound]) -> Iterator[_Note]:
    """Two pins of one person that exclude each other; the note stands at the later one."""
    by_person: dict[str, list[_Bound]] = defaultdict(list)
    for each in bound:
        by_person[each.pin.person].append(each)
    for pinned in by_person.values():
        for first, second in combinations(pinned, 2):
            if not first.periods & second.periods:
                continue
            if second.role.id in scenario.clashes.get(first.role.id, ()):
                message = text(
                    '"{first}" and "{second}" are incompatible, and this person is pinned to both.',
                    first=first.role.id,
                    second=second.role.id,
                )
                yield _at(second.pin), message
            elif first.role.id == second.role.id and first.pin.kind != second.pin.kind:
                message = text(
                    'Nobody holds "{id}" and backs it up at the same time.', id=first.role.id
                )
                yield _at(second.pin), message


def _too_many_holders(bound: list[_Bound]) -> Iterator[_Note]:
    holders: dict[tuple[str, int], set[str]] = defaultdict(set)
    reported: set[str] = set()
    for pin, role, periods in bound:
        if pin.kind != "role" or role.max_holders is None:
            continue
        for period in periods:
            holders[role.id, period].add(pin.person)
        if role.id in reported:
            continue
        if any(len(holders[role.id, period]) > role.max_holders for period in periods):
            reported.add(role.id)
            message = text(
                '"{id}" has at most {max} holders, and more people are pinned to it.',
                id=role.id,
                max=role.max_holders,
            )
            yield _at(pin), message


def _too_many(scenario: Scenario, bound: list[_Bound]) -> Iterator[_Note]:
    """Pins of more roles, or of more backups, than one person may have in a period."""
    for pin in _first_over(bound, "role", lambda person: _most_roles(scenario, person)):
        most = _most_roles(scenario, pin.person)
        yield (
            _at(pin),
            text("This person holds at most {max} roles, and more are pinned.", max=most),
        )
    for pin in _first_over(bound, "backup", lambda _: scenario.rules.max_backups):
        most = scenario.rules.max_backups
        yield (
            _at(pin),
            text("This person backs up at most {max} roles, and more are pinned.", max=most),
        )


def _most_roles(scenario: Scenario, person: str) -> int | None:
    own = scenario.staff[person].max_roles
    return scenario.rules.max_roles if own is None else own


def _first_over(
    bound: list[_Bound], kind: PinKind, most_of: Callable[[str], int | None]
) -> Iterator[Pin]:
    """Per person the first pin of a kind that goes over a number in some period."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    reported: set[str] = set()
    for pin, role, periods in bound:
        most = most_of(pin.person)
        if pin.kind != kind or most is None or pin.person in reported:
            continue
        for period in periods:
            found[pin.person, period].add(role.id)
        if any(len(found[pin.person, period]) > most for period in periods):
            reported.add(pin.person)
            yield pin


def _too_much(scenario: Scenario, bound: list[_Bound]) -> Iterator[_Note]:
    """Pins that together take more than the fte of a period, each role at its least share."""
    loads: dict[tuple[str, int], dict[tuple[str, str], int]] = defaultdict(dict)
    reported: set[str] = set()
    for pin, role, periods in bound:
        person = scenario.staff[pin.person]
        for period in periods:
            load = 100 * role.backup_fte
            if pin.kind == "role":
                load = person.effort_for(role.id) * min(role.share, role.demand[period])
            loads[pin.person, period][pin.kind, role.id] = load
        # Who does not serve at all is noted as such.
        over = any(
            0 < 100 * person.available[period] < sum(loads[pin.person, period].values())
            for period in periods
        )
        if over and pin.person not in reported:
            reported.add(pin.person)
            yield _at(pin), text("The pinned work takes more fte than this person has.")
