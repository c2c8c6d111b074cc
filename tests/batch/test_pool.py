"""Worker processes: one that dies, fails or hangs takes nothing else along."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.batch import pool
from rollenplanner.batch.pool import LocalPool
from rollenplanner.batch.tasks import Outcome, Solve, Task
from tests.batch import solvers

LETTERS = "abcde"


def outcomes(solve: Solve, payloads: list[bytes], timeout: float = 600) -> dict[str, Outcome]:
    tasks = [Task(payload.decode(), payload) for payload in payloads]
    ended = LocalPool(solve, 2, timeout).run(tasks, lambda: False)
    return {task.key: outcome for task, outcome in ended}


def of_letters(solve: Solve, timeout: float = 600) -> dict[str, Outcome]:
    return outcomes(solve, [letter.encode() for letter in LETTERS], timeout)


def test_every_task_comes_back_with_its_own_outcome() -> None:
    found = of_letters(solvers.echo)
    assert {key: outcome["reason"] for key, outcome in found.items()} == dict(
        zip(LETTERS, LETTERS, strict=True)
    )


def test_a_case_that_kills_its_worker_is_tried_three_times_and_recorded() -> None:
    found = of_letters(solvers.dies_on_a_b)
    assert found["b"]["status"] == "failed"
    assert found["b"]["reason"] == "its worker ended 3 times, last with exit code -9"
    assert {key for key, outcome in found.items() if outcome["status"] == "optimal"} == set("acde")


def test_a_case_whose_worker_is_killed_twice_is_done_the_third_time(tmp_path: Path) -> None:
    found = outcomes(solvers.dies_twice, [str(tmp_path).encode()])
    assert [outcome["status"] for outcome in found.values()] == ["optimal"]
    assert len(list(tmp_path.iterdir())) == 2


def test_a_case_that_fails_is_recorded_with_its_reason() -> None:
    found = of_letters(solvers.fails_on_a_b)
    assert found["b"] == {"status": "failed", "reason": "ValueError: no b please"}
    assert len(found) == len(LETTERS)


def test_a_case_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_GRACE", 0.5)
    found = of_letters(solvers.sleeps_on_a_b, timeout=0.5)
    assert found["b"]["reason"] == "timeout: more than 0.5 s"
    # Where the machine is busy, others may be late as well; none is lost.
    assert found.keys() == set(LETTERS)


def test_no_process_outlives_a_run_that_is_stopped() -> None:
    tasks = [Task(letter, letter.encode()) for letter in LETTERS]
    running = LocalPool(solvers.sleeps_on_a_b, 2, 600)
    ended: list[str] = []
    for task, _ in running.run(tasks, lambda: bool(ended)):
        ended.append(task.key)
    assert ended
    assert not running._busy
    assert not running._idle
