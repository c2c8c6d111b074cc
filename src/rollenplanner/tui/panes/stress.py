"""Stress: who is absent, what is lost then, and who steps in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.message import Message
from textual.widget import Widget

from rollenplanner.domain.scenario import Person
from rollenplanner.domain.stressed import Asked, Stressed
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.reports.stress import stress_report
from rollenplanner.reports.table import Block, Item, Lines, Mark
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.grid import Cell, Column, Grid, Row
from rollenplanner.tui.panes.base import Pane, Titled


class AbsenceAsked(Message):
    """Someone wants to know what is lost."""

    def __init__(self, asked: Asked) -> None:
        """Tell who is absent."""
        super().__init__()
        self.asked = asked


class StressPane(Pane):
    """People with ticks; the report beside them."""

    SCREEN = "stress"
    BINDINGS = bindings("stress")

    def __init__(self, desk: Desk) -> None:
        """Nobody is ticked."""
        super().__init__(desk)
        self.ticked: dict[str, None] = {}

    def parts(self) -> Iterator[Widget]:
        """One grid."""
        yield Grid()

    def fill(self) -> None:
        """List the people who can be absent, with what is lost without each."""
        tr = self.desk.tr
        people = [p for p in self.desk.state.scenario.staff.values() if any(p.available)]
        self.ticked = {p.id: None for p in people if p.id in self.ticked}
        grid = self.query_one(Grid)
        self._title(grid)
        grid.fill(
            [
                Column(tr("Person"), 0),
                Column(tr("Critical"), 9, "right"),
                Column(tr("Other"), 7, "right"),
            ],
            map(self._row, people),
            empty=tr("The scenario has no people."),
        )

    def _title(self, grid: Grid) -> None:
        tr = self.desk.tr
        Titled.set(
            grid,
            tr("Stress test: {n} ticked", n=len(self.ticked)),
            tr("fte lost when absent alone"),
        )

    def _row(self, person: Person) -> Row:
        desk = self.desk
        place = desk.case.place(person.id)
        function = desk.scenario.functions[place.function].name if place else ""
        return Row(
            person.id,
            lambda: self._cells(person, function),
            f"{desk.label(person.id)} {function}".casefold(),
        )

    def _cells(self, person: Person, function: str) -> Sequence[Cell]:
        desk = self.desk
        box = "[x]" if person.id in self.ticked else "[ ]"
        label = Cell(f"{box} {desk.label(person.id)} {function}".rstrip())
        known = desk.fragility.people.get(person.id) if desk.fragility else None
        if known is None:
            return (label, Cell("?", Mark.NOTICE), Cell("?", Mark.NOTICE))
        return (
            label,
            Cell(desk.tr.number(fte(known.critical)), Mark.BAD if known.critical else Mark.GOOD),
            Cell(desk.tr.number(fte(known.other)), Mark.ATTENTION if known.other else None),
        )

    def choose(self, grid: Grid) -> None:
        """Enter reads the report on the whole screen."""
        del grid
        self.enlarge()

    def action_tick(self) -> None:
        """Mark or unmark someone, and go on to the next."""
        person = self.grid.row_key
        if person is None:
            return
        if person in self.ticked:
            del self.ticked[person]
        else:
            self.ticked[person] = None
        self.fill()
        self.grid.action_move(1)

    def action_alone(self) -> None:
        """Everyone in turn."""
        self.post_message(AbsenceAsked(Asked(1)))

    def action_pairs(self) -> None:
        """Every two people."""
        self.post_message(AbsenceAsked(Asked(2)))

    def action_together(self) -> None:
        """Those who are ticked."""
        if self.ticked:
            people = tuple(self.ticked)
            self.post_message(AbsenceAsked(Asked(len(people), people)))
        else:
            self.app.notify(self.desk.tr("Nobody is ticked."), markup=False)

    @property
    def _result(self) -> Stressed | None:
        return self.desk.stressed

    def title_of(self, grid: Grid) -> Text | str:
        """What it is."""
        del grid
        return text("What is lost")

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """The report, or how to get one."""
        del grid
        if self._result is None:
            return (
                Lines(
                    None,
                    (
                        Item(text("a takes every single person away in turn, b every two.")),
                        Item(text("Space ticks people; t takes all who are ticked away together.")),
                        Item(text("Everyone else is redeployed as well as possible each time.")),
                    ),
                ),
            )
        stale = (
            (Lines(None, (Item(text("Of an earlier state; test again."), Mark.ATTENTION),)),)
            if self.desk.stressed_stale
            else ()
        )
        report = stress_report(self.desk.state.scenario, self._result, self.desk.people)
        return (*stale, *report)
