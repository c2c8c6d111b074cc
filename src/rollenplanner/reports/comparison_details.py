"""A few plans side by side, person by person: clusters, places, work, and what only one has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rollenplanner.domain.compared import Comparison, Details, Entry, FoundIn
from rollenplanner.domain.text import Text, fte, text, text_n
from rollenplanner.reports.table import (
    UNKNOWN,
    Block,
    Cell,
    Column,
    Item,
    Lines,
    Mark,
    Table,
    remarks,
)

#: How a person is shown, from the id.
Label = Callable[[str], Text | str]


def _by_id(person: str) -> Text | str:
    return person


#: So many rows are shown unless all are asked for.
_SHOWN = 20
_MARKS = {"critical": Mark.BAD, "serious": Mark.ATTENTION, "notice": Mark.NOTICE}


def details_blocks(compared: Comparison, *, whole: bool, label: Label = _by_id) -> Iterator[Block]:
    """What differs between a few plans; columns are called after their numbers.

    Args:
        compared: The plans, with details of at least two.
        whole: Whether every row is shown, however many there are.
        label: How a person is shown; by id unless stated.
    """
    entries = [entry for entry in compared.entries if entry.id in compared.details]
    if len(entries) < 2:
        return
    sides = [compared.details[entry.id] for entry in entries]
    yield clusters_table(entries, sides)
    yield places_table(entries, sides, whole=whole, label=label)
    yield work_table(entries, sides, whole=whole, label=label)
    if all(side.losses is not None for side in sides):
        yield losses_table(entries, sides, whole=whole, label=label)
    for entry, side in zip(entries, sides, strict=True):
        others = [other for other in sides if other is not side]
        yield only_in(entry, side, others, whole=whole, label=label)


def _columns(entries: Sequence[Entry]) -> list[Column]:
    return [Column(text("In {n}", n=entry.number)) for entry in entries]


def clusters_table(entries: Sequence[Entry], sides: Sequence[Details]) -> Table:
    """Size and occupancy of every cluster in every plan."""
    clusters = {
        part.id: part.name for side in sides for part in side.parts if part.view == "cluster"
    }
    return Table(
        title=text("Per cluster: indication and occupancy (fte)"),
        columns=(Column(text("Cluster")), *_columns(entries)),
        rows=tuple((name, *(_size(side, id) for side in sides)) for id, name in clusters.items()),
    )


def _size(side: Details, cluster: str) -> Cell:
    for part in side.parts:
        if part.view == "cluster" and part.id == cluster:
            size = UNKNOWN if part.formation is None else _two(part.formation)
            return text("{size}: {there}", size=size, there=_two(part.occupied + part.vacant))
    return UNKNOWN


def _two(value: float) -> Decimal:
    return fte(round(value * 100))


def places_table(
    entries: Sequence[Entry], sides: Sequence[Details], *, whole: bool, label: Label = _by_id
) -> Table:
    """Who stands elsewhere in one plan than in another: function and cluster."""
    people = dict.fromkeys(who for side in sides for who in side.placement)
    rows = [
        (label(who), *(_place(side, who) for side in sides))
        for who in sorted(people)
        if len({side.placement.get(who) for side in sides}) > 1
    ]
    return _cut(
        text("From-to list: who stands elsewhere"),
        (Column(text("Person")), *_columns(entries)),
        rows,
        text("Everyone stands in the same function and cluster."),
        whole=whole,
    )


def _place(side: Details, who: str) -> Cell:
    place = side.placement.get(who)
    if place is None:
        return UNKNOWN
    function, cluster = place
    return text("{function}, {cluster}", function=function, cluster=cluster)


def work_table(
    entries: Sequence[Entry], sides: Sequence[Details], *, whole: bool, label: Label = _by_id
) -> Table:
    """Who holds or backs up a role in one plan and not in another."""
    roles = dict.fromkeys(role for side in sides for role in (*side.holders, *side.backups))
    names = {part.id: part.name for side in sides for part in side.parts if part.view == "role"}

    def by_name(role: str) -> str:
        return names.get(role, role).casefold()

    rows = [
        (names.get(role, role), *(_carriers(side, role, label) for side in sides))
        for role in sorted(roles, key=by_name)
        if len({(_holders(side, role), side.backups.get(role, frozenset())) for side in sides}) > 1
    ]
    return _cut(
        text("Who carries what else"),
        (Column(text("Role")), *_columns(entries)),
        rows,
        text("Everyone carries the same work."),
        whole=whole,
    )


def _holders(side: Details, role: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    return tuple(sorted((who, tuple(row)) for who, row in side.holders.get(role, {}).items()))


def _carriers(side: Details, role: str, label: Label) -> Cell:
    held = [Item(_share(label(who), row)) for who, row in _holders(side, role)]
    backups = sorted(side.backups.get(role, ()))
    if backups:
        held.append(Item(text("backup {people}", people=tuple(map(label, backups)))))
    return tuple(held) or UNKNOWN


def _share(who: Text | str, row: Sequence[float]) -> Text:
    most = _two(max(row))
    active = sum(1 for share in row if share)
    if len(set(row)) == 1:
        return text("{person} {share}", person=who, share=most)
    figures = {"person": who, "share": most, "n": active, "count": len(row)}
    if len(set(filter(None, row))) > 1:
        return text("{person} at most {share} ({n} of {count} periods)", **figures)
    return text("{person} {share} ({n} of {count} periods)", **figures)


def losses_table(
    entries: Sequence[Entry], sides: Sequence[Details], *, whole: bool, label: Label = _by_id
) -> Table:
    """Whose absence alone costs critical work, where that differs."""
    lost = [side.losses or {} for side in sides]
    people = dict.fromkeys(who for each in lost for who in each)
    rows = [
        (label(who), *(_two(each.get(who, 0.0)) for each in lost))
        for who in sorted(people)
        if len({each.get(who) for each in lost}) > 1
    ]
    same = len(people) - len(rows)
    table = _cut(
        text("Whose absence alone costs how much critical work (fte)"),
        (Column(text("Person")), *(replace(c, align="right") for c in _columns(entries))),
        rows,
        text("It is the same people everywhere, for as much."),
        whole=whole,
    )
    if not rows:
        return table
    alike = text_n(
        "{n} more costs the same in all of them.", "{n} more cost the same in all of them.", same
    )
    told = remarks(
        alike if same else None,
        text(
            "Counted in the worst period, after everyone else is redeployed; what the findings "
            "below state is certain whoever steps in, and so at most as much."
        ),
    )
    return replace(table, remarks=(*table.remarks, *told))


def _cut(
    title: Text,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[Cell, ...]],
    empty: Text,
    *,
    whole: bool,
) -> Table:
    shown = rows if whole or len(rows) <= _SHOWN + 1 else rows[:_SHOWN]
    hidden = len(rows) - len(shown)
    more = text_n(
        "and {n} row more; --all shows it.", "and {n} rows more; --all shows them.", hidden
    )
    return Table(title, columns, tuple(shown), remarks(more if hidden else None), empty=empty)


def only_in(
    entry: Entry,
    side: Details,
    others: Sequence[Details],
    *,
    whole: bool,
    label: Label = _by_id,
) -> Lines:
    """Findings that one plan has and none of the others."""
    ids = {found.id for other in others for found in other.findings}
    # Where only a period or a person within an id differs, the sentence is the same.
    said = {found.message for other in others for found in other.findings}
    found = [each for each in side.findings if each.id not in ids and each.message not in said]
    order = list(_MARKS)
    found.sort(key=lambda each: (order.index(each.severity), each.id))
    shown = found if whole else [each for each in found if each.severity != "notice"][:_SHOWN]
    lines = [Item(_spoken(each, label), _MARKS[each.severity]) for each in shown]
    hidden = len(found) - len(shown)
    if hidden:
        lines.append(
            Item(
                text_n(
                    "and {n} finding more; --all shows it.",
                    "and {n} findings more; --all shows them.",
                    hidden,
                )
            )
        )
    if not found:
        lines.append(Item(text("Nothing.")))
    return Lines(text("Only in {name}", name=entry.title), tuple(lines))


def _spoken(found: FoundIn, label: Label) -> str:
    """The sentence of a finding, with the people that it is about as people are shown."""
    labels = {who: label(who) for who in found.people if who not in found.roles}
    if not labels:
        return found.message
    # An id ends where no other character of an id follows; a full stop may end the sentence.
    ids = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    whole_id = re.compile(rf"(?<![\w.-])(?:{ids})(?![\w-]|\.\w)")
    return whole_id.sub(lambda id: _plain(labels[id[0]], id[0]), found.message)


def _plain(shown: Text | str, id: str) -> str:
    """A label that is no sentence of its own; findings tell by themselves what is a vacancy."""
    return shown if isinstance(shown, str) else id


def away_lines(compared: Comparison, label: Label) -> Lines | None:
    """Who the people on the axes of a sweep are; None where nobody on them has another label."""
    ids = dict.fromkeys(
        id for entry in compared.entries for value in entry.axes.values() for id in value.split("+")
    )
    shown = {id: label(id) for id in ids}
    lines = tuple(Item(each) for id, each in shown.items() if each != id)
    return Lines(text("Who is meant"), lines) if lines else None
