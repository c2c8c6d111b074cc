"""The part of the customers' work that the first line handles, beside the norm."""

from __future__ import annotations

from decimal import Decimal

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.front_line import FrontLine, front_line
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import fte, text
from rollenplanner.reports.stretches import Stretch, run_in_words, stretches
from rollenplanner.reports.table import UNKNOWN, Block, Cell, Column, Item, Mark, Table, remarks


def first_line_blocks(scenario: Scenario, assignment: Assignment) -> tuple[Block, ...]:
    """The table, or nothing where no role states a line."""
    if not any(role.line for role in scenario.roles.values()):
        return ()
    return (_table(case_of(scenario, assignment)),)


def _table(case: Case) -> Table:
    scenario = case.scenario
    norm = scenario.rules.first_line
    found = stretches(scenario.periods, lambda t: front_line(case, t))
    return Table(
        title=text("What the first line handles of the customers' work (fte)"),
        columns=(
            Column(text("When")),
            Column(text("First line"), "right"),
            Column(text("Held"), "right"),
            Column(text("Second line"), "right"),
            Column(text("Handled (%)"), "right"),
            Column(text("Norm (%)"), "right"),
        ),
        rows=tuple(_row(scenario, each, norm) for each in found),
        remarks=remarks(
            text("Handled: what is held of the first line, of first and second line together."),
            text("The scenario states no norm (`rules.first_line`).") if norm is None else None,
        ),
    )


def _row(
    scenario: Scenario, stretch: Stretch[FrontLine | None], norm: int | None
) -> tuple[Cell, ...]:
    when = run_in_words(scenario.horizon, stretch.first, stretch.last)
    there = stretch.what
    asked: Cell = UNKNOWN if norm is None else Decimal(norm)
    if there is None:
        return (when, fte(0), fte(0), fte(0), UNKNOWN, asked)
    mark = None if norm is None else Mark.ATTENTION if there.below(norm) else Mark.GOOD
    return (
        when,
        fte(there.first),
        fte(there.held),
        fte(there.second),
        Item(there.percent, mark),
        asked,
    )
