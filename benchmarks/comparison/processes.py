"""Runs one program in a process of its own: measured, and killed at a hard limit."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.reporting import STARTED, peak_in

ROOT = Path(__file__).resolve().parents[2]
_POLL = 0.05
#: For reading a scenario; the limit of a solve counts from there.
_READING = 900.0


@dataclass(frozen=True, slots=True)
class Finished:
    """How a process ended.

    Attributes:
        code: Exit code; negative for a signal.
        killed: Whether it was over its limit.
        memory: Bytes at the highest point that was seen.
        cpu: Seconds of processor time.
        talk: The end of what it wrote to stderr.
    """

    code: int
    killed: bool
    memory: int
    cpu: float
    talk: str


def run_module(
    module: str, arguments: Sequence[object], folder: Path, limit: float, python: str = ""
) -> Finished:
    """Run `python -m module` and wait for it.

    Args:
        module: A module of this project.
        arguments: Of its command line.
        folder: Where it reports, and where its stderr goes.
        limit: Seconds after which it is killed, from the moment that it says it has started.
        python: Another interpreter, for programs that need other packages.
    """
    command = [python or sys.executable, "-m", module, *map(str, arguments)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    log = folder / "stderr.txt"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors
        )
        try:
            memory, killed = _watch(process, folder / STARTED, limit)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    talk = log.read_text(encoding="utf-8", errors="replace")[-2000:]
    return Finished(process.returncode, killed, memory, cpu, talk)


def _watch(process: subprocess.Popen[bytes], started: Path, limit: float) -> tuple[int, bool]:
    """Wait for a process; returns its peak memory and whether it was over its limit."""
    status = Path(f"/proc/{process.pid}/status")
    memory, until = 0, time.monotonic() + _READING
    told = False
    while process.poll() is None:
        if not told and started.exists():
            told, until = True, time.monotonic() + limit
        memory = max(memory, _peak(status))
        if time.monotonic() > until:
            return memory, True
        time.sleep(_POLL)
    return memory, False


def _peak(status: Path) -> int:
    try:
        return peak_in(status.read_text(encoding="ascii")) or 0
    except OSError:  # gone in the meantime, or not Linux
        return 0
