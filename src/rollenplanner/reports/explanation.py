"""Why there is no plan, or why a gap stays, and the cheapest changes, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.scenario import Source
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.people import People
from rollenplanner.reports.table import Block, Cell, Column, Item, Lines, Mark, Table


@dataclass(frozen=True, slots=True)
class ShownClash:
    """A clash as it is shown; `irreducible`: each condition was shown to be needed."""

    conditions: tuple[Condition, ...]
    irreducible: bool


@dataclass(frozen=True, slots=True)
class ShownRepair:
    """A repair as it is shown: its price, and what changes where."""

    price: Decimal
    changes: tuple[tuple[Text, Source | None], ...]


def clashes(found: Sequence[ShownClash], people: People, *, sole: bool | None) -> Iterator[Block]:
    """A table per clash."""
    for number, clash in enumerate(found, start=1):
        yield Table(
            _title(clash, number, len(found)),
            (Column("", "right"), Column(text("Requirement"))),
            tuple(
                (str(n), (Item(people.spoken(each.message)), *_place(each.source)))
                for n, each in enumerate(clash.conditions, start=1)
            ),
            remarks=(_needed(clash, sole=sole),),
        )


def _title(clash: ShownClash, number: int, count: int) -> Text:
    if len(clash.conditions) == 1:
        return text("What cannot be met, whatever else is given up")
    if count == 1:
        return text(
            "What clashes: these {n} requirements cannot be met together",
            n=len(clash.conditions),
        )
    return text(
        "Clash {number} of {count}: these {n} requirements cannot be met together",
        number=number,
        count=count,
        n=len(clash.conditions),
    )


def _needed(clash: ShownClash, *, sole: bool | None) -> Text:
    if not clash.irreducible:
        return text("It is not shown that all of them are needed; more time may shorten the list.")
    if sole:
        return text("Without any one of them there is a plan; each case was solved and checked.")
    if sole is None:
        return text(
            "Without any one of them the others go together; each case was solved and checked."
        )
    return text(
        "Without any one of them the others go together; each case was solved and checked. There "
        "are other clashes besides."
    )


def repairs(
    found: Sequence[ShownRepair], people: People, *, proven: bool, exhausted: bool
) -> Iterator[Block]:
    """One table of all repairs, the cheapest first."""
    if not found:
        return
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (each.price, tuple(item for change in each.changes for item in _change(change, people)))
        for each in found
    )
    yield Table(
        text("Cheapest changes; after each of these there is a plan, solved and checked"),
        (Column(text("Price"), "right"), Column(text("Change"))),
        rows,
        remarks=tuple(_remarks(proven=proven, exhausted=exhausted)),
    )


def _change(change: tuple[Text, Source | None], people: People) -> Iterator[Item]:
    message, source = change
    yield Item(people.spoken(message))
    yield from _place(source)


def _remarks(*, proven: bool, exhausted: bool) -> Iterator[Text]:
    if proven:
        yield text("Of all changes that were considered none is cheaper than the first: proven.")
    else:
        yield text("It is not proven that nothing is cheaper.")
    if exhausted:
        yield text("There is no other sort of change among those that were considered.")
    yield text("`--price` tells what is cheap; without it --help shows the prices.")


def _place(source: Source | None) -> Iterator[Item]:
    if source is not None:
        yield Item(f"{source.file}:{source.line}")


def verdict(
    *, feasible: bool | None, gap: Text | None, note: Text | None, blocked_alone: bool
) -> Block:
    """The answer in one line."""
    if gap is not None:
        answer = Item(note, Mark.NOTICE) if note else _gap_verdict(feasible, blocked_alone)
        return Lines(None, (Item(text("The gap: {gap}", gap=gap)), answer))
    if feasible is None:
        return Lines(None, (Item(text("Whether there is a plan stayed open."), Mark.ATTENTION),))
    if feasible:
        message = text("There is a plan that obeys every rule: nothing clashes.")
        return Lines(None, (Item(message, Mark.GOOD),))
    message = text("There is no plan that obeys every rule; this is proven.")
    return Lines(None, (Item(message, Mark.BAD),))


def _gap_verdict(feasible: bool | None, blocked_alone: bool) -> Item:
    if feasible is None:
        return Item(text("Whether it can be closed stayed open."), Mark.ATTENTION)
    if feasible:
        return Item(
            text(
                "It can be closed as the scenario is, and no other role loses anything: there is "
                "such a plan. `solve` with more time can find a better one."
            ),
            Mark.GOOD,
        )
    if blocked_alone:
        return Item(text("It cannot be closed as the scenario is; this is proven."), Mark.BAD)
    return Item(
        text("It can be closed only at the expense of another role; this is proven."),
        Mark.ATTENTION,
    )
