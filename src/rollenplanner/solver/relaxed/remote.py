"""The relaxation in a process of its own: it can be left at any moment, and its memory with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.companion import Companion, Lost
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.relaxed.program import Units
from rollenplanner.solver.relaxed.relaxation import Found, Question
from rollenplanner.solver.remote import sendable

#: The program at the other end.
MODULE = "rollenplanner.solver.relaxed.process"


@dataclass(frozen=True, slots=True)
class Ready:
    """The whole is modelled; says how its levels are counted."""

    units: tuple[Units, ...]


@dataclass(slots=True)
class RemoteRelaxation:
    """The near end.

    Attributes:
        units: Per level, how it is counted; empty until the first answer.
        memory: Bytes that the process has used at most, as far as is known.
    """

    scenario: Scenario
    stop: StopFlag
    units: tuple[Units, ...] = ()
    memory: int = 0
    _companion: Companion = field(init=False)

    def __post_init__(self) -> None:
        """Start the process; it models the whole at once."""
        self._companion = Companion(MODULE, self.stop)
        self._companion.say(sendable(self.scenario))

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._companion.ended

    def prepare(self, going: Callable[[], bool]) -> bool:
        """Wait until the whole is modelled; returns whether it is."""
        if not self.units:
            ready = self._hear(going)
            if isinstance(ready, Ready):
                self.units = ready.units
        return bool(self.units)

    def solve(self, question: Question, going: Callable[[], bool]) -> Found | None:
        """Prices for one level (see `Relaxation.solve`); None if there will be no more."""
        self._companion.say(question)
        found = self._hear(going)
        if not isinstance(found, Found):
            return None
        self.memory = found.memory
        return found

    def _hear(self, going: Callable[[], bool]) -> object | None:
        try:
            return self._companion.hear(going)
        except Lost:
            return None

    def close(self) -> None:
        """End the process."""
        self._companion.close()
