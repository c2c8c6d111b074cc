"""Makes a repair as mild as its price allows: 0.01 fte more where a tenth would be paid anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rollenplanner.domain.clashes.changes import Change, Choice, Strength, price_of
from rollenplanner.domain.clashes.edits import Problem, edited
from rollenplanner.domain.clashes.of_rules import set_limit
from rollenplanner.domain.measure import measure
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import UNIT, UNITS_PER_HUNDREDTH, Term, decimal_of
from rollenplanner.domain.text import text
from rollenplanner.planning.explain.clash import Clash, still_clash
from rollenplanner.planning.explain.oracle import Oracle

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


@dataclass(slots=True)
class Softening:
    """Changes under way to milder ones; `plan` is always one of the problem with `made`.

    Attributes:
        problem: What is repaired.
        oracle: Answers whether milder changes do as well.
        clashes: What stood in the way; where it still does, nothing else has to be asked.
    """

    problem: Problem
    oracle: Oracle
    clashes: Sequence[Clash]
    made: dict[str, Strength] = field(default_factory=dict)
    plan: Assignment = field(default_factory=lambda: Assignment({}, {}, {}))

    def mildest(
        self, changes: Mapping[str, Change], choice: Choice, plan: Assignment, *, proven: bool
    ) -> Repair:
        """A choice of changes, each as mild as its price allows; priced as it then is.

        Args:
            changes: Everything that can be changed.
            choice: Changes that give the problem a plan.
            plan: That plan.
            proven: Whether it is proven that nothing is cheaper.
        """
        self.made = {each: changes[each].strengths[choice[each] - 1] for each in choice}
        self.plan = plan
        for each, strength in choice.items():
            self.soften(changes[each], strength)
        return Repair(
            tuple((changes[each], strength) for each, strength in self.made.items()),
            price_of(changes, choice),
            edited(self.problem, [each.edit for each in self.made.values()]),
            self.plan,
            proven,
        )

    def soften(self, change: Change, strength: int) -> None:
        """Make one change as mild as it can be, the others being what they are."""
        if change.limit is not None:
            self._raise_limit(change, change.limit)
            return
        low, high = change.mildest_at(strength), strength
        while low < high:
            middle = (low + high) // 2
            if self._takes(change, change.strengths[middle - 1]):
                high = middle
            else:
                low = middle + 1

    def _takes(self, change: Change, strength: Strength) -> bool:
        """Whether there is a plan with that strength; then it is what is made."""
        made = {**self.made, change.id: strength}
        edits = [each.edit for each in made.values()]
        if still_clash(self.problem, edits, self.clashes, self.oracle):
            return False
        answer = self.oracle.ask(self.problem, edits)
        if answer.plan is None:
            return False
        self.made, self.plan = made, answer.plan
        return True

    def _raise_limit(self, change: Change, term: Term) -> None:
        """Raise a limit as little as can be found instead of dropping it."""
        old = self.problem.scenario.limits[term]
        unit = UNIT if term in _WHOLE else UNITS_PER_HUNDREDTH
        low, high = old, self._value(term)
        while high - low > unit and not self.oracle.is_over():
            middle = low + max(1, (high - low) // unit // 2) * unit
            if self._takes(change, _limited(change, term, old, middle)):
                high = self._value(term)
            else:
                low = middle
        # A plan keeps a limit at what it reaches itself.
        self.made[change.id] = _limited(change, term, old, high, least=high - low <= unit)

    def _value(self, term: Term) -> int:
        scenario = edited(self.problem, [each.edit for each in self.made.values()]).scenario
        return measure(scenario, self.plan)[term]


def _limited(change: Change, term: Term, old: int, units: int, *, least: bool = True) -> Strength:
    """A limit raised; with a word about it where less may do as well."""
    figures = {
        "term": with_key(term),
        "limit": decimal_of(units),
        "old": decimal_of(old),
    }
    message = text("Raise the limit on {term}: at most {limit} instead of {old}.", **figures)
    if not least:
        message = text(
            "Raise the limit on {term}: at most {limit} instead of {old}, or less: there was no "
            "time to find the least.",
            **figures,
        )
    return Strength(change.strengths[0].price, message, set_limit(term, units))
