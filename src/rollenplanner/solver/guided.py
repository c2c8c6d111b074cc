"""Guided neighbourhoods: many people, those who lose first, but only with work worth a try.

The prices behind a bound from columns tell how far everybody's work is from the best, and what
every other choice would cost. A group grows from people who lose, along work that would be cheap.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rollenplanner.solver.columns.guide import Guide
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.levels import Level
from rollenplanner.solver.neighbourhoods import Neighbourhood

#: A neighbourhood leaves out what costs more than a part of the way to the bound: at most this
#: part, and oftener a small one.
MOST_EXCESS = 0.25
#: Part of a group that is drawn from those who lose.
LOSING_PART = 0.7
#: How often a group looks for work to take over rather than for someone to give work to.
SWAP_PART = 0.5

#: Level -> how dear choices are there.
Guides = dict[int, Guide]


@dataclass(slots=True)
class GuidedGroups:
    """Draws groups of people, and what of their work is free to change.

    Attributes:
        people: Everybody who has decisions at all.
    """

    flat: FlatModel
    rng: random.Random
    people: Sequence[str]
    _cell_of: dict[int, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which cell every variable is about."""
        variables = self.flat.model.variables
        for table in (variables.holds, variables.backs):
            self._cell_of.update({each.index: cell for cell, each in table.items()})

    @property
    def periods(self) -> int:
        """How many periods the horizon has."""
        return len(self.flat.model.scenario.periods)

    def cheap(self, guide: Guide, level: Level, values: Sequence[int]) -> frozenset[int]:
        """Variables worth a try, beside those of the plan; drawn narrow or wide."""
        return guide.within(MOST_EXCESS * self.rng.random() ** 2, level, values)

    def draw(
        self, size: int, span: int, guide: Guide, cheap: frozenset[int], values: Sequence[int]
    ) -> Neighbourhood:
        """So many people over so many periods: some who lose, and others to exchange work with."""
        losses = guide.losses(self.flat.model.variables, values)
        first = self._first_period(span, losses)
        last = min(first + span, self.periods) - 1
        lost: dict[str, int] = {}
        for (person, t), loss in losses.items():
            if first <= t <= last:
                lost[person] = lost.get(person, 0) + loss
        group = dict.fromkeys(self._losers(round(LOSING_PART * size), lost))
        carriers, takers = self._sides(cheap, values)
        given, taken = _by_person(carriers), _by_person(takers)
        outside = [person for person in self.people if person not in group]
        while len(group) < size and outside:
            member = self.rng.choice(list(group)) if group else self.rng.choice(outside)
            swapping = self.rng.random() < SWAP_PART
            roles = (taken if swapping else given).get(member, [])
            side = carriers if swapping else takers
            found = side.get(self.rng.choice(roles), []) if roles else []
            chosen = self.rng.choice([p for p in found if p not in group] or outside)
            group[chosen] = None
            outside.remove(chosen)
        return Neighbourhood(sorted(group), first, last)

    def free(
        self, variables: Sequence[int], cheap: frozenset[int], values: Sequence[int]
    ) -> list[int]:
        """What stays free: cheap work and that of the plan. Other work stays nowhere."""
        cells = self.flat.cells
        return [i for i in variables if i in cheap or values[i] or i not in cells]

    def _first_period(self, span: int, losses: Mapping[tuple[str, int], int]) -> int:
        """Where a window begins; about a period in which something is lost."""
        latest = max(0, self.periods - span)
        if latest == 0:
            return 0
        if not losses:
            return self.rng.randint(0, latest)
        periods = [t for _, t in losses]
        period = self.rng.choices(periods, list(losses.values()))[0]
        return min(latest, max(0, period - self.rng.randrange(span)))

    def _losers(self, count: int, lost: Mapping[str, int]) -> list[str]:
        """Different people, the likelier the more they lose: a race of waiting times."""
        waiting = {person: self.rng.expovariate(loss) for person, loss in lost.items()}
        return sorted(waiting, key=lambda person: waiting[person])[:count]

    def _sides(
        self, cheap: frozenset[int], values: Sequence[int]
    ) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Role -> who carries it in the plan, and role -> for whom it would be cheap."""
        carriers: dict[str, list[str]] = {}
        takers: dict[str, list[str]] = {}
        for index, cell in self._cell_of.items():
            if values[index]:
                carriers.setdefault(cell.role, []).append(cell.person)
            elif index in cheap:
                takers.setdefault(cell.role, []).append(cell.person)
        return carriers, takers


def _by_person(people_of: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same the other way round: person -> roles."""
    found: dict[str, list[str]] = {}
    for role, people in people_of.items():
        for person in people:
            found.setdefault(person, []).append(role)
    return found
