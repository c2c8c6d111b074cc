"""Use case: plans, or the cases of a study, side by side."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.batch.store import Store


def statuses(path: Path, study: str) -> dict[str, int]:
    """Status -> number of cases of a study; `open` where there is no result."""
    with Store(path, create=False) as store:
        found = store.connection.execute(
            "SELECT coalesce(r.status, 'open') AS s, count(*) FROM study_case c "
            "LEFT JOIN result r ON r.key = c.key WHERE c.study = ? GROUP BY s ORDER BY 2 DESC, 1",
            (study,),
        )
        return dict(found.fetchall())
