"""What the soft terms are called for people, in sentences and tables."""

from __future__ import annotations

from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, text

TERM_WORDS: dict[Term, Text] = {
    Term.UNCOVERED: text("work without holder"),
    Term.CRITICAL_UNCOVERED: text("critical work without holder"),
    Term.MISSING_BACKUPS: text("missing backups of other roles"),
    Term.CRITICAL_MISSING_BACKUPS: text("missing backups of critical roles"),
    Term.COORDINATION: text("missing coordinators and deputies"),
    Term.UNPLACED: text("people without a function"),
    Term.OVER_FORMATION: text("above the formation"),
    Term.CLUSTER_DEVIATION: text("distance to the size of the clusters"),
    Term.COMPETENCE_GAP: text("competences short"),
    Term.IMBALANCE: text("uneven load"),
    Term.IMBALANCE_SQUARED: text("uneven load, squared"),
    Term.OVERLOAD: text("overload"),
    Term.WISHES: text("wishes granted (as minus)"),
    Term.MOVES: text("people who move"),
    Term.CHANGES: text("takeovers of roles"),
    Term.UNPREPARED: text("unprepared takeovers"),
    Term.FRAGMENTATION: text("fragmentation"),
    Term.HEADCOUNT: text("people who carry something"),
    Term.JUMPS: text("differences with the earlier plan"),
}


def with_key(term: Term) -> Text:
    """A term in words, with the key that stands for it in files."""
    return text("{words} ({key})", words=TERM_WORDS[term], key=str(term))
