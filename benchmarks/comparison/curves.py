"""How the quality of a plan grows over time, and what one figure says about such a curve.

A stream holds what a run told: (seconds, level from 0, value, bound). From it comes, per level, a
curve of the relative distance to the best known plan: the primal gap of Berthold (2013),
|value - best| / max(|value|, |best|), 0 if they are equal, 1 if one is below 0 and the other above,
and 1 while there is no plan. Two rules take the order of the levels into account:

* the best known is the value in the plan that is best level by level, not the least value ever;
* while a level above is more than 1% behind, a level counts as 1: what it reaches then, it reaches
  on work that was left undone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

NEAR = 0.01
"""Within so much of the best known a level counts as reached."""


class Event(NamedTuple):
    """Something that a run told: a value or bound of a level, in units; None if not known."""

    seconds: float
    level: int
    value: int | None
    bound: int | None


class Point(NamedTuple):
    """From so many seconds on the gap is so large, until the next point."""

    seconds: float
    gap: float


def primal_gap(value: float | None, best: float) -> float:
    """Relative distance of a value to the best known, between 0 and 1; 0 too where it is lower."""
    if value is None:
        return 1.0
    if value <= best:
        return 0.0
    if value > 0 > best:
        return 1.0
    return (value - best) / max(abs(value), abs(best))


def curve(events: Iterable[Event], best: Sequence[float], level: int) -> list[Point]:
    """The gap of one level over time; starts at 0 seconds."""
    known: list[int | None] = [None] * len(best)
    points = [Point(0.0, 1.0)]
    for event in sorted(events, key=lambda event: event.seconds):
        if event.value is None or event.level > level:
            continue
        known[event.level] = event.value
        gaps = [primal_gap(known[each], best[each]) for each in range(level + 1)]
        gap = 1.0 if any(above > NEAR for above in gaps[:-1]) else gaps[-1]
        if gap != points[-1].gap:
            points.append(Point(event.seconds, gap))
    return points


def primal_integral(points: Sequence[Point], until: float) -> float:
    """Area under the curve from 0 until some seconds, divided by them: 0 (at once best) to 1."""
    area = 0.0
    for point, end in zip(points, _ends(points, until), strict=True):
        area += point.gap * max(0.0, min(end, until) - point.seconds)
    return area / until


def _ends(points: Sequence[Point], until: float) -> Iterator[float]:
    yield from (point.seconds for point in points[1:])
    yield max(until, points[-1].seconds)


def time_to_reach(points: Sequence[Point], near: float = NEAR) -> float:
    """Seconds from which the gap stays at most `near`; infinite if it is not so at the end."""
    since = math.inf
    for point in points:
        if point.gap > near:
            since = math.inf
        elif since == math.inf:
            since = point.seconds
    return since


def first_difference(one: Sequence[int], other: Sequence[int]) -> int | None:
    """The first level where two plans differ, from 0; None if they are equally good.

    Plans of the same scenario only; lower values are better, and the first difference decides.
    """
    for level, (here, there) in enumerate(zip(one, other, strict=True)):
        if here != there:
            return level
    return None


def better(one: Sequence[int] | None, other: Sequence[int] | None) -> int:
    """1 if the first plan is better on the first level where they differ, -1 if worse, else 0.

    No plan at all (None) is worse than any plan.
    """
    if one is None or other is None:
        return (one is not None) - (other is not None)
    level = first_difference(one, other)
    if level is None:
        return 0
    return 1 if one[level] < other[level] else -1
