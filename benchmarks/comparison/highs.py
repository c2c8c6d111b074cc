"""HiGHS solves an exported model level by level, in a process without OR-Tools.

    python -m benchmarks.comparison.highs FOLDER SEED WORKERS SECONDS OFFSET

The same plain way as `benchmarks.one_piece`: each level with the whole model, those above held by a
row each, the plan so far as a start, the time that is left divided evenly over the levels to come.
`OFFSET` is what building the model took; it counts as time.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import highspy
import numpy

from benchmarks.comparison.curves import Event
from benchmarks.comparison.reporting import Reporter, cpu_of_this_process, peak_of_this_process

MODEL, SOLUTION = "model.npz", "solution.npy"
_LEAST = 0.1
#: A whole number may lie so far beside it; bounds are rounded with the same care.
_TOLERANCE = 1e-6
#: Seconds between two copies of the best plan, which is what a killed process leaves.
_COPY = 1.0


@dataclass(frozen=True, slots=True)
class Level:
    """A level as `scale x sum(weight x variable) + constant`, in units."""

    indices: Any
    weights: Any
    scale: int
    constant: int

    def value(self, values: Any) -> int:
        """Its value in units."""
        return self.units(round(float(self.weights @ values[self.indices])))

    def units(self, reduced: int) -> int:
        """Units from the sum alone."""
        return self.scale * reduced + self.constant


@dataclass(slots=True)
class Attempt:
    """One solve under way.

    Attributes:
        data: The arrays of the exported model.
        held: Per level done, the most that its sum may be.
        values: Of all variables in the best plan so far.
    """

    data: Any
    levels: list[Level]
    seed: int
    workers: int
    seconds: float
    offset: float
    reporter: Reporter
    begin: float = field(default_factory=time.monotonic)
    held: list[tuple[Level, float]] = field(default_factory=list)
    values: Any = None
    bounds: list[int | None] = field(default_factory=list)
    infeasible: bool = False
    copied: float = -math.inf

    def elapsed(self) -> float:
        """Seconds since the beginning, building included."""
        return self.offset + time.monotonic() - self.begin

    def minimise(self, number: int) -> None:
        """One level in its part of the time that is left."""
        level = self.levels[number]
        if not len(level.indices):
            self.bounds.append(level.constant)
            self._tell_all()
            return
        slice_ = (self.seconds - self.elapsed()) / (len(self.levels) - number)
        if slice_ < _LEAST:
            self.bounds.append(None)
            return
        solver = self._solver(level, slice_)
        self._listen(solver, number)
        solver.run()
        self._take(solver, number)
        if self.values is not None:
            self.held.append((level, round(float(level.weights @ self.values[level.indices]))))
        self._tell_all()

    def _solver(self, level: Level, seconds: float) -> Any:
        """A solver with the whole model: passed anew, as its clock runs on over several runs."""
        solver = highspy.Highs()
        options = {
            "output_flag": False,
            "time_limit": seconds,
            "threads": self.workers,
            "random_seed": self.seed,
            "mip_rel_gap": 0.0,
            # Values of the objective are whole.
            "mip_abs_gap": 1.0 - 1e-3,
            "mip_feasibility_tolerance": _TOLERANCE,
        }
        for name, value in options.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._problem(level))
        for above, most in self.held:
            indices = above.indices.astype(numpy.int32)
            solver.addRow(-highspy.kHighsInf, float(most), len(indices), indices, above.weights)
        if self.values is not None:
            start = highspy.HighsSolution()
            start.col_value = self.values
            solver.setSolution(start)
        return solver

    def _problem(self, level: Level) -> Any:
        data, problem = self.data, highspy.HighsLp()
        count = len(data["least"])
        cost = numpy.zeros(count)
        cost[level.indices] = level.weights
        problem.num_col_, problem.num_row_ = count, len(data["row_least"])
        problem.col_cost_ = cost
        problem.col_lower_, problem.col_upper_ = data["least"], data["most"]
        problem.row_lower_, problem.row_upper_ = data["row_least"], data["row_most"]
        problem.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        problem.a_matrix_.start_ = data["starts"]
        problem.a_matrix_.index_ = data["indices"]
        problem.a_matrix_.value_ = data["coefficients"]
        problem.integrality_ = [highspy.HighsVarType.kInteger] * count
        return problem

    def _listen(self, solver: Any, number: int) -> None:
        """Tell every better plan and bound while the solver runs."""
        level, told = self.levels[number], [-math.inf]

        def solution(event: Any) -> None:
            values = numpy.rint(numpy.array(event.data_out.mip_solution))
            if self._keep(values, level):
                self.reporter.tell(Event(self.elapsed(), number, level.value(values), None))

        def bound(event: Any) -> None:
            found = event.data_out.mip_dual_bound
            if math.isfinite(found) and found > told[0] + _TOLERANCE:
                told[0] = found
                units = level.units(_round_up(found))
                self.reporter.tell(Event(self.elapsed(), number, None, units))

        solver.cbMipImprovingSolution.subscribe(solution)
        solver.cbMipLogging.subscribe(bound)

    def _keep(self, values: Any, level: Level) -> bool:
        """Take a plan over unless the one before is better: HiGHS may refuse a start."""
        if self.values is not None and level.value(values) > level.value(self.values):
            return False
        self.values = values
        if time.monotonic() - self.copied > _COPY:
            self.copy()
        return True

    def copy(self) -> None:
        """Put the best plan so far where it outlives this process."""
        if self.values is not None:
            self.copied = time.monotonic()
            part = self.reporter.folder / f"part-{SOLUTION}"
            numpy.save(part, self.values.astype(numpy.int64))
            part.replace(self.reporter.folder / SOLUTION)

    def _take(self, solver: Any, number: int) -> None:
        status, info, level = solver.getModelStatus(), solver.getInfo(), self.levels[number]
        if status == highspy.HighsModelStatus.kInfeasible and self.values is None:
            self.infeasible = True
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self._keep(numpy.rint(numpy.array(solver.getSolution().col_value)), level)
        found = info.mip_dual_bound
        self.bounds.append(level.units(_round_up(found)) if math.isfinite(found) else None)

    def _tell_all(self) -> None:
        if self.values is not None:
            for number, level in enumerate(self.levels):
                bound = self.bounds[number] if number < len(self.bounds) else None
                value = level.value(self.values) if len(level.indices) else level.constant
                self.reporter.tell(Event(self.elapsed(), number, value, bound))


def _round_up(bound: float) -> int:
    """A bound on a whole number, safe against the last bits of a float."""
    return math.ceil(bound - _TOLERANCE * max(1.0, abs(bound)))


def solve(folder: Path, seed: int, workers: int, seconds: float, offset: float) -> None:
    """Solve the model in a folder and report there."""
    data = dict(numpy.load(folder / MODEL))
    levels = [_level(data, number) for number in range(int(data["levels"]))]
    with Reporter(folder) as reporter:
        attempt = Attempt(data, levels, seed, workers, seconds, offset, reporter)
        for number in range(len(levels)):
            if not attempt.infeasible:
                attempt.minimise(number)
        attempt.copy()
        reporter.end(
            {
                "seconds": attempt.elapsed(),
                "cpu": cpu_of_this_process(),
                "memory": peak_of_this_process(),
                "bounds": attempt.bounds,
                "infeasible": attempt.infeasible,
            }
        )


def _level(data: Any, number: int) -> Level:
    scale, constant = (int(each) for each in data[f"level-units-{number}"])
    return Level(data[f"level-indices-{number}"], data[f"level-weights-{number}"], scale, constant)


def main() -> None:
    """Solve as the command line says."""
    folder, seed, workers, seconds, offset = sys.argv[1:]
    solve(Path(folder), int(seed), int(workers), float(seconds), float(offset))


if __name__ == "__main__":
    main()
