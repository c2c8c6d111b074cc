"""Finds the cheapest changes after which there is a plan.

Every clash says: one of the changes that weaken it has to be made. The cheapest choice that answers
all clashes known so far is tried; if it leaves a clash, that one is added, else it is a repair, and
none is cheaper (implicit hitting sets, as for smallest corrections in constraint programming).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rollenplanner.domain.clashes.changes import Change, Choice, Prices, edits_of
from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.conditions import conditions_of
from rollenplanner.domain.clashes.edits import Problem, edited
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.clashes.repairs import changes_for, only_ever_helps
from rollenplanner.planning.explain.clash import Clash, ClashFinder
from rollenplanner.planning.explain.mildest import Repair, Softening
from rollenplanner.planning.explain.oracle import Oracle

#: With fewer sorts of changes than this, the same sort for somebody else is looked for as well.
LEAST_REPAIRS = 3
#: Prices have at most two decimals; the choice counts in whole numbers.
_HUNDRED = 100


@dataclass(slots=True)
class RepairFinder:
    """Looks for repairs of one problem, the cheapest first.

    Attributes:
        prices: What changes cost.
        changes: Everything that is considered so far.
        literals: Per clash found: one of these changes has to be made this strongly.
        exhausted: No other sort of repair is left among what is considered.
        open: A question stayed unanswered, so nothing is proven about prices any more.
    """

    problem: Problem
    prices: Prices
    oracle: Oracle
    changes: dict[str, Change] = field(default_factory=dict)
    literals: list[list[tuple[str, int]]] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    exhausted: bool = False
    open: bool = False
    _every: Sequence[Condition] = field(init=False)
    _clashes: list[Clash] = field(default_factory=list)
    _made: list[Choice] = field(default_factory=list)
    _others: bool = False

    def __post_init__(self) -> None:
        """List the conditions once."""
        self._every = conditions_of(self.problem)

    @property
    def proven(self) -> bool:
        """Whether it is proven that the first repair is the cheapest of what is considered."""
        apart = any(change.apart for change in self.changes.values())
        return not self.open and not apart and only_ever_helps(self.problem.scenario)

    def look(self, most: int) -> None:
        """Find so many repairs, unless there are fewer or the time is over."""
        while len(self.repairs) < most and not self.oracle.is_over():
            choice = self._cheapest()
            if choice is None:
                self.exhausted = not self.open
                if self._others or len(self.repairs) >= LEAST_REPAIRS:
                    return
                self._others = True
                continue
            before = self.proven
            answer = self.oracle.ask(self.problem, edits_of(self.changes, choice))
            if answer.plan is not None:
                softening = Softening(self.problem, self.oracle, self._clashes)
                made = softening.mildest(self.changes, choice, answer.plan, proven=before)
                self.repairs.append(made)
                self.repairs.sort(key=lambda each: each.price)
                self._made.append(choice)
            elif answer.feasible is None or not self._learn(choice):
                if self.oracle.is_over():
                    return
                self.open = True
                self._made.append(choice)

    def add(self, clash: Clash, choice: Choice | None = None) -> None:
        """Take a clash into account that is there although a choice of changes was made."""
        choice = choice or {}
        self._clashes.append(clash)
        for change in changes_for(
            self.problem.scenario,
            clash.conditions,
            self._every,
            self.prices,
            self.problem.goals,
        ):
            self.changes.setdefault(change.id, change)
        stronger = {
            change.id: change.tops()[-1]
            for change in self.changes.values()
            if change.touches(clash.conditions) and change.tops()[-1] > choice.get(change.id, 0)
        }
        self.literals.append(_Answers(self, clash, dict(choice)).among(stronger))

    def _learn(self, choice: Choice) -> bool:
        """Find a clash that a choice leaves; whether there was time for it."""
        left = edited(self.problem, edits_of(self.changes, choice))
        clash = ClashFinder.of(left, self.oracle).find()
        if clash is None:
            return False
        self.add(clash, choice)
        return True

    def _cheapest(self) -> dict[str, int] | None:
        from rollenplanner.solver import cheapest_choice

        ladders = {
            change.id: {
                top: int(change.strengths[top - 1].price * _HUNDRED) for top in change.tops()
            }
            for change in self.changes.values()
        }
        order = {kind: number for number, kind in enumerate(PriceKind)}
        ranks = {change.id: order[change.kind] for change in self.changes.values()}
        blocked = [[self._alike(each, choice) for each in choice] for choice in self._made]
        return cheapest_choice(ladders, self.literals, blocked, ranks)

    def _alike(self, change_id: str, choice: Choice) -> list[tuple[str, int]]:
        """What counts as the same change: for somebody else too, until there is no other sort."""
        change = self.changes[change_id]
        if change.family == change.id or self._others:
            return [(change.id, change.tops()[0] if len(choice) == 1 else choice[change.id])]
        family = [each for each in self.changes.values() if each.family == change.family]
        return [(each.id, each.tops()[0]) for each in family]


class _Answers:
    """Which changes can answer a clash, and how strong each has to be."""

    def __init__(self, finder: RepairFinder, clash: Clash, given: dict[str, int]) -> None:
        self.finder = finder
        self.given = given
        problem = edited(finder.problem, edits_of(finder.changes, given))
        kept = {each.id for each in clash.conditions}
        self.drops = [each.drop for each in conditions_of(problem) if each.id not in kept]

    def among(self, stronger: dict[str, int]) -> list[tuple[str, int]]:
        """One of these has to be made: those that answer the clash, given that the others do not.

        Changes that leave the clash as it is even at their strongest are made in `given`: with
        them there is still no plan, so they are no answer.
        """
        by_family: dict[str, list[str]] = {}
        for each in stronger:
            change = self.finder.changes[each]
            group = change.id if change.apart else change.family
            by_family.setdefault(group, []).append(each)
        answers = [one for group in by_family.values() for one in self._answering(group, stronger)]
        return [(each, self._least(each, stronger[each])) for each in answers]

    def _clashes(self, choice: Choice) -> bool:
        """Whether it is proven that the clash stays."""
        changed = edited(self.finder.problem, edits_of(self.finder.changes, choice))
        return self.finder.oracle.ask(changed, self.drops).impossible

    def _answering(self, group: list[str], stronger: dict[str, int]) -> list[str]:
        together = {**self.given, **{each: stronger[each] for each in group}}
        if self._clashes(together):
            if not any(self.finder.changes[each].apart for each in group):
                self.given = together
            return []
        if len(group) == 1:
            return group
        half = len(group) // 2
        return [
            *self._answering(group[:half], stronger),
            *self._answering(group[half:], stronger),
        ]

    def _least(self, change_id: str, strongest: int) -> int:
        """The cheapest strength that may answer the clash."""
        before = self.given.get(change_id, 0)
        tops = [t for t in self.finder.changes[change_id].tops() if before < t <= strongest]
        low, high = 0, len(tops) - 1
        while low < high:
            middle = (low + high) // 2
            if self._clashes({**self.given, change_id: tops[middle]}):
                low = middle + 1
            else:
                high = middle
        return tops[high]
