"""A polisher in a process of its own: what is said to it, and how it is heard.

The process is started as a program, not forked or spawned: the caller's own program need not be
prepared for that. Both ends build the same model from the same scenario; only values of variables
go to and fro. Staff data stays in the pipes between them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field, replace
from typing import BinaryIO

import numpy as np

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.candidates import Pair
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.matrix import Whole
from rollenplanner.solver.outcome import StopFlag

#: The program at the other end.
MODULE = "rollenplanner.solver.polishing_process"
#: How often the stop flag is looked at while waiting, in seconds.
POLL = 0.05
#: How long a process may take to end by itself, in seconds.
GRACE = 0.2


@dataclass(frozen=True, slots=True)
class Begin:
    """The first thing said: the scenario, and the plan from which `jumps` counts."""

    scenario: Scenario
    start: Assignment | None


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


class Lost(Exception):
    """The process is gone, or has built another model than this one."""


def mark_of(flat: FlatModel) -> str:
    """Tells models apart: the names of their variables, in order, and how many rows there are."""
    names = "\n".join(map(repr, flat.model.builder.names))
    return hashlib.sha256(f"{names}\n{len(flat.model.builder.rows)}".encode()).hexdigest()


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
    effort: float = 0.0
    memory: int = 0
    _process: subprocess.Popen[bytes] = field(init=False)
    _heard: queue.Queue[object] = field(default_factory=queue.Queue)
    _mark: str = ""
    _loading: int = 0
    _lost: bool = False

    def __post_init__(self) -> None:
        """Start the process; it is ready long before the first model is."""
        # -P: the folder that the user happens to work in is no place to import from. A group of its
        # own, so that Ctrl-C is the business of this process alone.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            process_group=0 if os.name == "posix" else None,
        )
        assert self._process.stdout is not None
        listen = threading.Thread(
            target=_listen, args=(self._process.stdout, self._heard), name="hear", daemon=True
        )
        listen.start()
        # Read-only mappings, as the levels that stand in for those unstated are, do not pickle.
        levels = tuple(dict(level) for level in self.scenario.objective)
        self._say(Begin(replace(self.scenario, objective=levels), self.start))

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def load(self, order: Load) -> None:
        """Have it build a model; returns at once."""
        self._loading += 1
        self._say(order)

    def expect(self, flat: FlatModel) -> None:
        """State which model the last order has to come to."""
        self._mark = mark_of(flat)

    def step(self, number: int, values: list[int], seconds: float | None) -> list[int] | None:
        """Re-solve one neighbourhood for a level (see `Polisher.step`).

        Raises:
            Lost: If the process is gone, or works on another model.
        """
        while self._loading:
            loaded = self._hear()
            if loaded is None:
                return None
            self._loading -= 1
            wrong = not isinstance(loaded, Loaded) or loaded.mark != self._mark
            self._lost |= wrong and not self._loading
        self._say(Step(number, np.array(values, dtype=np.int64), seconds))
        found = self._hear()
        if found is None:
            return None
        if not isinstance(found, Found):
            self._lost = True
            raise Lost
        self.effort += found.effort
        self.memory = found.memory
        return None if found.values is None else found.values.tolist()

    def _say(self, message: object) -> None:
        if self._lost or self._process.stdin is None:
            return
        content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        try:
            self._process.stdin.write(content)
            self._process.stdin.flush()
        except OSError:
            self._lost = True

    def _hear(self) -> object | None:
        """The next answer; None if the search is stopped before it comes.

        Raises:
            Lost: If none will come.
        """
        while not self._lost:
            with contextlib.suppress(queue.Empty):
                answer = self._heard.get(timeout=POLL)
                if answer is not None:
                    return answer
                self._lost = True
            if self.stop.is_set():
                # What was asked may still be answered later, to nobody.
                self._lost = True
                return None
        raise Lost

    def close(self) -> None:
        """End the process."""
        self._lost = True
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _listen(stream: BinaryIO, heard: queue.Queue[object]) -> None:
    """Collect all that the other end says, and None at its end."""
    with stream:
        try:
            while True:
                heard.put(pickle.load(stream))
        except (EOFError, OSError, pickle.UnpicklingError):
            heard.put(None)


def _environment() -> dict[str, str]:
    """The same places to import from as here."""
    paths = os.pathsep.join(path for path in sys.path if path)
    return {**os.environ, "PYTHONPATH": paths}
