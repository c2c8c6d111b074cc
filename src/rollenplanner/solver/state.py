"""What a search knows so far: the best plan, and which bounds hold for it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rollenplanner.domain.terms import UNIT
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.proofs import Proofs


class Best(NamedTuple):
    """A plan and its value per level.

    Attributes:
        values: Exact values of all variables.
        reached: Value per level in units; plans compare by this, first level first.
    """

    values: list[int]
    reached: tuple[int, ...]


@dataclass(slots=True)
class State:
    """The best plan so far and the proofs about its levels; shared by threads.

    Attributes:
        proofs: Bounds of the scenario; those of the model where the model is all of it.
    """

    model: PlanModel
    best: Best | None = None
    proofs: Proofs = field(default_factory=lambda: Proofs(()))
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        """No proofs yet, unless some are given."""
        if len(self.proofs.least) != len(self.model.levels):
            self.proofs = Proofs(tuple(level.least for level in self.model.levels))

    def offer(
        self, raw: Sequence[int], *, instead_of: Best | None = None, aim: int | None = None
    ) -> bool:
        """Take a solution over if it beats the best plan.

        Args:
            raw: Values of all variables; derived ones may be loose.
            instead_of: Take it over too if it is no worse than this plan, while that is the best;
                a search that may move sideways gets stuck less.
            aim: If given, fewer takeovers (where the rule max-changes counts them) come before all
                levels after this one.

        Returns:
            Whether it beat the best plan.
        """
        # CP-SAT appends variables of its own to a clone when a constant is put in a constraint.
        values = self.model.builder.complete(list(raw[: self.model.size.variables]))
        if not self.model.builder.within_ceilings(values):
            return False
        reached = tuple(level.value(values) for level in self.model.levels)
        new = Best(values, reached)
        with self._lock:
            if self.best is None or self._rank(new, aim) < self._rank(self.best, aim):
                self.best = new
                return True
            if self.best is instead_of and reached == self.best.reached:
                self.best = new
            return False

    def no_worse(self, values: Sequence[int], other: Sequence[int]) -> bool:
        """Whether a plan is at least as good as another one; exact values of all variables."""
        for level in self.model.levels:
            one, two = level.value(values), level.value(other)
            if one != two:
                return one < two
        return True

    def _rank(self, plan: Best, aim: int | None) -> tuple[int, ...]:
        """What a plan is compared by."""
        takeovers = self.model.variables.takeovers
        if aim is None or not takeovers:
            return plan.reached
        spent = sum(each.value(plan.values) for each in takeovers)
        return (*plan.reached[: aim + 1], spent, *plan.reached[aim + 1 :])

    def prove(self, level: int, ceilings: tuple[int, ...], bound: int) -> None:
        """Record a bound on a level, proven with the higher levels at most at `ceilings`."""
        self.proofs.add(level, ceilings, bound)

    def bound(self, level: int) -> int:
        """The best bound that holds for the best plan, or for any plan while there is none."""
        with self._lock:
            ceilings = None if self.best is None else self.best.reached[:level]
        return self.proofs.bound(level, ceilings)

    def bound_under(self, level: int, ceilings: tuple[int, ...] | None) -> int:
        """The best bound known with the higher levels at most at `ceilings`; None: at anything."""
        return self.proofs.bound(level, ceilings)

    def closed(self, level: int) -> bool:
        """Whether the best plan is proven optimal at a level."""
        with self._lock:
            return self.best is not None and self.best.reached[level] <= self.bound(level)

    def within(self, level: int, part: float) -> bool:
        """Whether the gap of the best plan at a level is at most so much."""
        with self._lock:
            if self.best is None:
                return False
            value = self.best.reached[level]
            return value - self.bound(level) <= part * max(UNIT, abs(value))

    def open_levels(self) -> list[int]:
        """Numbers of the levels at which the best plan is not proven optimal."""
        return [number for number in range(len(self.model.levels)) if not self.closed(number)]
