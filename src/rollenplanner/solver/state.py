"""What a search knows so far: the best plan, and which bounds hold for it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rollenplanner.solver.model import PlanModel


class Proof(NamedTuple):
    """A bound on one level, and what it was proven under.

    Attributes:
        ceilings: Values that the higher levels were held to, in units.
        bound: The level is at least this under those ceilings, in units.
    """

    ceilings: tuple[int, ...]
    bound: int


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
    """The best plan so far and the proofs about its levels; shared by threads."""

    model: PlanModel
    best: Best | None = None
    _proofs: list[list[Proof]] = field(init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        """No proofs yet."""
        self._proofs = [[] for _ in self.model.levels]

    def offer(self, raw: Sequence[int], *, instead_of: Best | None = None) -> bool:
        """Take a solution over if it beats the best plan.

        Args:
            raw: Values of all variables; derived ones may be loose.
            instead_of: Take it over too if it is no worse than this plan, while that is the best;
                a search that may move sideways gets stuck less.

        Returns:
            Whether it beat the best plan.
        """
        # CP-SAT appends variables of its own to a clone when a constant is put in a constraint.
        values = self.model.builder.complete(list(raw[: self.model.size.variables]))
        if not self.model.builder.within_ceilings(values):
            return False
        reached = tuple(level.value(values) for level in self.model.levels)
        with self._lock:
            if self.best is None or reached < self.best.reached:
                self.best = Best(values, reached)
                return True
            if self.best is instead_of and reached == self.best.reached:
                self.best = Best(values, reached)
            return False

    def prove(self, level: int, ceilings: tuple[int, ...], bound: int) -> None:
        """Record a bound on a level, proven with the higher levels at most at `ceilings`."""
        new = Proof(ceilings, bound)
        with self._lock:
            proofs = self._proofs[level]
            if not any(_includes(old, new) for old in proofs):
                self._proofs[level] = [old for old in proofs if not _includes(new, old)] + [new]

    def bound(self, level: int) -> int:
        """The best bound that holds for the best plan, or for any plan while there is none."""
        with self._lock:
            ceilings = None if self.best is None else self.best.reached[:level]
            return self.bound_under(level, ceilings)

    def bound_under(self, level: int, ceilings: tuple[int, ...] | None) -> int:
        """The best bound known with the higher levels at most at `ceilings`; None: at anything.

        A bound stays true when ceilings come down, never when one of them goes up.
        """
        with self._lock:
            holding = [
                proof.bound
                for proof in self._proofs[level]
                if (not proof.ceilings if ceilings is None else _covers(proof.ceilings, ceilings))
            ]
        return max([self.model.levels[level].least, *holding])

    def closed(self, level: int) -> bool:
        """Whether the best plan is proven optimal at a level."""
        with self._lock:
            return self.best is not None and self.best.reached[level] <= self.bound(level)

    def open_levels(self) -> list[int]:
        """Numbers of the levels at which the best plan is not proven optimal."""
        return [number for number in range(len(self.model.levels)) if not self.closed(number)]

    def gap(self, level: int) -> float:
        """Distance between value and bound, relative to the value."""
        with self._lock:
            if self.best is None:
                return 1.0
            value = self.best.reached[level]
            return (value - self.bound(level)) / max(1, abs(value))


def _covers(ceilings: Sequence[int], lower: Sequence[int]) -> bool:
    """Whether whatever obeys the lower ceilings obeys these ones."""
    return all(high >= low for high, low in zip(ceilings, lower, strict=True))


def _includes(one: Proof, other: Proof) -> bool:
    """Whether one proof says everything that the other says."""
    return one.bound >= other.bound and _covers(one.ceilings, other.ceilings)
