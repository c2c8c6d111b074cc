"""Throughput of `batch` with worker processes against the sum of single solves, in one run.

    python -m benchmarks.batch_throughput scenarios/studie-clusters.yaml --cases 12 --time-limit 4

Solves the cases one after the other in one process of its own, then all of them as a batch, and
prints both and their ratio. Every solve has one worker and the same deterministic time, so that
both do the same work; figures of solving and of everything around it come from the store.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from rollenplanner.batch.running import Run, run
from rollenplanner.batch.store import Store
from rollenplanner.files.batch_files import read_study
from rollenplanner.planning.make_plan import versions
from rollenplanner.planning.run_batch import Where
from rollenplanner.planning.solve_case import solve_case


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of one way to do all cases.

    Attributes:
        wall: From the first case handed out to the last result in the store.
        solving: Inside the solver, added up over the cases.
        working: In the workers, stress test and measuring included, added up.
    """

    wall: float
    solving: float
    working: float


def single(what: Run) -> tuple[Measured, list[str]]:
    """One solve after the other in this process, nothing stored."""
    outcomes = []
    solve_case(what.task(what.study.cases[0]).payload)  # imports and first touches
    begun = time.monotonic()
    for case in what.study.cases:
        outcomes.append(solve_case(what.task(case).payload))
    wall = time.monotonic() - begun
    solving = sum(each["solving"] for each in outcomes)
    working = sum(each["seconds"] for each in outcomes)
    return Measured(wall, solving, working), [each.get("plan", "") for each in outcomes]


def batch(what: Run, workers: int, path: Path) -> tuple[Measured, list[str]]:
    """All of them as a batch, start of the workers included."""
    begun = time.monotonic()
    with Store(path) as store:
        store.put_study(what.study, what.keys, [])
        runner = Where(workers=workers).runner(what.study)
        run(what, store, runner, lambda _: None, lambda: False)
    wall = time.monotonic() - begun
    connection = sqlite3.connect(path)
    solving, working = connection.execute(
        "SELECT sum(solving), sum(seconds) FROM timing"
    ).fetchone()
    plans = dict(connection.execute("SELECT key, data FROM plan"))
    connection.close()
    in_order = [plans.get(what.key(case), "") for case in what.study.cases]
    return Measured(wall, solving, working), in_order


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", type=Path)
    parser.add_argument("--cases", type=int, default=12)
    parser.add_argument("--time-limit", type=float, default=4.0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    study = read_study(options.spec).study
    cases = tuple(
        replace(case, settings=replace(case.settings, time_limit=options.time_limit))
        for case in study.cases[: options.cases]
    )
    what = Run(replace(study, cases=cases), versions())
    alone, plans = single(what)
    with tempfile.TemporaryDirectory() as folder:
        together, stored = batch(what, options.workers, Path(folder) / "r.db")
    ratio = alone.solving / together.wall
    measuring = (together.working - together.solving) / len(cases)
    rest = (together.wall * options.workers - together.working) / len(cases)
    print(f"{len(cases)} cases of {options.time_limit:g} units of deterministic time each")
    print(f"one after the other: {alone.wall:.1f} s, of which {alone.solving:.1f} s solving")
    print(f"batch, {options.workers} processes: {together.wall:.1f} s")
    print(f"ratio (sum of single solves / batch): {ratio:.2f}")
    print(f"per case, beside solving: {measuring:.3f} s for stress test and figures")
    print(
        f"and {rest:.3f} s for everything else: start of the processes, store, waiting at the end"
    )
    print(f"same plans: {plans == stored}")
    return 0 if plans == stored else 1


if __name__ == "__main__":
    sys.exit(main())
