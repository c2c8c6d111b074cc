"""Stretches of periods in which the same holds, and how periods are named for people.

A period is named by its first month, as everywhere in plans and findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from rollenplanner.domain.months import Horizon
from rollenplanner.domain.text import Text, text

Same = TypeVar("Same")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Same]):
    """Periods in a row in which the same holds; `first` and `last` (inclusive) count from 0."""

    first: int
    last: int
    what: Same


def stretches(periods: Iterable[int], look: Callable[[int], Same]) -> list[Stretch[Same]]:
    """Periods (ascending) grouped while they follow each other and look the same."""
    found: list[Stretch[Same]] = []
    for period in periods:
        what = look(period)
        before = found[-1] if found else None
        if before is not None and before.last == period - 1 and before.what == what:
            found[-1] = Stretch(before.first, period, what)
        else:
            found.append(Stretch(period, period, what))
    return found


def in_words(horizon: Horizon, periods: Iterable[int]) -> Text:
    """Periods as people read them: `2027-07 to 2028-07, 2029-07`."""
    runs = stretches(sorted(set(periods)), lambda _: None)
    return text("{periods}", periods=tuple(run_in_words(horizon, r.first, r.last) for r in runs))


def run_in_words(horizon: Horizon, first: int, last: int) -> Text | str:
    """A run of periods, the last one included."""
    begin, end = str(horizon.period_start(first)), str(horizon.period_start(last))
    return begin if first == last else text("{first} to {last}", first=begin, last=end)


def per_stretch(horizon: Horizon, values: Callable[[int], object]) -> tuple[Text, ...]:
    """What is above nothing, with the periods: `0.55 (2027-07 to 2028-01)`, a part per stretch."""
    return tuple(
        text(
            "{value} ({periods})",
            value=stretch.what,
            periods=run_in_words(horizon, stretch.first, stretch.last),
        )
        for stretch in stretches(range(horizon.count), values)
        if stretch.what
    )
