"""A trade-off as a drawing of letters: plans as points at two figures, the front as steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

#: Part of the span that stays free at either side of the points.
_MARGIN = 0.06
#: Letters between two marks on the lower axis, and lines between two on the left one, at least.
_APART, _LINES_APART = 9, 2
#: Signs of points: on the front, on it but not proven to be, beaten.
FRONT, UNPROVEN, BEATEN = "◆", "◇", "○"
#: Numbers beside a point, at most.
_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A plan at two figures.

    Attributes:
        across: Figure along the lower axis.
        up: Figure along the left axis.
        number: Of the plan.
        front: Whether no plan beats it at these two.
        proven: Whether that is proven.
        here: Whether the cursor stands on it.
        picked: Whether it is picked to be compared.
    """

    across: float
    up: float
    number: int
    front: bool
    proven: bool = True
    here: bool = False
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters in one tone: `front`, `beaten`, `here`, `steps`, `number`, `axis`, or none."""

    letters: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Figures from low to high on so many steps of the screen."""

    low: float
    high: float
    steps: int

    def at(self, value: float) -> int:
        """The step of a figure, from 0."""
        part = (value - self.low) / (self.high - self.low)
        return min(self.steps - 1, max(0, int(part * self.steps)))

    def marks(self, apart: int) -> list[float]:
        """Round figures, so many steps apart at least."""
        most = max(1, self.steps // apart)
        size = _round_up((self.high - self.low) / most)
        first = math.ceil(self.low / size - 1e-9)
        last = math.floor(self.high / size + 1e-9)
        return [round(n * size, 10) + 0.0 for n in range(first, last + 1)]


def _round_up(size: float) -> float:
    """The least of 1, 2, 5, 10.. and their tenths that is not below a size."""
    power = 10.0 ** math.floor(math.log10(size))
    for factor in (1.0, 2.0, 5.0):
        if size <= factor * power * (1 + 1e-9):
            return factor * power
    return 10.0 * power


def scale_of(values: Sequence[float], steps: int) -> Scale:
    """A scale that holds some figures with a margin at either side."""
    low, high = min(values), max(values)
    span = high - low
    free = span * _MARGIN if span > 0 else max(1.0, abs(low) * 0.1)
    return Scale(low - free, high + free, steps)


def curve(
    points: Sequence[Point],
    width: int,
    height: int,
    shown: Callable[[float], str],
    heads: tuple[str, str],
) -> list[list[Piece]]:
    """Lines of pieces that draw points; none if there is no room for them.

    Args:
        points: What to draw.
        width: In letters.
        height: In lines.
        shown: A figure in the language of the day.
        heads: What the left axis and the lower axis count.
    """
    rows = height - 4
    if not points or rows < 3:
        return []
    up = scale_of([each.up for each in points], rows)
    labels = {rows - 1 - up.at(mark): shown(mark) for mark in up.marks(_LINES_APART)}
    left = max(map(cell_len, labels.values()), default=0) + 1
    columns = width - left - 1
    if columns < 12:
        return []
    across = scale_of([each.across for each in points], columns)
    sheet = _Sheet(columns, rows)
    sheet.steps([each for each in points if each.front], across, up)
    sheet.points(points, across, up)
    lines = [[Piece(_cut(heads[0], width), "axis")]]
    for row in range(rows):
        edge = "┤" if row in labels else "│"
        label = " " * (left - cell_len(labels.get(row, ""))) + labels.get(row, "")
        lines.append([Piece(label + edge, "axis"), *sheet.line(row)])
    lines += _lower_axis(across, left, shown)
    lines.append([Piece(" " * max(0, width - cell_len(_cut(heads[1], width))), "axis")])
    lines[-1].append(Piece(_cut(heads[1], width), "axis"))
    return lines


def _cut(words: str, width: int) -> str:
    while cell_len(words) > width:
        words = words.rstrip("…")[:-1] + "…"
    return words


def _lower_axis(across: Scale, left: int, shown: Callable[[float], str]) -> list[list[Piece]]:
    """The axis with its marks, and the figures below it."""
    axis, figures = ["─"] * across.steps, [" "] * across.steps
    for mark in across.marks(_APART):
        place, words = across.at(mark), shown(mark)
        first = min(max(0, place - len(words) // 2), across.steps - len(words))
        if first >= 0 and all(each == " " for each in figures[max(0, first - 1) :][: len(words)]):
            axis[place] = "┴"
            figures[first : first + len(words)] = words
    return [
        [Piece(" " * left + "└" + "".join(axis), "axis")],
        [Piece(" " * (left + 1) + "".join(figures), "axis")],
    ]


class _Sheet:
    """The letters between the axes, with their tones."""

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._steps: dict[tuple[int, int], str] = {}
        self._letters: dict[tuple[int, int], tuple[str, str]] = {}

    def steps(self, front: Sequence[Point], across: Scale, up: Scale) -> None:
        """The front as steps: what one point has in the left figure holds until the next one."""
        places = [
            (up.steps - 1 - up.at(each.up), across.at(each.across))
            for each in sorted(front, key=lambda each: (each.across, -each.up))
        ]
        for (row, column), (next_row, next_column) in pairwise(places):
            self._steps |= {(row, x): "─" for x in range(column, next_column)}
            self._steps |= {(y, next_column): "│" for y in range(row + 1, next_row)}
            if row < next_row:
                self._steps[row, next_column] = "┐" if column < next_column else "│"

    def points(self, points: Sequence[Point], across: Scale, up: Scale) -> None:
        """Signs of points, the ones that matter most on top, then numbers beside them."""
        there: dict[tuple[int, int], list[Point]] = {}
        for each in points:
            place = (up.steps - 1 - up.at(each.up), across.at(each.across))
            there.setdefault(place, []).append(each)
        for place, some in there.items():
            self._letters[place] = _sign(some)
        # Where the cursor is comes first: its number is never the one that finds no room.
        order = sorted(there.items(), key=lambda each: not any(p.here for p in each[1]))
        for (row, column), some in order:
            if any(p.front or p.here or p.picked for p in some):
                self._number(row, column, some)

    def _number(self, row: int, column: int, some: Sequence[Point]) -> None:
        """The numbers of the plans at a point, behind it, before it, above or below."""
        known = [p for p in some if p.here] + [p for p in some if p.front and not p.here]
        numbers = [str(p.number) for p in (known or some)]
        more = "…" if len(numbers) > _NUMBERS else ""
        words = ",".join(numbers[:_NUMBERS]) + more
        tone = "here" if any(p.here for p in some) else "number"
        places = [
            (y, x)
            for y, x in (
                (row - 1, column + 1),
                (row, column + 2),
                (row, column - 1 - len(words)),
                (row + 1, column - len(words)),
                (row - 1, column - len(words)),
            )
            if self._free(y, x, len(words))
        ]
        # Rather not over the steps.
        places.sort(key=lambda place: self._crossed(place[0], place[1], len(words)))
        for y, x in places[:1]:
            for n, letter in enumerate(words):
                self._letters[y, x + n] = (letter, tone)

    def _free(self, row: int, column: int, length: int) -> bool:
        inside = 0 <= row < self._rows and column >= 0 and column + length <= self._columns
        return inside and not any(
            (row, each) in self._letters for each in range(column - 1, column + length + 1)
        )

    def _crossed(self, row: int, column: int, length: int) -> bool:
        return any((row, each) in self._steps for each in range(column, column + length))

    def line(self, row: int) -> list[Piece]:
        """One line, in as few pieces as its tones allow."""
        pieces: list[Piece] = []
        for column in range(self._columns):
            step = self._steps.get((row, column))
            plain = (step, "steps") if step else (" ", "")
            letter, tone = self._letters.get((row, column), plain)
            if pieces and pieces[-1].tone == tone:
                pieces[-1] = Piece(pieces[-1].letters + letter, tone)
            else:
                pieces.append(Piece(letter, tone))
        return pieces


def _sign(some: Sequence[Point]) -> tuple[str, str]:
    """The sign of the plans that lie at one place, and its tone."""
    front = [each for each in some if each.front]
    sign = BEATEN
    if front:
        sign = FRONT if any(each.proven for each in front) else UNPROVEN
    if any(each.here for each in some):
        return sign, "here"
    return sign, "front" if front else "beaten"
