"""A polisher in a process of its own.

Both ends build the same model from the same scenario; only values of variables go to and fro.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.tuning import MEASURED, Tuning
from rollenplanner.solver.candidates import Pair
from rollenplanner.solver.companion import Companion, Lost
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.matrix import Whole
from rollenplanner.solver.outcome import ModelSize, StopFlag
from rollenplanner.solver.part_polish import Gain, PartOrder

#: The program at the other end.
MODULE = "rollenplanner.solver.polishing_process"


@dataclass(frozen=True, slots=True)
class Begin:
    """The first thing said: the scenario, and the plan from which `jumps` counts."""

    scenario: Scenario
    start: Assignment | None
    tuning: Tuning = MEASURED


@dataclass(frozen=True, slots=True)
class Load:
    """Build a model.

    Attributes:
        pairs: Those of role and person that it has; None: all.
        most_jumps: Cells that may differ from the plan to start from; None: any number.
        seed: For the groups drawn and for CP-SAT.
    """

    pairs: frozenset[Pair] | None
    most_jumps: int | None
    seed: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model is built; `mark` says which it is."""

    mark: str


@dataclass(frozen=True, slots=True)
class Step:
    """Re-solve one neighbourhood (see `Polisher.step`)."""

    number: int
    values: Whole
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it.

    Attributes:
        effort: Deterministic time that it took.
        memory: Bytes that the process has used at most, so far.
    """

    values: Whole | None
    effort: float
    memory: int


def mark_of(flat: FlatModel) -> str:
    """Tells models apart: the names of their variables, in order, and how many rows there are."""
    names = "\n".join(map(repr, flat.model.builder.names))
    return hashlib.sha256(f"{names}\n{len(flat.model.builder.rows)}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Visited:
    """News of a visit to a part; it is over when there is no gain."""

    gain: Gain | None
    effort: float
    size: ModelSize
    memory: int


@dataclass(slots=True)
class RemotePolisher:
    """The near end.

    Attributes:
        effort: Deterministic time that it has spent so far.
        memory: Bytes that it has used at most, as far as is known.
    """

    scenario: Scenario
    start: Assignment | None
    stop: StopFlag
    tuning: Tuning = MEASURED
    effort: float = 0.0
    memory: int = 0
    size: ModelSize = field(default_factory=lambda: ModelSize(0, 0))
    _companion: Companion = field(init=False)
    _mark: str = ""
    _loading: int = 0

    def __post_init__(self) -> None:
        """Start the process; it is ready long before the first model is."""
        self._companion = Companion(MODULE, self.stop)
        self._companion.say(Begin(sendable(self.scenario), self.start, self.tuning))

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._companion.ended

    def load(self, order: Load) -> None:
        """Have it build a model; returns at once."""
        self._loading += 1
        self._companion.say(order)

    def expect(self, flat: FlatModel) -> None:
        """State which model the last order has to come to."""
        self._mark = mark_of(flat)

    def step(self, number: int, values: list[int], seconds: float | None) -> list[int] | None:
        """Re-solve one neighbourhood for a level (see `Polisher.step`).

        Raises:
            Lost: If the process is gone, or works on another model.
        """
        while self._loading:
            loaded = self._companion.hear()
            if loaded is None:
                return None
            self._loading -= 1
            wrong = not isinstance(loaded, Loaded) or loaded.mark != self._mark
            self._companion.lost |= wrong and not self._loading
        self._companion.say(Step(number, np.array(values, dtype=np.int64), seconds))
        found = self._companion.hear()
        if found is None:
            return None
        if not isinstance(found, Found):
            self._companion.lost = True
            raise Lost
        self.effort += found.effort
        self.memory = found.memory
        return None if found.values is None else found.values.tolist()

    def visit(self, order: PartOrder, going: Callable[[], bool]) -> Iterator[Gain]:
        """Polish a part (see `PartPolisher.visit`); the budget counts seconds.

        Args:
            order: The part, the plan, the time.
            going: Asked now and then: whether to wait for more.

        Raises:
            Lost: If the process is gone.
        """
        self._companion.say(order)
        while (heard := self._companion.hear(going)) is not None:
            if not isinstance(heard, Visited):
                self._companion.lost = True
                raise Lost
            self.effort, self.size, self.memory = heard.effort, heard.size, heard.memory
            if heard.gain is None:
                return
            yield heard.gain

    def close(self) -> None:
        """End the process."""
        self._companion.close()


def sendable(scenario: Scenario) -> Scenario:
    """The same scenario, in a form that pickles.

    Read-only mappings, as the levels that stand in for those unstated are, do not.
    """
    return replace(scenario, objective=tuple(dict(level) for level in scenario.objective))
