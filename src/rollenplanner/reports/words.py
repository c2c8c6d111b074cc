"""What terms, statuses and severities are called for people."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from rollenplanner.domain.findings import Severity
from rollenplanner.domain.months import PeriodKind
from rollenplanner.domain.plan import LevelResult
from rollenplanner.domain.term_words import TERM_WORDS
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, text

SEVERITY_WORDS: dict[Severity, Text] = {
    Severity.CRITICAL: text("critical"),
    Severity.SERIOUS: text("serious"),
    Severity.NOTICE: text("notice"),
}

PERIOD_WORDS: dict[PeriodKind, Text] = {
    "month": text("month"),
    "quarter": text("quarter"),
    "half-year": text("half-year"),
    "year": text("year"),
}


def terms_in_words(terms: Iterable[Term]) -> Text:
    """Terms as a list with commas."""
    return text("{terms}", terms=tuple(TERM_WORDS[term] for term in terms))


def how_good(level: LevelResult) -> Text:
    """How good a level is: proven best, or how much better any plan could be at most."""
    if level.status == "optimal":
        return text("proven optimal")
    if level.bound is None:
        return text("unknown how much better is possible")
    percent = (100 * (level.gap or Decimal(0))).to_integral_value(ROUND_CEILING)
    # A gap is relative to at least 1; below that, and for a bound of 0, a percentage misleads.
    if abs(level.value) < 1 or percent >= 100:
        return text("at best {bound}", bound=shown_value(level.bound))
    return text("at most {percent}% better possible", percent=percent)


def shown_value(value: Decimal) -> Decimal:
    """A value for a table: two decimals, or none if it is whole."""
    whole = value.to_integral_value()
    return whole if value == whole else value.quantize(Decimal("0.01"))
