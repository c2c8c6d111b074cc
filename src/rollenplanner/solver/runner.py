"""Runs CP-SAT once: collects solutions and bounds, and can be stopped at any moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Settings
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.parameters import small_solver, whole_model_solver

#: How often the stop flag is looked at, in seconds.
POLL = 0.05
#: Units of deterministic time that nobody needs to stop.
AT_ONCE = 0.2


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run of CP-SAT came to.

    Attributes:
        values: Of all variables in the last solution, or None.
        bound: Least value of the objective as a whole number; None without objective or proof.
        effort: Units of deterministic time spent.
    """

    status: cp_model.CpSolverStatus
    values: list[int] | None
    bound: int | None
    effort: float


@dataclass(slots=True)
class Listener:
    """What to do with news while CP-SAT runs; called in a thread of the solver.

    Attributes:
        solution: Takes the values of all variables; returns whether the search may end.
        bound: Takes a better bound on the objective.
        done: Asked now and then: whether the search may end.
    """

    solution: Callable[[list[int]], bool]
    bound: Callable[[int], None]
    done: Callable[[], bool]


class _Solutions(cp_model.CpSolverSolutionCallback):
    def __init__(self, listener: Listener) -> None:
        super().__init__()
        self._listener = listener

    def on_solution_callback(self) -> None:
        values = [int(value) for value in self.response_proto.solution]
        if self._listener.solution(values):
            self.stop_search()


def run(
    model: cp_model.CpModel, solver: cp_model.CpSolver, listener: Listener, stop: StopFlag
) -> Answer:
    """Solve, and return what was found.

    CP-SAT works in a thread of its own while this one polls the stop flag: a stop that arrives
    before the search begins would be lost, and Python handles no signal while it waits for C++.
    """
    callback = _Solutions(listener)
    solver.best_bound_callback = lambda bound: listener.bound(_round_up(bound))
    statuses: list[cp_model.CpSolverStatus] = []
    failures: list[BaseException] = []
    done = threading.Event()

    def work() -> None:
        try:
            statuses.append(solver.solve(model, callback))
        except BaseException as failure:
            failures.append(failure)
        finally:
            done.set()

    worker = threading.Thread(target=work, name="cp-sat", daemon=True)
    worker.start()
    while not done.wait(POLL):
        if stop.is_set() or listener.done():
            solver.stop_search()
    worker.join()
    if failures:
        raise failures[0]
    return _answer(solver, statuses[0], has_objective=model.has_objective())


def run_for_bound(
    model: cp_model.CpModel,
    settings: Settings,
    budget: float,
    clock: Clock,
    record: Callable[[int], None],
    stop: StopFlag,
) -> Answer:
    """Solve with one worker for what its objective is at least; plans on the way go nowhere.

    Args:
        model: With an objective.
        settings: Of the run.
        budget: Time on the clock; never more than is left.
        clock: Counts the work.
        record: Takes every better bound on the objective.
        stop: Ends it early.
    """
    solver = whole_model_solver(settings, 1, max(0.01, min(budget, clock.remaining())))
    answer = run(model, solver, Listener(lambda _: False, record, lambda: False), stop)
    clock.add_effort(answer.effort)
    if answer.bound is not None:
        record(answer.bound)
    return answer


def solved_at_once(model: cp_model.CpModel) -> list[int] | None:
    """Values of all variables in an optimum that takes some milliseconds; None if it takes more.

    Nothing can stop it on the way, and it needs no thread, which on a busy machine waits longer for
    its turn than such a model takes.
    """
    solver = small_solver(presolve=False)
    solver.parameters.max_deterministic_time = AT_ONCE
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return [int(value) for value in solver.response_proto.solution]


def _answer(
    solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, *, has_objective: bool
) -> Answer:
    response = solver.response_proto
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = [int(value) for value in response.solution] if found else None
    # Only an optimum is a bound here: cut off early, the response carries 0 for "none yet". Bounds
    # on the way come through the callback.
    proven = has_objective and status == cp_model.OPTIMAL
    bound = round(response.objective_value) if proven else None
    return Answer(status, values, bound, response.deterministic_time)


def _round_up(bound: float) -> int:
    """A bound on a whole number: up to the next one, safe against the last bits of a float."""
    return -int(-(bound - 1e-6) // 1)
