"""One case of a batch with the moments at which its worker began and ended it.

A module of its own, so that a worker process imports the solver before its first case: what that
takes is start-up, not work on a case.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import rollenplanner.solver
from rollenplanner.batch.pool import LocalPool
from rollenplanner.batch.tasks import Outcome, Task
from rollenplanner.planning.solve_case import solve_case

#: Named here, so that the import above is one that is used.
SOLVER = rollenplanner.solver.__name__


@dataclass(frozen=True, slots=True)
class Lap:
    """One case in its worker; seconds on the clock that all processes of a machine share.

    Attributes:
        used: Processor time, of all threads of the worker.
    """

    worker: int
    begun: float
    ended: float
    solving: float
    used: float

    @property
    def beside(self) -> float:
        """Seconds on the case that were no solving: unpacking, stress test, figures."""
        return self.ended - self.begun - self.solving


def clocked(payload: bytes) -> Outcome:
    """Solve one case, and say when and where."""
    begun, used = time.monotonic(), time.process_time()
    outcome = solve_case(payload)
    return {**outcome, "lap": (os.getpid(), begun, time.monotonic(), time.process_time() - used)}


@dataclass(slots=True)
class ClockedPool:
    """A local pool that notes a lap per case."""

    workers: int
    timeout: float
    laps: list[Lap] = field(default_factory=list)

    def run(
        self, tasks: Iterable[Task], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Task, Outcome]]:
        """Work the tasks off, as the pool does."""
        for task, outcome in LocalPool(clocked, self.workers, self.timeout).run(tasks, stopped):
            worker, begun, ended, used = outcome["lap"]
            self.laps.append(Lap(worker, begun, ended, outcome["solving"], used))
            yield task, outcome


def by_worker(laps: Sequence[Lap]) -> list[list[Lap]]:
    """The laps of every worker, in their order."""
    found: dict[int, list[Lap]] = {}
    for lap in sorted(laps, key=lambda each: each.begun):
        found.setdefault(lap.worker, []).append(lap)
    return list(found.values())


def between(rows: Sequence[Sequence[Lap]]) -> float:
    """Seconds that workers waited between two cases, all together."""
    return sum(b.begun - a.ended for row in rows for a, b in itertools.pairwise(row))
