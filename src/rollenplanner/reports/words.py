"""What terms, statuses and severities are called for people."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from rollenplanner.domain.findings import Severity
from rollenplanner.domain.months import PeriodKind
from rollenplanner.domain.plan import LevelResult
from rollenplanner.domain.term_words import TERM_WORDS
from rollenplanner.domain.terms import ObjectiveLevel, Term
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


#: What one of a term is called; everything not named here is counted in fte.
_UNITS: dict[Term, Text] = {
    Term.MISSING_BACKUPS: text("backups"),
    Term.CRITICAL_MISSING_BACKUPS: text("backups"),
    Term.COORDINATION: text("people"),
    Term.COMPETENCE_GAP: text("steps"),
    Term.IMBALANCE_SQUARED: text("fte squared"),
    Term.WISHES: text("wish points"),
    Term.MOVES: text("people"),
    Term.CHANGES: text("takeovers"),
    Term.UNPREPARED: text("takeovers"),
    Term.FRAGMENTATION: text("roles"),
    Term.HEADCOUNT: text("people"),
    Term.JUMPS: text("differences"),
}
_FTE = text("fte")
#: Unit of a level that weighs its terms or adds unlike things up.
POINTS = text("points")


def level_in_words(level: ObjectiveLevel) -> Text:
    """What a level counts: `work without holder + ..`, with weights where these are not 1."""
    weighted = {term: weight for term, weight in level.items() if weight} or dict(level)
    whole: Text | None = None
    for term, weight in weighted.items():
        words = TERM_WORDS[term]
        part = words if weight == 1 else text("{weight}× {term}", weight=weight, term=words)
        if weight == 1 and set(weighted.values()) != {1}:
            part = text("{weight}× {term}", weight=weight, term=words)
        whole = part if whole is None else text("{first} + {second}", first=whole, second=part)
    return whole or text("nothing")


def unit_of(level: ObjectiveLevel) -> Text:
    """What the value of a level is a number of."""
    units = {_UNITS.get(term, _FTE) for term, weight in level.items() if weight}
    plain = all(weight in (0, 1) for weight in level.values())
    return units.pop() if plain and len(units) == 1 else POINTS


def how_good(level: LevelResult) -> Text:
    """How good a level is: proven best, or by how much any plan could be better at most."""
    if level.status == "optimal":
        return text("proven best")
    if level.bound is None:
        return text("unknown if better is possible")
    room = (level.value - level.bound).quantize(Decimal("0.01"), ROUND_CEILING)
    return text("at most {room} better", room=shown_value(room))


def shown_value(value: Decimal) -> Decimal:
    """A value for a table: two decimals, or none if it is whole."""
    whole = value.to_integral_value()
    return whole if value == whole else value.quantize(Decimal("0.01"))
