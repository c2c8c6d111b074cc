"""A small town over four half-years, its plan, and reports as plain words."""

from __future__ import annotations

from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Learning, Rules, Scenario, TermBounds
from rollenplanner.domain.text import Translator
from rollenplanner.reports.people import People
from rollenplanner.reports.table import Item, Lines, Mark, Table
from tests.support.build import (
    asks,
    assign,
    cluster,
    function,
    module,
    person,
    role,
    scenario,
    shows,
)

ENGLISH = Translator("en")


def town() -> Scenario:
    """Four half-years from 2027-01; the critical role r pauses in 2028-01, n begins then.

    P2 falls one step short of r and learns it in two periods; P3 leaves the service in 2028-01.
    """
    return scenario(
        clusters=[cluster("a", 200)],
        functions=[function("f", 350, clusters=("a",))],
        modules=[module("m", 20, clusters=("a",), deputies=1, handover=1)],
        roles=[
            role(
                "r",
                (80, 80, 0, 80),
                cluster="a",
                critical=True,
                backups=1,
                handover=1,
                term=TermBounds(1, 2),
                asked=asks("visie:C"),
            ),
            role("s", 50, cluster="a", backups=1),
            role("n", (0, 0, 40, 40), cluster="a", handover=1),
        ],
        staff=[
            person("P1", cluster="a", roles={"r": 80}, competences=shows(visie="C")),
            person("P2", cluster="a", competences=shows(visie="D")),
            person(
                "P3",
                50,
                cluster="a",
                available=(50, 50, 0, 0),
                service=Span(None, Month.parse("2028-01")),
                name="Invented Name",
            ),
            person("P4", cluster="a", roles={"s": 50}),
        ],
        count=4,
        rules=Rules(step=1, max_roles=None, learning=Learning(1, 2)),
    )


def plan_of(place: Scenario) -> Assignment:
    return assign(
        place,
        holders={
            "r": {"P1": (80, 80, 0, 0), "P2": (0, 0, 0, 80)},
            "s": {"P3": (20, 20, 0, 0), "P4": (30, 30, 0, 30)},
            "n": {"P4": (0, 0, 40, 40)},
            "m@a": {"P4": (20, 20, 0, 0), "P2": (0, 0, 20, 20)},
        },
        backups={"r": {"P2": (1, 1, 0, 0)}, "m@a": {"P2": (1, 1, 0, 0)}},
    )


def labels(place: Scenario) -> People:
    return People(place, names=False)


def words_of(cell: object) -> list[tuple[str, Mark | None]]:
    items = cell if isinstance(cell, tuple) else (cell,)
    parts = [item if isinstance(item, Item) else Item(item) for item in items]
    return [(ENGLISH.value(part.content), part.mark) for part in parts]


def plain(table: Table) -> list[list[str]]:
    """Rows as words; items of a cell joined by a slash, without marks."""
    return [[" / ".join(word for word, _ in words_of(cell)) for cell in row] for row in table.rows]


def lines_of(block: Lines) -> list[tuple[str, Mark | None]]:
    return [(ENGLISH.value(item.content), item.mark) for item in block.lines]
