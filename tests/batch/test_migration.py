"""A store that an older program made is brought up to date when it is opened, and loses nothing.

`store-v1.sql` is what version 1 of the tables held after a small study with a real solver. It is
never made anew: a file like it may lie on somebody's disk.
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from rollenplanner.batch import schema
from rollenplanner.batch.reading import StoreReader
from rollenplanner.batch.schema import APPLICATION_ID, MIGRATIONS, VERSION
from rollenplanner.batch.store import Store
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.plan import Settings
from rollenplanner.planning.compare import compare_study
from tests.batch.dump import content

DUMP = Path(__file__).parent / "store-v1.sql"
SETTINGS = Settings(1, 1, 0.5, deterministic=True)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of version 1."""
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    return path


def tables(path: Path) -> dict[str, str]:
    connection = sqlite3.connect(path)
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    connection.close()
    return found


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(found)


def test_an_old_store_becomes_like_a_new_one_and_keeps_every_row(old: Path, tmp_path: Path) -> None:
    before = content(old)
    Store(old).connection.close()
    Store(tmp_path / "new.db").connection.close()
    assert version(old) == VERSION > 1
    assert tables(old) == tables(tmp_path / "new.db")
    after = content(old)
    assert {table: after[table] for table in before} == before
    assert [after[table] for table in after.keys() - before.keys()] == [[]]


def test_the_first_version_is_still_what_it_was(old: Path, tmp_path: Path) -> None:
    """A migration that was changed later would bring two sorts of files of one version about."""
    path = tmp_path / "made.db"
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0])
    connection.close()
    assert tables(path) == tables(old)


def test_old_results_are_compared_and_what_is_not_in_them_is_not_known(old: Path) -> None:
    compared = compare_study(old, [], [])
    assert [entry.status for entry in compared.entries] == ["optimal", "optimal"]
    fragile = [entry.figures["fragile"] for entry in compared.entries]
    # One who costs critical work was counted, and not named; where there is none, that is all.
    known = [side.losses for side in compared.details.values()]
    assert known == [{} if count == 0 else None for count in fragile]


def test_new_results_stand_beside_old_ones(old: Path) -> None:
    outcome: dict[str, Any] = {
        "status": "optimal",
        "figures": {"fragile": 1, "fragility": 0.8},
        "losses": [("P01", 0.8)],
    }
    with Store(old) as store:
        store.put_result("k", "s", "g", SETTINGS, {}, outcome, fragility=True)
        assert store.connection.execute("SELECT * FROM loss").fetchall() == [("k", "P01", 0.8)]
        store.connection.execute("DELETE FROM result WHERE key = 'k'")
        assert store.connection.execute("SELECT * FROM loss").fetchall() == []
    with StoreReader(old) as reader:
        assert len(list(reader.records("studie"))) == 2


def test_a_migration_that_is_broken_off_leaves_the_file_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(old)
    steps = (*MIGRATIONS, "CREATE TABLE later (x); CREATE TABLE later (x);")
    with monkeypatch.context() as broken:
        broken.setattr(schema, "MIGRATIONS", steps)
        broken.setattr(schema, "VERSION", len(steps))
        with pytest.raises(InputError):
            Store(old)
    assert version(old) == 1
    assert content(old) == before
    Store(old).connection.close()
    assert version(old) == VERSION


def test_several_batches_that_open_an_old_store_at_once_migrate_it_once(old: Path) -> None:
    def opened(_: int) -> int:
        with Store(old) as store:
            return len(store.statuses(["k"]))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(opened, range(8))) == [0] * 8
    assert version(old) == VERSION
