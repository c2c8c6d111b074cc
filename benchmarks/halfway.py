"""A plan that halves the distance which the model in one piece has, on every level at once.

    python -m benchmarks.halfway scenarios/ommen-roulatie.yaml --time-limit 180
    python -m benchmarks.halfway scenarios/ommen-roulatie.yaml --keep 2 --time-limit 180

The search puts an upper level before a lower one whatever that costs the lower, so a plan of the
model in one piece that leaves work undone may have more wishes than the search's own. This asks how
far the search comes when it need not put work first: the *goal* of a level lies a share of the
distance from the bound to the value of one piece, both as one piece has them. Beginning with the
plan of a usual run in the same time, the levels that miss their goal are minimised by themselves,
upper ones first, with every level above them limited to its goal. Printed per level: one piece, its
bound, the goal, the usual run, and the plan that came of it, which the checker has accepted.
With `--keep 2` the first two levels stay as good as in the usual run.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.standing import Standing, as_usual, in_one_piece, level_alone, terms_of
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import ObjectiveLevel, decimal_of
from rollenplanner.files.scenario_files import read_scenario


def goal_of(value: int, bound: int | None, share: float) -> int:
    """Where a level is to come, in units: a share of the distance above the bound.

    A value without a bound has to be kept.
    """
    return value if bound is None else bound + int((value - bound) * share)


def goals_of(one: Standing, usual: Standing, share: float, keep: int) -> list[int]:
    """The goals of all levels, in units.

    Args:
        one: The plan of one piece.
        usual: The plan of the search.
        share: Of the distance of one piece.
        keep: How many levels, from the first, stay at what the search has where that is better.
    """
    pairs = zip(one.values, one.bounds, strict=True)
    goals = [goal_of(value, bound, share) for value, bound in pairs]
    return [*map(min, goals[:keep], usual.values), *goals[keep:]]


def line(level: ObjectiveLevel, figures: Sequence[int | None], reached: bool) -> str:
    """One level as a line of the table."""
    told = ("–" if each is None else str(decimal_of(each)) for each in figures)
    columns = " ".join(f"{each:>10}" for each in told)
    return f"{terms_of(level.items()):<60} {columns} {'yes' if reached else 'no':>8}"


def table(
    scenario: Scenario, one: Standing, goals: Sequence[int], plans: Sequence[Standing]
) -> str:
    """One line per level: one piece, its bound, the goal, and plans of which the last is judged."""
    heads = ("one piece", "bound", "goal", "usual", "this plan")
    lines = [f"{'level':<60} {' '.join(f'{head:>10}' for head in heads)} {'reached':>8}"]
    for number, level in enumerate(scenario.objective):
        found = [plan.values[number] for plan in plans]
        figures = (one.values[number], one.bounds[number], goals[number], *found)
        lines.append(line(level, figures, found[-1] <= goals[number]))
    return "\n".join(lines)


def run(path: Path, chosen: argparse.Namespace) -> None:
    """Make the two plans, go towards the goals, and print the table."""
    scenario = read_scenario(path).scenario
    first = Settings(chosen.seed, chosen.workers, chosen.first)
    each = replace(first, time_limit=chosen.time_limit)
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        one = pool.apply(in_one_piece, (path, first))
        usual = pool.apply(as_usual, (path, first))
        goals = goals_of(one, usual, chosen.share, chosen.keep)
        found = usual
        for _ in range(chosen.rounds):
            for number, goal in enumerate(goals):
                if found.values[number] > goal:
                    found = pool.apply(level_alone, (path, number, found.plan, each, goals))
                    print(f"level {number + 1}: {decimal_of(found.values[number])}", flush=True)
    print(table(scenario, one, goals, (usual, found)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenario", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the distance of one piece")
    parser.add_argument(
        "--keep", type=int, default=0, help="so many levels stay as good as in the usual run"
    )
    parser.add_argument("--first", type=float, default=120.0, help="seconds for the two plans")
    parser.add_argument("--time-limit", type=float, default=120.0, help="seconds for each level")
    parser.add_argument("--rounds", type=int, default=2, help="over the levels that miss the goal")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    run(chosen.scenario, chosen)


if __name__ == "__main__":
    main()
