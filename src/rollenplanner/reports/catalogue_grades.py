"""Grades of a function as people read them: in what they differ, and which one a function is."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.catalogue_parts import Grades
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.catalogue_small import listed
from rollenplanner.reports.table import Block, Column, Table


def grade_of(catalogue: Catalogue, function: str) -> Text | None:
    """Which grade of what a function is, counted from the lightest; None if it is no grade."""
    for key, grades in catalogue.grades.items():
        if function in grades.functions:
            return text(
                "{n} of {all}, from light to heavy, of {name} ({key})",
                n=grades.functions.index(function) + 1,
                all=len(grades.functions),
                name=grades.name,
                key=key,
            )
    return None


def grade_blocks(catalogue: Catalogue, function: str) -> Iterator[Block]:
    """What a function has that its other grades have not, or have otherwise."""
    rows = tuple(
        (each.about, each.says[function])
        for grades in catalogue.grades.values()
        if function in grades.functions
        for each in grades.differences
        if function in each.says
    )
    if rows:
        title = text("What tells it apart from the other grades")
        yield Table(title=title, columns=(Column(""), Column("")), rows=rows)


def all_grades_blocks(catalogue: Catalogue, grades: Grades) -> Iterator[Block]:
    """The grades from light to heavy, and everything in which they differ."""
    yield from listed(
        text("From light to heavy"),
        (f"{catalogue.functions[key].name} ({key})" for key in grades.functions),
    )
    rows = tuple(
        (each.about if first else "", catalogue.functions[key].name, each.says[key])
        for each in grades.differences
        for first, key in _marked([key for key in grades.functions if key in each.says])
    )
    if rows:
        columns = (Column(""), Column(""), Column(""))
        yield Table(title=text("What tells the grades apart"), columns=columns, rows=rows)


def _marked(keys: list[str]) -> Iterator[tuple[bool, str]]:
    """Each key, and whether it is the first."""
    yield from ((position == 0, key) for position, key in enumerate(keys))
