"""Finds an irreducible set of conditions that no plan meets together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.conditions import GOALS, conditions_of
from rollenplanner.domain.clashes.edits import Edit, Problem, edited
from rollenplanner.planning.explain.oracle import Answer, Oracle

#: Sizes in which conditions are tried to be left out when halving does not work.
_CHUNKS = (32, 8, 1)


@dataclass(frozen=True, slots=True)
class Clash:
    """Conditions that no plan meets together.

    Attributes:
        conditions: In the order of the scenario.
        needed: Ids of those of which it was shown that the others have a plan without it.
    """

    conditions: tuple[Condition, ...]
    needed: frozenset[str]

    @property
    def irreducible(self) -> bool:
        """Whether every single condition was shown to be needed."""
        return len(self.needed) == len(self.conditions)


def still_clash(
    problem: Problem, edits: Iterable[Edit], clashes: Iterable[Clash], oracle: Oracle
) -> bool:
    """Whether one of some clashes is still there after a change; a small question each."""
    changed = edited(problem, edits)
    conditions = conditions_of(changed)
    for clash in clashes:
        kept = {each.id for each in clash.conditions}
        if oracle.ask(
            changed, (each.drop for each in conditions if each.id not in kept)
        ).impossible:
            return True
    return False


@dataclass(slots=True)
class ClashFinder:
    """Looks for clashes in one problem, all other conditions dropped.

    Attributes:
        conditions: Everything that can be dropped.
        partners: Path of a role or module -> paths of those that segregation ties to it.
    """

    problem: Problem
    conditions: Sequence[Condition]
    oracle: Oracle
    partners: dict[str, set[str]] = field(init=False)
    _suspected: dict[frozenset[str], list[Condition] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which roles segregation ties together."""
        owners = {role: path_of(each) for each in self._of_roles() for role in each.roles}
        self.partners = {}
        for rule in self.problem.scenario.incompatible:
            paths = {owners[role] for group in rule.groups for role in group if role in owners}
            for path in paths:
                self.partners.setdefault(path, set()).update(paths - {path})

    @classmethod
    def of(cls, problem: Problem, oracle: Oracle) -> ClashFinder:
        """A finder for everything that can be dropped of a problem."""
        return cls(problem, conditions_of(problem), oracle)

    def ask_near(self) -> Answer:
        """Whether there is a plan with only what is about no role, or about those that are near."""
        return self.ask([each for each in self.conditions if self._is_near(each)])

    def _is_near(self, condition: Condition) -> bool:
        return not _is_of_role(condition) or bool(self.problem.near.intersection(condition.roles))

    def ask(self, kept: Collection[Condition]) -> Answer:
        """Whether there is a plan with only these conditions."""
        ids = {each.id for each in kept}
        return self.oracle.ask(
            self.problem, (each.drop for each in self.conditions if each.id not in ids)
        )

    def find(self, without: Iterable[Condition] = ()) -> Clash | None:
        """A clash, if there is one; irreducible as far as time allows.

        Args:
            without: Conditions that are dropped from the beginning.

        Returns:
            None if there is none, or none was proven in the time.
        """
        gone = {each.id for each in without}
        open_ones = [each for each in self.conditions if each.id not in gone]
        # A second clash is the exception; one question about everything tells that there is none.
        if gone and not self.ask(open_ones).impossible:
            return None
        start = self._suspicious(open_ones) or self._few_roles(open_ones)
        if start is None:
            return None
        # People who may stand anywhere make large models: whether they may is asked last.
        fixed = [each for each in start if each.id == "placement"]
        others = [each for each in start if each.id != "placement"]
        small = [*fixed, *self._halved(fixed, others, tried=not fixed)]
        if not self.ask(small).impossible:
            small = self._chunked(start)
        return self._checked(small)

    # Few roles first: models with few roles are small

    def _of_roles(self) -> list[Condition]:
        return [each for each in self.conditions if _is_of_role(each)]

    def is_infeasible(self) -> bool | None:
        """Whether there is no plan; asked about few roles first, which takes a moment."""
        if self._suspicious(list(self.conditions)) is not None:
            return True
        answer = self.ask(self.conditions).feasible
        return None if answer is None else not answer

    def _suspicious(self, kept: list[Condition]) -> list[Condition] | None:
        """Infeasible conditions about roles that goals, pins or segregation name, if there are any.

        All that is about no role is among them, and at most one role with those that segregation
        ties to it.
        """
        if (known := frozenset(each.id for each in kept)) not in self._suspected:
            self._suspected[known] = self._first_infeasible(kept, rank=1)
        return self._suspected[known]

    def _first_infeasible(self, kept: list[Condition], rank: int) -> list[Condition] | None:
        rest, groups = _by_role(kept)
        together = self._asked_of_nobodys_role(rest, groups)
        if together is not None:
            return together
        for path, ranked in self._suspects(groups):
            if ranked <= rank:
                near = [path, *sorted(self.partners.get(path, ()))]
                tried = [*rest, *(each for one in near for each in groups.get(one, ()))]
                if self.ask(tried).impossible:
                    return tried
        return None

    def _few_roles(self, kept: list[Condition]) -> list[Condition] | None:
        """Infeasible conditions about as few roles as can be found by halves."""
        if not self.ask(kept).impossible:
            return None
        rest, groups = _by_role(kept)
        paths = self._halved_groups(rest, [path for path, _ in self._suspects(groups)], groups)
        return [*rest, *(each for path in paths for each in groups[path])]

    def _asked_of_nobodys_role(
        self, rest: list[Condition], groups: dict[str, list[Condition]]
    ) -> list[Condition] | None:
        """The same where a goal is about a person or a function: no role, or those it is about."""
        if not any(each.id.startswith(GOALS) for each in rest):
            return None
        if self.ask(rest).impossible:
            return rest
        near = [each for group in groups.values() for each in group if self._is_near(each)]
        return [*rest, *near] if near and self.ask([*rest, *near]).impossible else None

    def _suspects(self, groups: dict[str, list[Condition]]) -> list[tuple[str, int]]:
        """Paths of roles with a rank: near 0, named by pins or segregation 1, others 2."""
        near = self.problem.near
        named = {
            role
            for pin in (*self.problem.scenario.pins, *self.problem.scenario.forbid)
            for role in pin.targets
        }

        def rank(path: str) -> int:
            roles = {role for each in groups[path] for role in each.roles}
            if roles & near:
                return 0
            return 1 if roles & named or path in self.partners else 2

        return sorted(((path, rank(path)) for path in groups), key=lambda each: each[1])

    def _halved_groups(
        self, rest: list[Condition], paths: list[str], groups: dict[str, list[Condition]]
    ) -> list[str]:
        """The same by halves: a smallest set of roles that clashes with the rest."""

        def with_roles(chosen: Iterable[str]) -> list[Condition]:
            return [*rest, *(each for path in chosen for each in groups[path])]

        def needed(given: list[str], candidates: list[str], tried: bool) -> list[str]:
            if not tried and self.ask(with_roles(given)).impossible:
                return []
            if len(candidates) == 1:
                return candidates
            half = len(candidates) // 2
            one, other = candidates[:half], candidates[half:]
            second = needed([*given, *one], other, False)
            first = needed([*given, *second], one, not second)
            return [*first, *second]

        return needed([], paths, False) if paths else []

    # Single conditions

    def _halved(
        self, given: list[Condition], candidates: list[Condition], *, tried: bool
    ) -> list[Condition]:
        """Conditions that clash with what is given, by halves (QuickXplain, Junker 2004)."""
        if not tried and self.ask(given).impossible:
            return []
        if len(candidates) <= 1:
            return candidates
        half = len(candidates) // 2
        one, other = candidates[:half], candidates[half:]
        second = self._halved([*given, *one], other, tried=False)
        first = self._halved([*given, *second], one, tried=not second)
        return [*first, *second]

    def _chunked(self, start: list[Condition]) -> list[Condition]:
        """Leave out what can be left out, where fewer conditions do not always mean more plans."""
        kept = start
        for size in _CHUNKS:
            for first in range(0, len(start), size):
                chunk = {each.id for each in start[first : first + size]}
                fewer = [each for each in kept if each.id not in chunk]
                if len(fewer) < len(kept) and self.ask(fewer).impossible:
                    kept = fewer
        return kept

    def _checked(self, small: list[Condition]) -> Clash:
        """Leave out every single condition once more, until each was shown to be needed."""
        kept, needed = list(small), set[str]()
        for each in small:
            fewer = [other for other in kept if other is not each]
            answer = self.ask(fewer)
            if answer.impossible:
                return self._checked(fewer)
            if answer.feasible:
                needed.add(each.id)
        order = {each.id: number for number, each in enumerate(self.conditions)}
        kept.sort(key=lambda each: order[each.id])
        return Clash(tuple(kept), frozenset(needed))


def _by_role(kept: Iterable[Condition]) -> tuple[list[Condition], dict[str, list[Condition]]]:
    """Conditions that are about no role, and those of each role or module by its path."""
    rest: list[Condition] = []
    groups: dict[str, list[Condition]] = {}
    for each in kept:
        if _is_of_role(each):
            groups.setdefault(path_of(each), []).append(each)
        else:
            rest.append(each)
    return rest, groups


def _is_of_role(condition: Condition) -> bool:
    return condition.id.startswith(("roles.", "modules.", GOALS)) and bool(condition.roles)


def path_of(condition: Condition) -> str:
    """The role or module that a condition is about; ids of roles hold no `@`, those of posts do."""
    role, at, _ = condition.roles[0].partition("@")
    return f"modules.{role}" if at else f"roles.{role}"
