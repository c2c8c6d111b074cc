"""How a process that solves tells the one that started it what it does: files in a folder.

`started` appears when the scenario has been read, `stream.jsonl` grows by one event a line,
`end.json` is written last. Whoever is killed half-way still leaves what was told until then.
"""

from __future__ import annotations

import json
import resource
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from benchmarks.comparison.curves import Event

STARTED, STREAM, END = "started", "stream.jsonl", "end.json"


def peak_of_this_process() -> int:
    """Bytes of resident memory at the highest point.

    Linux keeps `ru_maxrss` over exec, so a child would show what its parent used; `VmHWM` is of
    this program alone.
    """
    status = Path("/proc/self/status")
    found = peak_in(status.read_text(encoding="ascii")) if status.exists() else None
    return found or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def peak_in(status: str) -> int | None:
    """Bytes from the text of a `status` file under /proc; None if it does not tell."""
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return None


def cpu_of_this_process() -> float:
    """Seconds of processor time, with processes that it has started and that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in both)


class Reporter:
    """Writes what happens; events may come from any thread."""

    def __init__(self, folder: Path) -> None:
        """Report into a folder that exists."""
        self.folder = folder
        self._lock = threading.Lock()
        self._stream: TextIO | None = None

    def __enter__(self) -> Reporter:
        """Say that the scenario has been read."""
        (self.folder / STARTED).touch()
        self._stream = (self.folder / STREAM).open("a", encoding="utf-8")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the stream."""
        if self._stream is not None:
            self._stream.close()

    def tell(self, event: Event) -> None:
        """One event."""
        with self._lock:
            if self._stream is not None:
                self._stream.write(f"{json.dumps(event)}\n")
                self._stream.flush()

    def end(self, figures: Mapping[str, Any], name: str = END) -> None:
        """The last word."""
        (self.folder / name).write_text(json.dumps(dict(figures)), encoding="utf-8")


def read_stream(folder: Path) -> list[Event]:
    """What was told, as far as whole lines go."""
    path = folder / STREAM
    events: list[Event] = []
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                events.append(Event(*json.loads(line)))
            except (json.JSONDecodeError, TypeError):
                continue
    return events


def read_end(folder: Path, name: str = END) -> dict[str, Any] | None:
    """The last word, or None if there was none."""
    path = folder / name
    if not path.exists():
        return None
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError:
        return None
    return found
