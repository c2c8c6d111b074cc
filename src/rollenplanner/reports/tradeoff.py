"""A trade-off between two terms: its points, and what is proven about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from rollenplanner.domain.term_words import TERM_WORDS, with_key
from rollenplanner.domain.terms import Term, decimal_of
from rollenplanner.domain.text import Text, text
from rollenplanner.domain.tradeoff import Answer
from rollenplanner.reports.table import Block, Cell, Column, Item, Lines, Mark, Table
from rollenplanner.reports.words import shown_value

_Terms = tuple[Term, Term]


def tradeoff_blocks(
    name: str,
    terms: _Terms,
    points: Sequence[Answer],
    held: Mapping[Term, int],
    complete: bool,
) -> list[Block]:
    """The points from one end to the other, then what is proven about all of them together.

    Args:
        name: Of what is traced.
        terms: The two terms.
        points: The plans that no other known one beats.
        held: What counts more, and the most that it may be.
        complete: Whether there are proven to be no other points.
    """
    first, second = terms
    held_line = _held(held)
    if complete and len(points) == 1:
        return [Lines(_title(name, terms), (_ideal(terms, points[0]), *held_line))]
    table = Table(
        title=_title(name, terms),
        columns=(
            Column(with_key(first), align="right"),
            Column(with_key(second), align="right"),
            Column(text("How good")),
        ),
        rows=tuple(
            (
                shown_value(decimal_of(each.first)),
                shown_value(decimal_of(each.second)),
                _good(terms, each),
            )
            for each in points
        ),
        empty=text("No point is known yet."),
    )
    return [table, Lines(None, (*held_line, _rest(points, complete=complete)))]


def _title(name: str, terms: _Terms) -> Text:
    first, second = terms
    return text(
        "{name}: {first} against {second}",
        name=name,
        first=TERM_WORDS[first],
        second=TERM_WORDS[second],
    )


def _held(held: Mapping[Term, int]) -> tuple[Item, ...]:
    if not held:
        return ()
    listed = tuple(
        text("{what} {value}", what=with_key(term), value=shown_value(decimal_of(value)))
        for term, value in held.items()
    )
    return (Item(text("Held at their best, because they count more: {terms}.", terms=listed)),)


def _ideal(terms: _Terms, point: Answer) -> Item:
    """What to say where a plan is best at both: a single point is no curve."""
    first, second = terms
    said = text(
        "Nothing to trade: one plan is the lowest at both, proven, with {first} {low} and "
        "{second} {other}.",
        first=with_key(first),
        low=shown_value(decimal_of(point.first)),
        second=with_key(second),
        other=shown_value(decimal_of(point.second)),
    )
    return Item(said, Mark.GOOD)


def _rest(points: Sequence[Answer], *, complete: bool) -> Item:
    """What is proven about all points together."""
    if complete:
        return Item(text("Proven: there is no other point."), Mark.GOOD)
    if len(points) == 1:
        said = text(
            "Only one point was found, and it is not proven that there is no other: whether the "
            "two can be traded is not known. More time per solve may tell (--time-limit)."
        )
        return Item(said, Mark.NOTICE)
    return Item(text("Between these points, and beyond, there may be others."), Mark.NOTICE)


def _good(terms: _Terms, point: Answer) -> Cell:
    if point.proven:
        return Item(text("proven: no plan beats it"), Mark.GOOD)
    if point.bound is None:
        return Item(text("found; not proven that none beats it"), Mark.ATTENTION)
    if point.first > point.bound:
        return Item(
            text(
                "{term} at most {room} better",
                term=str(terms[0]),
                room=_room(point.first, point.bound),
            ),
            Mark.ATTENTION,
        )
    if point.second_bound is None or point.second <= point.second_bound:
        return Item(text("found; not proven that none beats it"), Mark.ATTENTION)
    said = text(
        "{first} proven; {second} at most {room} better",
        first=str(terms[0]),
        second=str(terms[1]),
        room=_room(point.second, point.second_bound),
    )
    return Item(said, Mark.ATTENTION)


def _room(value: int, bound: int) -> Cell:
    """How much lower a value could be at most, rounded up."""
    return shown_value(decimal_of(value - bound).quantize(Decimal("0.01"), ROUND_CEILING))


def tradeoff_data(
    terms: _Terms, points: Sequence[Answer], held: Mapping[Term, int], complete: bool
) -> dict[str, Any]:
    """The same as plain data."""
    first, second = terms
    return {
        "terms": [str(first), str(second)],
        "points": [
            {
                str(first): decimal_of(each.first),
                str(second): decimal_of(each.second),
                "bound": _known(each.bound),
                "bounds": {
                    str(first): _known(each.bound),
                    str(second): _known(each.second_bound),
                },
                "proven": each.proven,
            }
            for each in points
        ],
        "held": {str(term): decimal_of(value) for term, value in held.items()},
        "complete": complete,
    }


def _known(units: int | None) -> Decimal | None:
    return None if units is None else decimal_of(units)
