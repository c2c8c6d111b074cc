"""Changes that somebody could make to a scenario, each at one or several strengths, with prices."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.scenario import Source
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text

#: What each sort of change costs; a sort that is left out is never proposed.
Prices = Mapping[PriceKind, Decimal]


@dataclass(frozen=True, slots=True)
class Strength:
    """One strength of a change: what it does, in words, and its price."""

    price: Decimal
    message: Text
    edit: Edit


@dataclass(frozen=True, slots=True)
class Change:
    """Something that could be changed.

    Attributes:
        id: Stable name, as `fte:P43`.
        strengths: From mild to strong; prices never fall.
        loosens: Ids of the conditions that it can weaken.
        family: Changes of one family differ only in whom they are about.
        limit: The limit that it drops, if that is what it does.
        carries: It adds somebody who can carry roles, so it weakens whatever is about roles.
        apart: It can stand in the way of others, so it is tried by itself.
    """

    id: str
    kind: PriceKind
    source: Source | None
    strengths: tuple[Strength, ...]
    loosens: frozenset[str]
    family: str
    limit: Term | None = None
    carries: bool = False
    apart: bool = False

    def touches(self, conditions: Collection[Condition]) -> bool:
        """Whether it could resolve a clash of these conditions."""
        return any(
            each.id in self.loosens or (self.carries and bool(each.roles)) for each in conditions
        )

    def mildest_at(self, strength: int) -> int:
        """The first strength (from 1) with the price of a strength."""
        price = self.strengths[strength - 1].price
        return next(n for n, each in enumerate(self.strengths, 1) if each.price == price)

    def tops(self) -> list[int]:
        """The strongest strength (from 1) of every price."""
        last = {each.price: n for n, each in enumerate(self.strengths, 1)}
        return sorted(last.values())


#: Change -> strength, from 1; a change that is not made is absent.
Choice = Mapping[str, int]


def edits_of(changes: Mapping[str, Change], choice: Choice) -> Iterator[Edit]:
    """What a choice of changes does."""
    for each, strength in choice.items():
        yield changes[each].strengths[strength - 1].edit


def price_of(changes: Mapping[str, Change], choice: Choice) -> Decimal:
    """What a choice of changes costs together."""
    return sum(
        (changes[each].strengths[strength - 1].price for each, strength in choice.items()),
        Decimal(0),
    )


def single(
    kind: PriceKind,
    id: str,
    message: Text,
    edit: Edit,
    price: Decimal,
    loosens: Iterable[str],
    source: Source | None,
    *,
    limit: Term | None = None,
) -> Change:
    """A change of one strength, about nobody but itself."""
    strengths = (Strength(price, message, edit),)
    return Change(id, kind, source, strengths, frozenset(loosens), id, limit)
