"""One measurement of `benchmarks.edits`, in a process of its own; prints a line of JSON.

python -m benchmarks.edits_child first|whole|forced SCENARIO PLAN SEED WORKERS SECONDS BEGUN

BEGUN is what `time.monotonic` said when the process was asked for, so that the seconds are those
that a user waits: starting, reading and checking included.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from rollenplanner.domain.check import check_all
from rollenplanner.domain.errors import InternalError
from rollenplanner.domain.judge import judge
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import decimal_of, staying_close
from rollenplanner.domain.text import Translator
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.earlier_plan import read_earlier
from rollenplanner.planning.make_plan import make_plan
from rollenplanner.solver import Progress, StopFlag
from rollenplanner.solver.model import build_model
from rollenplanner.solver.parameters import STARTS, start_solver
from rollenplanner.solver.repair import jumps_of
from rollenplanner.solver.solution import from_assignment

#: Levels that are told, from the first.
LEVELS = 4
_STATES = {cp_model.OPTIMAL: "optimal", cp_model.INFEASIBLE: "infeasible"}


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
    }


def forced(scenario: Scenario, start: Assignment, settings: Settings) -> dict[str, Any]:
    """The least number of jumps over all plans of the scenario, with CP-SAT's word on it."""
    if not any(check_all(scenario, start)):
        return {"state": "optimal", "jumps": 0, "bound": 0}
    model = build_model(replace(scenario, objective=staying_close(scenario.objective)), start)
    total = jumps_of(model)
    asked = model.builder.model.clone()
    asked.minimize(total.form.expression)
    values = from_assignment(model, start)
    asked.proto.solution_hint.vars.extend(range(len(values)))
    asked.proto.solution_hint.values.extend(values)
    solver = start_solver(settings, STARTS[0], settings.time_limit)
    status = solver.solve(asked)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {"state": _STATES.get(status, "unknown")}
    return {
        "state": _STATES.get(status, "open"),
        "jumps": total.original(round(solver.objective_value)),
        "bound": total.original(round(solver.best_objective_bound)),
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
