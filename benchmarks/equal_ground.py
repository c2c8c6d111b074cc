"""How far a level can go from a given plan, with nothing above it made worse.

    python -m benchmarks.equal_ground scenarios/ommen-roulatie.yaml --first 120 --time-limit 60
    python -m benchmarks.equal_ground scenarios/ommen-roulatie.yaml --plan build/plan.yaml

Plans that differ at an upper level say little about who is better at a lower one: work that is left
undone makes the rest easy. So this takes one plan, of the same model in one piece unless `--plan`
names a file, and gives the search every fine level by itself: terms of the levels above are limited
to what that plan has of them (each term, which is stricter than their sum), and the plan is its
start. Printed per level: what the plan has, what the search reaches, and what is proven.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.one_piece import solve_in_one_piece
from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import ObjectiveLevel, Term, decimal_of
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.solver import solve


@dataclass(frozen=True, slots=True)
class Alone:
    """One level by itself; values in units.

    Attributes:
        begun: What the plan has that all began with.
        value: What the search reaches with the levels above no worse.
        bound: What it proves; None if nothing.
    """

    level: ObjectiveLevel
    begun: int
    value: int
    bound: int | None


def held_above(scenario: Scenario, number: int, plan: Assignment) -> Scenario:
    """A scenario that asks for one level only, with the terms above limited to those of a plan.

    Args:
        scenario: With all its levels.
        number: The level, from 0.
        plan: A plan that obeys every rule.
    """
    values = measure(scenario, plan)
    above = {term: values[term] for level in scenario.objective[:number] for term in level}
    limits = {**scenario.limits, **above}
    return replace(scenario, limits=limits, objective=(scenario.objective[number],))


def level_alone(path: Path, number: int, plan: Assignment, settings: Settings) -> Alone:
    """Minimise one level from a plan; to be called in a process of its own.

    Args:
        path: Scenario file.
        number: The level, from 0.
        plan: A plan that obeys every rule.
        settings: Seed, workers, time limit.

    Raises:
        RuntimeError: The plan found breaks a rule, or makes a level above worse.
    """
    scenario = read_scenario(path).scenario
    begun = level_values(scenario, measure(scenario, plan))
    alone = held_above(scenario, number, plan)
    outcome = solve(alone, settings, start=plan)
    found = plan if outcome.assignment is None else outcome.assignment
    reached = level_values(scenario, measure(scenario, found))
    if any(check_all(alone, found)):
        message = f"level {number + 1}: the plan breaks a rule"
        raise RuntimeError(message)
    bound = outcome.levels[0].bound if outcome.levels else None
    return Alone(dict(scenario.objective[number]), begun[number], reached[number], bound)


def plan_in_one_piece(path: Path, settings: Settings) -> Assignment:
    """The plan of the same model in one piece; to be called in a process of its own.

    Raises:
        RuntimeError: There is none in the time.
    """
    outcome = solve_in_one_piece(read_scenario(path).scenario, settings)
    if outcome.assignment is None:
        message = "no plan in the time for it: give more with --first"
        raise RuntimeError(message)
    return outcome.assignment


def line(found: Alone) -> str:
    """One level as a line of the table."""
    terms = " + ".join(f"{weight} {term}" for term, weight in found.level.items())
    begun, value = decimal_of(found.begun), decimal_of(found.value)
    if found.bound is None:
        return f"{terms:<60} {begun:>10} {value:>10} {'–':>10}"
    left, whole = found.value - found.bound, found.begun - found.bound
    part = f"{left / whole:>8.0%}" if whole else f"{'–':>8}"
    return f"{terms:<60} {begun:>10} {value:>10} {decimal_of(found.bound):>10} {part}"


def run(path: Path, chosen: argparse.Namespace) -> None:
    """Take or make the plan, and print one line per level."""
    scenario = read_scenario(path).scenario
    limits = Settings(chosen.seed, chosen.workers, chosen.first)
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        if chosen.plan is None:
            plan = pool.apply(plan_in_one_piece, (path, limits))
        else:
            plan = read_plan(chosen.plan, scenario).assignment
        print(f"{'level':<60} {'plan':>10} {'reached':>10} {'bound':>10} {'left':>8}", flush=True)
        settings = replace(limits, time_limit=chosen.time_limit)
        numbers = [int(each) - 1 for each in chosen.levels] or _fine(scenario)
        for number in numbers:
            print(line(pool.apply(level_alone, (path, number, plan, settings))), flush=True)


def _fine(scenario: Scenario) -> list[int]:
    """The levels that are a matter of degree, from 0."""
    fine = {Term.IMBALANCE, Term.WISHES, Term.CHANGES}
    return [n for n, level in enumerate(scenario.objective) if fine & level.keys()]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--plan", type=Path, help="plan file to begin with; one piece makes one")
    parser.add_argument("--first", type=float, default=120.0, help="seconds for that plan")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for each level")
    parser.add_argument(
        "--levels",
        nargs="*",
        default=[],
        help="from 1; those of imbalance, wishes and changes",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    run(chosen.scenario, chosen)


if __name__ == "__main__":
    main()
