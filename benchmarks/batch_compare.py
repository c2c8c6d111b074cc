"""How long `compare` takes over a large store, as a user has it: whole processes.

    python -m benchmarks.batch_compare scenarios/ommen-4.0.yaml --cases 2000

Solves the scenario once for a moment, stores that outcome for every case with figures that differ,
and times the command with its start: side by side, the Pareto front, the grid.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rollenplanner.batch.running import Run
from rollenplanner.batch.store import Store
from rollenplanner.domain.likeness import ground_sha256
from rollenplanner.domain.study import StudyCase
from rollenplanner.files.batch_files import read_study
from rollenplanner.planning.make_plan import versions
from rollenplanner.planning.solve_case import solve_case

#: Values per axis of the grid.
_ROWS = 40


def fill(path: Path, scenario: Path, cases: int, seed: int) -> None:
    """Make a store with so many cases of one study; every result has its plan and its findings."""
    draw = random.Random(seed)
    loaded = read_study(scenario).study
    (first,) = loaded.cases
    base = replace(first, settings=replace(first.settings, time_limit=1.0))
    what = Run(loaded, versions())
    outcome = solve_case(what.task(base).payload)
    many = tuple(_case(base, number) for number in range(cases))
    what = Run(replace(loaded, id="many", axes=("rows", "columns"), cases=many), versions())
    keys = what.keys
    objective = [{str(t): w for t, w in level.items()} for level in base.scenario.objective]
    with Store(path) as store:
        store.put_study(what.study, keys, objective)
        ground = ground_sha256(what.study.ground)
        for case in many:
            store.put_result(
                keys[case.id],
                case.sha256,
                ground,
                case.settings,
                what.versions,
                _varied(outcome, draw),
                fragility=True,
            )


def _case(base: StudyCase, number: int) -> StudyCase:
    row, column = divmod(number, _ROWS)
    axes = {"rows": str(row), "columns": str(column)}
    settings = replace(base.settings, seed=number)
    return replace(base, id=f"case-{number}", axes=axes, settings=settings)


def _varied(outcome: Any, draw: random.Random) -> dict[str, Any]:
    levels = [
        (number, value + draw.randint(0, 40), bound, status)
        for number, value, bound, status in outcome["levels"]
    ]
    terms = {term: value + draw.randint(0, 40) for term, value in outcome["terms"].items()}
    return {**outcome, "levels": levels, "terms": terms}


def timed(*arguments: str) -> tuple[float, float]:
    """Seconds by the clock and of processor time of one run of the program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    command = [sys.executable, "-m", "rollenplanner", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill a store, time the command, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "many.db"
        fill(store, options.scenario, options.cases, options.seed)
        print(f"{options.cases} cases, {store.stat().st_size / 2**20:.0f} MiB")
        compare = ("compare", "--store", str(store))
        for name, more in (
            ("side by side", ()),
            ("Pareto front", ("--pareto", "moves", "uncovered")),
            ("grid", ("--matrix", "uncovered")),
            ("CSV", ("--csv", str(Path(folder) / "many.csv"))),
            ("every row", ("--all",)),
        ):
            wall, used = timed(*compare, *more)
            print(f"{name}: {wall:.2f} s, {used:.2f} s of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
