"""Runs the open cases of a study and writes down what comes of each, whoever computes them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from rollenplanner.batch.store import Store
from rollenplanner.batch.tasks import FAILED, Outcome, Task, Work, failed, key_of, task_of
from rollenplanner.domain.likeness import ground_sha256
from rollenplanner.domain.study import Study, StudyCase


class Runner(Protocol):
    """Whoever computes tasks: processes on this machine, or many machines."""

    def run(
        self, tasks: Iterable[Task], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Task, Outcome]]:
        """Work the tasks off; yields each with its outcome, in the order in which they end."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is.

    Attributes:
        total: Different cases in the study; cases that are the same count once.
        known: Of these, those whose result was in the store at the start.
        done: Computed since the start.
        failed: Of the computed ones, those that came to nothing.
        seconds: Since the start.
    """

    total: int
    known: int
    done: int
    failed: int
    seconds: float

    @property
    def open(self) -> int:
        """Cases still without a result."""
        return self.total - self.known - self.done

    @property
    def left(self) -> float | None:
        """Seconds that the open cases will take at the pace so far; None before the first."""
        return self.seconds / self.done * self.open if self.done else None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run is about.

    Attributes:
        versions: Program -> version that every result has to come from.
    """

    study: Study
    versions: Mapping[str, str]

    def key(self, case: StudyCase) -> str:
        """The key of the result of a case."""
        return key_of(
            case.sha256,
            case.settings,
            fragility=self.study.fragility,
            versions=self.versions,
        )

    @property
    def keys(self) -> dict[str, str]:
        """Case -> key."""
        return {case.id: self.key(case) for case in self.study.cases}

    def task(self, case: StudyCase) -> Task:
        """A case made ready for travelling."""
        study = self.study
        work = Work(case.scenario, case.settings, study.timeout, study.fragility, case.hint)
        return task_of(self.key(case), work)


def run(
    what: Run,
    store: Store,
    runner: Runner,
    on_progress: Callable[[Progress], None],
    stopped: Callable[[], bool],
) -> Progress:
    """Compute every case that has no result yet; the study stands in the store already.

    Stopped, it keeps what is done; the same call later goes on from there.
    """
    begun = time.monotonic()
    by_key = {what.key(case): case for case in reversed(what.study.cases)}
    stored = store.statuses(by_key)
    order = dict.fromkeys(what.key(case) for case in what.study.cases)
    waiting = [key for key in order if key not in stored]
    ground = ground_sha256(what.study.ground)
    known = len(stored)
    done = failures = 0

    def progress() -> Progress:
        return Progress(len(by_key), known, done, failures, time.monotonic() - begun)

    def tasks() -> Iterator[Task]:
        nonlocal known
        for key in waiting:
            # Another batch that shares the store may have done it by now.
            if store.statuses([key]):
                known += 1
            else:
                yield what.task(by_key[key])

    on_progress(progress())
    for task, outcome in runner.run(tasks(), stopped):
        case = by_key[task.key]
        honest = _of_these_versions(outcome, what.versions)
        store.put_result(
            task.key,
            case.sha256,
            ground,
            case.settings,
            what.versions,
            honest,
            fragility=what.study.fragility,
        )
        done += 1
        failures += honest["status"] == FAILED
        on_progress(progress())
    return progress()


def _of_these_versions(outcome: Outcome, versions: Mapping[str, str]) -> Outcome:
    """The outcome, or a failure if a worker elsewhere runs other versions."""
    theirs = outcome.get("versions", versions)
    if dict(theirs) == dict(versions):
        return outcome
    listed = ", ".join(f"{program} {version}" for program, version in theirs.items())
    return failed(f"the worker runs other versions: {listed}")
