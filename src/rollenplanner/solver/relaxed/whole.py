"""Bounds over all periods at once, level by level, beside a search or after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.relaxed.prices import Prices
from rollenplanner.solver.relaxed.program import Units
from rollenplanner.solver.relaxed.relaxation import Found, Question, Relaxation
from rollenplanner.solver.relaxed.remote import RemoteRelaxation

#: What the first try at a level may take, and how much more each next one: a run that is cut off
#: proves little, and cannot be gone on with.
FIRST_BUDGET, GROW = 12.0, 2.5
#: Prices of one level that are kept: each is best for the ceilings that it was made for.
MOST_PRICES = 4
#: Beyond so many cells the whole is modelled in a process of its own: that takes seconds, in which
#: nobody could stop it.
MOST_HERE = 1_000


class Relaxing(Protocol):
    """Who solves the relaxation."""

    @property
    def units(self) -> tuple[Units, ...]:
        """Per level, how it is counted; known after the first answer."""

    def prepare(self, going: Callable[[], bool]) -> bool:
        """Wait until questions can be answered; returns whether they will be."""

    def solve(self, question: Question, going: Callable[[], bool]) -> Found | None:
        """Prices for one level; None if there will be no more."""


@dataclass(slots=True)
class WholeBound:
    """What the linear relaxation of the whole proves.

    Attributes:
        proven: Called with a level, the ceilings and a bound of the whole problem.
    """

    scenario: Scenario
    settings: Settings
    stop: StopFlag
    proven: Callable[[int, tuple[int, ...], int], None]
    _here: Relaxation | None = None
    _remote: RemoteRelaxation | None = None
    _prices: dict[int, list[Prices]] = field(default_factory=dict)
    _budgets: dict[int, float] = field(default_factory=dict)
    _exact: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def memory(self) -> int:
        """Bytes that another process has used at most, as far as is known."""
        return 0 if self._remote is None else self._remote.memory

    def prepare(self, cells: int, going: Callable[[], bool]) -> bool:
        """Model the whole if it is not yet; returns whether it is.

        Args:
            cells: Combinations of role, person and period that may carry something.
            going: Asked now and then: whether to wait for it any longer.
        """
        return self._relaxing(cells).prepare(going)

    def renew(self, reached: Sequence[int]) -> None:
        """Say what all prices so far prove about a better plan.

        Args:
            reached: Its value per level, in units.
        """
        for level in list(self._prices):
            self._tell(level, tuple(reached[:level]))

    def prove(
        self,
        level: int,
        reached: Sequence[int],
        cells: int,
        clock: Clock,
        going: Callable[[], bool],
    ) -> bool:
        """Try to raise the bound of a level.

        Args:
            level: From 0.
            reached: Value of the best plan per level, in units.
            cells: Combinations of role, person and period that may carry something.
            clock: Counts the work.
            going: Whether to go on.

        Returns:
            Whether anything was left to try.
        """
        ceilings = tuple(reached[:level])
        if self._exact.get(level) == ceilings:
            return False
        relaxing = self._relaxing(cells)
        if not relaxing.prepare(going):
            return False
        budget, left = self._budgets.get(level, FIRST_BUDGET), clock.remaining()
        question = Question(level, ceilings, min(budget, left), self.settings.deterministic)
        found = relaxing.solve(question, going)
        if found is None:
            return False
        clock.add_effort(found.effort)
        if found.done:
            self._exact[level] = ceilings
        elif left >= budget:
            self._budgets[level] = budget * GROW
        if found.prices is not None:
            self._prices[level] = [found.prices, *self._prices.get(level, [])][:MOST_PRICES]
            self._tell(level, ceilings)
        return True

    def _relaxing(self, cells: int) -> Relaxing:
        if cells <= MOST_HERE:
            self._here = self._here or Relaxation.of(self.scenario)
            return self._here
        self._remote = self._remote or RemoteRelaxation(self.scenario, self.stop)
        return self._remote

    def _tell(self, level: int, ceilings: tuple[int, ...]) -> None:
        relaxing = self._here or self._remote
        assert relaxing is not None
        bounds = [each.bound(relaxing.units, ceilings) for each in self._prices[level]]
        self.proven(level, ceilings, max(bounds))

    def close(self) -> None:
        """End what runs elsewhere."""
        if self._remote is not None:
            self._remote.close()
