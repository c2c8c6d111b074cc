"""Ctrl-C while a plan is made: the first asks for the best plan so far, the second leaves."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Protocol

from rollenplanner.cli.exit_codes import ExitCode

_SHOW_CURSOR = b"\x1b[?25h\n"


class Stoppable(Protocol):
    """Whatever can be told to stop: the flag of a search, or an event."""

    def set(self) -> None:
        """Ask for the end."""
        ...


class Interrupts:
    """Handles SIGINT while it is entered; works in the main thread only, as signals do."""

    def __init__(self, stop: Stoppable, on_first: Callable[[], None]) -> None:
        """Prepare.

        Args:
            stop: Set at the first Ctrl-C.
            on_first: Tells the user; must not wait for anything, for it runs in a signal handler.
        """
        self._stop = stop
        self._on_first = on_first
        self._before: signal.Handlers | Callable[[int, FrameType | None], object] | int | None = (
            None
        )
        self.count = 0

    def __enter__(self) -> Interrupts:
        """Take over Ctrl-C."""
        self._before = signal.signal(signal.SIGINT, self._handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give Ctrl-C back."""
        signal.signal(signal.SIGINT, self._before)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.count += 1
        if self.count == 1:
            self._stop.set()
            self._on_first()
            return
        if sys.stderr.isatty():
            os.write(sys.stderr.fileno(), _SHOW_CURSOR)
        # The solver still works in another thread; only this leaves without waiting for it.
        os._exit(ExitCode.INTERRUPTED)
