"""The smaller entries of a catalogue as people read them, and the blocks that all entries use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.catalogue_parts import (
    Diploma,
    Group,
    LearningPath,
    Performance,
    Topic,
)
from rollenplanner.domain.catalogue_search import Section, entries_of
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.table import Block, Cell, Column, Item, Lines, Mark, Table

#: A label and what is known, which may be nothing.
Fact = tuple[Text, Text | str | tuple[Item, ...] | None]
#: Where an entry stands, before what is known of it.
Place = tuple[Fact, ...]


def facts(title: str, *lines: Fact) -> Table:
    """A table of what is known, with a label each; what is empty is left out."""
    return Table(
        title=text("{name}", name=title),
        columns=(Column(""), Column("")),
        rows=tuple((label, value) for label, value in lines if value),
    )


def listed(title: Text, lines: Iterable[str]) -> Iterator[Block]:
    """Lines under a title, or nothing where there are none."""
    items = tuple(Item(line, Mark.NOTICE) for line in lines)
    if items:
        yield Lines(title, items)


def explained(title: Text, topics: Iterable[Topic]) -> Iterator[Block]:
    """Topics with their explanation, or nothing where there are none."""
    rows: tuple[tuple[Cell, ...], ...] = tuple((t.name, t.description or "") for t in topics)
    if rows:
        yield Table(title=title, columns=(Column(""), Column("")), rows=rows)


def other_blocks(catalogue: Catalogue, section: Section, key: str, place: Place) -> Iterator[Block]:
    """Everything about an entry of one of the smaller sections."""
    entry = entries_of(catalogue, section)[key]
    meaning = getattr(entry, "description", None)
    yield facts(
        entry.name,
        *place,
        (text("Meaning"), meaning),
        (text("Series"), _series(catalogue, entry)),
        (text("Risks"), ", ".join(getattr(entry, "risks", ()))),
    )
    more: Mapping[type, Callable[..., Iterator[Block]]] = {
        Diploma: diploma_blocks,
        LearningPath: _learning,
        Performance: _performance,
    }
    tell = more.get(type(entry))
    if tell is not None:
        yield from tell(catalogue, entry)
    elif section == "topics":
        users = [
            f"{each.name} ({id})" for id, each in catalogue.norms.items() if key in each.topics
        ]
        yield from listed(text("Needed for"), users)
    elif section == "tasks":
        parts = [f"{p.name} ({id})" for id, p in catalogue.processes.items() if p.task == key]
        yield from listed(text("Work processes"), parts)


def _series(catalogue: Catalogue, entry: object) -> str | None:
    return catalogue.series[entry.series].name if isinstance(entry, Group) else None


def diploma_blocks(catalogue: Catalogue, diploma: Diploma) -> Iterator[Block]:
    """What a diploma brings: role, complexity, work processes and topics."""
    yield facts(
        diploma.name,
        (text("Direction of"), diploma.within),
        (text("NLQF level"), str(diploma.nlqf) if diploma.nlqf else None),
        (text("Role"), diploma.role),
        (text("What makes it hard"), diploma.complexity),
    )
    rows = tuple(
        (
            f"{task.code} {task.name}",
            tuple(Item(f"{code} {name}") for code, name in task.processes.items()),
        )
        for task in diploma.tasks
    )
    title = text("Core tasks and work processes")
    yield Table(title=title, columns=(Column(""), Column("")), rows=rows)
    names = tuple(catalogue.topics[key].name for key in diploma.topics)
    title = text_n("{n} topic to know", "{n} topics to know", len(names))
    yield Lines(title, (Item("; ".join(names)),))


def _learning(catalogue: Catalogue, path: LearningPath) -> Iterator[Block]:
    yield from listed(text("Meant for"), (catalogue.functions[k].name for k in path.functions))
    yield from listed(text("What is learnt"), path.learns)


def _performance(catalogue: Catalogue, each: Performance) -> Iterator[Block]:
    del catalogue
    if each.target is not None:
        yield Lines(text("Target"), (Item(f"{each.target}{each.unit or ''}"),))


SECTION_NAMES: Mapping[Section, Text] = {
    "functions": text("Norm functions"),
    "modules": text("Modules"),
    "processes": text("Work processes"),
    "competences": text("Competences"),
    "diplomas": text("Diplomas"),
    "topics": text("Topics"),
    "tasks": text("Core tasks"),
    "series": text("Function series"),
    "groups": text("Function groups"),
    "dimensions": text("Dimensions"),
    "grades": text("Grades"),
    "channels": text("Channels"),
    "portals": text("Portals"),
    "learning": text("Learning paths"),
    "performance": text("Performance indicators"),
}
"""What each section of a catalogue is called."""
