"""Long work in a thread of its own, that can be stopped and that the screen asks for news.

The thread touches nothing of the screen: it only leaves news and a result, which the screen's
timer picks up. It is a daemon thread, so whatever it does, leaving the program waits for nothing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from rollenplanner.domain.stopping import StopFlag

_Result = TypeVar("_Result")
_News = TypeVar("_News")


class Task(Generic[_News, _Result]):
    """One piece of long work."""

    def __init__(
        self, name: str, work: Callable[[StopFlag, Callable[[_News], None]], _Result]
    ) -> None:
        """Begin at once.

        Args:
            name: Of the thread.
            work: Gets the stop flag and whom to tell news; may be called from any thread.
        """
        self.stop = StopFlag()
        self.began = time.monotonic()
        self.result: _Result | None = None
        self.error: BaseException | None = None
        self._news: list[_News] = []
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._work = work
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.result = self._work(self.stop, self._tell)
        except BaseException as error:
            self.error = error
        finally:
            self._done.set()

    def _tell(self, news: _News) -> None:
        with self._lock:
            self._news.append(news)

    def news(self) -> list[_News]:
        """What was told since the last time."""
        with self._lock:
            found, self._news = self._news, []
        return found

    @property
    def done(self) -> bool:
        """Whether it has ended, well or badly."""
        return self._done.is_set()

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self.began

    def end(self, patience: float) -> bool:
        """Ask it to stop and wait for that; returns whether it did in time."""
        self.stop.set()
        self._thread.join(patience)
        return not self._thread.is_alive()
