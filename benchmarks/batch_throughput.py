"""Throughput of `batch` with worker processes against the sum of single solves, in one run.

    python -m benchmarks.batch_throughput scenarios/studie-clusters.yaml --cases 12 --time-limit 4

Solves the cases one after the other in one process of its own, then all of them as a batch, and
prints both and their ratio. Every solve has one worker and the same deterministic time, so that
both do the same work.

Then it prints what the batch adds to every case: reading it, everything in the worker that is no
solving (unpacking, stress test, figures), the wait of a worker between two cases, and the processor
time of the process that hands out and stores. Parts of the last two are the same seconds, so the
sum is rather too high than too low. What comes once, whatever the number of cases, stands apart:
until a worker has begun its first case, and while workers wait for the last case of all.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.batch_clock import ClockedPool, Lap, between, by_worker
from rollenplanner.batch.running import Run, run
from rollenplanner.batch.store import Store
from rollenplanner.files.batch_files import read_study
from rollenplanner.planning.make_plan import versions
from rollenplanner.planning.solve_case import solve_case


@dataclass(frozen=True, slots=True)
class Single:
    """Seconds of all cases one after the other: by the clock, and inside the solver."""

    wall: float
    solving: float


@dataclass(frozen=True, slots=True)
class Batch:
    """Seconds of a batch.

    Attributes:
        begun: When it began, on the clock of the laps.
        ended: When the last result was in the store.
        handing: Processor time of the process that hands out and stores.
    """

    begun: float
    ended: float
    handing: float
    laps: Sequence[Lap]

    @property
    def wall(self) -> float:
        """From the beginning to the last result in the store."""
        return self.ended - self.begun


def single(what: Run) -> tuple[Single, list[str]]:
    """One solve after the other in this process, nothing stored."""
    outcomes = []
    solve_case(what.task(what.study.cases[0]).payload)  # imports and first touches
    begun = time.monotonic()
    for case in what.study.cases:
        outcomes.append(solve_case(what.task(case).payload))
    wall = time.monotonic() - begun
    plans = [each.get("plan", "") for each in outcomes]
    return Single(wall, sum(each["solving"] for each in outcomes)), plans


def batch(what: Run, workers: int, path: Path) -> tuple[Batch, list[str]]:
    """All of them as a batch, start of the workers included."""
    begun, used = time.monotonic(), time.process_time()
    pool = ClockedPool(workers, what.study.timeout)
    with Store(path) as store:
        store.put_study(what.study, what.keys, [])
        run(what, store, pool, lambda _: None, lambda: False)
    measured = Batch(begun, time.monotonic(), time.process_time() - used, pool.laps)
    connection = sqlite3.connect(path)
    plans = dict(connection.execute("SELECT key, data FROM plan"))
    connection.close()
    return measured, [plans.get(what.key(case), "") for case in what.study.cases]


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", type=Path)
    parser.add_argument("--cases", type=int, default=12)
    parser.add_argument("--time-limit", type=float, default=4.0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    used = time.process_time()
    study = read_study(options.spec).study
    reading = (time.process_time() - used) / len(study.cases)
    cases = tuple(
        replace(case, settings=replace(case.settings, time_limit=options.time_limit))
        for case in study.cases[: options.cases]
    )
    what = Run(replace(study, cases=cases), versions())
    alone, plans = single(what)
    with tempfile.TemporaryDirectory() as folder:
        together, stored = batch(what, options.workers, Path(folder) / "r.db")
    print(f"{len(cases)} cases of {options.time_limit:g} units of deterministic time each")
    print(f"one after the other: {alone.wall:.1f} s, of which {alone.solving:.1f} s solving")
    print(f"batch, {options.workers} processes: {together.wall:.1f} s")
    print(f"ratio (sum of single solves / batch): {alone.solving / together.wall:.2f}")
    tell_overhead(together, reading)
    print(f"same plans: {plans == stored}")
    return 0 if plans == stored else 1


def tell_overhead(measured: Batch, reading: float) -> None:
    """Print what the batch adds to a case, and what it adds once."""
    laps, rows = measured.laps, by_worker(measured.laps)
    parts = {
        "reading": reading,
        "unpacking, stress test, figures": sum(lap.beside for lap in laps) / len(laps),
        "wait of a worker between two cases": between(rows) / len(laps),
        "handing out and storing": measured.handing / len(laps),
    }
    print(f"added to every case: {sum(parts.values()):.3f} s")
    for what, seconds in parts.items():
        print(f"  {what}: {seconds:.3f} s")
    waited = sum(lap.ended - lap.begun for lap in laps) / sum(lap.used for lap in laps)
    print(f"clock against processor time in the workers: {waited:.1f} (1.0 on a quiet machine)")
    first = [row[0].begun - measured.begun for row in rows]
    last = [measured.ended - row[-1].ended for row in rows]
    print(f"once per process, until its first case: {sum(first) / len(first):.1f} s")
    print(f"once, waiting for the last case, all processes together: {sum(last):.1f} s")


if __name__ == "__main__":
    sys.exit(main())
