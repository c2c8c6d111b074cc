"""Worker processes on this machine, each with one case at a time.

A process of its own per worker, started by `spawn`: a case that kills its worker takes no other
case along, and a case that hangs can be ended by ending its worker.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from rollenplanner.batch.tasks import Outcome, Solve, Task, failed

#: A case is tried again so often after its worker died.
MOST_RETRIES = 2
#: Seconds that a worker gets to give a case up by itself before it is ended.
_GRACE = 30.0
#: How often the end and the clock are looked at, in seconds.
_POLL = 0.2


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process, and the case that it works on."""

    process: SpawnProcess
    line: Connection
    task: Task | None = None
    deadline: float = 0.0


@dataclass(slots=True)
class LocalPool:
    """Runs tasks in worker processes.

    Attributes:
        solve: A function of a module.
        workers: How many processes.
        timeout: Seconds per case, after which the worker should have given it up by itself.
    """

    solve: Solve
    workers: int
    timeout: float
    _idle: list[_Worker] = field(default_factory=list)
    _busy: list[_Worker] = field(default_factory=list)
    _again: deque[Task] = field(default_factory=deque)
    _tries: dict[str, int] = field(default_factory=dict)

    def run(
        self, tasks: Iterable[Task], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Task, Outcome]]:
        """Work the tasks off; yields each with its outcome, in the order in which they end.

        Whatever is under way when the caller stops listening is given up.
        """
        waiting = iter(tasks)
        try:
            while not stopped():
                self._hand_out(waiting)
                if not self._busy:
                    return
                heard = list(self._collect())
                # Nobody waits for a case while the caller writes down what came of the last one.
                self._hand_out(waiting)
                yield from heard
        finally:
            self._end()

    def _hand_out(self, waiting: Iterator[Task]) -> None:
        while len(self._busy) < self.workers:
            task = self._again.popleft() if self._again else next(waiting, None)
            if task is None:
                return
            worker = self._idle.pop() if self._idle else _start(self.solve)
            worker.task = task
            worker.deadline = time.monotonic() + self.timeout + _GRACE
            self._busy.append(worker)
            # A worker that died idle is found out when nothing comes back.
            with contextlib.suppress(OSError):
                worker.line.send_bytes(task.payload)

    def _collect(self) -> Iterator[tuple[Task, Outcome]]:
        """What the workers have to say within a moment."""
        listened: list[Any] = [worker.line for worker in self._busy]
        multiprocessing.connection.wait(listened, _POLL)
        for worker in [*self._busy]:
            outcome = self._heard(worker)
            if outcome is not None:
                assert worker.task is not None
                yield worker.task, outcome

    def _heard(self, worker: _Worker) -> Outcome | None:
        try:
            if worker.line.poll():
                outcome: Outcome = worker.line.recv()
                self._busy.remove(worker)
                self._idle.append(worker)
                return outcome
        except (EOFError, OSError):
            return self._lost(worker)
        if time.monotonic() > worker.deadline:
            self._drop(worker)
            return failed(f"timeout: more than {self.timeout:g} s")
        return None if worker.process.is_alive() else self._lost(worker)

    def _lost(self, worker: _Worker) -> Outcome | None:
        """A worker died: its case is tried again, or given up."""
        task = worker.task
        assert task is not None
        self._drop(worker)
        tries = self._tries.get(task.key, 0)
        self._tries[task.key] = tries + 1
        if tries < MOST_RETRIES:
            self._again.append(task)
            return None
        code = worker.process.exitcode
        return failed(f"its worker ended {tries + 1} times, last with exit code {code}")

    def _drop(self, worker: _Worker) -> None:
        self._busy.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.line.close()

    def _end(self) -> None:
        workers = [*self._busy, *self._idle]
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join()
            worker.line.close()
        self._busy.clear()
        self._idle.clear()


def _start(solve: Solve) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, solve), daemon=True)
    with _without_interrupts():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process started here never hears Ctrl-C: the terminal sends it to every process."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(line: Connection, solve: Solve) -> None:
    """The life of a worker: solve what comes in until there is nobody to listen."""
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            payload = line.recv_bytes()
            try:
                outcome = solve(payload)
            except Exception as error:
                outcome = failed(f"{type(error).__name__}: {error}")
            line.send(outcome)


def _leave_with_parent() -> None:
    """A worker whose parent was killed leaves at once, also in the middle of a case."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)
