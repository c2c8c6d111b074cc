"""Whose work is free while a plan is changed near one role and one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.neighbourhoods import Groups, Neighbourhood

#: People whose work is free, in one region after another; the last one has everybody.
SIZES = (8, 16, 32)


@dataclass(slots=True)
class Regions:
    """People in the order in which they can help: nearest first, of those the least busy first.

    Attributes:
        flat: The model.
        groups: Which variables are whose.
    """

    flat: FlatModel
    groups: Groups
    _could: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note who could hold or back up which role."""
        variables = self.flat.model.variables
        for table in (variables.holds, variables.backs):
            for cell in table:
                self._could.setdefault(cell.role, set()).add(cell.person)

    def growing(self, role: str, person: str, values: list[int]) -> Iterator[list[int]]:
        """Variables of more and more people around a person and a role."""
        ordered = self._ordered(role, person, values)
        for size in SIZES:
            if size < len(ordered):
                yield self.variables_of(ordered[:size])
        yield self.variables_of(ordered)

    def variables_of(self, people: list[str]) -> list[int]:
        """All variables about some people's work, over all periods."""
        known = [each for each in people if each in set(self.groups.people)]
        last = max(0, self.groups.periods - 1)
        return self.groups.variables_of(Neighbourhood(known, 0, last))

    def _ordered(self, role: str, person: str, values: list[int]) -> list[str]:
        """Breadth first: who could carry the role, then who could carry what those carry."""
        carried, carriers = self._carried(values)
        found = dict.fromkeys((person, *sorted(carriers.get(role, ()))))
        seen, queue = {role}, [role]
        while queue:
            now = queue.pop(0)
            able = self._could.get(now, set()) | carriers.get(now, set())
            for who in sorted(able, key=lambda each: (len(carried.get(each, ())), each)):
                found.setdefault(who)
                for other in sorted(carried.get(who, ())):
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
        return list(dict.fromkeys((*found, *self.groups.people)))

    def _carried(self, values: list[int]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Person -> roles and role -> people, of all that is carried."""
        variables = self.flat.model.variables
        carried: dict[str, set[str]] = {}
        carriers: dict[str, set[str]] = {}
        for table in (variables.holds, variables.backs):
            for cell, variable in table.items():
                if values[variable.index]:
                    carried.setdefault(cell.person, set()).add(cell.role)
                    carriers.setdefault(cell.role, set()).add(cell.person)
        return carried, carriers
