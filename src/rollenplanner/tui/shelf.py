"""The store of results that is open on the screen *Compare*, read in a thread of its own.

The thread touches nothing of the screen: whoever looks takes what has arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.text import Text, Translator, text
from rollenplanner.tui.tasks import Task

if TYPE_CHECKING:
    from rollenplanner.domain.compared import Comparison, Entry
    from rollenplanner.planning.stored_plans import Looked, OpenPlan


class Shelf:
    """What is open, what was found in it, and what is still being read.

    Attributes:
        path: The file; None while none is open.
        wanted: Ids of the studies that are compared; none: whichever comes first.
        beside: The open plans that were handed over with the last reading.
        looked: What was found.
        problem: Why nothing (else) was found.
        full: Two of the plans with all that is in them, once they were asked for and have come.
    """

    def __init__(self) -> None:
        """Nothing is open."""
        self.path: Path | None = None
        self.wanted: tuple[str, ...] = ()
        self.beside: tuple[OpenPlan, ...] = ()
        self.looked: Looked | None = None
        self.problem: Text | None = None
        self.full: Comparison | None = None
        self._reading: Task[Any, Any] | None = None
        self._pairing: Task[Any, Any] | None = None
        self._seen: tuple[float, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether anything is being read."""
        return self._reading is not None or self._pairing is not None

    @property
    def reading(self) -> bool:
        """Whether the store is being read."""
        return self._reading is not None

    def close(self) -> None:
        """Put it away; what is still being read comes to nothing."""
        self.path, self.wanted, self.beside = None, (), ()
        self.looked, self.problem, self.full = None, None, None
        self._reading = self._pairing = None

    def open(self, path: Path, wanted: Sequence[str], beside: Sequence[OpenPlan]) -> None:
        """Begin to read; what was found before in the same file stays until then."""
        if path != self.path:
            self.looked = None
        self.path, self.wanted, self.beside = path, tuple(wanted), tuple(beside)
        self.problem = None
        self._seen = _times(path)
        chosen, plans = self.wanted, self.beside

        def read() -> Looked:
            from rollenplanner.planning.stored_plans import look_into

            return look_into(path, chosen, plans)

        self._reading = Task("store", lambda _stop, _tell: read())

    def pair(self, entries: Sequence[Entry], translator: Translator) -> None:
        """Begin to read two plans in full."""
        if self.path is None or self.looked is None:
            return
        path, plans, found = self.path, self.beside, self.looked.comparison
        self.problem = None

        def read() -> Comparison:
            from dataclasses import replace

            from rollenplanner.planning.stored_plans import in_full

            details = in_full(path, entries, plans, translator)
            return replace(found, entries=tuple(entries), details=details)

        self._pairing = Task("store", lambda _stop, _tell: read())

    def arrived(self) -> bool:
        """Take what has come; returns whether anything has."""
        done = False
        if self._reading is not None and self._reading.done:
            task, self._reading = self._reading, None
            done = True
            self._take(task, self._keep)
        if self._pairing is not None and self._pairing.done:
            task, self._pairing = self._pairing, None
            done = True
            self._take(task, self._keep_pair)
        return done

    def _keep(self, looked: Looked) -> None:
        self.looked, self.wanted = looked, looked.chosen

    def _keep_pair(self, full: Comparison) -> None:
        self.full = full

    def _take(self, task: Task[Any, Any], keep: Callable[[Any], None]) -> None:
        if task.error is None:
            keep(task.result)
            return
        if self.looked is not None:
            self.wanted = self.looked.chosen
        if isinstance(task.error, InputError):
            self.problem = task.error.problems[0].message
        else:
            self.problem = text(
                "This is an error of the program, not of yours ({kind}). Please report it.",
                kind=type(task.error).__name__,
            )

    def stale(self) -> bool:
        """Whether the file has changed since it was read, as while a batch goes on."""
        return self.path is not None and not self.busy and _times(self.path) != self._seen


def _times(path: Path) -> tuple[float, ...]:
    """When a store and what is being added to it were changed last."""
    found = []
    for each in (path, path.with_name(f"{path.name}-wal")):
        try:
            state = each.stat()
        except OSError:
            found += [0.0, 0.0]
        else:
            found += [state.st_mtime, float(state.st_size)]
    return tuple(found)
