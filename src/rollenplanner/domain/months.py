"""Months and the periods of a horizon (design section 3, `horizon`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

PeriodKind = Literal["month", "quarter", "half-year", "year"]
MONTHS_IN: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, counted in months since year 0; written YYYY-MM."""

    number: int

    @classmethod
    def parse(cls, value: str) -> Month:
        """Read `YYYY-MM`; raises ValueError for anything else."""
        match = _MONTH.fullmatch(value)
        if match is None:
            raise ValueError(value)
        return cls(int(match[1]) * 12 + int(match[2]) - 1)

    def plus(self, months: int) -> Month:
        """The month so many months later."""
        return Month(self.number + months)

    def __str__(self) -> str:
        """The month as YYYY-MM."""
        return f"{self.number // 12:04d}-{self.number % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: from `start` (None: always) up to, not including, `end` (None: always)."""

    start: Month | None = None
    end: Month | None = None


@dataclass(frozen=True, slots=True)
class Horizon:
    """The planned periods: `count` periods of one kind from `start` on."""

    start: Month
    kind: PeriodKind
    count: int

    @property
    def months(self) -> int:
        """Months in a period."""
        return MONTHS_IN[self.kind]

    def period_start(self, period: int) -> Month:
        """First month of a period (0-based)."""
        return self.start.plus(period * self.months)

    @property
    def starts(self) -> tuple[Month, ...]:
        """First month of each period."""
        return tuple(self.period_start(t) for t in range(self.count))

    def touches(self, span: Span, period: int) -> bool:
        """Whether any month of the period lies in the span."""
        first, last = self.period_start(period), self.period_start(period + 1)
        begins_in_time = span.start is None or span.start < last
        ends_after = span.end is None or span.end > first
        return begins_in_time and ends_after

    def covers(self, span: Span, period: int) -> bool:
        """Whether the whole period lies in the span."""
        first, last = self.period_start(period), self.period_start(period + 1)
        begins_in_time = span.start is None or span.start <= first
        return begins_in_time and (span.end is None or span.end >= last)

    def on_boundary(self, month: Month) -> bool:
        """Whether a month is the first of a period (counted on beyond the horizon both ways)."""
        return (month.number - self.start.number) % self.months == 0
