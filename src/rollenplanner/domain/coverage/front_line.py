"""Whether the first line handles as much of the customers' work as the norm asks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import worst
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.front_line import FrontLine, front_line
from rollenplanner.domain.sources import source_of
from rollenplanner.domain.text import Text, fte, text


def first_line(case: Case) -> Iterator[Finding]:
    """One finding where the first line handles less than the norm, told for the worst period."""
    norm = case.scenario.rules.first_line
    if norm is None:
        return
    found = {t: each for t in case.scenario.periods if (each := front_line(case, t)) is not None}
    bad = worst({t: _shortfall(each, norm) for t, each in found.items()})
    if bad is None:
        return
    periods, period = bad
    there = found[period]
    figures = {
        "percent": there.percent,
        "norm": Decimal(norm),
        "held": fte(there.held),
        "work": fte(there.work),
    }
    yield Finding(
        "first-line",
        Severity.SERIOUS,
        _message(there, figures, at_worst=case.scenario.horizon.count > 1),
        periods=periods,
        figures=figures,
        source=source_of(case.scenario, "rules.first_line"),
    )


def _shortfall(there: FrontLine, norm: int) -> int:
    """How far below the norm, in millionths; above 0 exactly if it lies below."""
    missing = norm * there.work - 100 * there.held
    return -(-missing * 10_000 // there.work) if missing > 0 else 0


def _message(there: FrontLine, figures: dict[str, Decimal], *, at_worst: bool) -> Text:
    handled = (
        text(
            "The first line handles at worst {percent}% of the customers' work ({held} of {work} "
            "fte); the norm is {norm}%",
            **figures,
        )
        if at_worst
        else text(
            "The first line handles {percent}% of the customers' work ({held} of {work} fte); the "
            "norm is {norm}%",
            **figures,
        )
    )
    missing = there.first - there.held
    if not missing:
        return text("{handled}; all its work has a holder.", handled=handled)
    return text(
        "{handled}; {fte} fte of its work has no holder.", handled=handled, fte=fte(missing)
    )
