"""Who may hold a role at all, and what the nearest person lacks where nobody may."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain, islice

from rollenplanner.domain.facts import Facts, facts_of
from rollenplanner.domain.levels import Level
from rollenplanner.domain.months import Span
from rollenplanner.domain.requirements import Graded, grade_all
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.text import Few, Text, text

#: People looked at one by one before everyone who meets the requirements is computed.
_FIRST_LOOK = 50
#: Pairs of person and role looked at to name the nearest; many more would take seconds.
_LOOKS = 300_000


def why_nobody(candidates: Candidates, role: Role, message: Text) -> Text:
    """The sentence that nobody may hold a role, with what is in the way."""
    return text("{sentence} {reason}", sentence=message, reason=_reason(candidates, role))


def _reason(candidates: Candidates, role: Role) -> Text:
    if not role.functions:
        return text("No function may hold it.")
    if candidates.nowhere(role):
        functions = Few(tuple(role.functions))
        return text("Nobody stands where it may be held: {functions}.", functions=functions)
    nearest = candidates.nearest(role)
    if not nearest:
        return text("Those in the right place may not hold it, or do not serve then.")
    lacks = candidates.lacking(nearest[0], role)
    if len(nearest) == 1:
        return text("{person} comes nearest and lacks {lacks}.", person=nearest[0].id, lacks=lacks)
    return text(
        "{person}, one of {n} who come nearest, lacks {lacks}.",
        person=nearest[0].id,
        n=len(nearest),
        lacks=lacks,
    )


def _lacks(graded: Graded) -> Text:
    """What is asked, by its id, beside what is recorded."""
    if not isinstance(graded.asked, Level | int):
        return text("{id} (nothing is recorded)", id=graded.id)
    if graded.recorded is None:
        return text("{id} {asked} (nothing is recorded)", id=graded.id, asked=str(graded.asked))
    return text(
        "{id} {asked} ({recorded} is recorded)",
        id=graded.id,
        asked=str(graded.asked),
        recorded=str(graded.recorded),
    )


class Candidates:
    """Finds out whether anyone may hold a role, quickly also for thousands of roles and people.

    Most roles have many candidates; so a few people are tried before all who meet the
    requirements are computed.
    """

    def __init__(self, scenario: Scenario) -> None:
        """Sort the people by where they stand, once for all roles.

        Args:
            scenario: Its roles are asked about.
        """
        self._looks = _LOOKS
        self._scenario = scenario
        self._facts: Facts = facts_of(scenario)
        self._movers = [p for p in scenario.staff.values() if not self._facts.stays(p.id)]
        self._could_move: dict[str, frozenset[str]] = {}
        self._holding: dict[str, set[str]] = {}
        #: Who stays put, by function and by function and cluster.
        self._staying: dict[tuple[str, str | None], set[str]] = {}
        for person in scenario.staff.values():
            self._add(person)
        self._forbidden: dict[str, set[str]] = {}
        for rule in scenario.forbid:
            if rule.kind == "role" and rule.span == Span():
                for target in rule.targets:
                    self._forbidden.setdefault(target, set()).add(rule.person)

    def _add(self, person: Person) -> None:
        for role in person.roles:
            self._holding.setdefault(role, set()).add(person.id)
        place = self._facts.present(person.id)
        if place is not None and self._facts.stays(person.id):
            for cluster in (None, place.cluster):
                self._staying.setdefault((place.function, cluster), set()).add(person.id)

    def exist_for(self, role: Role) -> bool:
        """Whether anyone may hold the role in some active period, now or after learning it."""
        admitted = list(self._admitted(role))
        for person in self._holding.get(role.id, ()):
            if any(person in group for group in admitted) and self._serves(person, role):
                return True
        first = islice(chain.from_iterable(admitted), _FIRST_LOOK)
        if any(self._facts.steps(p, role) == 0 and self._serves(p, role) for p in first):
            return True
        able = self._facts.within(role, self._steps_allowed(role))
        return any(self._serves(person, role) for group in admitted for person in able & group)

    def nowhere(self, role: Role) -> bool:
        """Whether nobody stands, or could be placed, where the role admits people."""
        return not any(self._admitted(role))

    def nearest(self, role: Role) -> list[Person]:
        """Who fall least short of a role among those whom it admits and who serve.

        Empty where there is no such person, where the nearest one is kept from the role by
        something else, or where so many were looked at already that it would take long.
        """
        admitted = {id for group in self._admitted(role) for id in group}
        self._looks -= len(admitted)
        if self._looks < 0:
            return []
        serving = (id for id in self._scenario.staff if id in admitted and self._serves(id, role))
        steps = {id: self._facts.steps(id, role) for id in serving}
        least = min(steps.values(), default=0)
        return [self._scenario.staff[id] for id in steps if steps[id] == least and least]

    def lacking(self, person: Person, role: Role) -> tuple[Text, ...]:
        """What a person lacks for a role, each by its id."""
        graded = grade_all(person, role.asked, self._scenario.rules.levels)
        return tuple(_lacks(each) for each in graded if each.steps)

    def _steps_allowed(self, role: Role) -> int:
        learning = self._scenario.rules.learning
        if learning is None or len(role.active) < learning.shadow:
            return 0
        return learning.gap

    def _serves(self, person: str, role: Role) -> bool:
        """Whether a person serves while the role is active, and is not kept from it always."""
        if person in self._forbidden.get(role.id, ()):
            return False
        return any(self._facts.serves(person, period) for period in role.active)

    def _admitted(self, role: Role) -> Iterator[Set[str]]:
        """Groups of people who stand, or could be placed, where the role admits people."""
        cluster = role.cluster if role.own_cluster else None
        for key in role.functions:
            yield self._staying.get((key, cluster), frozenset())
            if cluster is None or cluster in self._scenario.functions[key].clusters:
                yield self._could_move_to(key)

    def _could_move_to(self, key: str) -> frozenset[str]:
        if key not in self._could_move:
            function = self._scenario.functions[key]
            self._could_move[key] = frozenset(
                person.id
                for person in self._movers
                if self._facts.within_scale(person, function)
                and self._facts.takes(function, person)
            )
        return self._could_move[key]
