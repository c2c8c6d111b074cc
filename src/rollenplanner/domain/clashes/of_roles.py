"""Conditions of roles and of modules: what they ask, of whom, and for how long.

The posts of a module stand at one place in the file, so a condition is about all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.levels import Level
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Asked, Role, Scenario, TermBounds
from rollenplanner.domain.sources import role_source
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Few, Text, fte, text

#: Under a limit on one of these a role is kept, however small: a wish for it, or its part of the
#: fair share, can be what keeps the limit.
_COUNTING_ROLES = frozenset((Term.WISHES, Term.IMBALANCE, Term.IMBALANCE_SQUARED))
#: Terms that count critical roles, and those that count the others.
_CRITICAL = frozenset((Term.CRITICAL_UNCOVERED, Term.CRITICAL_MISSING_BACKUPS))
_OTHER = frozenset((Term.UNCOVERED, Term.MISSING_BACKUPS))


def conditions_of_roles(scenario: Scenario) -> Iterator[Condition]:
    """Every condition of every role and module."""
    groups: dict[str, list[str]] = {}
    for role in scenario.roles.values():
        groups.setdefault(owner(role), []).append(role.id)
    for path, ids in groups.items():
        yield from _Asking(scenario, path, tuple(ids)).conditions()


def owner(role: Role) -> str:
    """The path in the scenario where a role, or the module of a post, stands."""
    return f"modules.{role.post.module}" if role.post else f"roles.{role.id}"


class _Asking:
    """The conditions of one role, or of all posts of one module."""

    def __init__(self, scenario: Scenario, path: str, ids: tuple[str, ...]) -> None:
        self.scenario = scenario
        self.path = path
        self.ids = ids
        self.role = scenario.roles[ids[0]]
        self.name: Text | str = self.role.post.module if self.role.post else named(self.role)

    def conditions(self) -> Iterator[Condition]:
        """All of them; those that ask nothing are left out."""
        yield from self._demand()
        yield from self._asked()
        yield from self._where()
        yield from self._over_time()
        if self.role.post is None:
            yield from self._holders()
        yield from self._backups()

    def _one(self, key: str, message: Text, drop: Callable[[Role], Role]) -> Condition:
        source = role_source(self.scenario, self.role)
        edit = Edit(roles=self.ids, role=drop)
        return Condition(f"{self.path}.{key}", message, source, edit, self.ids)

    def _demand(self) -> Iterator[Condition]:
        """A pin asks for any share at all; so fte of a pinned role matter where a limit counts."""
        scenario, ids = self.scenario, set(self.ids)
        pins = (pin for pin in scenario.pins if pin.kind in ("role", "backup"))
        pinned = any(ids & set(pin.targets) for pin in pins)
        if not any(self.role.demand) or (pinned and _counted_by(self.role) not in scenario.limits):
            return
        edit = Edit(roles=self.ids, role=self._without_demand(pinned), freed=self.ids)
        message = text("{role} asks {fte} fte.", role=self.name, fte=fte(max(self.role.demand)))
        source = role_source(scenario, self.role)
        yield Condition(f"{self.path}.fte", message, source, edit, self.ids)

    def _without_demand(self, pinned: bool) -> Callable[[Role], Role]:
        """The role asks nothing, so pins on it bind nothing; or no limit counts it any more.

        Critical work and other work are counted apart: where only one of them has limits, a
        pinned role can be taken out of the count and stay.
        """
        limits, step = set(self.scenario.limits), self.scenario.rules.step
        if _COUNTING_ROLES & limits:
            return lambda now: least_demand(now, step)
        apart = _OTHER if self.role.critical else _CRITICAL
        if pinned and self.role.post is None and not apart & limits:
            return lambda now: replace(now, critical=not now.critical)
        return no_demand

    def _asked(self) -> Iterator[Condition]:
        for want in self.role.asked.competences:
            competence = self.scenario.competences.get(want.competence, want.competence)
            level = want.level
            message = (
                text(
                    "{role} asks competence {what} at level {level}.",
                    role=self.name,
                    what=competence,
                    level=level.name,
                )
                if isinstance(level, Level)
                else text("{role} asks competence {what}.", role=self.name, what=competence)
            )
            yield self._one(
                f"competences.{want.competence}.{level}", message, _without_competence(want)
            )
        for expertise, grade in self.role.asked.expertise.items():
            message = text(
                "{role} asks expertise {what}, at least {grade}.",
                role=self.name,
                what=expertise,
                grade=grade,
            )
            yield self._one(f"expertise.{expertise}", message, _without_expertise(expertise))

    def _where(self) -> Iterator[Condition]:
        functions = self.scenario.functions
        if set(self.role.functions) != set(functions):
            message = text(
                "{role} is carried from these functions: {functions}.",
                role=self.name,
                functions=Few(tuple(named(functions[each]) for each in self.role.functions)),
            )
            everything = tuple(functions)
            yield self._one("functions", message, lambda now: replace(now, functions=everything))
        if self.role.own_cluster and len(self.scenario.clusters) > 1:
            clusters = tuple(
                named(self.scenario.clusters[self.scenario.roles[each].cluster])
                for each in self.ids
            )
            message = text(
                "{role} is carried from its own cluster: {clusters}.",
                role=self.name,
                clusters=Few(clusters),
            )
            yield self._one("own_cluster", message, lambda now: replace(now, own_cluster=False))

    def _over_time(self) -> Iterator[Condition]:
        term = self.role.term or TermBounds()
        if term.min is not None:
            yield self._one(
                "term.min",
                text(
                    "{role} is held for at least {number} periods in a row.",
                    role=self.name,
                    number=term.min,
                ),
                lambda now: set_term(now, shortest=None),
            )
        if term.max is not None:
            yield self._one(
                "term.max",
                text(
                    "{role} is held for at most {number} periods in a row.",
                    role=self.name,
                    number=term.max,
                ),
                lambda now: set_term(now, longest=None),
            )
        if self.role.handover:
            yield self._one(
                "handover",
                text(
                    "Who takes {role} over was its backup for {number} periods before (handover).",
                    role=self.name,
                    number=self.role.handover,
                ),
                lambda now: replace(now, handover=0),
            )

    def _holders(self) -> Iterator[Condition]:
        role, step = self.role, self.scenario.rules.step
        if role.min_holders > 1:
            yield self._one(
                "holders.min",
                text(
                    "{role} has at least {number} holders.", role=self.name, number=role.min_holders
                ),
                lambda now: replace(now, min_holders=1),
            )
        if role.max_holders is not None:
            yield self._one(
                "holders.max",
                text(
                    "{role} has at most {number} holders.", role=self.name, number=role.max_holders
                ),
                lambda now: replace(now, max_holders=None),
            )
        if role.share > step:
            yield self._one(
                "holders.share",
                text(
                    "Each holder of {role} has at least {fte} fte of it.",
                    role=self.name,
                    fte=fte(role.share),
                ),
                lambda now: replace(now, share=step),
            )

    def _backups(self) -> Iterator[Condition]:
        role = self.role
        if role.backups:
            yield self._one(
                "backups.count" if role.post is None else "deputies",
                text("{role} asks for {number} backups.", role=self.name, number=role.backups),
                lambda now: replace(now, backups=0),
            )
        if role.backup_fte:
            yield self._one(
                "backups.fte" if role.post is None else "deputy_fte",
                text(
                    "Each backup of {role} spends {fte} fte.",
                    role=self.name,
                    fte=fte(role.backup_fte),
                ),
                lambda now: replace(now, backup_fte=0),
            )


def _counted_by(role: Role) -> Term:
    """The term that counts what nobody holds of a role."""
    if role.post is not None:
        return Term.COORDINATION
    return Term.CRITICAL_UNCOVERED if role.critical else Term.UNCOVERED


def no_demand(role: Role) -> Role:
    """The role without any work."""
    return replace(role, demand=(0,) * len(role.demand))


def least_demand(role: Role, step: int) -> Role:
    """The role with so little demand that it can only just be held."""
    least = step * role.min_holders
    return replace(role, demand=tuple(min(each, least) for each in role.demand), share=step)


def set_term(role: Role, *, shortest: int | None = 0, longest: int | None = 0) -> Role:
    """The role with another term; 0 leaves a bound as it is, None drops it."""
    term = role.term or TermBounds()
    bounds = TermBounds(
        term.min if shortest == 0 else shortest, term.max if longest == 0 else longest
    )
    return replace(role, term=bounds)


def _without_competence(want: Asked) -> Callable[[Role], Role]:
    def change(role: Role) -> Role:
        kept = tuple(each for each in role.asked.competences if each != want)
        return replace(role, asked=replace(role.asked, competences=kept))

    return change


def _without_expertise(expertise: str) -> Callable[[Role], Role]:
    def change(role: Role) -> Role:
        kept = {each: grade for each, grade in role.asked.expertise.items() if each != expertise}
        return replace(role, asked=replace(role.asked, expertise=kept))

    return change
