"""How much of the customers' work the first line handles (seed 002: a norm of 80%).

Roles with `line: first` answer customers at first contact, those with `line: second` do what the
first line passes on. Together they are the customers' work; roles without a line are no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.scenario import Role


@dataclass(frozen=True, slots=True)
class FrontLine:
    """The customers' work in one period; all in hundredths of fte.

    Attributes:
        held: Demand of the first line that someone holds, vacancies too.
        first: Demand of the first line.
        second: Demand of the second line.
    """

    held: int
    first: int
    second: int

    @property
    def work(self) -> int:
        """The customers' work together."""
        return self.first + self.second

    @property
    def percent(self) -> Decimal:
        """Part of the work that the first line handles, rounded down to tenths of a percent.

        Rounded down, so that it never reads as the norm where it lies below it.
        """
        part = Decimal(100 * self.held) / Decimal(self.work)
        return part.quantize(Decimal("0.1"), ROUND_DOWN)

    def below(self, norm: int) -> bool:
        """Whether it lies below a norm in hundredths, counted exactly."""
        return 100 * self.held < norm * self.work


def front_line(case: Case, period: int) -> FrontLine | None:
    """The customers' work in a period; None where there is none, or no role states a line."""
    held = first = second = 0
    for role in _with_a_line(case):
        if not case.is_active(role, period):
            continue
        demand = role.demand[period]
        if role.line == "second":
            second += demand
        else:
            first += demand
            held += demand - case.missing(role, period)
    return FrontLine(held, first, second) if first + second else None


def _with_a_line(case: Case) -> list[Role]:
    return [role for role in case.scenario.roles.values() if role.line is not None]
