"""Catalogues as people look through them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rollenplanner.domain.catalogue import Catalogue, Norm, NormFunction, Note
from rollenplanner.domain.catalogue_parts import Competence, Topic
from rollenplanner.domain.catalogue_values import AskedLevel
from rollenplanner.domain.levels import Level
from rollenplanner.domain.text import Language, Text, text, text_n
from rollenplanner.reports.table import UNKNOWN, Block, Cell, Column, Item, Lines, Mark, Table


def catalogues_table(catalogues: Mapping[str, Catalogue]) -> Table:
    """The packaged catalogues."""
    return Table(
        title=text("Catalogues that come with the program"),
        columns=(
            Column(text("Id")),
            Column(text("Title")),
            Column(text("Norm functions"), "right"),
            Column(text("Competences"), "right"),
            Column(text("Notes"), "right"),
        ),
        rows=tuple(
            (
                id,
                catalogue.title or catalogue.name,
                str(len(catalogue.functions)),
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
        _functions_table(catalogue),
        _modules_table(catalogue),
        _competences_table(catalogue),
    )


def _functions_table(catalogue: Catalogue) -> Table:
    return Table(
        title=text("Norm functions"),
        columns=(
            Column(text("Key")),
            Column(text("Series"), wide=True),
            Column(text("Scale"), "right"),
            Column(text("Profile")),
        ),
        rows=tuple(
            (
                key,
                catalogue.series[function.series].name if function.series else UNKNOWN,
                ", ".join(map(str, function.scales)) or UNKNOWN,
                profile_line(catalogue, function.profile) or UNKNOWN,
            )
            for key, function in catalogue.functions.items()
        ),
        empty=text("This catalogue has no norm functions."),
    )


def _modules_table(catalogue: Catalogue) -> Table:
    return Table(
        title=text("Modules"),
        columns=(Column(text("Key")), Column(text("Profile"))),
        rows=tuple(
            (key, profile_line(catalogue, module.profile) or UNKNOWN)
            for key, module in catalogue.modules.items()
        ),
        empty=text("This catalogue has no modules."),
    )


def _competences_table(catalogue: Catalogue) -> Table:
    return Table(
        title=text("Competences"),
        columns=(
            Column(text("Key")),
            Column(text("Dimension"), wide=True),
            Column(text("Levels that have a name")),
        ),
        rows=tuple(
            (
                key,
                catalogue.dimensions[c.dimension].name if c.dimension else UNKNOWN,
                _level_names(c) or UNKNOWN,
            )
            for key, c in catalogue.competences.items()
        ),
    )


def profile_line(catalogue: Catalogue, profile: Mapping[str, AskedLevel] | None) -> str:
    """A profile in one line: names of competences with the level asked."""
    asked = (profile or {}).items()
    return ", ".join(
        f"{catalogue.competences[key].name} {level}"
        if isinstance(level, Level)
        else catalogue.competences[key].name
        for key, level in asked
    )


def _level_names(competence: Competence) -> str:
    return ", ".join(f"{level} {name}" for level, name in competence.levels.items())


def entry_blocks(catalogue: Catalogue, key: str) -> tuple[Block, ...] | None:
    """Everything about one norm function, module or competence; None if there is none such."""
    norm = catalogue.norm(key)
    if norm is not None:
        return tuple(_norm_blocks(catalogue, key, norm))
    competence = catalogue.competences.get(key)
    if competence is None:
        return None
    asking = [name for name, each in catalogue.norms.items() if key in (each.profile or {})]
    return (
        _facts(
            competence.name,
            (text("Key"), key),
            (text("Meaning"), competence.description),
            (text("Levels that have a name"), _level_names(competence)),
            (text("Asked by"), ", ".join(asking)),
        ),
    )


def _norm_blocks(catalogue: Catalogue, key: str, norm: Norm) -> Iterator[Block]:
    profile = profile_line(catalogue, norm.profile)
    if not isinstance(norm, NormFunction):
        yield _facts(norm.name, (text("Key"), key), (text("Profile"), profile))
        return
    yield _facts(
        norm.name,
        (text("Key"), key),
        (text("Code"), norm.code),
        (text("Series"), catalogue.series[norm.series].name if norm.series else None),
        (text("Group"), catalogue.groups[norm.group].name if norm.group else None),
        (text("Scale"), ", ".join(map(str, norm.scales))),
        (text("Points"), str(norm.points) if norm.points else None),
        (text("NLQF level"), ", ".join(map(str, norm.nlqf))),
        (text("Profile"), profile),
        (text("Result areas"), ", ".join(area.name for area in norm.results)),
        (text("Least education"), norm.education.minimum if norm.education else None),
    )
    yield from _topics(text("Critical work situations"), norm.situations)
    yield from _topics(text("Knowledge"), norm.knowledge)
    yield from _topics(text("Skills"), norm.skills)


def _facts(title: str, *facts: tuple[Text, str | None]) -> Table:
    return Table(
        title=text("{name}", name=title),
        columns=(Column(""), Column("")),
        rows=tuple((label, value) for label, value in facts if value),
    )


def _topics(title: Text, topics: Iterable[Topic]) -> Iterator[Block]:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (topic.name, topic.description or "") for topic in topics
    )
    if rows:
        yield Table(title=title, columns=(Column(""), Column("")), rows=rows)


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
