"""Conditions that people bring with them: their time, their dates, their number of roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.scenario import Person, Scenario
from rollenplanner.domain.sources import month, person_source
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Few, Text, fte, text

#: Hundredths of fte that leave time for anything: the most that a file can state.
_ANY_FTE = 9900
#: Under a limit on one of these, more fte of people can break it.
COUNTING_FTE = frozenset(
    (Term.OVER_FORMATION, Term.CLUSTER_DEVIATION, Term.IMBALANCE, Term.IMBALANCE_SQUARED)
)


def conditions_of_people(scenario: Scenario, *, counting: bool = False) -> Iterator[Condition]:
    """Dates before time: with both dropped, a person has time for anything in every period.

    Args:
        scenario: The scenario.
        counting: Whether something besides its limits counts the fte of people.
    """
    counting = counting or bool(COUNTING_FTE & set(scenario.limits))
    roomy = _working_fast(scenario) if counting else _with_time
    for person in scenario.staff.values():
        place = person_source(scenario, person)
        ids = (person.id,)
        away = tuple(t for t in scenario.periods if not person.available[t])
        if away:
            yield Condition(
                f"staff.{person.id}.from",
                text(
                    "{person} is not available in {periods}.",
                    person=person.id,
                    periods=Few(tuple(month(scenario, t) for t in away)),
                ),
                place,
                Edit(people=ids, person=always_there),
            )
        yield Condition(
            f"staff.{person.id}.fte",
            _time(scenario, person),
            place,
            Edit(people=ids, person=roomy),
        )
        if person.max_roles is not None:
            yield Condition(
                f"staff.{person.id}.max_roles",
                text(
                    "{person} holds at most {number} roles (max_roles).",
                    person=person.id,
                    number=person.max_roles,
                ),
                place,
                Edit(people=ids, person=lambda now: replace(now, max_roles=10**6)),
            )


def _time(scenario: Scenario, person: Person) -> Text:
    lowered = tuple(t for t in scenario.periods if 0 < person.available[t] < person.fte)
    if not lowered:
        return text("{person} has {fte} fte.", person=person.id, fte=fte(person.fte))
    return text(
        "{person} has {fte} fte, in {periods} {least}.",
        person=person.id,
        fte=fte(person.fte),
        periods=Few(tuple(month(scenario, t) for t in lowered)),
        least=fte(min(person.available[t] for t in lowered)),
    )


def always_there(person: Person) -> Person:
    """The person with the contract in every period in which there was nothing."""
    return replace(person, available=tuple(each or person.fte for each in person.available))


def _with_time(person: Person) -> Person:
    return replace(person, available=tuple(_ANY_FTE if each else 0 for each in person.available))


def _working_fast(scenario: Scenario) -> Callable[[Person], Person]:
    """The person needs a hundredth of the time for everything; the fte that are counted stay."""
    return lambda person: replace(person, effort=dict.fromkeys(scenario.roles, 1))
