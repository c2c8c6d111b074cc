"""Values over time, drawn with the dots of braille letters: two by four to a letter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Bits of the dots of a braille letter, by row and column.
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BLANK = 0x2800


@dataclass(frozen=True, slots=True)
class Steps:
    """Something that keeps its value until it gets another; points are seconds and value."""

    points: Sequence[tuple[float, float]]

    def at(self, second: float) -> float | None:
        """The value at a moment; None before the first."""
        found = None
        for when, value in self.points:
            if when > second:
                break
            found = value
        return found


def braille(
    steps: Steps, width: int, height: int, until: float, low: float, high: float
) -> list[str]:
    """Lines of letters that draw steps over time.

    Args:
        steps: What to draw.
        width: In letters.
        height: In letters.
        until: Seconds at the right edge.
        low: Value at the lower edge.
        high: Value at the upper edge.
    """
    cells = [[0] * width for _ in range(height)]
    span = high - low
    before: int | None = None
    for x in range(width * 2):
        value = steps.at(until * (x + 1) / (width * 2))
        if value is None:
            continue
        part = 0.0 if span <= 0 else (value - low) / span
        y = round((1 - min(max(part, 0.0), 1.0)) * (height * 4 - 1))
        path = [y] if before is None else range(min(before, y), max(before, y) + 1)
        for each in path:
            cells[each // 4][x // 2] |= _DOTS[each % 4][x % 2]
        before = y
    return ["".join(chr(_BLANK + bits) if bits else " " for bits in row) for row in cells]


def bounds(series: Sequence[Steps]) -> tuple[float, float]:
    """Lowest and highest value of all series; apart also where all are equal, never below 0."""
    values = [value for steps in series for _, value in steps.points if math.isfinite(value)]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    return (low, high) if high > low else (max(0.0, low - 0.5), high + 0.5)
