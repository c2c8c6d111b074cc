"""Who polishes a working model: polishers in this process, or in processes of their own.

A quarter of what a neighbourhood takes is Python, which threads of one process cannot do at the
same time (benchmarks/README.md has what processes bring).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.tuning import MEASURED, Tuning
from rollenplanner.solver.candidates import Pair
from rollenplanner.solver.companion import Lost
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.polish import Polisher, polisher_of_stages
from rollenplanner.solver.remote import Load, RemotePolisher

#: Seeds of the members of a crew lie so far apart.
SEED_OF_MEMBER = 1_000


class Member(Protocol):
    """Improves one plan, neighbourhood by neighbourhood; `effort` is deterministic time so far."""

    @property
    def effort(self) -> float:
        """Deterministic time spent so far."""

    def step(self, number: int, values: list[int], seconds: float | None) -> list[int] | None:
        """Re-solve one neighbourhood for a level (see `Polisher.step`)."""


@dataclass(slots=True)
class Replaceable:
    """A polisher in a process of its own; if that is lost, one in this process takes its place."""

    remote: RemotePolisher
    flat: FlatModel
    seed: int
    tuning: Tuning = MEASURED
    _local: Polisher | None = None

    @property
    def effort(self) -> float:
        """Deterministic time spent so far."""
        return self.remote.effort + (self._local.effort if self._local else 0.0)

    def step(self, number: int, values: list[int], seconds: float | None) -> list[int] | None:
        """Re-solve one neighbourhood for a level (see `Polisher.step`)."""
        if self._local is None:
            try:
                return self.remote.step(number, values, seconds)
            except Lost:
                self._local = polisher_of_stages(self.flat, self.seed, self.tuning)
        return self._local.step(number, values, seconds)


@dataclass(slots=True)
class Crew:
    """Some polishers that work on one model after the other.

    Attributes:
        scenario: Over one or several periods.
        start: The plan from which `jumps` counts, or None.
        count: How many there are.
        apart: Whether they have processes of their own.
        stop: Ends what they wait for.
        tuning: How they go about it.
        memory: Bytes that processes that have ended used at most, together.
    """

    scenario: Scenario
    start: Assignment | None
    count: int
    apart: bool
    stop: StopFlag
    tuning: Tuning = MEASURED
    memory: int = 0
    _remote: list[RemotePolisher] = field(default_factory=list)
    _local: list[Polisher] = field(default_factory=list)

    def announce(self, pairs: frozenset[Pair] | None, most_jumps: int | None, seed: int) -> None:
        """Say which model comes next: other processes build it while this one does.

        Args:
            pairs: Those of role and person that it has; None: all.
            most_jumps: Cells that may differ from the plan to start from; None: any number.
            seed: For the groups drawn and for CP-SAT.
        """
        while self.apart and len(self._remote) < self.count:
            remote = RemotePolisher(self.scenario, self.start, self.stop, self.tuning)
            self._remote.append(remote)
        for remote, own in zip(self._remote, self._seeds(seed), strict=False):
            remote.load(Load(pairs, most_jumps, own))

    def take(self, flat: FlatModel, seed: int) -> Sequence[Member]:
        """Those who work on the announced model from now on."""
        seeds = self._seeds(seed)
        if self.apart:
            for remote in self._remote:
                remote.expect(flat)
            return [
                Replaceable(remote, flat, own, self.tuning)
                for remote, own in zip(self._remote, seeds, strict=True)
            ]
        before = self._local
        self._local = [polisher_of_stages(flat, own, self.tuning) for own in seeds]
        for new, old in zip(self._local, before, strict=False):
            new.learn_from(old)
        return self._local

    def _seeds(self, seed: int) -> list[int]:
        return [seed + SEED_OF_MEMBER * number for number in range(self.count)]

    def close(self) -> None:
        """End all processes."""
        for remote in self._remote:
            remote.close()
            self.memory += remote.memory
        self._remote = []
