"""The tables of a store, version by version (docs/batches.md, "The store")."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import text

#: "Roll": says in the head of the file whose it is.
APPLICATION_ID = 0x526F6C6C
#: Migration n brings a store from version n to version n + 1; none is ever changed.
MIGRATIONS: Sequence[str] = (
    """
    CREATE TABLE study (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        kind TEXT NOT NULL,               -- variants, frontier
        ground_sha256 TEXT NOT NULL,      -- of horizon, objective, limits and rules in common
        ground TEXT NOT NULL,             -- these, as JSON: path -> value
        axes TEXT NOT NULL,               -- JSON list of what is varied
        objective TEXT NOT NULL           -- JSON list of levels: term -> weight
    ) WITHOUT ROWID;
    CREATE TABLE study_case (
        study TEXT NOT NULL REFERENCES study(id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        number INTEGER NOT NULL,          -- order in the specification
        variant TEXT NOT NULL,
        name TEXT NOT NULL,
        axes TEXT NOT NULL,               -- JSON: axis -> value
        key TEXT NOT NULL,                -- of its result
        PRIMARY KEY (study, id)
    ) WITHOUT ROWID;
    CREATE INDEX study_case_key ON study_case (key);
    CREATE TABLE result (
        key TEXT PRIMARY KEY,             -- hash of scenario, settings and versions
        scenario_sha256 TEXT NOT NULL,
        ground_sha256 TEXT NOT NULL,      -- of the study for which it was computed
        status TEXT NOT NULL,             -- optimal, feasible, infeasible, unknown, failed
        reason TEXT,                      -- why there is no answer, if failed
        formation REAL,                   -- fte laid down, of functions that have a formation
        occupied REAL,                    -- fte of people there, in the period furthest from it
        vacant REAL,                      -- fte of vacancies there in that period
        critical INTEGER,                 -- findings per severity
        serious INTEGER,
        notice INTEGER,
        fragile INTEGER,                  -- people whose absence alone loses critical work
        fragility REAL                    -- the most critical fte that one absence loses
    ) WITHOUT ROWID;
    CREATE TABLE setting (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        name TEXT NOT NULL,               -- seed, workers, time_limit, deterministic, fragility
        value TEXT NOT NULL,
        PRIMARY KEY (key, name)
    ) WITHOUT ROWID;
    CREATE TABLE version (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        program TEXT NOT NULL,
        version TEXT NOT NULL,
        PRIMARY KEY (key, program)
    ) WITHOUT ROWID;
    CREATE TABLE level (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        number INTEGER NOT NULL,          -- from 1
        value REAL NOT NULL,
        bound REAL,
        status TEXT NOT NULL,             -- optimal, feasible
        PRIMARY KEY (key, number)
    ) WITHOUT ROWID;
    CREATE TABLE term (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        term TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (key, term)
    ) WITHOUT ROWID;
    CREATE TABLE finding (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        severity TEXT NOT NULL,
        data TEXT NOT NULL,               -- JSON, as in a plan file
        PRIMARY KEY (key, id)
    ) WITHOUT ROWID;
    CREATE TABLE plan (
        key TEXT PRIMARY KEY REFERENCES result(key) ON DELETE CASCADE,
        data TEXT NOT NULL                -- JSON, as a plan file without its findings
    ) WITHOUT ROWID;
    CREATE TABLE part (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        view TEXT NOT NULL,               -- function, scale, group, cluster
        id TEXT NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        formation REAL,
        occupied REAL NOT NULL,
        vacant REAL NOT NULL,
        PRIMARY KEY (key, view, id)
    ) WITHOUT ROWID;
    CREATE TABLE timing (
        key TEXT PRIMARY KEY REFERENCES result(key) ON DELETE CASCADE,
        seconds REAL NOT NULL,            -- in its worker, everything together
        solving REAL NOT NULL,            -- of these, in the solver
        finished TEXT NOT NULL            -- UTC
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE loss (
        key TEXT NOT NULL REFERENCES result(key) ON DELETE CASCADE,
        person TEXT NOT NULL,             -- who costs critical work when absent alone
        critical REAL NOT NULL,           -- fte of it, in the worst period
        PRIMARY KEY (key, person)
    ) WITHOUT ROWID;
    """,
)
VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, file: str) -> None:
    """Bring a store to the version of this program; a new file gets all tables.

    All steps are one transaction: a kill on the way leaves the file as it was.

    Raises:
        InputError: The file is no store, or one of a later version.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    found = _version(connection)
    if application != APPLICATION_ID and (application or found or tables):
        raise InputError([Problem(file, None, None, "", text("This is no store of batches."))])
    if found < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        # Another batch may have been faster; then there is nothing left to do.
        for step in MIGRATIONS[_version(connection) :]:
            _take(connection, step)
        found = max(VERSION, _version(connection))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {found}")
        connection.execute("COMMIT")
    if found > VERSION:
        message = text(
            "This store has version {found}; this program knows {known} and older.",
            found=found,
            known=VERSION,
        )
        raise InputError([Problem(file, None, None, "", message)])


def _version(connection: sqlite3.Connection) -> int:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def _take(connection: sqlite3.Connection, step: str) -> None:
    """Statement by statement, since a script would end the transaction that all stand in."""
    for statement in step.split(";"):
        if statement.strip():
            connection.execute(statement)
