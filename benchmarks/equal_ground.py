"""How far a level can go from a given plan, with nothing above it made worse.

    python -m benchmarks.equal_ground scenarios/ommen-roulatie.yaml --first 120 --time-limit 60
    python -m benchmarks.equal_ground scenarios/ommen-roulatie.yaml --plan build/plan.yaml
    python -m benchmarks.equal_ground SCENARIO --plan PLAN --levels 8 --goal 3=15 4=90

Plans that differ at an upper level say little about who is better at a lower one: work that is left
undone makes the rest easy. So this takes one plan, of the same model in one piece unless `--plan`
names a file, and gives the search every fine level by itself: terms of the levels above are limited
to what that plan has of them (each term, which is stricter than their sum), and the plan is its
start. Printed per level: what the plan has, what the search reaches, and what is proven. With
`--goal` some levels above may become worse, up to a value: what a level below would win by it.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from benchmarks.standing import in_one_piece, level_alone, terms_of
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import ObjectiveLevel, Term, decimal_of, units_of
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario


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


def line(found: Alone) -> str:
    """One level as a line of the table."""
    terms = terms_of(found.level.items())
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
            plan = pool.apply(in_one_piece, (path, limits)).plan
        else:
            plan = read_plan(chosen.plan, scenario).assignment
        print(f"{'level':<60} {'plan':>10} {'reached':>10} {'bound':>10} {'left':>8}", flush=True)
        settings = replace(limits, time_limit=chosen.time_limit)
        numbers = [int(each) - 1 for each in chosen.levels] or _fine(scenario)
        begun = level_values(scenario, measure(scenario, plan))
        goals = [chosen.goal.get(n + 1, value) for n, value in enumerate(begun)]
        for number in numbers:
            found = pool.apply(level_alone, (path, number, plan, settings, goals))
            level = dict(scenario.objective[number])
            alone = Alone(level, begun[number], found.values[number], found.bounds[number])
            print(line(alone), flush=True)


def _fine(scenario: Scenario) -> list[int]:
    """The levels that are a matter of degree, from 0."""
    fine = {Term.IMBALANCE, Term.WISHES, Term.CHANGES}
    return [n for n, level in enumerate(scenario.objective) if fine & level.keys()]


def _goals(words: Sequence[str]) -> dict[int, int]:
    """Level, from 1 -> units, of words such as 3=15."""
    pairs = (word.split("=") for word in words)
    return {int(level): units_of(Decimal(value)) for level, value in pairs}


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
    parser.add_argument(
        "--goal", nargs="*", default=[], metavar="LEVEL=VALUE", help="what a level may come to"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    chosen.goal = _goals(chosen.goal)
    run(chosen.scenario, chosen)


if __name__ == "__main__":
    main()
