"""Whether a scenario has any plan at all: one question to CP-SAT, without objective."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from rollenplanner.domain.clashes.goals import Goal
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.candidates import Pair, count_cells, likely_pairs
from rollenplanner.solver.goals import require
from rollenplanner.solver.model import build_model
from rollenplanner.solver.outcome import Status, StopFlag
from rollenplanner.solver.parameters import feasibility_solver
from rollenplanner.solver.runner import Listener, run
from rollenplanner.solver.search import MOST_CELLS
from rollenplanner.solver.solution import from_assignment, to_assignment

#: Candidates per role in the model that looks for any plan before everybody is considered.
_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: a plan (FEASIBLE), a proof that there is none (INFEASIBLE), or UNKNOWN."""

    status: Status
    assignment: Assignment | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """What is known about where a plan may be.

    Attributes:
        plan: One that is near, if it does not reach all goals.
        roles, people: Whom goals are about: everybody who could carry these roles is considered,
            and every role for these people.
    """

    plan: Assignment | None = None
    roles: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


def find_plan(
    scenario: Scenario,
    settings: Settings,
    goals: Sequence[Goal] = (),
    stop: StopFlag | None = None,
    near: Near | None = None,
) -> Found:
    """Look for any plan that obeys every rule and reaches the goals.

    Args:
        scenario: Over one or several periods; its objective plays no part.
        settings: Seed, workers and seconds.
        goals: What the plan reaches besides.
        stop: Ends the search early.
        near: Where a plan may be, if anything is known about that.
    """
    bare = replace(scenario, objective=())
    stop, near = stop or StopFlag(), near or Near()
    if count_cells(bare) > MOST_CELLS:
        began = time.monotonic()
        found = _ask(bare, settings, goals, stop, near, _likely(bare, near))
        left = settings.time_limit - (time.monotonic() - began)
        if found.status is Status.FEASIBLE or stop.is_set() or left <= 0:
            return found
        settings = replace(settings, time_limit=left)
    return _ask(bare, settings, goals, stop, near, None)


def _likely(scenario: Scenario, near: Near) -> frozenset[Pair]:
    """A few candidates per role, those of the plan, and everybody for what is asked about."""
    asked = {(role, who) for role in near.roles for who in scenario.staff}
    asked |= {(role, who) for role in scenario.roles for who in near.people}
    return likely_pairs(scenario, _CANDIDATES, near.plan) | asked


def _ask(
    scenario: Scenario,
    settings: Settings,
    goals: Sequence[Goal],
    stop: StopFlag,
    near: Near,
    pairs: frozenset[Pair] | None,
) -> Found:
    model = build_model(scenario, only=pairs)
    for goal in goals:
        require(model.variables, goal)
    solver = feasibility_solver(settings, model.size.variables)
    listener = Listener(lambda _: True, lambda _: None, lambda: False)
    hint = None if near.plan is None else from_assignment(model, near.plan)
    answer = run(model.asking(None, hint=hint), solver, listener, stop)
    if answer.values is not None:
        return Found(Status.FEASIBLE, to_assignment(model.variables, answer.values))
    if answer.status == cp_model.INFEASIBLE and pairs is None:
        return Found(Status.INFEASIBLE)
    return Found(Status.UNKNOWN)
