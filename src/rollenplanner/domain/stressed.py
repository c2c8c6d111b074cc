"""What a stress test is asked and what it came to, as data; fte are hundredths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rollenplanner.domain.redeployment import Loss, Redeployment


@dataclass(frozen=True, slots=True)
class Asked:
    """What to test.

    Attributes:
        absent: How many people are absent together.
        people: Absent in every combination; a vacancy named here counts as not filled.
        roles: Of each of these roles somebody who carries it is absent.
    """

    absent: int = 1
    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """People who are absent together, in the period in which that costs most."""

    people: tuple[str, ...]
    loss: Loss
    redeployment: Redeployment

    @property
    def period(self) -> int:
        """The worst period."""
        return self.redeployment.period


@dataclass(frozen=True, slots=True)
class StandIn:
    """A person takes work over, or puts work down to make time for that."""

    person: str
    role: str
    fte: int


@dataclass(frozen=True, slots=True)
class Learner:
    """Who could hold a role after so many periods as its backup.

    Attributes:
        steps: Steps short of the requirements now.
        periods: Periods as backup that are still needed.
    """

    person: str
    steps: int
    periods: int


@dataclass(frozen=True, slots=True)
class Detail:
    """One absence in full.

    Attributes:
        lost: Role -> hundredths that nobody does.
        taken: Who steps in, for what and for how much.
        dropped: What these put down.
        learners: Lost role -> who could hold it later, soonest first.
    """

    absence: Absence
    lost: Mapping[str, int]
    taken: tuple[StandIn, ...]
    dropped: tuple[StandIn, ...]
    learners: Mapping[str, tuple[Learner, ...]]


@dataclass(frozen=True, slots=True)
class RoleFragility:
    """The largest loss of a role under one absence, and whose; ties name the first."""

    role: str
    lost: int
    person: str


@dataclass(frozen=True, slots=True)
class Fragility:
    """How fragile people, roles and clusters are: what is lost under one absence at a time.

    Attributes:
        people: Person -> what is lost when absent alone.
        roles: Only of roles that lose anything, largest first.
        clusters: Cluster -> the sum over its roles.
    """

    people: Mapping[str, Loss] = field(default_factory=dict)
    roles: tuple[RoleFragility, ...] = ()
    clusters: Mapping[str, Loss] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many combinations lose what."""

    critical: int = 0
    other: int = 0
    nothing: int = 0

    @property
    def total(self) -> int:
        """All that were computed."""
        return self.critical + self.other + self.nothing


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stress test is.

    Attributes:
        total: Combinations there are; None where they are not tried one by one.
        bound: Hundredths of critical work that no combination exceeds, as far as is proven.
    """

    done: int
    total: int | None
    worst: Loss
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Stressed:
    """What a stress test came to.

    Attributes:
        combinations: How many combinations of people were asked for; None where nobody counts them.
        counts: What the computed ones lose; none where they were not tried one by one.
        worst: At most ten combinations that lose anything, worst first.
        bound: Hundredths of critical work that no combination exceeds, proven; None if unknown.
        complete: Whether it came to its end: the worst is proven to be the worst.
        singles: People of whom it is known what their absence alone costs.
        candidates: People who can be absent.
        open: Hundredths of critical work that nobody holds anyway, at most in a period.
        vacant: Hundredths of critical work that rest on vacancies, at most in a period.
    """

    asked: Asked
    combinations: int | None
    counts: Counts | None
    worst: tuple[Detail, ...]
    bound: int | None
    complete: bool
    singles: int
    candidates: int
    fragility: Fragility
    open: int = 0
    vacant: int = 0
