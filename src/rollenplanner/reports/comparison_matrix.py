"""A sweep over two things as a grid: one figure per pair of values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rollenplanner.domain.compared import Comparison, Entry
from rollenplanner.domain.text import text
from rollenplanner.reports.comparison import number_cell, words_of
from rollenplanner.reports.table import Cell, Column, Table, remarks


@dataclass(frozen=True, slots=True)
class Matrix:
    """One figure over two axes, of one variant.

    Attributes:
        name: Of the variant.
        cells: Row label and column label -> least and highest value over whatever else varies.
    """

    variant: str
    figure: str
    rows_axis: str
    columns_axis: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], tuple[float, float]]
    name: str = ""


def matrices(compared: Comparison, figure: str, axes: tuple[str, str]) -> list[Matrix]:
    """A grid per variant; the labels stand in the order of the study."""
    variants = dict.fromkeys(entry.variant for entry in compared.entries)
    return [
        _matrix([e for e in compared.entries if e.variant == variant], variant, figure, axes)
        for variant in variants
    ]


def _matrix(entries: Sequence[Entry], variant: str, figure: str, axes: tuple[str, str]) -> Matrix:
    rows_axis, columns_axis = axes
    cells: dict[tuple[str, str], tuple[float, float]] = {}
    for entry in entries:
        value = entry.figure(figure)
        if value is not None:
            place = (entry.axes[rows_axis], entry.axes[columns_axis])
            least, most = cells.get(place, (value, value))
            cells[place] = (min(least, value), max(most, value))
    return Matrix(
        variant,
        figure,
        rows_axis,
        columns_axis,
        tuple(dict.fromkeys(entry.axes[rows_axis] for entry in entries)),
        tuple(dict.fromkeys(entry.axes[columns_axis] for entry in entries)),
        cells,
        entries[0].name,
    )


def matrix_table(matrix: Matrix) -> Table:
    """The grid as a table: rows are one thing that varies, columns the other."""
    return Table(
        title=text(
            "{figure}, variant {variant}", figure=words_of(matrix.figure), variant=matrix.variant
        ),
        columns=(
            Column(
                text("{rows} ↓  {columns} →", rows=matrix.rows_axis, columns=matrix.columns_axis)
            ),
            *(Column(label, align="right") for label in matrix.columns),
        ),
        rows=tuple(
            (row, *(_cell(matrix, row, column) for column in matrix.columns)) for row in matrix.rows
        ),
        remarks=(
            text("Lower is better."),
            *remarks(
                text("–: no plan, or not computed yet.")
                if len(matrix.cells) < len(matrix.rows) * len(matrix.columns)
                else None
            ),
        ),
    )


def _cell(matrix: Matrix, row: str, column: str) -> Cell:
    found = matrix.cells.get((row, column))
    if found is None:
        return number_cell(None)
    least, most = found
    if least == most:
        return number_cell(least)
    return text("{least} to {most}", least=number_cell(least), most=number_cell(most))
