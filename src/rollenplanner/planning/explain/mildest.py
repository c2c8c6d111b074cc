"""Makes a repair as mild as its price allows: 0.01 fte more where a tenth would be paid anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.clashes.changes import Change, Choice, Strength, price_of
from rollenplanner.domain.clashes.edits import Problem, edited
from rollenplanner.domain.clashes.of_rules import set_limit
from rollenplanner.domain.measure import measure
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import UNIT, UNITS_PER_HUNDREDTH, Term, decimal_of
from rollenplanner.domain.text import text
from rollenplanner.planning.explain.oracle import Answer, Oracle

#: Terms that count whole things; the others are raised by hundredths.
_WHOLE = frozenset(
    (
        Term.MISSING_BACKUPS,
        Term.CRITICAL_MISSING_BACKUPS,
        Term.COORDINATION,
        Term.COMPETENCE_GAP,
        Term.WISHES,
        Term.MOVES,
        Term.CHANGES,
        Term.UNPREPARED,
        Term.FRAGMENTATION,
        Term.HEADCOUNT,
        Term.JUMPS,
    )
)


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes after which there is a plan.

    Attributes:
        parts: What changes, each with how strongly.
        problem: The problem with the changes made.
        plan: A plan of it that the checker has judged.
        cheapest: Whether it is proven that nothing cheaper of another sort was left.
    """

    parts: tuple[tuple[Change, Strength], ...]
    price: Decimal
    problem: Problem
    plan: Assignment
    cheapest: bool


def mildest(
    problem: Problem,
    changes: Mapping[str, Change],
    choice: Choice,
    oracle: Oracle,
    *,
    proven: bool,
) -> Repair | None:
    """The repair with every change as mild as it can be at its price; solved as it then is.

    Returns:
        None if the last question stayed unanswered.
    """
    made = {each: changes[each].strengths[strength - 1] for each, strength in choice.items()}
    softening = _Softening(problem, oracle, made)
    for each, strength in choice.items():
        softening.soften(changes[each], strength)
    answer = softening.ask()
    if answer.plan is None:
        return None
    return Repair(
        tuple((changes[each], strength) for each, strength in softening.made.items()),
        price_of(changes, choice),
        edited(problem, [each.edit for each in softening.made.values()]),
        answer.plan,
        proven,
    )


@dataclass(slots=True)
class _Softening:
    problem: Problem
    oracle: Oracle
    made: dict[str, Strength]

    def ask(self, change: str | None = None, strength: Strength | None = None) -> Answer:
        made = dict(self.made)
        if change is not None and strength is not None:
            made[change] = strength
        return self.oracle.ask(self.problem, [each.edit for each in made.values()])

    def soften(self, change: Change, strength: int) -> None:
        if change.limit is not None:
            self._raise_limit(change, change.limit)
            return
        low, high = change.mildest_at(strength), strength
        while low < high:
            middle = (low + high) // 2
            if self.ask(change.id, change.strengths[middle - 1]).feasible:
                high = middle
            else:
                low = middle + 1
        self.made[change.id] = change.strengths[high - 1]

    def _raise_limit(self, change: Change, term: Term) -> None:
        """Raise a limit as little as can be found instead of dropping it."""
        old = self.problem.scenario.limits[term]
        answer = self.ask()
        if answer.plan is None:
            return
        unit = UNIT if term in _WHOLE else UNITS_PER_HUNDREDTH
        low, high = old, self._value(answer, term)
        while high - low > unit and not self.oracle.is_over():
            middle = low + max(1, (high - low) // unit // 2) * unit
            answer = self.ask(change.id, _limited(change, term, old, middle))
            if answer.plan is None:
                low = middle
            else:
                high = self._value(answer, term)
        self.made[change.id] = _limited(change, term, old, high)

    def _value(self, answer: Answer, term: Term) -> int:
        assert answer.plan is not None
        scenario = edited(self.problem, [each.edit for each in self.made.values()]).scenario
        return measure(scenario, answer.plan)[term]


def _limited(change: Change, term: Term, old: int, units: int) -> Strength:
    message = text(
        "Raise the limit on {term}: at most {limit} instead of {old}.",
        term=with_key(term),
        limit=decimal_of(units),
        old=decimal_of(old),
    )
    return Strength(change.strengths[0].price, message, set_limit(term, units))
