"""People over the periods: load, roles, learning, and when they are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.widget import Widget

from rollenplanner.domain.case import Case
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Person
from rollenplanner.domain.text import Text, Translator, amount, fte, text
from rollenplanner.reports.carriers import Carriers
from rollenplanner.reports.person import Sheet
from rollenplanner.reports.requirements import (
    asked_level,
    grade_item,
    graded,
    name_of,
    recorded_level,
)
from rollenplanner.reports.sheet import sheet
from rollenplanner.reports.table import UNKNOWN, Block, Item, Lines, Mark, Table
from rollenplanner.reports.table import Column as ReportColumn
from rollenplanner.tui import editing, more
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.findings import sentence
from rollenplanner.tui.grid import Cell, Column, Grid, Row, heading_row
from rollenplanner.tui.marks import SEVERITY_MARKS
from rollenplanner.tui.panes.base import Pane, Read, Titled
from rollenplanner.tui.panes.roles import NOW

#: Findings that tell of a wish, which only that person's own sheet may do.
_PRIVATE = frozenset({"wishes-unmet"})
#: With so many people at most, a filter also looks in what each of them carries.
_FEW = 100


class PeoplePane(Pane):
    """A row per person, a column per period."""

    SCREEN = "people"
    BINDINGS = bindings("people")

    def parts(self) -> Iterator[Widget]:
        """One grid."""
        yield Grid(cells=True)

    def fill(self) -> None:
        """Lay people out over the present and the periods, by cluster."""
        desk, tr = self.desk, self.desk.tr
        self._columns = [NOW, *desk.periods] if desk.on_plan else [NOW]
        scenario = desk.state.scenario
        where: dict[str, list[Person]] = {each: [] for each in (*scenario.clusters, "")}
        for person in scenario.staff.values():
            place = desk.case.place(person.id)
            where[place.cluster if place else ""].append(person)
        rows: list[Row] = []
        for cluster, people in where.items():
            if people:
                name = scenario.clusters[cluster].name if cluster else tr("Not placed")
                rows.append(heading_row(f"cluster {cluster}", name))
                rows += [self._row(person, f"cluster {cluster}") for person in people]
        grid = self.query_one(Grid)
        Titled.set(
            grid,
            tr("People"),
            tr("load, roles+backups  L learns  – not there"),
        )
        grid.fill(
            [
                Column(tr("Person"), 0),
                Column(tr("Fte"), 5, "right"),
                *(Column(self._head(t), 12, key=t) for t in self._columns),
            ],
            rows,
            empty=tr("The scenario has no people."),
        )

    def _head(self, period: int) -> str:
        if period == NOW:
            return self.desk.tr("Now")
        return str(self.desk.scenario.horizon.period_start(period))

    def _row(self, person: Person, heading: str) -> Row:
        desk = self.desk
        place = desk.case.place(person.id)
        function = desk.scenario.functions[place.function].name if place else ""
        # Looking every person up in every cell takes too long where there are very many.
        few = len(desk.scenario.staff) <= _FEW
        carried = dict.fromkeys(
            role.name
            for period in (desk.periods if few else ())
            for role in desk.case.carried_by(person.id, period)
        )
        search = " ".join((desk.label(person.id), function, *carried))
        return Row(
            person.id, lambda: self._cells(person, function), search.casefold(), group=heading
        )

    def _cells(self, person: Person, function: str) -> Sequence[Cell]:
        desk = self.desk
        label = f"{desk.label(person.id)} {function}".rstrip()
        return (
            Cell(label),
            Cell(desk.tr.number(fte(person.fte))),
            *(self._cell(person.id, t) for t in self._columns),
        )

    def _cell(self, person: str, column: int) -> Cell:
        case, period = self._place(column)
        who = case.scenario.staff.get(person)
        if who is None:
            return Cell(UNKNOWN)
        changed = column != NOW and self.desk.changed_person(person, period)
        return cell_of(self.desk.tr, case, who, period, changed=changed)

    def _place(self, column: int) -> tuple[Case, int]:
        return (self.desk.present, 0) if column == NOW else (self.desk.case, column)

    def choose(self, grid: Grid) -> None:
        """The whole sheet of the person."""
        person = self._person(grid)
        if person is None:
            return
        state = self.desk.state
        made = Sheet(state.scenario, state.assignment, person.id)
        title = text("Sheet of {person}", person=self.desk.people.label(person.id))
        self.post_message(Read(title, sheet(made, self.desk.people)))

    def action_pin(self) -> None:
        """What the person must hold."""
        if self.grid.row_key:
            editing.pin(self.planner, person=self.grid.row_key, column=self.grid.column_key)

    def action_forbid(self) -> None:
        """What the person may not carry."""
        if self.grid.row_key:
            editing.forbid(self.planner, person=self.grid.row_key, column=self.grid.column_key)

    def action_contract(self) -> None:
        """The fte of the person."""
        if self.grid.row_key:
            editing.contract(self.planner, self.grid.row_key)

    def action_leaving(self) -> None:
        """When the person leaves."""
        if self.grid.row_key:
            editing.leaving(self.planner, self.grid.row_key)

    def action_vacancy(self) -> None:
        """A vacancy beside the person."""
        if self.grid.row_key:
            editing.vacancy(self.planner, self.grid.row_key)

    def action_close_vacancy(self) -> None:
        """The vacancy goes."""
        if self.grid.row_key:
            editing.close_vacancy(self.planner, self.grid.row_key)

    def action_hours(self) -> None:
        """How much time the person has in a period."""
        if self.grid.row_key:
            editing.hours(self.planner, self.grid.row_key, self.grid.column_key)

    def action_more(self) -> None:
        """What else can change about the person."""
        if self.grid.row_key:
            more.of_person(self.planner, self.grid.row_key)

    def _person(self, grid: Grid) -> Person | None:
        return self.desk.state.scenario.staff.get(grid.row_key or "")

    def title_of(self, grid: Grid) -> Text | str:
        """The person."""
        person = self._person(grid)
        return self.desk.people.label(person.id) if person else ""

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """What the person carries in the period, and the competences beside what is asked."""
        person = self._person(grid)
        if person is None:
            return
        desk, column = self.desk, grid.column_key
        case, period = self._place(NOW if column is None else column)
        here = case.scenario.staff.get(person.id)
        if here is not None:
            carriers = Carriers(case.scenario, case.assignment, desk.people, period)
            function, cluster = carriers.place(here)
            carried = (*carriers.held_by(here), *carriers.backed_up_by(here))
            lines = (function, cluster, *(carried or (Item(text("carries nothing")),)))
            yield Lines(text("{month}", month=self._head(NOW if column is None else column)), lines)
        yield from self._competences(case, person)
        findings = [
            f for f in desk.state.findings if person.id in f.people and f.kind not in _PRIVATE
        ]
        if findings:
            yield Lines(text("What is open about it"), tuple(map(self._finding, findings)))

    def _finding(self, finding: Finding) -> Item:
        return Item(sentence(self.desk, finding), SEVERITY_MARKS[finding.severity])

    def _competences(self, case: Case, person: Person) -> Iterator[Table]:
        """What is asked of the person, met, presumed or short."""
        if person.id not in case.scenario.staff:
            return
        made = Sheet(case.scenario, case.assignment, person.id)
        for name, asked in made.asked():
            rows = tuple(
                (
                    name_of(case.scenario, each),
                    asked_level(each),
                    recorded_level(each),
                    grade_item(each),
                )
                for each in graded(case.scenario, person, asked)
            )
            if rows:
                yield Table(
                    text("Asked by {what}", what=name),
                    (
                        ReportColumn(text("Competence")),
                        ReportColumn(text("Asked")),
                        ReportColumn(text("Recorded")),
                        ReportColumn(text("Grade")),
                    ),
                    rows,
                )


def cell_of(tr: Translator, case: Case, who: Person, period: int, *, changed: bool) -> Cell:
    """How full someone is in a period: the glyph says how it is, then load, roles and backups."""
    available = who.available[period]
    if not available:
        return Cell(UNKNOWN, Mark.NOTICE, changed)
    load = case.load.get((who.id, period), 0)
    held = case.held_by.get((who.id, period), ())
    backed = case.backed_by.get((who.id, period), ())
    learns = any(not case.could_hold(who.id, role, period) for role in backed)
    shown = tr.number(amount(load).quantize(fte(1)))
    words = f"{shown} {len(held)}+{len(backed)}" + (" L" if learns else "")
    if load > 100 * available:
        return Cell(words, Mark.BAD, changed)
    if load > case.scenario.rules.full * available:
        return Cell(words, Mark.ATTENTION, changed)
    return Cell(words, Mark.GOOD if held else Mark.NOTICE, changed)
