"""Measures the solve of Ommen, beside the same rules given to CP-SAT in one piece.

    python -m benchmarks.solve_ommen scenarios/ommen-4.0.yaml --time-limit 60

Several scenarios may be named, for instance those that `benchmarks.ommen_variants` draws. Every
solve has a process of its own, one after the other; its plan goes through the checker. Printed per
level: value, bound, gap, seconds, when it was proven optimal; then CPU time, peak memory, size
of the model. CPU time well below seconds x workers means that others used the machine too.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.one_piece import solve_in_one_piece
from benchmarks.standing import terms_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import gap_of, level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import decimal_of
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.solver import LevelOutcome, ModelSize, Progress, solve

WAYS = ("planner", "one piece")


@dataclass(frozen=True, slots=True)
class Measured:
    """One solve.

    Attributes:
        proven: Number of a level from 1 -> seconds after which it was proven optimal.
        cpu: Seconds of processor time.
        memory: Bytes at the highest point.
        judged: What the checker says.
    """

    levels: tuple[LevelOutcome, ...]
    proven: dict[int, float]
    seconds: float
    cpu: float
    memory: int
    size: ModelSize
    judged: str


def measure_solve(path: Path, way: str, settings: Settings) -> Measured:
    """Solve a scenario in one of the ways; to be called in a process of its own."""
    scenario = read_scenario(path).scenario
    begin = time.monotonic()
    proven: dict[int, float] = {}

    def listen(progress: Progress) -> None:
        if progress.value is not None and progress.value == progress.bound:
            proven.setdefault(progress.level, progress.seconds)

    if way == "one piece":
        outcome = solve_in_one_piece(scenario, settings)
    else:
        outcome = solve(scenario, settings, on_progress=listen)
    levels = outcome.levels
    seconds = time.monotonic() - begin
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(used.ru_utime + used.ru_stime for used in both)
    memory = outcome.peak_memory or both[0].ru_maxrss * 1024
    judged = _judge(scenario, outcome.assignment, levels)
    return Measured(levels, proven, seconds, cpu, memory, outcome.size, judged)


def _judge(
    scenario: Scenario, assignment: Assignment | None, levels: Sequence[LevelOutcome]
) -> str:
    if assignment is None:
        return "no plan"
    if any(check_all(scenario, assignment)):
        return "breaks a rule"
    values = level_values(scenario, measure(scenario, assignment))
    return "agrees" if values == tuple(level.value for level in levels) else "other figures"


def _show(name: str, way: str, found: Measured) -> None:
    print(f"\n{name}, {way}: {found.seconds:.1f} s, {found.cpu:.1f} s of CPU,", end=" ")
    print(f"{found.memory / 1e6:.0f} MB, {found.size.variables} variables,", end=" ")
    print(f"{found.size.constraints} constraints; checker: {found.judged}")
    print(f"{'level':60} {'value':>10} {'bound':>10} {'gap':>7} {'s':>6} {'proven at':>9}")
    for number, level in enumerate(found.levels, 1):
        names = terms_of(level.terms)
        gap = _gap(level)
        at = f"{found.proven[number]:.1f}" if number in found.proven else ""
        bound = "-" if level.bound is None else str(decimal_of(level.bound))
        print(
            f"{names:60} {decimal_of(level.value):>10} {bound:>10} {gap:7.1%} "
            f"{level.seconds or 0:6.1f} {at:>9}"
        )


def _gap(level: LevelOutcome) -> float:
    if level.bound is None:
        return 1.0
    return float(gap_of(dict(level.terms), level.value, level.bound))


def main() -> None:
    """Measure every named scenario in every way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("scenario", nargs="*", type=Path, default=[_ORIGINAL])
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=WAYS)
    chosen = parser.parse_args()
    settings = Settings(chosen.seed, chosen.workers, chosen.time_limit)
    context = multiprocessing.get_context("spawn")
    for path in chosen.scenario or [_ORIGINAL]:
        for way in WAYS:
            if chosen.only in (None, way):
                # A fresh process each, so that peak memory is that of one solve.
                with context.Pool(1) as pool:
                    found = pool.apply(measure_solve, (path, way, settings))
                _show(path.name, way, found)


_ORIGINAL = Path(__file__).resolve().parent.parent / "scenarios" / "ommen-4.0.yaml"
_Plain = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    main()
