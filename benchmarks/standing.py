"""Plans and how good they are, and one level of the objective by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.one_piece import solve_in_one_piece
from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import ObjectiveLevel, Term
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.solver import Outcome, solve


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan that the checker accepts, and how good it is; per level of its scenario, in units.

    Attributes:
        values: As the checker's own measure has them.
        bounds: As proven by the run that made the plan; None where nothing was.
    """

    plan: Assignment
    values: tuple[int, ...]
    bounds: tuple[int | None, ...]


def terms_of(level: Iterable[tuple[Term, int]]) -> str:
    """The terms of a level, each with its weight, for a table."""
    return " + ".join(f"{weight} {term}" for term, weight in level)


def in_one_piece(path: Path, settings: Settings) -> Standing:
    """The plan of the model in one piece; to be called in a process of its own.

    Raises:
        RuntimeError: There is none in the time, or it breaks a rule.
    """
    scenario = read_scenario(path).scenario
    return _standing(scenario, solve_in_one_piece(scenario, settings))


def as_usual(path: Path, settings: Settings) -> Standing:
    """The plan of the search; to be called in a process of its own.

    Raises:
        RuntimeError: There is none in the time, or it breaks a rule.
    """
    scenario = read_scenario(path).scenario
    return _standing(scenario, solve(scenario, settings))


def level_alone(
    path: Path, number: int, plan: Assignment, settings: Settings, goals: Sequence[int] = ()
) -> Standing:
    """Minimise one level from a plan; to be called in a process of its own.

    Args:
        path: Scenario file.
        number: The level, from 0; the only one with a bound in what is returned.
        plan: A plan that obeys every rule.
        settings: Seed, workers, time limit.
        goals: Of the levels above; without it they stay at what the plan has. In units.

    Raises:
        RuntimeError: The plan found breaks a rule or a limit.
    """
    scenario = read_scenario(path).scenario
    alone = held_above(scenario, number, plan, goals)
    outcome = solve(alone, settings, start=plan)
    found = plan if outcome.assignment is None else outcome.assignment
    bounds: list[int | None] = [None] * len(scenario.objective)
    bounds[number] = outcome.levels[0].bound if outcome.levels else None
    return _judged(alone, found, bounds, scenario)


def held_above(
    scenario: Scenario, number: int, plan: Assignment, goals: Sequence[int] = ()
) -> Scenario:
    """A scenario that asks for one level only, with every term above limited.

    Args:
        scenario: With all its levels.
        number: The level, from 0.
        plan: A plan that obeys every rule, and the limits.
        goals: What the levels above may come to, in units. A term may be what it is in the plan,
            and more where the plan is below the goal: what is left is divided over the terms of
            a level as the plan divides what it has, or goes to the first if it has nothing.
    """
    values = measure(scenario, plan)
    limits = dict(scenario.limits)
    for place, level in enumerate(scenario.objective[:number]):
        goal = goals[place] if place < len(goals) else None
        for term, most in _at_most(level, values, goal):
            limits[term] = min(most, limits.get(term, most))
    return replace(scenario, limits=limits, objective=(scenario.objective[number],))


def _at_most(
    level: ObjectiveLevel, values: dict[Term, int], goal: int | None
) -> Iterator[tuple[Term, int]]:
    parts = {term: weight * values[term] for term, weight in level.items() if weight}
    whole = sum(parts.values())
    room = 0 if goal is None else max(0, goal - whole)
    for nth, (term, part) in enumerate(parts.items()):
        mine = room * part // whole if whole > 0 else room * (nth == 0)
        yield term, values[term] + mine // level[term]


def _standing(scenario: Scenario, outcome: Outcome) -> Standing:
    if outcome.assignment is None:
        message = "no plan in the time for it: give more with --first"
        raise RuntimeError(message)
    bounds = [each.bound for each in outcome.levels]
    return _judged(scenario, outcome.assignment, bounds, scenario)


def _judged(
    obeyed: Scenario, plan: Assignment, bounds: Sequence[int | None], scenario: Scenario
) -> Standing:
    if any(check_all(obeyed, plan)):
        message = "the plan breaks a rule"
        raise RuntimeError(message)
    return Standing(plan, tuple(level_values(scenario, measure(scenario, plan))), tuple(bounds))
