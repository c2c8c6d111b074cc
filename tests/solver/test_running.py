"""A solve under way: progress, stopping, time that runs out, repeats that are identical."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.solver import Outcome, Progress, Status, StopFlag, solve
from tests.solver.puzzles import uneven
from tests.solver.solving import assert_honest
from tests.support.build import person, pin, role, scenario

#: Far more than any of these tests should ever need: a stop that is ignored runs into it.
LONG = 3600.0
#: How long a test waits for a solve that was told to stop, before it calls it deaf.
PATIENCE = 60.0

#: The puzzle takes minutes to prove.
PUZZLE = uneven(8)


def solve_in_thread(settings: Settings, stop: StopFlag, when: threading.Event) -> Outcome:
    """Solve the puzzle aside; once it reports `when`, ask it to stop and wait for its answer."""
    answers: list[Outcome] = []

    def listen(progress: Progress) -> None:
        if progress.level == 2 and progress.value is not None:
            when.set()

    def work() -> None:
        answers.append(solve(PUZZLE, settings, stop=stop, on_progress=listen))

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    assert when.wait(PATIENCE)
    stop.set()
    worker.join(PATIENCE)
    assert not worker.is_alive()
    return answers[0]


@pytest.mark.parametrize("workers", [1, 2])
def test_stop_during_the_search_gives_the_best_plan_so_far(workers: int) -> None:
    settings = Settings(seed=1, workers=workers, time_limit=LONG)
    outcome = solve_in_thread(settings, StopFlag(), threading.Event())
    assert outcome.stopped
    assert outcome.status is Status.FEASIBLE
    assert_honest(PUZZLE, outcome)


@pytest.mark.parametrize("workers", [1, 2])
def test_stop_before_the_start_ends_cleanly(workers: int) -> None:
    stop = StopFlag()
    stop.set()
    outcome = solve(PUZZLE, Settings(seed=1, workers=workers, time_limit=LONG), stop=stop)
    assert outcome.stopped
    # Whether a first plan is found before the stop arrives is a matter of moments.
    assert outcome.status in (Status.UNKNOWN, Status.FEASIBLE)
    if outcome.status is Status.UNKNOWN:
        assert outcome.assignment is None
        assert outcome.levels == ()
    else:
        assert_honest(PUZZLE, outcome)


def test_stop_after_the_end_changes_nothing() -> None:
    stop = StopFlag()
    case = scenario([role("r")], [person("P1")])
    outcome = solve(case, Settings(seed=1, workers=1, time_limit=20.0), stop=stop)
    stop.set()
    assert not outcome.stopped
    assert outcome.status is Status.OPTIMAL


def test_time_that_runs_out_gives_the_best_plan_so_far() -> None:
    # In units of deterministic time, so that the outcome does not hang on the machine.
    outcome = solve(PUZZLE, Settings(seed=1, workers=1, time_limit=0.2, deterministic=True))
    assert not outcome.stopped
    assert outcome.status is Status.FEASIBLE
    assert_honest(PUZZLE, outcome)


def test_no_time_at_all_claims_nothing() -> None:
    # Contradictory pins: with time that would be infeasible, without it may be unknown, no more.
    torn = scenario(
        [role("r", 20, max_holders=1)],
        [person("P1"), person("P2")],
        pins=[pin("P1", "role", "r"), pin("P2", "role", "r")],
    )
    outcome = solve(torn, Settings(seed=1, workers=1, time_limit=0.01))
    assert outcome.status in (Status.UNKNOWN, Status.INFEASIBLE)
    assert outcome.assignment is None


# Progress


def progress(case: Scenario, workers: int) -> tuple[list[Progress], Outcome]:
    """Everything that a solve tells on its way, and what it came to."""
    told: list[Progress] = []
    telling = threading.Lock()

    def listen(each: Progress) -> None:
        # Never called by two threads at once.
        assert telling.acquire(blocking=False)
        told.append(each)
        telling.release()

    settings = Settings(seed=1, workers=workers, time_limit=20.0)
    outcome = solve(case, settings, on_progress=listen)
    assert_honest(case, outcome)
    return told, outcome


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_of_one_level(workers: int) -> None:
    # With nothing above it, a level's value only falls.
    case = dataclasses.replace(uneven(5), objective=({Term.IMBALANCE_SQUARED: 1},))
    told, outcome = progress(case, workers)
    values = [each.value for each in told if each.value is not None]
    bounds = [each.bound for each in told if each.bound is not None]
    assert len(set(values)) > 1
    assert values == sorted(values, reverse=True)
    assert bounds == sorted(bounds)
    (level,) = outcome.levels
    assert level.bound is not None
    assert bounds[-1] <= level.bound <= level.value <= values[-1]


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_per_level(workers: int) -> None:
    told, outcome = progress(uneven(5), workers)
    assert {each.levels for each in told} == {2}
    assert {each.level for each in told} == {1, 2}
    terms = {each.level: each.terms for each in told}
    assert terms == {1: (Term.UNCOVERED,), 2: (Term.IMBALANCE_SQUARED,)}
    assert all(each.terms == terms[each.level] for each in told)
    for number, level in enumerate(outcome.levels, start=1):
        bounds = [each.bound for each in told if each.level == number and each.bound is not None]
        assert bounds == sorted(bounds)
        assert level.bound is not None
        assert bounds[-1] <= level.bound
    first = [each.value for each in told if each.level == 1 and each.value is not None]
    assert first == sorted(first, reverse=True)
    known = [(each.value, each.bound) for each in told]
    assert all(v >= b for v, b in known if v is not None and b is not None)
    seconds = [each.seconds for each in told]
    assert seconds == sorted(seconds)


# Repeats


def repeat(workers: int) -> Outcome:
    """A new scenario each time: nothing kept from before helps."""
    settings = Settings(seed=7, workers=workers, time_limit=0.3, deterministic=True)
    return solve(uneven(6), settings)


@pytest.mark.parametrize("workers", [1, 2])
def test_deterministic_repeats_are_identical(workers: int) -> None:
    first = repeat(workers)
    # Cut off in the middle of the work, where a look at a clock would show.
    assert first.status is Status.FEASIBLE
    assert_honest(uneven(6), first)
    assert repeat(workers) == first
    assert all(level.seconds is None for level in first.levels)
    assert first.peak_memory is None


def test_wall_clock_runs_state_seconds() -> None:
    outcome = solve(uneven(2), Settings(seed=1, workers=1, time_limit=20.0))
    assert all(level.seconds is not None and level.seconds >= 0 for level in outcome.levels)


SCRIPT = """
from rollenplanner.domain.plan import Settings
from rollenplanner.solver import solve
from tests.solver.puzzles import uneven
settings = Settings(seed=7, workers=1, time_limit=0.1, deterministic=True)
print(solve(uneven(6), settings))
"""


def test_deterministic_whatever_the_order_of_sets() -> None:
    root = Path(__file__).parents[2]

    def output(hash_seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    first = output("1")
    assert "Status.FEASIBLE" in first
    assert output("2") == first
