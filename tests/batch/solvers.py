"""Stand-ins for the solver, as functions of a module, so that a worker process can import them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from rollenplanner.batch.tasks import Outcome


def echo(payload: bytes) -> Outcome:
    return {"status": "optimal", "reason": payload.decode()}


def dies_on_a_b(payload: bytes) -> Outcome:
    if payload == b"b":
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(payload)


def dies_twice(payload: bytes) -> Outcome:
    """Kills its worker until the folder that it is told holds two files."""
    folder = Path(payload.decode())
    made = len(list(folder.iterdir()))
    if made < 2:
        (folder / str(made)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return echo(payload)


def fails_on_a_b(payload: bytes) -> Outcome:
    if payload == b"b":
        raise ValueError("no b please")
    return echo(payload)


def sleeps_on_a_b(payload: bytes) -> Outcome:
    if payload == b"b":
        time.sleep(3600)
    return echo(payload)
