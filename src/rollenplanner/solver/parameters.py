"""CP-SAT settings, in one place; every number here was measured (benchmarks/README.md)."""

from __future__ import annotations

from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Settings


def whole_model_solver(settings: Settings, workers: int, budget: float) -> cp_model.CpSolver:
    """A solver for the whole model: proves bounds, and finds plans where the polishing is stuck.

    One worker repeats itself exactly; several do so only interleaved, never more than two of them
    (OR-Tools 9.15 corrupts its heap with more: or-tools 5048), so deterministic runs use one.

    Args:
        settings: Of the run.
        workers: Threads for it.
        budget: Seconds, or units of deterministic time in deterministic runs.
    """
    solver = _solver(settings.seed)
    parameters = solver.parameters
    parameters.num_workers = 1 if settings.deterministic else workers
    parameters.linearization_level = 2
    if settings.deterministic:
        parameters.max_deterministic_time = budget
    else:
        parameters.max_time_in_seconds = budget
    return solver


#: Ways to begin, each for one worker, the best first: without linear relaxation, and by the costs
#: that branching turned out to have.
STARTS = ("plain", "costs")


def start_solver(settings: Settings, way: str, budget: float) -> cp_model.CpSolver:
    """A solver that begins: plans of a small model over several periods, good at its first level.

    On Ommen over six half-years (two candidates per role beside the present, 9,400 variables) the
    plain way comes from 59.7 to 2.6 critical fte in 1 s, the other one to 0 in 5 s; with linear
    relaxation and CP-SAT's own branching one worker finds nothing in 10 s.

    Args:
        settings: Of the run.
        way: One of `STARTS`.
        budget: Seconds, or units of deterministic time in deterministic runs.
    """
    solver = whole_model_solver(settings, 1, budget)
    if way == "costs":
        solver.parameters.linearization_level = 1
        solver.parameters.search_branching = cp_model.PSEUDO_COST_SEARCH
    else:
        solver.parameters.linearization_level = 0
    return solver


def neighbourhood_solver(
    seed: int, effort: float, seconds: float | None, *, linear: bool = False
) -> cp_model.CpSolver:
    """A solver for a sub-model of a few people.

    Args:
        seed: For CP-SAT.
        effort: Units of deterministic time.
        seconds: What is left of the time; None in deterministic runs.
        linear: Put all that can be linear into the relaxation, without cuts: of 18 sub-models of
            14 people 16 were solved in 0.30 s on average, with cuts 13 in 0.41 s.
    """
    solver = _solver(seed)
    parameters = solver.parameters
    parameters.num_workers = 1
    if linear:
        parameters.linearization_level = 2
        parameters.cut_level = 0
    # A short presolve: over six half-years of Ommen 14.5 uncovered after 30 s of work instead of
    # 21.9 (two seeds), wishes of five variants 61.8 instead of 59.8 after 15 s.
    parameters.cp_model_probing_level = 0
    parameters.max_presolve_iterations = 1
    parameters.max_deterministic_time = effort
    if seconds is not None:
        parameters.max_time_in_seconds = max(0.01, seconds)
    return solver


def small_solver(*, presolve: bool = True) -> cp_model.CpSolver:
    """A solver for a model of a few dozen variables, run to its proven optimum.

    On the absences of pairs in a plan of Ommen a run takes 5.8 ms of processor time with presolve,
    1.8 ms without, and up to 800 ms without linear relaxation.
    """
    solver = _solver(1)
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_presolve = presolve
    return solver


def _solver(seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = seed
    solver.parameters.catch_sigint_signal = False  # the front end decides what Ctrl-C means
    # With symmetry detection 9.15 throws IndexError ("absl::btree_map::at") on small valid models
    # of people who are all alike: tests/solver, test_people_who_are_all_alike.
    solver.parameters.symmetry_level = 0
    return solver


#: Up to so many variables one worker answers sooner than two.
_SMALL = 5_000


def feasibility_solver(settings: Settings, variables: int) -> cp_model.CpSolver:
    """A solver for the question whether there is any plan.

    With a linear relaxation one worker proves `ommen-onmogelijk` infeasible in 0.2 s; without it
    no proof comes within 20 s.
    """
    solver = whole_model_solver(
        settings, 1 if variables <= _SMALL else settings.workers, settings.time_limit
    )
    solver.parameters.linearization_level = 1
    return solver
