"""What is proven about the levels of one scenario, whatever model it was proven with."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Proof(NamedTuple):
    """A bound on one level, and what it was proven under.

    Attributes:
        ceilings: Values that the higher levels were held to, in units.
        bound: The level is at least this under those ceilings, in units.
    """

    ceilings: tuple[int, ...]
    bound: int


@dataclass(slots=True)
class Proofs:
    """Bounds per level; shared by threads.

    Attributes:
        least: Per level, what it cannot be below, whatever the plan; in units.
    """

    least: tuple[int, ...]
    _proofs: list[list[Proof]] = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """No proofs yet."""
        self._proofs = [[] for _ in self.least]

    def add(self, level: int, ceilings: tuple[int, ...], bound: int) -> None:
        """Record a bound on a level, proven with the higher levels at most at `ceilings`."""
        new = Proof(ceilings, bound)
        with self._lock:
            proofs = self._proofs[level]
            if not any(_includes(old, new) for old in proofs):
                self._proofs[level] = [old for old in proofs if not _includes(new, old)] + [new]

    def bound(self, level: int, ceilings: tuple[int, ...] | None) -> int:
        """The best bound known with the higher levels at most at `ceilings`; None: at anything.

        A bound stays true when ceilings come down, never when one of them goes up.
        """
        with self._lock:
            holding = [
                proof.bound
                for proof in self._proofs[level]
                if (not proof.ceilings if ceilings is None else _covers(proof.ceilings, ceilings))
            ]
        return max([self.least[level], *holding])


def _covers(ceilings: Sequence[int], lower: Sequence[int]) -> bool:
    """Whether whatever obeys the lower ceilings obeys these ones."""
    return all(high >= low for high, low in zip(ceilings, lower, strict=True))


def _includes(one: Proof, other: Proof) -> bool:
    """Whether one proof says everything that the other says."""
    return one.bound >= other.bound and _covers(one.ceilings, other.ceilings)
