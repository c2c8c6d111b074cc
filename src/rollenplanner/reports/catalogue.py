"""Catalogues as people look through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollenplanner.domain.catalogue import Catalogue, Norm, Note
from rollenplanner.domain.catalogue_search import Section, entries_of
from rollenplanner.domain.catalogue_values import AskedLevel
from rollenplanner.domain.levels import Level
from rollenplanner.domain.text import Language, Text, text, text_n
from rollenplanner.reports.catalogue_entry import level_names
from rollenplanner.reports.catalogue_small import SECTION_NAMES
from rollenplanner.reports.table import (
    UNKNOWN,
    Block,
    Cell,
    Column,
    Item,
    Lines,
    Mark,
    Table,
    without_unknown,
)

#: Sections of which the whole catalogue is shown by name only.
_SMALL: tuple[Section, ...] = (
    "tasks",
    "diplomas",
    "topics",
    "grades",
    "channels",
    "portals",
    "learning",
    "performance",
)


def catalogues_table(catalogues: Mapping[str, Catalogue]) -> Table:
    """The packaged catalogues."""
    return Table(
        title=text("Catalogues that come with the program"),
        columns=(
            Column(text("Id")),
            Column(text("Title")),
            Column(text("Norms"), "right"),
            Column(text("Competences"), "right"),
            Column(text("Notes"), "right"),
        ),
        rows=tuple(
            (
                id,
                catalogue.title or catalogue.name,
                str(len(catalogue.norms)),
                str(len(catalogue.competences)),
                str(len(catalogue.notes)),
            )
            for id, catalogue in catalogues.items()
        ),
    )


def catalogue_blocks(catalogue: Catalogue) -> tuple[Block, ...]:
    """A whole catalogue: its norm functions, modules and competences."""
    return (
        Lines(
            text("Catalogue {id}: {name}", id=catalogue.id, name=catalogue.title or catalogue.name),
            tuple(
                Item(text("Source {id}: {title}", id=id, title=source.title))
                for id, source in catalogue.sources.items()
            ),
        ),
        *_norm_tables(catalogue),
        _competences_table(catalogue),
        *_other_parts(catalogue),
    )


def _norm_tables(catalogue: Catalogue) -> Iterator[Table]:
    if catalogue.functions or not catalogue.processes:
        yield _functions_table(catalogue)
    if catalogue.modules:
        yield _profiles_table(catalogue, text("Modules"), catalogue.modules)
    if catalogue.processes:
        yield _profiles_table(catalogue, text("Work processes"), catalogue.processes)


def _other_parts(catalogue: Catalogue) -> Iterator[Table]:
    """The small sections, with what there is about each entry under `show ID KEY`."""
    rows = tuple(
        (SECTION_NAMES[section], entry.name, key)
        for section in _SMALL
        for key, entry in entries_of(catalogue, section).items()
    )
    if rows:
        columns = (Column(text("Part")), Column(text("Name")), Column(text("Key")))
        yield Table(title=text("And further"), columns=columns, rows=rows)


def _functions_table(catalogue: Catalogue) -> Table:
    table = Table(
        title=text("Norm functions"),
        columns=(
            Column(text("Name and key")),
            Column(text("Series"), wide=True),
            Column(text("Scale"), "right"),
            Column(text("Profile")),
        ),
        rows=tuple(
            (
                _name_and_key(key, function.name),
                catalogue.series[function.series].name if function.series else UNKNOWN,
                ", ".join(map(str, function.scales)) or UNKNOWN,
                profile_line(catalogue, function.profile) or UNKNOWN,
            )
            for key, function in catalogue.functions.items()
        ),
        empty=text("This catalogue has no norm functions."),
    )
    return without_unknown(table)


def _name_and_key(key: str, name: str) -> Cell:
    return (Item(name), Item(f"({key})"))


def _profiles_table(catalogue: Catalogue, title: Text, norms: Mapping[str, Norm]) -> Table:
    return Table(
        title=title,
        columns=(Column(text("Name and key")), Column(text("Profile"))),
        rows=tuple(
            (_name_and_key(key, norm.name), profile_line(catalogue, norm.profile) or UNKNOWN)
            for key, norm in norms.items()
        ),
    )


def _competences_table(catalogue: Catalogue) -> Table:
    table = Table(
        title=text("Competences"),
        columns=(
            Column(text("Name")),
            Column(text("Key")),
            Column(text("Dimension"), wide=True),
            Column(text("Levels that have a name")),
        ),
        rows=tuple(
            (
                c.name,
                key,
                catalogue.dimensions[c.dimension].name if c.dimension else UNKNOWN,
                level_names(c) or UNKNOWN,
            )
            for key, c in catalogue.competences.items()
        ),
    )
    return without_unknown(table)


def profile_line(catalogue: Catalogue, profile: Mapping[str, AskedLevel] | None) -> str:
    """A profile in one line: names of competences with the level asked."""
    asked = (profile or {}).items()
    return ", ".join(
        f"{catalogue.competences[key].name} {level}"
        if isinstance(level, Level)
        else catalogue.competences[key].name
        for key, level in asked
    )


def notes_blocks(catalogue: Catalogue, language: Language) -> tuple[Block, ...]:
    """Where the sources contradict themselves, with every reading and the choice made."""
    title = text_n(
        "{n} note on the sources of {id}",
        "{n} notes on the sources of {id}",
        len(catalogue.notes),
        id=catalogue.id,
    )
    return (
        Lines(title),
        *(_note_lines(id, note, language) for id, note in catalogue.notes.items()),
    )


def _note_lines(id: str, note: Note, language: Language) -> Lines:
    readings = tuple(
        Item(
            text("{reading} ({at})", reading=reading.says.in_language(language), at=reading.at),
            Mark.GOOD if reading.used else Mark.BAD,
        )
        for reading in note.readings
    )
    why = Item(text("Why: {why}", why=note.why.in_language(language)))
    return Lines(text("{id}: {subject}", id=id, subject=note.subject), (*readings, why))
