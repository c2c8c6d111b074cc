"""The matrices of a catalogue, drawn as the sources draw them, within 80 columns."""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator, Sequence

from rollenplanner.domain.catalogue import Catalogue, NormFunction
from rollenplanner.domain.catalogue_values import AskedLevel
from rollenplanner.domain.scales import Scale
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.table import Block, Cell, Column, Table, remarks

_ROMAN = re.compile(r"[IVX]+$")
#: A competence that is asked without a level, and one that is not asked.
_ASKED, _NOT = "■", "·"
#: With more columns than these, long words in their heads are cut short.
_ROOM = 5
_LONGEST_WORD = 8
#: So many functions with their whole name stand beside each other.
_NAMES_ABREAST = 3


def function_matrix(catalogue: Catalogue) -> tuple[Block, ...]:
    """Scales down, groups across, points in the cells; only groups that have a function."""
    placed = [each for each in catalogue.functions.values() if each.group and each.scales]
    groups = [key for key in catalogue.groups if any(each.group == key for each in placed)]
    scales = sorted({scale for each in placed for scale in each.scales}, reverse=True)
    rows = tuple(
        (str(scale), *(_cell(placed, scale, group) for group in groups)) for scale in scales
    )
    named = [f"{catalogue.groups[key].name}: {name}" for key, name in _unnumbered(placed)]
    table = Table(
        title=text("Function matrix of {name}: grade and points", name=catalogue.name),
        columns=(
            Column(text("Scale"), "right"),
            *(Column(_short(catalogue.groups[key].name, len(groups))) for key in groups),
        ),
        rows=rows,
        remarks=remarks(
            text("Columns: {names}.", names=tuple(catalogue.groups[key].name for key in groups))
            if len(groups) > _ROOM
            else None,
            text("Without a grade: {names}.", names=tuple(named)) if named else None,
        ),
        empty=text("This catalogue has no functions with a group and a scale."),
    )
    return (table,)


def _short(name: str, columns: int) -> str:
    """A head that leaves room for the columns beside it."""
    if columns <= _ROOM:
        return name
    words = (w if len(w) <= _LONGEST_WORD else f"{w[: _LONGEST_WORD - 2]}." for w in name.split())
    return " ".join(words)


def _cell(placed: Sequence[NormFunction], scale: Scale, group: str) -> Cell:
    found = [each for each in placed if each.group == group and scale in each.scales]
    return ", ".join(f"{_grade(each)} {each.points or ''}".strip() for each in found)


def _grade(function: NormFunction) -> str:
    grade = _ROMAN.search(function.name)
    return grade[0] if grade else ""


def _unnumbered(placed: Sequence[NormFunction]) -> Iterator[tuple[str, str]]:
    for each in placed:
        if not _grade(each) and each.group:
            yield each.group, each.name


def competence_matrix(catalogue: Catalogue) -> tuple[Block, ...]:
    """The competences down and the functions across: per function group, or a few at a time."""
    described = [each for each in catalogue.functions.values() if each.profile]
    tables: list[Table] = []
    for group in dict.fromkeys(each.group for each in described):
        parts = [*_parts([each for each in described if each.group == group], group)]
        for number, part in enumerate(parts, 1):
            title = _title_of(catalogue, group, number, len(parts))
            tables.append(_competences_of(catalogue, group, part, title))
    return tuple(tables)


def _title_of(catalogue: Catalogue, group: str | None, number: int, parts: int) -> Text:
    """The title of a matrix, with which part of it this is where it has several."""
    name = catalogue.groups[group].name if group else catalogue.name
    if parts == 1:
        return text("Competence matrix: {name}", name=name)
    return text(
        "Competence matrix: {name}, part {number} of {parts}",
        name=name,
        number=number,
        parts=parts,
    )


def _parts(functions: Sequence[NormFunction], group: str | None) -> Iterator[list[NormFunction]]:
    """Functions with a short head stand beside each other, others a few at a time."""
    most = len(functions) if group and all(map(_grade, functions)) else _NAMES_ABREAST
    for start in range(0, len(functions), most):
        yield list(functions[start : start + most])


def _competences_of(
    catalogue: Catalogue, group: str | None, functions: Sequence[NormFunction], title: Text
) -> Table:
    asked = {key for each in functions for key in each.asked}
    return Table(
        title=title,
        columns=(
            Column(text("Competence")),
            *(Column((_grade(each) if group else "") or each.name) for each in functions),
        ),
        rows=tuple(
            (competence.name, *(_asked(each.asked.get(key)) for each in functions))
            for key, competence in catalogue.competences.items()
            if key in asked
        ),
    )


def _asked(level: AskedLevel | None) -> str:
    if level is None:
        return ""
    return _ASKED if level == "any" else str(level)


def process_matrix(catalogue: Catalogue) -> tuple[Block, ...]:
    """Work processes down, the letters of the competences across in one column of signs."""
    codes = _signs(catalogue)
    table = Table(
        title=text("Process-competence matrix of {name}", name=catalogue.name),
        columns=(
            Column(text("Code")),
            Column("".join(codes.values())),
            Column(text("Work process")),
        ),
        rows=tuple(
            (
                process.code or key,
                "".join(_ASKED if each in process.asked else _NOT for each in codes),
                process.name,
            )
            for key, process in catalogue.processes.items()
        ),
        empty=text("This catalogue has no work processes."),
    )
    legend = Table(
        title=text("Competences"),
        columns=(Column(""), Column("")),
        rows=tuple(
            (codes[key], entry.name)
            for key, entry in catalogue.competences.items()
            if any(key in process.asked for process in catalogue.processes.values())
        ),
    )
    return (table, legend) if catalogue.processes else (table,)


def _signs(catalogue: Catalogue) -> dict[str, str]:
    """A sign per competence: its code where that is one letter, else the next letter."""
    given = {key: entry.code or "" for key, entry in catalogue.competences.items()}
    if all(len(code) == 1 for code in given.values()):
        return given
    return dict(
        zip(given, itertools.cycle(string.ascii_uppercase + string.ascii_lowercase), strict=False)
    )
