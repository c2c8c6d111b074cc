"""Runs a first-order method on the relaxation, for prices.

Simplex takes more than ten minutes for six half-years of Ommen (69,000 variables, 117,000 rows);
PDLP (Applegate et al., Practical Large-Scale Linear Programming using Primal-Dual Hybrid Gradient,
2021) takes some seconds per level, and can be stopped at any moment with prices that prove
something.
"""

from __future__ import annotations

import datetime
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.pdlp import solvers_pb2
from ortools.util.python.solve_interrupter import SolveInterrupter

from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.model import build_model
from rollenplanner.solver.relaxed.prices import Floats, Prices, exact_prices
from rollenplanner.solver.relaxed.program import Program, Units
from rollenplanner.solver.rows import INFINITE

#: Closer than this part to its best price is close enough.
CLOSE = 1e-5
#: Units of deterministic time per entry and step: what CP-SAT does in the time that one takes.
EFFORT_PER_ENTRY = 4e-9
#: Seconds per entry for stating the program and for reading its prices.
SECONDS_PER_ENTRY = 4e-6
#: How often anyone is asked whether to go on, in seconds.
POLL = 0.05
#: Nobody looks at the mixture of plans, and reading it takes its time.
_ONLY_PRICES = {
    "variable_values_filter": mathopt.VariableFilter(filtered_items=[]),
    "reduced_costs_filter": mathopt.VariableFilter(filtered_items=[]),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What to prove.

    Attributes:
        level: From 0.
        ceilings: Of the levels above it, in units.
        budget: Seconds, or units of deterministic time.
        by_effort: Whether it is these.
    """

    level: int
    ceilings: tuple[int, ...]
    budget: float
    by_effort: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a run came to.

    Attributes:
        prices: None if it was stopped too early to have any.
        done: Whether more time would bring no more.
        effort: Units of deterministic time spent.
        memory: Bytes that another process has used for it at most, so far.
    """

    prices: Prices | None
    done: bool
    effort: float
    memory: int = 0


@dataclass(slots=True)
class Relaxation:
    """The relaxation of a scenario, solved in this process."""

    program: Program

    @classmethod
    def of(cls, scenario: Scenario) -> Relaxation:
        """Model the whole; takes as long as its size."""
        return cls(Program.of(build_model(scenario)))

    @property
    def units(self) -> tuple[Units, ...]:
        """Per level, how it is counted."""
        return self.program.units

    def prepare(self, going: Callable[[], bool]) -> bool:
        """The whole is modelled already."""
        return going()

    def solve(self, question: Question, going: Callable[[], bool]) -> Found:
        """Prices for one level.

        Args:
            question: What to prove.
            going: Asked now and then: whether to go on.
        """
        level = question.level
        model = mathopt.Model.from_model_proto(self._stated(level, question.ceilings))
        result = _run(model, self._parameters(question), going)
        effort = result.solve_stats.first_order_iterations * self._effort_per_step
        done = result.termination.reason == mathopt.TerminationReason.OPTIMAL
        duals = _duals_of(model, result)
        if duals is None:
            return Found(None, done, effort)
        height = self.program.height
        held = np.zeros(level)
        held[self._held(level)] = duals[height:]
        return Found(exact_prices(self.program, level, duals[:height], held), done, effort)

    @property
    def _effort_per_step(self) -> float:
        return EFFORT_PER_ENTRY * max(1, len(self.program.row))

    def _parameters(self, question: Question) -> mathopt.SolveParameters:
        pdlp = solvers_pb2.PrimalDualHybridGradientParams()
        pdlp.termination_criteria.simple_optimality_criteria.eps_optimal_relative = CLOSE
        if question.by_effort:
            steps = max(1, math.floor(question.budget / self._effort_per_step))
            return mathopt.SolveParameters(iteration_limit=steps, threads=1, pdlp=pdlp)
        seconds = question.budget - SECONDS_PER_ENTRY * len(self.program.row)
        limit = datetime.timedelta(seconds=max(0.0, seconds))
        return mathopt.SolveParameters(time_limit=limit, threads=1, pdlp=pdlp)

    def _held(self, level: int) -> list[int]:
        """Numbers of the levels above whose ceilings are rows."""
        return [n for n in range(level) if not self.program.targets[n].constant]

    def _stated(self, level: int, ceilings: Sequence[int]) -> model_pb2.ModelProto:
        """The whole program for one level: variables, rows, ceilings, costs."""
        program, held = self.program, self._held(level)
        stated = model_pb2.ModelProto()
        variables = stated.variables
        variables.ids.extend(range(program.size))
        variables.lower_bounds.extend(program.low.astype(float))
        variables.upper_bounds.extend(program.high.astype(float))
        variables.integers.extend([False] * program.size)
        targets = [program.targets[number] for number in held]
        tops = [t.units.reduced(ceilings[n]) for n, t in zip(held, targets, strict=True)]
        rows = stated.linear_constraints
        rows.ids.extend(range(program.height + len(held)))
        rows.lower_bounds.extend(_float_ends(program.least))
        rows.lower_bounds.extend([-math.inf] * len(held))
        rows.upper_bounds.extend(_float_ends(program.most))
        rows.upper_bounds.extend(map(float, tops))
        entries = stated.linear_constraint_matrix
        entries.row_ids.extend(program.row)
        entries.column_ids.extend(program.column)
        entries.coefficients.extend(program.coefficient.astype(float))
        for place, target in enumerate(targets, program.height):
            order = np.argsort(target.form.indices)
            entries.row_ids.extend([place] * len(order))
            entries.column_ids.extend(target.form.indices[order])
            entries.coefficients.extend(target.form.coefficients[order].astype(float))
        costs = program.costs(level)
        paid = np.flatnonzero(costs)
        stated.objective.linear_coefficients.ids.extend(paid)
        stated.objective.linear_coefficients.values.extend(costs[paid].astype(float))
        return stated


def _float_ends(ends: np.ndarray) -> Floats:
    """Bounds of rows as floats, with infinities for what stands for them."""
    found = ends.astype(np.float64)
    found[ends >= INFINITE] = math.inf
    found[ends <= -INFINITE] = -math.inf
    return found


def _run(
    model: mathopt.Model, parameters: mathopt.SolveParameters, going: Callable[[], bool]
) -> mathopt.SolveResult:
    """Solve in this thread, while another one watches whether to go on."""
    interrupter, over = SolveInterrupter(), threading.Event()

    def watch() -> None:
        while not over.wait(POLL):
            if not going():
                interrupter.interrupt()
                return

    watching = threading.Thread(target=watch, name="relaxation", daemon=True)
    watching.start()
    try:
        return mathopt.solve(
            model,
            mathopt.SolverType.PDLP,
            params=parameters,
            model_params=mathopt.ModelSolveParameters(**_ONLY_PRICES),
            interrupter=interrupter,
        )
    finally:
        over.set()
        watching.join()


def _duals_of(model: mathopt.Model, result: mathopt.SolveResult) -> Floats | None:
    """The prices of all rows; None if there are none, or if they ran away."""
    for solution in result.solutions:
        if solution.dual_solution is not None:
            values = solution.dual_solution.dual_values
            found = np.array([values[row] for row in model.linear_constraints()])
            if np.isfinite(found).all():
                return found
    return None
