"""The model of a scenario as plain arrays, for a MIP solver; and its solution back to a plan.

    python -m benchmarks.comparison.export write SCENARIO FOLDER
    python -m benchmarks.comparison.export judge SCENARIO FOLDER

Every variable is whole; a domain with holes becomes the interval around it. Such domains belong to
loads only, which sums of whole shares keep off the holes anyway.
"""

from __future__ import annotations

import sys
import time
from itertools import chain
from pathlib import Path
from typing import Any

import numpy

from benchmarks.comparison.judging import judge, names_of, size_of
from benchmarks.comparison.reporting import Reporter, cpu_of_this_process, peak_of_this_process
from rollenplanner.domain.scenario import Scenario
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.solver.levels import Level
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.rows import INFINITE, Kind, Row, index_of
from rollenplanner.solver.solution import to_assignment

MODEL, SOLUTION, BUILT, JUDGED = "model.npz", "solution.npy", "built.json", "judged.json"


def write_model(model: PlanModel, path: Path) -> None:
    """Write rows, bounds and levels; `benchmarks.comparison.highs` reads them."""
    rows = [_plain(row) for row in model.builder.rows]
    starts = numpy.cumsum([0, *(len(indices) for indices, *_ in rows)])
    domains = [list(variable.domain) for variable in model.builder.model.proto.variables]
    arrays: dict[str, Any] = {
        "starts": starts.astype(numpy.int32),
        "indices": _ints(chain.from_iterable(row[0] for row in rows)).astype(numpy.int32),
        "coefficients": _floats(chain.from_iterable(row[1] for row in rows)),
        "row_least": _floats(row[2] for row in rows),
        "row_most": _floats(row[3] for row in rows),
        "least": _floats(domain[0] for domain in domains),
        "most": _floats(domain[-1] for domain in domains),
        "levels": numpy.array(len(model.levels)),
    }
    for number, level in enumerate(model.levels):
        arrays |= {f"{key}-{number}": value for key, value in _level(level).items()}
    numpy.savez(path, **arrays)


def _plain(row: Row) -> tuple[list[int], list[int], float, float]:
    """Indices, coefficients, least and most of a constraint as a linear row."""
    if row.kind is Kind.LINEAR:
        least = -numpy.inf if row.least == -INFINITE else float(row.least)
        most = numpy.inf if row.most == INFINITE else float(row.most)
        return list(row.variables), list(row.coefficients), least, most
    indices = [index_of(literal) for literal in row.variables]
    signs = [1 if literal >= 0 else -1 for literal in row.variables]
    # A literal that stands for "is 0" counts as 1 - x, so its 1 moves to the other side.
    turned = signs.count(-1)
    if row.kind is Kind.AT_MOST_ONE:
        return indices, signs, -numpy.inf, 1.0 - turned
    return indices, signs, 1.0 - turned, numpy.inf


def _level(level: Level) -> dict[str, Any]:
    """A level as `scale x sum + constant` in units."""
    pairs = level.total.form.pairs
    return {
        "level-indices": _ints(variable.index for variable, _ in pairs),
        "level-weights": _floats(weight for _, weight in pairs),
        "level-units": numpy.array([level.total.scale, level.total.constant], dtype=numpy.int64),
    }


def _ints(numbers: Any) -> Any:
    return numpy.fromiter(numbers, dtype=numpy.int64)


def _floats(numbers: Any) -> Any:
    return numpy.fromiter(map(float, numbers), dtype=numpy.float64)


def build_and_write(scenario: Scenario, folder: Path) -> None:
    """Build the model, write it, and report what building took."""
    reporter = Reporter(folder)
    begin, used = time.monotonic(), cpu_of_this_process()
    model = build_model(scenario)
    figures: dict[str, Any] = {
        "seconds": time.monotonic() - begin,
        "cpu": cpu_of_this_process() - used,
        "memory": peak_of_this_process(),
        "names": names_of(scenario),
        "size": size_of(scenario),
        "variables": model.size.variables,
        "constraints": model.size.constraints,
    }
    write_model(model, folder / MODEL)
    reporter.end(figures, BUILT)


def judge_solution(scenario: Scenario, folder: Path) -> None:
    """Turn values of variables into a plan, and let the domain judge it."""
    values = [int(value) for value in numpy.load(folder / SOLUTION)]
    model = build_model(scenario)
    exact = model.builder.complete(values)
    Reporter(folder).end(judge(scenario, to_assignment(model.variables, exact)), JUDGED)


def main() -> None:
    """Do as the command line says."""
    what, path, folder = sys.argv[1:]
    work = {"write": build_and_write, "judge": judge_solution}[what]
    work(read_scenario(Path(path)).scenario, Path(folder))


if __name__ == "__main__":
    main()
