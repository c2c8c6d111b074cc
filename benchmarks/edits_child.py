"""One measurement of `benchmarks.edits`, in a process of its own; prints a line of JSON.

python -m benchmarks.edits_child first|whole|forced SCENARIO PLAN SEED WORKERS SECONDS BEGUN

BEGUN is what `time.monotonic` said when the process was asked for, so that the seconds are those
that a user waits: starting, reading and checking included.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from rollenplanner.domain.check import check_all
from rollenplanner.domain.errors import InternalError
from rollenplanner.domain.judge import judge
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import decimal_of
from rollenplanner.domain.text import Translator
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.earlier_plan import read_earlier
from rollenplanner.planning.make_plan import make_plan
from rollenplanner.solver import Progress, StopFlag
from rollenplanner.solver.clock import WallClock
from rollenplanner.solver.nearest import Nearest

#: Levels that are told, from the first.
LEVELS = 4


def made(scenario: Scenario, start: Assignment, settings: Settings, *, first: bool) -> Any:
    """Make a plan from an earlier one as `solve --from` does; stop at the first if asked for."""
    stop = StopFlag()

    def listen(progress: Progress) -> None:
        if first and progress.value is not None:
            stop.set()

    try:
        result = make_plan(
            scenario,
            settings,
            translator=Translator("en"),
            on_progress=listen,
            stop=stop,
            start=start,
            allowed_jumps=5,
        )
    except InternalError as error:
        return {"state": f"refused: {type(error).__name__}"}
    if result.plan is None:
        return {"state": result.ending.value}
    judgement = judge(scenario, result.plan, start)
    values = level_values(scenario, judgement.terms)[:LEVELS]
    return {
        "state": "kept" if judgement.ok else "broken",
        "jumps": int(result.plan.objective[-1].value),
        "levels": [str(decimal_of(value)) for value in values],
        "told": None if result.forced is None else [result.forced.least, result.forced.exact],
    }


def forced(scenario: Scenario, start: Assignment, settings: Settings) -> dict[str, Any]:
    """The least number of jumps over all plans of the scenario, as far as it is proven."""
    if not any(check_all(scenario, start)):
        return {"state": "optimal", "jumps": 0, "bound": 0}
    found: list[Assignment] = []
    limit = settings.time_limit
    nearest = Nearest(scenario, start, settings, WallClock(limit), StopFlag(), found.append)
    nearest.go(limit)
    if nearest.infeasible:
        return {"state": "infeasible"}
    if nearest.jumps is None:
        return {"state": "unknown"}
    return {
        "state": "optimal"
        if nearest.proven and not any(check_all(scenario, found[-1]))
        else "open",
        "jumps": nearest.jumps,
        "bound": nearest.bound,
    }


def main() -> None:
    """Do as the command line says."""
    work, path, plan, seed, workers, seconds, begun = sys.argv[1:]
    scenario = read_scenario(Path(path)).scenario
    start = read_earlier(Path(plan), scenario).assignment
    settings = Settings(int(seed), int(workers), float(seconds))
    if work == "forced":
        found = forced(scenario, start, settings)
    else:
        found = made(scenario, start, settings, first=work == "first")
    if work == "whole":
        values = level_values(scenario, measure(scenario, start, start))[:LEVELS]
        found["before"] = [str(decimal_of(value)) for value in values]
    found["seconds"] = time.monotonic() - float(begun)
    found["cpu"] = time.process_time()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
