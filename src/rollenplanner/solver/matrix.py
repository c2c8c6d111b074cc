"""Rows as sparse arrays: which rows a set of variables stands in, and what the others bring there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rollenplanner.solver.linear import Linear
from rollenplanner.solver.rows import INFINITE, Kind, Row, index_of

Whole = NDArray[np.int64]


class Entry(NamedTuple):
    """A linear row: variables by index, coefficients, bounds."""

    variables: Sequence[int]
    coefficients: Sequence[int]
    least: int
    most: int


class Remains(NamedTuple):
    """What is left of a row when some variables are fixed or open.

    Attributes:
        places: Of its free variables, among the free ones.
    """

    places: list[int]
    coefficients: list[int]
    least: int
    most: int


@dataclass(slots=True)
class Matrix:
    """Many linear rows over the same variables.

    Attributes:
        begins: Where the entries of each row begin; one more than there are rows.
        columns, coefficients: Of all entries, row after row.
        least, most: Bounds per row.
    """

    begins: Whole
    columns: Whole
    coefficients: Whole
    least: Whole
    most: Whole
    _rows_of: Whole = field(init=False)
    _column_begins: Whole = field(init=False)
    width: int = 0

    @classmethod
    def of(cls, entries: Iterable[Entry], width: int) -> Matrix:
        """Rows over variables 0..width-1."""
        found = list(entries)
        sizes = [len(entry.variables) for entry in found]
        return cls(
            np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
            _array([index for entry in found for index in entry.variables]),
            _array([each for entry in found for each in entry.coefficients]),
            _array([entry.least for entry in found]),
            _array([entry.most for entry in found]),
            width,
        )

    def __post_init__(self) -> None:
        """Note the rows of every variable."""
        sizes = np.diff(self.begins)
        rows = np.repeat(np.arange(len(sizes)), sizes)
        order = np.argsort(self.columns, kind="stable")
        self._rows_of = rows[order]
        counts = np.bincount(self.columns, minlength=self.width)
        self._column_begins = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    def rows_with(self, indices: Whole) -> Whole:
        """Numbers of the rows in which any of some variables stands, ascending."""
        marked = np.zeros(len(self.least), dtype=bool)
        marked[self._rows_of[_ranges(self._column_begins, indices)]] = True
        return np.flatnonzero(marked)

    def rows_of(self, index: int) -> Whole:
        """Numbers of the rows in which a variable stands."""
        return self._rows_of[self._column_begins[index] : self._column_begins[index + 1]]

    def entries(self, row: int) -> Whole:
        """Variables of a row."""
        return self.columns[self.begins[row] : self.begins[row + 1]]

    def activities(self, values: Whole) -> Whole:
        """Value of every row."""
        return _sums(self.coefficients * values[self.columns], self.begins)

    def remains(
        self,
        rows: Whole,
        place: Whole,
        values: Whole,
        ends: tuple[Whole, Whole],
        open_: NDArray[np.bool_],
    ) -> Iterator[Remains]:
        """What rows ask of the free variables; rows that ask nothing are left out.

        Args:
            rows: Numbers of the rows.
            place: Variable -> its place among the free ones, -1 if it is not free.
            values: Of the fixed variables.
            ends: Least and most value of every variable.
            open_: Variable -> whether it is open: counted at its most favourable value.
        """
        at = _ranges(self.begins, rows)
        begins = np.concatenate(([0], np.cumsum(np.diff(self.begins)[rows]))).astype(np.int64)
        columns, coefficients = self.columns[at], self.coefficients[at]
        free, opened = place[columns] >= 0, open_[columns]
        fixed = _sums(np.where(free | opened, 0, coefficients * values[columns]), begins)
        low, high = coefficients * ends[0][columns], coefficients * ends[1][columns]
        smaller, greater = np.minimum(low, high), np.maximum(low, high)
        open_least = _sums(np.where(opened, smaller, 0), begins)
        open_most = _sums(np.where(opened, greater, 0), begins)
        least, most = self.least[rows], self.most[rows]
        least = np.where(least <= -INFINITE, -INFINITE, least - fixed - open_most)
        most = np.where(most >= INFINITE, INFINITE, most - fixed - open_least)
        free_least = _sums(np.where(free, smaller, 0), begins)
        free_most = _sums(np.where(free, greater, 0), begins)
        asking = (free_least < least) | (free_most > most)
        for row in np.flatnonzero(asking):
            part = slice(begins[row], begins[row + 1])
            chosen = free[part]
            yield Remains(
                place[columns[part][chosen]].tolist(),
                coefficients[part][chosen].tolist(),
                int(least[row]),
                int(most[row]),
            )


def entry_of_row(row: Row) -> Entry:
    """A row of any kind as a linear one."""
    if row.kind is Kind.LINEAR:
        return Entry(row.variables, row.coefficients, row.least, row.most)
    negated = sum(1 for literal in row.variables if literal < 0)
    signs = [1 if literal >= 0 else -1 for literal in row.variables]
    at_most = row.kind is Kind.AT_MOST_ONE
    return Entry(
        [index_of(literal) for literal in row.variables],
        signs,
        -INFINITE if at_most else 1 - negated,
        1 - negated if at_most else INFINITE,
    )


def entry_at_most(form: Linear, most: int) -> Entry:
    """The row `form <= most`."""
    return Entry(
        [variable.index for variable, _ in form.pairs],
        [coefficient for _, coefficient in form.pairs],
        -INFINITE,
        most - form.constant,
    )


def _array(numbers: list[int]) -> Whole:
    return np.array(numbers, dtype=np.int64)


def _ranges(begins: Whole, numbers: Whole) -> Whole:
    """All positions from `begins[n]` up to `begins[n + 1]`, for every n in turn."""
    sizes = begins[numbers + 1] - begins[numbers]
    total = int(sizes.sum())
    if total == 0:
        return np.zeros(0, dtype=np.int64)
    offsets = np.repeat(begins[numbers] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    return offsets + np.arange(total)


def _sums(numbers: Whole, begins: Whole) -> Whole:
    """Sums of consecutive stretches, some of them empty."""
    total = np.concatenate(([0], np.cumsum(numbers)))
    return total[begins[1:]] - total[begins[:-1]]
