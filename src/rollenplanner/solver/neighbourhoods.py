"""Which part of a plan to reconsider: groups of people who can exchange work, for some periods.

All decisions about the people of a group in a window of periods become free, those about the others
and in other periods stay. A group grows from a person or a role where the level at hand loses
something, along roles that people share; the window lies about the period of the loss.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.flat import FlatLevel, FlatModel
from rollenplanner.solver.objective import Slack
from rollenplanner.solver.variables import Variables

#: How often the group looks for work to take over rather than for someone to give work to.
SWAP_PART = 0.6
#: How often a group takes in someone at random.
RANDOM_PART = 0.15
#: What follows from decisions is free so many periods around the window, as it may look there.
MARGIN = 2
#: Backups are free so many periods before the window: a handover or learning may need them.
BEHIND = 2


class Neighbourhood(NamedTuple):
    """People, and the periods from `first` to `last`, both included."""

    people: list[str]
    first: int
    last: int


@dataclass(slots=True)
class Groups:
    """Draws neighbourhoods and lists the variables that one frees.

    Attributes:
        people: Who has decisions at all.
    """

    flat: FlatModel
    rng: random.Random
    people: list[str] = field(default_factory=list)
    _decisions: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    _backups: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    _backs: frozenset[int] = frozenset()
    _derived: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    _lasting: dict[str, list[int]] = field(default_factory=dict)
    _common: dict[int, list[int]] = field(default_factory=dict)
    _always: list[int] = field(default_factory=list)
    _roles_of: dict[str, list[str]] = field(default_factory=dict)
    _people_of: dict[str, list[str]] = field(default_factory=dict)
    _owner: dict[int, str] = field(default_factory=dict)
    _cell_of: dict[int, Cell] = field(default_factory=dict)
    _of_role: dict[str, list[int]] = field(default_factory=dict)
    _role_of: dict[int, str] = field(default_factory=dict)
    _features_of: dict[str, list[int]] = field(default_factory=dict)
    _staying: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Find out which variables are whose, and who can exchange work with whom."""
        variables = self.flat.model.variables
        self._owner = _owners(self.flat)
        self._staying = frozenset(self._find_staying())
        self._backs = frozenset(each.index for each in variables.backs.values())
        self.people = [p for p in dict.fromkeys(self._owner.values()) if self._is_free(person=p)]
        for index in range(self.flat.size):
            if index not in self._staying:
                self._file(index)
                self._file_by_role(index)
        for table in (variables.holds, variables.backs):
            free = {each.index: cell for cell, each in table.items()}
            self._cell_of.update({i: free[i] for i in free.keys() - self._staying})
        self._cell_of = dict(sorted(self._cell_of.items()))
        pairs = dict.fromkeys(
            (cell.role, cell.person)
            for cell, each in variables.holds.items()
            if each.index not in self._staying
        )
        for role, person in pairs:
            self._roles_of.setdefault(person, []).append(role)
            self._people_of.setdefault(role, []).append(person)

    def _is_free(self, role: str | None = None, person: str | None = None) -> bool:
        """Whether there are choices about a role, or of a person."""
        part = self.flat.part
        if part is None:
            return True
        return (role is None or role in part.roles) and (person is None or person in part.people)

    def _find_staying(self) -> Iterator[int]:
        """Variables beside the part: about other roles, or the work of other people."""
        if self.flat.part is None:
            return
        variables, roles = self.flat.model.variables, self.flat.model.scenario.roles
        tables = (variables.holds, variables.free_share, variables.backs)
        cells = {each.index: cell for table in tables for cell, each in table.items()}
        for index, name in enumerate(self.flat.model.builder.names):
            role = str(name[1]) if len(name) > 1 and name[1] in roles else None
            person = cells[index].person if index in cells else self._owner.get(index)
            if not self._is_free(role, person if index in cells or role is None else None):
                yield index

    def _file(self, index: int) -> None:
        """Note a variable under its person and its period."""
        owner, period = self._owner.get(index), self.flat.model.builder.period_of(index)
        if owner is None and period is None:
            self._always.append(index)
        elif owner is None:
            assert period is not None
            self._common.setdefault(period, []).append(index)
        elif period is None:
            self._lasting.setdefault(owner, []).append(index)
        else:
            table = self._decisions if index in self.flat.cells else self._derived
            table.setdefault((owner, period), []).append(index)
            if index in self._backs:
                self._backups.setdefault((owner, period), []).append(index)

    def _file_by_role(self, index: int) -> None:
        """Note a variable under the role that it is about, or under the person whose load it is."""
        model = self.flat.model
        name = model.builder.names[index]
        if index in model.variables.features:
            self._features_of.setdefault(self._owner[index], []).append(index)
        elif len(name) > 1 and name[1] in model.scenario.roles:
            role = str(name[1])
            self._of_role.setdefault(role, []).append(index)
            self._role_of[index] = role

    @property
    def periods(self) -> int:
        """How many periods the horizon has."""
        return len(self.flat.model.scenario.periods)

    @property
    def carrying(self) -> Mapping[int, Cell]:
        """Index of every holder and backup variable -> its cell."""
        return self._cell_of

    def variables_of(self, near: Neighbourhood) -> list[int]:
        """Indices of the variables that become free with a neighbourhood, ascending."""
        free = list(self._always)
        window = range(near.first, near.last + 1)
        around = range(max(0, near.first - MARGIN), min(self.periods, near.last + 1 + MARGIN))
        for t in around:
            free.extend(self._common.get(t, ()))
        for person in near.people:
            free.extend(self._lasting.get(person, ()))
            for t in window:
                free.extend(self._decisions.get((person, t), ()))
            for t in range(max(0, near.first - BEHIND), near.first):
                free.extend(self._backups.get((person, t), ()))
            for t in around:
                free.extend(self._derived.get((person, t), ()))
        return sorted(free)

    def variables_of_roles(self, roles: Sequence[str]) -> list[int]:
        """Indices of the variables that become free with some roles, whoever carries them."""
        free = set(self._always)
        for role in roles:
            free.update(self._of_role.get(role, ()))
            for person in self._people_of.get(role, ()):
                free.update(self._lasting.get(person, ()))
                free.update(self._features_of.get(person, ()))
        return sorted(free)

    def draw_roles(self, size: int, level: FlatLevel, values: Sequence[int]) -> list[str]:
        """About `size` roles, some that the level loses something at and some beside them."""
        roles = list(self._of_role)
        losing = {self._role_of.get(s.form.pairs[0][0].index) for s in self.losing(level, values)}
        wanted = [role for role in roles if role in losing] or roles
        chosen = dict.fromkeys(self.rng.sample(wanted, min(len(wanted), max(1, size // 2))))
        clusters = {self.flat.model.scenario.roles[role].cluster for role in chosen}
        near = [r for r in roles if self.flat.model.scenario.roles[r].cluster in clusters]
        while len(chosen) < min(size, len(roles)):
            pool = roles if self.rng.random() < RANDOM_PART else near
            chosen[self.rng.choice(pool)] = None
            near = [role for role in near if role not in chosen] or roles
        return list(chosen)

    @property
    def roles(self) -> int:
        """How many roles anybody could carry."""
        return len(self._of_role)

    def draw(self, size: int, span: int, level: FlatLevel, values: Sequence[int]) -> Neighbourhood:
        """About `size` people over `span` periods around something that the level could gain."""
        losing = self.losing(level, values)
        slack = self.rng.choice(losing) if losing else None
        first = self._first_period(slack, span)
        last = min(first + span, self.periods) - 1
        return Neighbourhood(self._group(size, slack, values), first, last)

    def _group(self, size: int, slack: Slack | None, values: Sequence[int]) -> list[str]:
        """People around a slack."""
        carriers = self._carriers(values)
        group: dict[str, None] = {}
        for person in self._seeds(slack, carriers):
            group[person] = None
            if len(group) >= max(1, size // 3):
                break
        while len(group) < min(size, len(self.people)):
            group[self._neighbour(group, carriers)] = None
        return sorted(group)

    def _period(self, slack: Slack) -> int:
        """The period that a slack is about; -1 if none."""
        period = self.flat.model.builder.period_of(slack.form.pairs[0][0].index)
        return -1 if period is None else period

    def _first_period(self, slack: Slack | None, span: int) -> int:
        """Where a window begins that covers the period of a slack."""
        latest = max(0, self.periods - span)
        period = -1 if slack is None else self._period(slack)
        if period < 0:
            return self.rng.randint(0, latest)
        return min(latest, max(0, period - self.rng.randrange(span)))

    def _carriers(self, values: Sequence[int]) -> dict[str, list[str]]:
        """Role -> people who hold it or back it up in some period."""
        found: dict[str, dict[str, None]] = {}
        for index, cell in self._cell_of.items():
            if values[index]:
                found.setdefault(cell.role, {})[cell.person] = None
        return {role: list(people) for role, people in found.items()}

    def losing(self, level: FlatLevel, values: Sequence[int]) -> list[Slack]:
        """The slacks of a level that are above their least, and that any choice here changes."""
        losing = level.losing(np.array(values, dtype=np.int64))
        slacks = [level.level.slacks[number] for number in losing]
        if self.flat.part is None:
            return slacks
        return [each for each in slacks if not self._staying.issuperset(each.form.terms[0])]

    def _seeds(self, slack: Slack | None, carriers: dict[str, list[str]]) -> Iterator[str]:
        """People in a slack; where it is about one cell, those who carry the role come along."""
        if slack is None:
            yield self.rng.choice(self.people)
            return
        indices = [v.index for v, _ in slack.form.pairs]
        people = list(dict.fromkeys(self._owner[i] for i in indices if i in self._owner))
        self.rng.shuffle(people)
        yield from people or self.rng.sample(self.people, 1)
        if len(indices) == 1 and indices[0] in self._cell_of:
            yield from carriers.get(self._cell_of[indices[0]].role, ())

    def _neighbour(self, group: dict[str, None], carriers: dict[str, list[str]]) -> str:
        """Someone outside the group with whom it could exchange work; at random now and then."""
        outside = [person for person in self.people if person not in group]
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


def _owners(flat: FlatModel) -> dict[int, str]:
    """Variable -> the one person it is about; derived variables by the rows they stand in."""
    owner = _owners_of_decisions(flat.model.variables)
    staff = flat.model.scenario.staff
    for index, _ in flat.model.builder.derived:
        named = _person_in(flat.model.builder.names[index])
        if named in staff:
            owner[index] = named
        if index in owner:
            continue
        people = {
            owner[other]
            for number in flat.rows.rows_of(index)
            for other in flat.rows.entries(number).tolist()
            if other in owner
        }
        if len(people) == 1:
            owner[index] = people.pop()
    return owner


def _person_in(name: tuple[object, ...]) -> str:
    """The person of a variable that is named after a cell (what, role, person, period)."""
    return str(name[2]) if len(name) == 4 else ""


def _owners_of_decisions(variables: Variables) -> dict[int, str]:
    owner = {placed.index: person for (person, _), placed in variables.place.items()}
    for table in (variables.holds, variables.free_share, variables.backs):
        owner.update({variable.index: cell.person for cell, variable in table.items()})
    owner.update({index: feature.person for index, feature in variables.features.items()})
    return owner
