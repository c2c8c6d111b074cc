"""The store: whole results or none, nothing computed twice, several batches at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rollenplanner.batch.running import Progress, Run, run
from rollenplanner.batch.schema import MIGRATIONS, VERSION
from rollenplanner.batch.store import Store
from rollenplanner.batch.tasks import Outcome, Task
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.study import Study
from tests.batch.dump import content
from tests.batch.studies import load

VERSIONS = {"rollenplanner": "0"}
OUTCOME: dict[str, Any] = {
    "status": "feasible",
    "figures": {"formation": 3.0, "occupied": 2.8, "critical": 1, "serious": 0, "notice": 2},
    "levels": [(1, 0.55, 0.5, "feasible")],
    "terms": {"uncovered": 0.55},
    "findings": [{"id": "a-1", "kind": "a", "severity": "critical"}],
    "parts": [("cluster", "a", 0, "Cluster A", 2.0, 1.9, 0.0)],
    "losses": [("P02", 0.8)],
    "plan": "{}",
    "seconds": 1.0,
    "solving": 0.5,
}


@dataclass
class Instant:
    """Computes nothing; notes what it was asked."""

    asked: list[str] = field(default_factory=list)
    most: int = 1_000
    outcome: Outcome = field(default_factory=lambda: OUTCOME)

    def run(self, tasks: Iterable[Task], stopped: object) -> Iterator[tuple[Task, Outcome]]:
        del stopped
        for task in tasks:
            if len(self.asked) == self.most:
                return
            self.asked.append(task.key)
            yield task, self.outcome


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return load(tmp_path).study


def go(study: Study, path: Path, runner: Instant) -> Progress:
    what = Run(study, VERSIONS)
    with Store(path) as store:
        store.put_study(study, what.keys, [{"uncovered": 1}])
        return run(what, store, runner, lambda _: None, lambda: False)


def test_nothing_is_computed_twice(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    first, again = Instant(most=5), Instant()
    assert go(study, path, first).open == 7
    ended = go(study, path, again)
    assert (ended.known, ended.done, ended.open) == (5, 7, 0)
    assert not set(first.asked) & set(again.asked)
    assert go(study, path, third := Instant()).known == 12
    assert third.asked == []


def test_the_order_of_the_results_leaves_no_trace(study: Study, tmp_path: Path) -> None:
    go(study, tmp_path / "a.db", Instant())
    go(study, tmp_path / "b.db", Instant(most=3))
    go(study, tmp_path / "b.db", Instant())
    assert content(tmp_path / "a.db") == content(tmp_path / "b.db")


def test_two_batches_may_write_to_one_file(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with ThreadPoolExecutor(4) as threads:
        ended = list(threads.map(lambda _: go(study, path, Instant()), range(4)))
    assert [each.open for each in ended] == [0, 0, 0, 0]
    go(study, tmp_path / "alone.db", Instant())
    assert content(path) == content(tmp_path / "alone.db")


def test_a_result_that_cannot_be_written_whole_is_not_written(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    broken = {**OUTCOME, "parts": [("cluster", "a", 0, None, 2.0, None, 0.0)], "plan": object()}
    with pytest.raises(sqlite3.Error):
        go(study, path, Instant(outcome=broken))
    found = content(path)
    assert found["result"] == found["level"] == found["finding"] == []


def test_failures_are_tried_again_only_on_request(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    go(study, path, Instant(outcome={"status": "failed", "reason": "no power"}))
    assert go(study, path, again := Instant()).known == 12
    assert again.asked == []
    with Store(path) as store:
        store.forget_failed(Run(study, VERSIONS).keys.values())
    assert go(study, path, Instant()).done == 12


def test_a_worker_of_another_version_is_not_believed(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    go(study, path, Instant(outcome={**OUTCOME, "versions": {"rollenplanner": "1"}}))
    reasons = {row[4] for row in content(path)["result"]}
    assert reasons == {"the worker runs other versions: rollenplanner 1"}


def test_other_settings_or_versions_are_other_results(study: Study) -> None:
    one = Run(study, VERSIONS)
    other = Run(study, {"rollenplanner": "1"})
    assert not set(one.keys.values()) & set(other.keys.values())


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(InputError, match="no store"):
        Store(path)
    text = tmp_path / "text.db"
    text.write_text("this is a text, and a long one at that\n" * 50, encoding="utf-8")
    with pytest.raises(InputError, match="no store"):
        Store(text)


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with Store(path) as store:
        store.connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(InputError, match=f"version {VERSION + 1}"):
        Store(path)


def test_every_version_can_be_brought_up_to_date(tmp_path: Path) -> None:
    """A store made step by step is the same as one made at once."""
    assert len(MIGRATIONS) == VERSION
    with Store(tmp_path / "r.db") as store:
        schema = store.connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        (version,) = store.connection.execute("PRAGMA user_version").fetchone()
    assert version == VERSION
    assert len([sql for (sql,) in schema if sql and sql.startswith("CREATE TABLE")]) == 12
