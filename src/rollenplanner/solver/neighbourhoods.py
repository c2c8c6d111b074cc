"""Which part of a plan to reconsider: groups of people who can exchange work.

All decisions about the people of a group become free, those about the others stay. A group grows
from a person or a role where the level at hand loses something, along roles that people share.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.levels import Level
from rollenplanner.solver.variables import Variables


@dataclass(slots=True)
class Groups:
    """Draws groups of people and lists the variables that a group frees.

    Attributes:
        owned: Person -> variables about nobody else.
        common: Variables about no single person, e.g. whether a role has a holder; always free.
    """

    flat: FlatModel
    rng: random.Random
    owned: dict[str, list[int]] = field(default_factory=dict)
    common: list[int] = field(default_factory=list)
    _roles_of: dict[str, list[str]] = field(default_factory=dict)
    _people_of: dict[str, list[str]] = field(default_factory=dict)
    _owner: dict[int, str] = field(default_factory=dict)
    _cell_of: dict[int, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find out which variables are whose, and who can exchange work with whom."""
        variables = self.flat.model.variables
        self._owner = _owners(self.flat)
        for index in range(len(self.flat.rows_of)):
            owner = self._owner.get(index)
            if owner is None:
                self.common.append(index)
            else:
                self.owned.setdefault(owner, []).append(index)
        for table in (variables.holds, variables.backs):
            self._cell_of.update({each.index: cell for cell, each in table.items()})
        pairs = dict.fromkeys((cell.role, cell.person) for cell in variables.holds)
        for role, person in pairs:
            self._roles_of.setdefault(person, []).append(role)
            self._people_of.setdefault(role, []).append(person)

    @property
    def people(self) -> int:
        """How many people have decisions at all."""
        return len(self.owned)

    def variables_of(self, group: Sequence[str]) -> list[int]:
        """Indices of the variables that become free with a group, ascending."""
        free = list(self.common)
        for person in group:
            free.extend(self.owned[person])
        return sorted(free)

    def draw(self, size: int, level: Level, values: Sequence[int]) -> list[str]:
        """A group of about `size` people around something that the level could gain."""
        carriers = self._carriers(values)
        group: dict[str, None] = {}
        for person in self._seeds(level, values, carriers):
            group[person] = None
            if len(group) >= max(1, size // 3):
                break
        while len(group) < min(size, self.people):
            group[self._neighbour(group, carriers)] = None
        return sorted(group)

    def _carriers(self, values: Sequence[int]) -> dict[str, list[str]]:
        """Role -> people who hold it or back it up in some period."""
        found: dict[str, list[str]] = {}
        for index, cell in self._cell_of.items():
            if values[index]:
                found.setdefault(cell.role, []).append(cell.person)
        return found

    def _seeds(
        self, level: Level, values: Sequence[int], carriers: dict[str, list[str]]
    ) -> Iterator[str]:
        """People in a slack of the level that is above its least, drawn at random.

        Where it is about one cell, those who carry the role now come along.
        """
        losing = [
            slack
            for slack in level.slacks
            if slack.form.pairs and slack.form.value(values) > slack.least
        ]
        if not losing:
            yield self.rng.choice(list(self.owned))
            return
        indices = [v.index for v, _ in self.rng.choice(losing).form.pairs]
        people = list(dict.fromkeys(self._owner[i] for i in indices if i in self._owner))
        self.rng.shuffle(people)
        yield from people or self.rng.sample(list(self.owned), 1)
        if len(indices) == 1 and indices[0] in self._cell_of:
            yield from carriers.get(self._cell_of[indices[0]].role, ())

    def _neighbour(self, group: dict[str, None], carriers: dict[str, list[str]]) -> str:
        """Someone outside the group with whom it could exchange work; at random now and then."""
        outside = [person for person in self.owned if person not in group]
        if self.rng.random() < RANDOM_PART:
            return self.rng.choice(outside)
        member = self.rng.choice(list(group))
        roles = self._roles_of.get(member)
        if not roles:
            return self.rng.choice(outside)
        if self.rng.random() < SWAP_PART:
            # Who carries what the member could carry.
            found = carriers.get(self.rng.choice(roles), [])
        else:
            # Who could carry what the member carries.
            own = [role for role in roles if member in carriers.get(role, ())]
            found = self._people_of[self.rng.choice(own or roles)]
        return self.rng.choice([p for p in found if p not in group] or outside)


#: How often the group looks for work to take over rather than for someone to give work to.
SWAP_PART = 0.6
#: How often a group takes in someone at random.
RANDOM_PART = 0.15


def _owners(flat: FlatModel) -> dict[int, str]:
    """Variable -> the one person it is about; derived variables by the rows they stand in."""
    owner = _owners_of_decisions(flat.model.variables)
    rows = flat.model.builder.rows
    for index, _ in flat.model.builder.derived:
        if index in owner:
            continue
        people = {
            owner[other]
            for number in flat.rows_of[index]
            for other in rows[number].indices
            if other in owner
        }
        if len(people) == 1:
            owner[index] = people.pop()
    return owner


def _owners_of_decisions(variables: Variables) -> dict[int, str]:
    owner = {placed.index: person for (person, _), placed in variables.place.items()}
    for table in (variables.holds, variables.free_share, variables.backs):
        owner.update({variable.index: cell.person for cell, variable in table.items()})
    return owner
