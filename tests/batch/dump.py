"""All that a store holds, to compare two of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Table -> rows in order, without what was measured by a clock."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in tables.fetchall()
            if name != "timing"
        }
    finally:
        connection.close()


def results(path: Path) -> int:
    """How many results a store holds; 0 while there is none."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("SELECT count(*) FROM result").fetchone()[0])
    except sqlite3.Error:
        return 0
    finally:
        connection.close()
