"""One solve by OR-Tools, in a process of its own: this planner, or its model in one piece.

python -m benchmarks.comparison.child WAY SCENARIO FOLDER SEED WORKERS SECONDS
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.comparison.curves import Event
from benchmarks.comparison.judging import judge, names_of, size_of
from benchmarks.comparison.reporting import Reporter, cpu_of_this_process, peak_of_this_process
from benchmarks.one_piece import solve_in_one_piece
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.solver import Outcome, Progress, Status, solve


def solve_and_report(way: str, path: Path, folder: Path, settings: Settings) -> None:
    """Solve a scenario in one of the ways of OR-Tools, and report into a folder."""
    scenario = read_scenario(path).scenario
    with Reporter(folder) as reporter:

        def listen(progress: Progress) -> None:
            what = (progress.level - 1, progress.value, progress.bound)
            reporter.tell(Event(progress.seconds, *what))

        begin, used = time.monotonic(), cpu_of_this_process()
        outcome = _solve(way, scenario, settings, listen)
        figures: dict[str, Any] = {
            "seconds": time.monotonic() - begin,
            "cpu": cpu_of_this_process() - used,
            "memory": max(peak_of_this_process(), outcome.peak_memory or 0),
            "names": names_of(scenario),
            "bounds": [level.bound for level in outcome.levels],
            "size": size_of(scenario),
            "variables": outcome.size.variables,
            "constraints": outcome.size.constraints,
        }
        figures |= judge(scenario, outcome.assignment)
        if outcome.status is Status.INFEASIBLE:
            figures["state"] = "infeasible"
        stated = [level.value for level in outcome.levels]
        figures["agrees"] = figures["values"] in (None, stated)
        reporter.end(figures)


def _solve(way: str, scenario: Scenario, settings: Settings, listen: Any) -> Outcome:
    if way == "one piece":
        return solve_in_one_piece(scenario, settings, listen)
    return solve(scenario, settings, on_progress=listen)


def main() -> None:
    """Solve as the command line says."""
    way, path, folder, seed, workers, seconds = sys.argv[1:]
    settings = Settings(int(seed), int(workers), float(seconds))
    solve_and_report(way, Path(path), Path(folder), settings)


if __name__ == "__main__":
    main()
