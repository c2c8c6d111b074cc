"""Finds an irreducible set of conditions that no plan meets together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.conditions import GOALS
from rollenplanner.domain.clashes.edits import Problem
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

    def __post_init__(self) -> None:
        """Note which roles segregation ties together."""
        owners = {role: path_of(each) for each in self._of_roles() for role in each.roles}
        self.partners = {}
        for rule in self.problem.scenario.incompatible:
            paths = {owners[role] for group in rule.groups for role in group if role in owners}
            for path in paths:
                self.partners.setdefault(path, set()).update(paths - {path})

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
        start = self._few_roles(open_ones)
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

    def _few_roles(self, kept: list[Condition]) -> list[Condition] | None:
        """Infeasible conditions about as few roles as can be found quickly."""
        rest = [each for each in kept if not _is_of_role(each)]
        groups: dict[str, list[Condition]] = {}
        for each in kept:
            if _is_of_role(each):
                groups.setdefault(path_of(each), []).append(each)
        together = self._asked_of_nobodys_role(rest, groups)
        if together is not None:
            return together
        for path in self._suspects(groups):
            near = [path, *sorted(self.partners.get(path, ()))]
            tried = [*rest, *(each for one in near for each in groups.get(one, ()))]
            if self.ask(tried).impossible:
                return tried
        if not self.ask(kept).impossible:
            return None
        paths = self._halved_groups(rest, list(groups), groups)
        return [*rest, *(each for path in paths for each in groups[path])]

    def _asked_of_nobodys_role(
        self, rest: list[Condition], groups: dict[str, list[Condition]]
    ) -> list[Condition] | None:
        """The same where a goal is about a person or a function: no role, or those it is about."""
        if not any(each.id.startswith(GOALS) for each in rest):
            return None
        if self.ask(rest).impossible:
            return rest
        near = [
            each
            for group in groups.values()
            for each in group
            if self.problem.near.intersection(each.roles)
        ]
        return [*rest, *near] if near and self.ask([*rest, *near]).impossible else None

    def _suspects(self, groups: dict[str, list[Condition]]) -> list[str]:
        """Paths of roles, those first that goals close and pins or segregation name."""
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

        return sorted(groups, key=rank)

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


def _is_of_role(condition: Condition) -> bool:
    return condition.id.startswith(("roles.", "modules.", GOALS)) and bool(condition.roles)


def path_of(condition: Condition) -> str:
    """The role or module that a condition is about; ids of roles hold no `@`, those of posts do."""
    role, at, _ = condition.roles[0].partition("@")
    return f"modules.{role}" if at else f"roles.{role}"
