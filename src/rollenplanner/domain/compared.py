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
    """A finding of a plan, with its sentence in the language in which it was made.

    Attributes:
        roles, people: What and whom it is about.
    """

    id: str
    kind: str
    severity: str
    message: str
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """What is looked at of a few plans only.

    Attributes:
        placement: Person -> function and cluster.
        holders: Role -> person -> fte per period.
        backups: Role -> people who back it up in any period.
        parts: Functions, scales, groups and clusters.
        losses: Person -> critical fte that an absence of this person alone costs, of those who cost
            any; None where that is not known.
    """

    placement: Mapping[str, tuple[str, str]]
    holders: Mapping[str, Mapping[str, Sequence[float]]]
    backups: Mapping[str, frozenset[str]]
    parts: Sequence[Part]
    findings: Sequence[FoundIn]
    losses: Mapping[str, float] | None = None


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

    Lower is better. Of vectors that are equal none beats the other. Of several that beat a vector
    the first by its figures is named, which no other one beats.
    """
    order = sorted(range(len(vectors)), key=lambda n: tuple(vectors[n]))
    nowhere_higher = [(1 << len(vectors)) - 1] * len(vectors)
    # Sets of vectors are bits of a number, by their place in the order: thousands of vectors are
    # compared with thousands in some milliseconds.
    for figures in zip(*(vectors[number] for number in order), strict=True):
        at_most = _at_most(figures)
        for place, figure in enumerate(figures):
            nowhere_higher[place] &= at_most[figure]
    alike: dict[tuple[float, ...], int] = {}
    for place, number in enumerate(order):
        here = tuple(vectors[number])
        alike[here] = alike.get(here, 0) | 1 << place
    found: list[int | None] = [None] * len(vectors)
    for place, number in enumerate(order):
        beating = nowhere_higher[place] & ~alike[tuple(vectors[number])]
        if beating:
            found[number] = order[_lowest(beating)]
    return found


def _at_most(figures: Sequence[float]) -> dict[float, int]:
    """Figure -> places at which it is that or less, as bits."""
    places: dict[float, int] = {}
    for place, figure in enumerate(figures):
        places[figure] = places.get(figure, 0) | 1 << place
    found, so_far = {}, 0
    for figure in sorted(places):
        so_far |= places[figure]
        found[figure] = so_far
    return found


def _lowest(bits: int) -> int:
    """Place of the lowest bit of a number above 0."""
    return (bits & -bits).bit_length() - 1
