"""A trade-off between two terms: its points, and what is proven about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from rollenplanner.domain.term_words import TERM_WORDS, with_key
from rollenplanner.domain.terms import Term, decimal_of
from rollenplanner.domain.text import text
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
    table = Table(
        title=text(
            "{name}: {first} against {second}",
            name=name,
            first=TERM_WORDS[first],
            second=TERM_WORDS[second],
        ),
        columns=(
            Column(with_key(second), align="right"),
            Column(with_key(first), align="right"),
            Column(text("How good")),
        ),
        rows=tuple(
            (shown_value(decimal_of(each.second)), shown_value(decimal_of(each.first)), _good(each))
            for each in points
        ),
        empty=text("No point is known yet."),
    )
    lines = []
    if held:
        listed = tuple(
            text("{what} {value}", what=with_key(term), value=shown_value(decimal_of(value)))
            for term, value in held.items()
        )
        lines.append(
            Item(text("Held at their best, because they count more: {terms}.", terms=listed))
        )
    if complete:
        lines.append(Item(text("Proven: there is no other point."), Mark.GOOD))
    else:
        lines.append(
            Item(text("Between these points, and beyond, there may be others."), Mark.NOTICE)
        )
    return [table, Lines(None, tuple(lines))]


def _good(point: Answer) -> Cell:
    if point.proven:
        return Item(text("proven: no plan beats it"), Mark.GOOD)
    if point.bound is None or point.bound >= point.first:
        return Item(text("found; not proven that none beats it"), Mark.ATTENTION)
    room = decimal_of(point.first - point.bound).quantize(Decimal("0.01"), ROUND_CEILING)
    return Item(text("at most {room} better", room=shown_value(room)), Mark.ATTENTION)


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
                "bound": None if each.bound is None else decimal_of(each.bound),
                "proven": each.proven,
            }
            for each in points
        ],
        "held": {str(term): decimal_of(value) for term, value in held.items()},
        "complete": complete,
    }
