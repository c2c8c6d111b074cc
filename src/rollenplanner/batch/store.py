"""One SQLite file with studies, cases and results; several batches may use it at a time.

Every result is written in one transaction, so that a kill at any moment leaves it whole or absent.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rollenplanner.batch.schema import migrate
from rollenplanner.batch.tasks import FAILED, Outcome
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.likeness import ground_sha256
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.study import Study
from rollenplanner.domain.text import text

#: Seconds to wait for another batch that writes.
_PATIENCE = 120.0
#: Values that one question may have.
_MANY = 500


class Store:
    """An open store; use it as a context, so that it is closed."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Open a file, bringing it to the version of this program.

        Raises:
            InputError: It cannot be opened, is no store, or there is none and none may be made.
        """
        self._file = str(path)
        if not create and not path.is_file():
            raise InputError([_problem(path)])
        try:
            self.connection = _opened(path)
        except sqlite3.Error:
            message = text("This is no store of batches, or it cannot be opened.")
            raise InputError([Problem(str(path), None, None, "", message)]) from None

    def __enter__(self) -> Store:
        """Use it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            # Such as a full disk, or another batch that never lets go.
            message = text("Nothing can be written here: {reason}.", reason=str(error))
            raise InputError([Problem(self._file, None, None, "", message)]) from None

    # -- studies

    def put_study(
        self,
        study: Study,
        keys: Mapping[str, str],
        objective: Sequence[Mapping[str, int]],
        *,
        kind: str = "variants",
    ) -> None:
        """Write a study and its list of cases; a study of the same id is replaced.

        Results stay: a case that comes back finds its own.
        """
        with self._writing() as connection:
            connection.execute("DELETE FROM study WHERE id = ?", (study.id,))
            connection.execute(
                "INSERT INTO study VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    study.id,
                    study.name,
                    study.language,
                    kind,
                    ground_sha256(study.ground),
                    _json(dict(study.ground)),
                    _json(list(study.axes)),
                    _json([dict(level) for level in objective]),
                ),
            )
            connection.executemany(
                "INSERT INTO study_case VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        study.id,
                        case.id,
                        number,
                        case.variant,
                        case.name,
                        _json(dict(case.axes)),
                        keys[case.id],
                    )
                    for number, case in enumerate(study.cases, start=1)
                ),
            )

    # -- results

    def statuses(self, keys: Collection[str]) -> dict[str, str]:
        """Key -> status, of those for which there is a result."""
        listed = list(dict.fromkeys(keys))
        found: dict[str, str] = {}
        for start in range(0, len(listed), _MANY):
            some = listed[start : start + _MANY]
            marks = ",".join("?" * len(some))
            found.update(
                self.connection.execute(
                    f"SELECT key, status FROM result WHERE key IN ({marks})", some
                )
            )
        return found

    def forget_failed(self, keys: Collection[str]) -> None:
        """Remove results that are failures, so that these cases are tried again."""
        failed = [key for key, status in self.statuses(keys).items() if status == FAILED]
        with self._writing() as connection:
            connection.executemany("DELETE FROM result WHERE key = ?", [(key,) for key in failed])

    def put_result(
        self,
        key: str,
        scenario_sha256: str,
        ground: str,
        settings: Settings,
        versions: Mapping[str, str],
        outcome: Outcome,
        *,
        fragility: bool,
    ) -> None:
        """Write one result, whole; what another batch wrote before stays as it is."""
        with self._writing() as connection:
            if self.statuses([key]):
                return
            figures = outcome.get("figures", {})
            connection.execute(
                "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key,
                    scenario_sha256,
                    ground,
                    outcome["status"],
                    outcome.get("reason"),
                    *(figures.get(name) for name in _FIGURES),
                ),
            )
            stated = _settings(settings, fragility=fragility)
            _insert(connection, "setting", key, stated.items())
            _insert(connection, "version", key, versions.items())
            _insert(connection, "level", key, outcome.get("levels", ()))
            _insert(connection, "term", key, outcome.get("terms", {}).items())
            findings = (
                (each["id"], each["kind"], each["severity"], _json(each))
                for each in outcome.get("findings", ())
            )
            _insert(connection, "finding", key, findings)
            _insert(connection, "part", key, outcome.get("parts", ()))
            _insert(connection, "loss", key, outcome.get("losses", ()))
            if "plan" in outcome:
                _insert(connection, "plan", key, [(outcome["plan"],)])
            if "seconds" in outcome:
                now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
                timing = (outcome["seconds"], outcome["solving"], now)
                _insert(connection, "timing", key, [timing])


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to a file that has the tables of this program; none stays behind if not."""
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, str(path))
    except BaseException:
        connection.close()
        raise
    return connection


_FIGURES = (
    "formation",
    "occupied",
    "vacant",
    "critical",
    "serious",
    "notice",
    "fragile",
    "fragility",
)


def _insert(
    connection: sqlite3.Connection, table: str, key: str, rows: Iterable[Sequence[object]]
) -> None:
    with_key = [(key, *row) for row in rows]
    if with_key:
        marks = ",".join("?" * len(with_key[0]))
        # Findings of one id are alike; the first one stands for them.
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", with_key)


def _settings(settings: Settings, *, fragility: bool) -> dict[str, str]:
    return {
        "seed": str(settings.seed),
        "workers": str(settings.workers),
        "time_limit": f"{settings.time_limit:g}",
        "deterministic": _json(settings.deterministic),
        "fragility": _json(fragility),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _problem(path: Path) -> Problem:
    return Problem(str(path), None, None, "", text("There is no store here."))
