"""A comparison as CSV: one row per plan, or the grid of a matrix."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence

from rollenplanner.domain.compared import Comparison, Entry, LevelFigure
from rollenplanner.domain.terms import Term
from rollenplanner.reports.comparison import dominated, front_of
from rollenplanner.reports.comparison_matrix import Matrix

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


def comparison_csv(compared: Comparison, front: Sequence[str] = ()) -> str:
    """All plans with their axes, levels, terms and figures.

    Args:
        compared: What is compared.
        front: Figures of a Pareto front; then a column tells who stands on it.
    """
    beaten = dominated(compared)
    on_front = {entry.id for entry in front_of(compared, front)} if front else set()
    levels = range(1, len(compared.objective) + 1)
    terms = [term for term in Term if any(term in entry.terms for entry in compared.entries)]
    head = [
        "number",
        "case",
        "name",
        "status",
        *compared.axes,
        *(f"level_{n}" for n in levels),
        *(f"bound_{n}" for n in levels),
        *map(str, terms),
        *_FIGURES,
        "beaten_by",
        *(["on_front"] if front else []),
    ]

    def row(entry: Entry) -> list[object]:
        by = beaten.get(entry.id)
        nothing = LevelFigure(math.nan, None, proven=False)
        each = entry.levels or [nothing for _ in levels]
        return [
            entry.number,
            entry.id,
            entry.name,
            entry.status,
            *(entry.axes.get(axis) for axis in compared.axes),
            *(_plain(level.value) for level in each),
            *(_plain(level.bound) for level in each),
            *(_plain(entry.terms.get(term)) for term in terms),
            *(_plain(entry.figures.get(name)) for name in _FIGURES),
            by.number if by else None,
            *([int(entry.id in on_front)] if front else []),
        ]

    return _csv([head, *(row(entry) for entry in compared.entries)])


def matrix_csv(grids: Iterable[Matrix]) -> str:
    """Each pair of values with the figure: in long form, as programs take it."""
    rows: list[list[object]] = []
    for grid in grids:
        if not rows:
            head = ["variant", grid.rows_axis, grid.columns_axis, grid.figure, "highest"]
            rows.append([*head])
        for (row, column), (least, most) in grid.cells.items():
            rows.append([grid.variant, row, column, _plain(least), _plain(most)])
    return _csv(rows)


def _csv(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _plain(value: float | None) -> object:
    if value is None or math.isnan(value):
        return None
    return int(value) if value == int(value) else value
