"""What the solver is asked and what it answers: options, progress, stop flag, outcome.

Values and bounds are whole numbers in the units of `domain.terms` (`terms.UNIT` make one).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.stopping import StopFlag as StopFlag
from rollenplanner.domain.terms import Term

#: Seed, workers, time limit and determinism, as a plan file records them.
SolveOptions = Settings


class Status(enum.StrEnum):
    """How a solve ended.

    OPTIMAL: every level is proven optimal. FEASIBLE: there is a plan, some level is still open.
    INFEASIBLE: proven that no plan obeys the hard rules. UNKNOWN: nothing found in the time given.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class LevelState(enum.StrEnum):
    """Whether a level's value equals its proven bound."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True)
class LevelOutcome:
    """How good the plan is at one level of the objective.

    Attributes:
        terms: What the level counts, with weights.
        value: Weighted sum of the terms for the plan, in units.
        bound: No plan that obeys the hard rules, with each higher level at most its value here,
            is below it; in units. None if unknown.
        seconds: Spent on the level; None in deterministic runs.
    """

    terms: tuple[tuple[Term, int], ...]
    value: int
    bound: int | None
    state: LevelState
    seconds: float | None


@dataclass(frozen=True, slots=True)
class ModelSize:
    """How large the model is before presolve."""

    variables: int
    constraints: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a solve came to.

    Attributes:
        assignment: The best plan found, or None.
        levels: One per level of the objective; empty without an assignment.
        stopped: Whether the caller's stop flag ended the search.
        peak_memory: Highest resident memory of this process, and of those that it had started, in
            bytes; None in deterministic runs and where the system does not tell.
        forced: What was proven about the distance to the plan to start from; None if nothing was.
    """

    status: Status
    assignment: Assignment | None
    levels: tuple[LevelOutcome, ...]
    stopped: bool
    size: ModelSize
    peak_memory: int | None = None
    forced: Forced | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """One step forward: a better plan or a better bound at a level.

    Attributes:
        level: Number of the level, from 1.
        levels: How many levels there are.
        value, bound: In units; None if unknown.
        seconds: Since the solve began; in deterministic runs units of deterministic time.
    """

    level: int
    levels: int
    terms: tuple[Term, ...]
    value: int | None
    bound: int | None
    seconds: float
