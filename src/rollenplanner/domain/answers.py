"""An answer to the question why someone carries a role in a plan, or does not."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Pin, Role, Scenario
from rollenplanner.domain.terms import ObjectiveLevel, Term


class Outcome(enum.Enum):
    """What came of looking for a plan in which it is otherwise."""

    FOUND = "found"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Compared:
    """One level of the objective in the plan at hand and in the other plan; all in units.

    Attributes:
        weights: What the level counts.
        bound: No plan with the change, whose higher levels are at most those of the plan at hand
            or, where the other plan is worse, of that one, is below it; None if unknown.
    """

    weights: ObjectiveLevel
    before: int
    after: int
    bound: int | None

    @property
    def proven(self) -> int:
        """So much worse than in the plan at hand it is at least, by proof; 0 if that is unknown."""
        return 0 if self.bound is None else max(0, self.bound - self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The plan at hand beside the best plan that was found in which it is otherwise.

    Attributes:
        levels: One per level, the last one of jumps; empty without such a plan.
        other: That plan, which obeys every rule.
        before, after: Every term of the two plans, in units.
    """

    outcome: Outcome
    levels: tuple[Compared, ...] = ()
    other: Assignment | None = None
    before: Mapping[Term, int] = field(default_factory=dict)
    after: Mapping[Term, int] = field(default_factory=dict)

    @property
    def first(self) -> int | None:
        """The first level at which the two plans differ, from 0; None if they are equally good."""
        return next((n for n, each in self._scored() if each.before != each.after), None)

    @property
    def worse(self) -> int | None:
        """The first level at which the other plan is worse, from 0; None if there is none."""
        return next((n for n, each in self._scored() if each.before < each.after), None)

    def _scored(self) -> Iterator[tuple[int, Compared]]:
        """Levels that plans are compared by: all but the one of jumps that was added."""
        for number, level in enumerate(self.levels):
            if set(level.weights) != {Term.JUMPS}:
                yield number, level


@dataclass(frozen=True, slots=True)
class Answer:
    """Why someone carries a role in a plan, or does not.

    Attributes:
        backup: Whether it is about backing up; else about holding.
        carries: Whether the person does so in the plan, in `periods`.
        periods: In which it does; or for which it is answered why not.
        asked_period: The one period that was asked about; None: all.
        rules: What forbids it in whatever plan; or the pins that demand it. With these nothing is
            solved.
        obstacles: What forbids it beside what else the plan has the person do.
        edit: What is pinned or forbidden to see the opposite.
        comparison: What the opposite comes to; None while not solved.
        stopped: Whether someone stopped the search before its time.
    """

    scenario: Scenario
    plan: Assignment
    person: str
    role: Role
    backup: bool
    carries: bool
    periods: tuple[int, ...]
    asked_period: int | None
    rules: tuple[Finding, ...] = ()
    obstacles: tuple[Finding, ...] = ()
    edit: Pin | None = None
    comparison: Comparison | None = None
    stopped: bool = False
