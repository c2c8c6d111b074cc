"""One measurement of `benchmarks.scaling`, in a process of its own.

python -m benchmarks.scaling_child build|"first plan" SCENARIO FOLDER SEED WORKERS SECONDS
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.comparison.judging import judge
from benchmarks.comparison.reporting import Reporter, cpu_of_this_process, peak_of_this_process
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.solver import Progress, StopFlag, solve
from rollenplanner.solver.model import build_model


def build(scenario: Scenario, _settings: Settings) -> dict[str, Any]:
    """Build the whole model."""
    model = build_model(scenario)
    return {"done": True, "variables": model.size.variables}


def first_plan(scenario: Scenario, settings: Settings) -> dict[str, Any]:
    """Solve until the first plan; done only if the plan obeys every rule."""
    begin, stop = time.monotonic(), StopFlag()
    seen: list[float] = []

    def listen(progress: Progress) -> None:
        if progress.value is not None:
            seen.append(time.monotonic() - begin)
            stop.set()

    outcome = solve(scenario, settings, on_progress=listen, stop=stop)
    seen.append(time.monotonic() - begin)
    figures = {"seconds": seen[0], "memory": peak_of_this_process()}
    state = judge(scenario, outcome.assignment)["state"]
    return figures | {"done": state == "plan", "variables": outcome.size.variables}


def main() -> None:
    """Do as the command line says."""
    work, path, folder, seed, workers, seconds = sys.argv[1:]
    empty = peak_of_this_process()
    scenario = read_scenario(Path(path)).scenario
    settings = Settings(int(seed), int(workers), float(seconds))
    with Reporter(Path(folder)) as reporter:
        begin, used = time.monotonic(), cpu_of_this_process()
        found = (build if work == "build" else first_plan)(scenario, settings)
        figures: dict[str, Any] = {
            "seconds": time.monotonic() - begin,
            "cpu": cpu_of_this_process() - used,
            "memory": peak_of_this_process(),
            "empty": empty,
        }
        reporter.end(figures | found)


if __name__ == "__main__":
    main()
