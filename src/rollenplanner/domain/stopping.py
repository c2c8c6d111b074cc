"""How long work is asked to end early, by whoever waits for it."""

from __future__ import annotations

import threading


class StopFlag:
    """Set by the caller, from any thread or signal handler, to end a solve early.

    The solver polls it: a request to stop that reaches CP-SAT before its search begins would be
    lost (design section 8).
    """

    def __init__(self) -> None:
        """Start unset."""
        self._event = threading.Event()

    def set(self) -> None:
        """Ask the solve to end with the best plan so far."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether the end has been asked for."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until set, at most so many seconds; returns whether it is set."""
        return self._event.wait(seconds)
