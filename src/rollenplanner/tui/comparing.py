"""What the screen *Compare* asks and reads: studies, terms, axes, and two plans in full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from rollenplanner.domain.compared import Comparison, Entry
from rollenplanner.domain.terms import Term, units_of
from rollenplanner.domain.text import Few, Text, Translator, text
from rollenplanner.reports.comparison import levels_table, organisation_table, words_of
from rollenplanner.reports.comparison_details import Label, details_blocks
from rollenplanner.reports.table import Block, Item, Lines
from rollenplanner.reports.tradeoff import tradeoff_blocks
from rollenplanner.tui.cases import TWO, Cases, number
from rollenplanner.tui.dialogs import Finder, Found
from rollenplanner.tui.ticking import Tickable, Ticking

if TYPE_CHECKING:
    from rollenplanner.planning.stored_front import StoredFront
    from rollenplanner.planning.stored_plans import Looked
    from rollenplanner.tui.shelf import Shelf

#: So many things that a sentence lists are told over the list.
_LISTED = 3


def taken(looked: Looked, before: Cases | None) -> Cases:
    """What was found, looked at in the way of before where it is the same study."""
    cases = Cases(looked.comparison)
    if looked.front is not None:
        first, second = map(str, looked.front.terms)
        cases.pair = (second, first)
        cases.proven = _proven(looked.comparison, looked.front)
    same = before is not None and before.comparison.name == looked.comparison.name
    if before is not None and same:
        cases.terms, cases.pair = before.terms, before.pair
        cases.picked = tuple(id for id in before.picked if id in cases.by_id)
    return cases


def _proven(compared: Comparison, front: StoredFront) -> frozenset[str]:
    """Entries at points of a traced front that are proven."""
    points = {(each.first, each.second) for each in front.points if each.proven}
    return frozenset(
        entry.id
        for entry in compared.entries
        if entry.has_plan and tuple(_units(entry, term) for term in front.terms) in points
    )


def _units(entry: Entry, term: Term) -> int:
    return units_of(Decimal(repr(entry.terms[term])))


def front_blocks(front: StoredFront) -> list[Block]:
    """The points of a traced trade-off, as `batch` tells them."""
    return tradeoff_blocks(front.name, front.terms, front.points, front.held, front.complete)


def brief(message: Text) -> Text:
    """The same sentence, with the first few of what it lists and how many more there are."""
    values = tuple((name, _few(value)) for name, value in message.values)
    return replace(message, values=values)


def _few(value: object) -> object:
    if isinstance(value, Text):
        return brief(value)
    return Few(value, _LISTED) if isinstance(value, tuple) else value


# -- questions


def studies(tr: Translator, shelf: Shelf, take: Callable[[tuple[str, ...]], None]) -> Ticking:
    """Which studies are compared."""
    known = shelf.looked.studies if shelf.looked is not None else ()
    things = [
        Tickable(
            each.id,
            tr(
                "{name} ({id}): {plans} plans of {cases} cases",
                name=each.name,
                id=each.id,
                plans=each.plans,
                cases=each.cases,
            ),
        )
        for each in known
    ]
    return Ticking(
        tr("Which studies"),
        tr("␣ ticks  ⏎ compares what is ticked; nothing ticked: only the open plans  Esc leaves"),
        things,
        shelf.looked.chosen if shelf.looked is not None else (),
        take,
    )


def _with_range(tr: Translator, cases: Cases, name: str) -> str:
    least, most = cases.figures[name]
    words = words_of(name)
    if least == most:
        return tr("{what}: {value} in all", what=words, value=number(least, tr))
    return tr(
        "{what}: {least} to {most}", what=words, least=number(least, tr), most=number(most, tr)
    )


def terms(tr: Translator, cases: Cases, take: Callable[[tuple[str, ...]], None]) -> Ticking:
    """Over which terms plans beat each other."""
    return Ticking(
        tr("Pareto front: over which terms"),
        tr("␣ ticks  ⏎ takes what is ticked; nothing ticked: the levels  Esc leaves"),
        [Tickable(name, _with_range(tr, cases, name)) for name in cases.figures],
        cases.terms,
        take,
    )


def figures(tr: Translator, cases: Cases, axis: str, take: Callable[[str], None]) -> Finder:
    """What an axis counts."""
    title = tr("The lower axis") if axis == "across" else tr("The left axis")
    return Finder(
        title,
        tr("part of what it counts"),
        tr("Nothing like that."),
        [
            Found(words, f"{words} {name}".casefold(), partial(take, name))
            for name in cases.figures
            for words in (_with_range(tr, cases, name),)
        ],
    )


# -- two plans


def two_of(cases: Cases, entry: Entry | None) -> tuple[Entry, Entry] | None:
    """The two plans that are picked; or the one that is, and the one under the cursor."""
    picked = [cases.by_id[id] for id in cases.picked if id in cases.by_id]
    if len(picked) < TWO and entry is not None and entry.has_plan and entry not in picked:
        picked.append(entry)
    return (picked[0], picked[1]) if len(picked) == TWO else None


def pair_blocks(full: Comparison, label: Label) -> tuple[Text, tuple[Block, ...]]:
    """What differs between two plans: title and blocks."""
    first, second = full.entries
    title = text("{first} beside {second}", first=first.number, second=second.number)
    names = Lines(None, tuple(Item(each.title) for each in full.entries))
    figures = (levels_table(full, full.entries), organisation_table(full.entries))
    return title, (names, *figures, *details_blocks(full, whole=True, label=label))
