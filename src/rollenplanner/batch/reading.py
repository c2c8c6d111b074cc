"""Reads a store: studies, cases with their figures, and a few plans in full."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from rollenplanner.batch.store import Store
from rollenplanner.batch.tasks import OPTIMAL
from rollenplanner.domain.compared import Details, Entry, FoundIn, LevelFigure, Part
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.likeness import Ground
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.terms import ObjectiveLevel, Term
from rollenplanner.domain.text import LANGUAGES, Language, text

#: Status of a case without a result.
OPEN = "open"
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


@dataclass(frozen=True, slots=True)
class StoredStudy:
    """A study as the store knows it."""

    id: str
    name: str
    language: Language
    kind: str
    ground: Ground
    axes: tuple[str, ...]
    objective: tuple[ObjectiveLevel, ...]


class StoreReader:
    """A store that is only read; use it as a context, so that it is closed."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            InputError: There is no store.
        """
        self._file = str(path)
        self._store = Store(path, create=False)
        self._connection: sqlite3.Connection = self._store.connection

    def __enter__(self) -> StoreReader:
        """Use it; everything is read as it is at one moment."""
        self._connection.execute("BEGIN")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it.

        Raises:
            InputError: The file broke while it was read.
        """
        self._store.connection.close()
        if isinstance(error, sqlite3.Error):
            message = text("This is no store of batches, or it cannot be opened.")
            raise InputError([Problem(self._file, None, None, "", message)]) from None

    def studies(self) -> list[StoredStudy]:
        """All studies, by id."""
        rows = self._connection.execute(
            "SELECT id, name, language, kind, ground, axes, objective FROM study ORDER BY id"
        )
        return [_study(*row) for row in rows]

    def statuses(self, study: str) -> dict[str, int]:
        """Status -> number of cases, most first."""
        rows = self._connection.execute(
            "SELECT coalesce(r.status, ?) AS s, count(*) FROM study_case c "
            "LEFT JOIN result r ON r.key = c.key WHERE c.study = ? GROUP BY s ORDER BY 2 DESC, 1",
            (OPEN, study),
        )
        return dict(rows.fetchall())

    def entries(self, study: StoredStudy) -> Iterator[Entry]:
        """The cases of a study in their order, with their figures."""
        levels: dict[str, list[LevelFigure]] = defaultdict(list)
        for key, value, bound, status in self._of_study(
            "level", "value, t.bound, t.status", study, "t.number"
        ):
            levels[key].append(LevelFigure(value, bound, status == OPTIMAL))
        terms: dict[str, dict[Term, float]] = defaultdict(dict)
        for key, term, value in self._of_study("term", "term, t.value", study, "t.term"):
            terms[key][Term(term)] = value
        columns = ", ".join(f"r.{name}" for name in _FIGURES)
        rows = self._connection.execute(
            f"SELECT c.number, c.id, c.name, c.variant, c.axes, c.key, r.status, r.reason, "
            f"{columns} FROM study_case c LEFT JOIN result r ON r.key = c.key "
            f"WHERE c.study = ? ORDER BY c.number",
            (study.id,),
        )
        for number, id, name, variant, axes, key, status, reason, *figures in rows:
            known = zip(_FIGURES, figures, strict=True)
            yield Entry(
                number,
                f"{study.id}:{id}",
                name,
                variant,
                status or OPEN,
                json.loads(axes),
                tuple(levels.get(key, ())),
                terms.get(key, {}),
                {figure: value for figure, value in known if value is not None},
                reason,
            )

    def _of_study(self, table: str, columns: str, study: StoredStudy, order: str) -> sqlite3.Cursor:
        return self._connection.execute(
            f"SELECT t.key, t.{columns} FROM {table} t WHERE t.key IN "
            f"(SELECT key FROM study_case WHERE study = ?) ORDER BY t.key, {order}",
            (study.id,),
        )

    def details(self, entry: str) -> Details:
        """What a plan says in full, of an entry that has one.

        Raises:
            InputError: The study was replaced meanwhile, and the plan is no longer there.
        """
        study, _, case = entry.partition(":")
        row = self._connection.execute(
            "SELECT key FROM study_case WHERE study = ? AND id = ?", (study, case)
        ).fetchone()
        plan = None if row is None else self.plan(row[0])
        if plan is None:
            message = text("There is no such case in the study.")
            raise InputError([Problem(self._file, None, None, "", message)])
        (key,) = row
        parts = self._connection.execute(
            "SELECT view, id, name, formation, occupied, vacant FROM part WHERE key = ? "
            "ORDER BY number",
            (key,),
        )
        found = self._connection.execute(
            "SELECT id, kind, severity, data FROM finding WHERE key = ? ORDER BY id", (key,)
        )
        roles: Mapping[str, Mapping[str, Mapping[str, Sequence[float]]]] = plan["roles"]
        return Details(
            {who: (at["function"], at["cluster"]) for who, at in plan["placement"].items()},
            {role: work["holders"] for role, work in roles.items() if "holders" in work},
            {role: frozenset(work["backups"]) for role, work in roles.items() if "backups" in work},
            [Part(*row) for row in parts],
            [_found(id, kind, bad, json.loads(data)) for id, kind, bad, data in found],
            self._losses(key),
        )

    def _losses(self, key: str) -> dict[str, float] | None:
        """Who costs critical work; None where that was not asked, or by a program before it."""
        rows = dict(
            self._connection.execute(
                "SELECT person, critical FROM loss WHERE key = ? ORDER BY person", (key,)
            )
        )
        known = self._connection.execute("SELECT fragile FROM result WHERE key = ?", (key,))
        return rows if known.fetchone() == (len(rows),) else None

    def assignments(self, study: str) -> Iterator[tuple[str, Assignment]]:
        """Case -> who stands where and carries what, of every case that has a plan."""
        rows = self._connection.execute(
            "SELECT c.id, p.data FROM study_case c JOIN plan p ON p.key = c.key "
            "WHERE c.study = ? ORDER BY c.number",
            (study,),
        )
        for id, data in rows:
            yield id, _assignment(json.loads(data))

    def plan(self, key: str) -> Any:
        """The plan of a result as the data of a plan file, or None."""
        row = self._connection.execute("SELECT data FROM plan WHERE key = ?", (key,)).fetchone()
        return None if row is None else json.loads(row[0])

    def records(self, study: str) -> Iterator[dict[str, Any]]:
        """Every case of a study with all that is known of it, as plain data."""
        rows = self._connection.execute(
            "SELECT c.number, c.id, c.variant, c.name, c.axes, c.key, r.status, r.reason, "
            "r.scenario_sha256, r.ground_sha256, t.seconds FROM study_case c "
            "LEFT JOIN result r ON r.key = c.key LEFT JOIN timing t ON t.key = c.key "
            "WHERE c.study = ? ORDER BY c.number",
            (study,),
        )
        names = [column[0] for column in rows.description]
        for row in rows.fetchall():
            record: dict[str, Any] = {"study": study, **dict(zip(names, row, strict=True))}
            key = record["key"]
            record["axes"] = json.loads(record["axes"])
            record["status"] = record["status"] or OPEN
            record["settings"] = self._pairs("setting", key)
            record["versions"] = self._pairs("version", key)
            record["losses"] = self._losses(key)
            plan = self.plan(key)
            if plan is not None:
                found = self._connection.execute(
                    "SELECT data FROM finding WHERE key = ? ORDER BY id", (key,)
                )
                plan["findings"] = [json.loads(data) for (data,) in found]
                record["plan"] = plan
            yield record

    def _pairs(self, table: str, key: str) -> dict[str, str]:
        rows = self._connection.execute(f"SELECT * FROM {table} WHERE key = ?", (key,))
        return {name: value for _, name, value in rows}


def _found(id: str, kind: str, severity: str, data: Any) -> FoundIn:
    roles, people = (tuple(data.get(name, ())) for name in ("roles", "people"))
    return FoundIn(id, kind, severity, data["message"], roles, people)


def _assignment(plan: Any) -> Assignment:
    roles = plan["roles"]
    return Assignment(
        {who: Placed(at["function"], at["cluster"]) for who, at in plan["placement"].items()},
        {
            role: {who: tuple(round(100 * x) for x in row) for who, row in work["holders"].items()}
            for role, work in roles.items()
            if "holders" in work
        },
        {
            role: {who: tuple(map(bool, row)) for who, row in work["backups"].items()}
            for role, work in roles.items()
            if "backups" in work
        },
    )


def _study(
    id: str, name: str, language: str, kind: str, ground: str, axes: str, objective: str
) -> StoredStudy:
    levels = tuple(
        {Term(term): weight for term, weight in level.items()} for level in json.loads(objective)
    )
    return StoredStudy(
        id,
        name,
        next(each for each in LANGUAGES if each == language),
        kind,
        json.loads(ground),
        tuple(json.loads(axes)),
        levels,
    )
