"""How much of the time limit is left: by the wall clock, or by deterministic work done."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class Clock(Protocol):
    """A time limit that runs down."""

    def remaining(self) -> float:
        """What is left; 0 or less when the time is over."""

    def elapsed(self) -> float:
        """What is gone."""

    def add_effort(self, units: float) -> None:
        """Count deterministic time that a run of CP-SAT took."""


@dataclass(slots=True)
class WallClock:
    """Seconds since the solve began."""

    limit: float
    started: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.started

    def remaining(self) -> float:
        """Seconds left."""
        return self.limit - self.elapsed()

    def add_effort(self, units: float) -> None:
        """Nothing to count: the wall clock runs by itself."""


@dataclass(slots=True)
class EffortClock:
    """Units of deterministic time; looks at no clock, so that repeats are alike."""

    limit: float
    spent: float = 0.0

    def elapsed(self) -> float:
        """Units spent."""
        return self.spent

    def remaining(self) -> float:
        """Units left."""
        return self.limit - self.spent

    def add_effort(self, units: float) -> None:
        """Count the work of one run."""
        self.spent += units


@dataclass(slots=True)
class PartClock:
    """A part of what another clock has left; all that is counted here counts there."""

    whole: Clock
    until: float

    def elapsed(self) -> float:
        """What is gone of the whole."""
        return self.whole.elapsed()

    def remaining(self) -> float:
        """What is left of the part."""
        return min(self.whole.remaining(), self.until - self.whole.elapsed())

    def add_effort(self, units: float) -> None:
        """Count it for the whole."""
        self.whole.add_effort(units)


def counted(going: Callable[[], bool], clock: Clock, units: float) -> Callable[[], bool]:
    """The same question, each time counting so much deterministic work."""

    def ask() -> bool:
        clock.add_effort(units)
        return going()

    return ask
