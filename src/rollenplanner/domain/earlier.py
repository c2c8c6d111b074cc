"""An earlier plan as far as a scenario still knows what it is about.

Between two plans people leave and roles end for good. What an earlier plan says about them can
neither be kept nor differ, so it counts nowhere (design section 4, `jumps`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario

_Cells = TypeVar("_Cells")


@dataclass(frozen=True, slots=True)
class Carried:
    """What is left of an earlier plan, and the ids that the scenario does not know.

    Attributes:
        people: Of people, in the order of the plan; so the other two.
        roles: Of roles and posts.
        places: Of functions and clusters.
    """

    assignment: Assignment
    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forced:
    """How far every plan is from the one to start from.

    Attributes:
        least: So many holder or backup cells differ in every plan; this is proven.
        exact: Whether a plan was found in which no more than that differ.
    """

    least: int
    exact: bool


def carried(scenario: Scenario, earlier: Assignment) -> Carried:
    """Leave out of an earlier plan whatever the scenario does not know."""
    work = [*earlier.holders.items(), *earlier.backups.items()]
    people = [*earlier.placement, *(person for _, cells in work for person in cells)]
    places = earlier.placement.values()
    return Carried(
        Assignment(
            {
                person: place
                for person, place in earlier.placement.items()
                if person in scenario.staff
                and place.function in scenario.functions
                and place.cluster in scenario.clusters
            },
            _known_cells(scenario, earlier.holders),
            _known_cells(scenario, earlier.backups),
        ),
        people=_unknown(people, scenario.staff),
        roles=_unknown((role for role, _ in work), scenario.roles),
        places=(
            *_unknown((place.function for place in places), scenario.functions),
            *_unknown((place.cluster for place in places), scenario.clusters),
        ),
    )


def _known_cells(
    scenario: Scenario, cells: Mapping[str, Mapping[str, _Cells]]
) -> dict[str, dict[str, _Cells]]:
    known = {
        role: {person: row for person, row in people.items() if person in scenario.staff}
        for role, people in cells.items()
        if role in scenario.roles
    }
    return {role: people for role, people in known.items() if people}


def _unknown(ids: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in ids if each not in known))
