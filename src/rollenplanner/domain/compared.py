"""Plans side by side: what is compared, which of them another one makes superfluous."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rollenplanner.domain.terms import ObjectiveLevel, Term
from rollenplanner.domain.text import Language

#: Figures of a plan beside its terms that can be compared; lower is better, as with terms.
FIGURES = ("fragile", "fragility", "critical", "serious", "notice")


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """Value of a level of the objective, its bound if known, and whether it is proven best."""

    value: float
    bound: float | None
    proven: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A function, scale, function group or cluster in the period furthest from its size; fte."""

    view: str
    id: str
    name: str
    formation: float | None
    occupied: float
    vacant: float


@dataclass(frozen=True, slots=True)
class FoundIn:
    """A finding of a plan, with its sentence in the language in which it was made."""

    id: str
    kind: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Details:
    """What is looked at of a few plans only.

    Attributes:
        placement: Person -> function and cluster.
        holders: Role -> person -> fte per period.
        backups: Role -> people who back it up in any period.
        parts: Functions, scales, groups and clusters.
    """

    placement: Mapping[str, tuple[str, str]]
    holders: Mapping[str, Mapping[str, Sequence[float]]]
    backups: Mapping[str, frozenset[str]]
    parts: Sequence[Part]
    findings: Sequence[FoundIn]


@dataclass(frozen=True, slots=True)
class Entry:
    """One plan among others, or a case without one.

    Attributes:
        id: Unique in the comparison.
        status: As in the store: optimal, feasible, infeasible, unknown, failed or open.
        axes: What is varied -> value.
        figures: formation, occupied, vacant, findings per severity, fragile, fragility; what is
            not known is left out.
    """

    number: int
    id: str
    name: str
    variant: str
    status: str
    axes: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[LevelFigure, ...] = ()
    terms: Mapping[Term, float] = field(default_factory=dict)
    figures: Mapping[str, float] = field(default_factory=dict)
    reason: str | None = None

    @property
    def title(self) -> str:
        """Number and name, with the value on every axis: what it is in one line."""
        return ", ".join([f"{self.number} {self.name}", *self._values])

    @property
    def _values(self) -> list[str]:
        return [f"{axis} {value}" for axis, value in self.axes.items()]

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan to compare."""
        return bool(self.levels)

    def figure(self, name: str) -> float | None:
        """A term or another figure by its key; None where it is not known."""
        if name in FIGURES:
            return self.figures.get(name)
        return self.terms.get(Term(name))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side, made under the same rules.

    Attributes:
        objective: Their levels.
        axes: What is varied, in order.
        details: Entry id -> what is looked at of a few plans only.
    """

    name: str
    language: Language
    objective: Sequence[ObjectiveLevel]
    axes: tuple[str, ...]
    entries: tuple[Entry, ...]
    details: Mapping[str, Details] = field(default_factory=dict)


Vector = Sequence[float]


def beaten_by(vectors: Sequence[Vector]) -> list[int | None]:
    """For each vector one that is nowhere higher and somewhere lower, or None if there is none.

    Lower is better. Of vectors that are equal none beats the other.
    """
    found: list[int | None] = [None] * len(vectors)
    # Who beats a vector comes before it in this order, and some such one is beaten by none.
    front: list[tuple[int, Vector]] = []
    for number in sorted(range(len(vectors)), key=lambda n: tuple(vectors[n])):
        here = vectors[number]
        for other, there in front:
            if _nowhere_higher(there, here) and there != here:
                found[number] = other
                break
        else:
            front.append((number, here))
    return found


def _nowhere_higher(there: Vector, here: Vector) -> bool:
    # A plain loop: with thousands of plans this is asked a million times.
    for a, b in zip(there, here, strict=True):  # noqa: SIM110
        if a > b:
            return False
    return True
