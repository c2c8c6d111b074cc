"""Roles over the periods: who holds, who could step in, takeovers, and what is not covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.widget import Widget

from rollenplanner.domain.case import Case
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.text import Text, Translator, fte, text
from rollenplanner.reports.carriers import Carriers
from rollenplanner.reports.table import Block, Item, Lines, Mark, Table
from rollenplanner.reports.table import Column as ReportColumn
from rollenplanner.tui import editing, more
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.findings import sentence
from rollenplanner.tui.grid import Cell, Column, Grid, Row, heading_row
from rollenplanner.tui.marks import SEVERITY_MARKS
from rollenplanner.tui.panes.base import Go, Pane, Titled

#: Key of the column of the present; periods have their numbers.
NOW = -1


class RolesPane(Pane):
    """A row per role, a column per period."""

    SCREEN = "roles"
    BINDINGS = bindings("roles")

    def parts(self) -> Iterator[Widget]:
        """One grid."""
        yield Grid(cells=True)

    def fill(self) -> None:
        """Lay roles out over the present and the periods."""
        desk, tr = self.desk, self.desk.tr
        scenario = desk.state.scenario
        self._columns = [NOW, *desk.periods] if desk.on_plan else [NOW]
        rows: list[Row] = []
        for cluster in scenario.clusters.values():
            roles = [r for r in scenario.roles.values() if r.cluster == cluster.id]
            if roles:
                heading = f"cluster {cluster.id}"
                rows.append(heading_row(heading, cluster.name))
                rows += [self._row(role, heading) for role in roles]
        grid = self.query_one(Grid)
        Titled.set(
            grid,
            tr("Roles"),
            tr("+n more holders  /n can step in  → takes over"),
        )
        grid.fill(
            [
                Column(tr("Role"), 0),
                Column(tr("Fte"), 5, "right"),
                *(Column(self._head(t), 14, key=t) for t in self._columns),
            ],
            rows,
            empty=tr("The scenario has no roles."),
        )

    def _head(self, period: int) -> str:
        if period == NOW:
            return self.desk.tr("Now")
        return str(self.desk.scenario.horizon.period_start(period))

    def _row(self, role: Role, heading: str) -> Row:
        desk = self.desk
        carried = desk.case.assignment
        people = {
            *carried.holders.get(role.id, ()),
            *carried.backups.get(role.id, ()),
        }
        search = " ".join((role.name, role.id, role.cluster, *map(desk.label, people)))
        return Row(role.id, lambda: self._cells(role), search.casefold(), group=heading)

    def _cells(self, role: Role) -> Sequence[Cell]:
        tr = self.desk.tr
        most = max(role.demand, default=0)
        critical = " ‼" if role.critical else ""
        return (
            Cell(role.name + critical),
            Cell(tr.number(fte(most))),
            *(self._cell(role.id, t) for t in self._columns),
        )

    def _cell(self, role_id: str, column: int) -> Cell:
        case, period = self._place(column)
        role = case.scenario.roles.get(role_id)
        if role is None or not case.is_active(role, period):
            return Cell()
        changed = column != NOW and self.desk.changed_role(role_id, period)
        return cell_of(self.desk.tr, case, role, period, changed=changed)

    def _place(self, column: int) -> tuple[Case, int]:
        return (self.desk.present, 0) if column == NOW else (self.desk.case, column)

    def choose(self, grid: Grid) -> None:
        """To the first person who carries the role there; its details where nobody does."""
        role, column = grid.row_key, grid.column_key
        if role is None or column is None:
            return
        case, period = self._place(column)
        holders = case.holders.get((role, period), ())
        if holders:
            self.post_message(Go("people", holders[0].person.id, column))
        else:
            super().choose(grid)

    def action_pin(self) -> None:
        """Who must hold the role."""
        if self.grid.row_key:
            editing.pin(self.planner, role=self.grid.row_key, column=self.grid.column_key)

    def action_forbid(self) -> None:
        """Who may not carry the role."""
        if self.grid.row_key:
            editing.forbid(self.planner, role=self.grid.row_key, column=self.grid.column_key)

    def action_demand(self) -> None:
        """How much the role asks."""
        if self.grid.row_key:
            editing.demand(self.planner, self.grid.row_key)

    def action_critical(self) -> None:
        """Critical or not."""
        if self.grid.row_key:
            editing.critical(self.planner, self.grid.row_key)

    def action_back_up(self) -> None:
        """Who must back the role up."""
        if self.grid.row_key:
            editing.back_up(self.planner, self.grid.row_key, self.grid.column_key)

    def action_separate(self) -> None:
        """What nobody carries beside the role."""
        if self.grid.row_key:
            editing.separate(self.planner, self.grid.row_key)

    def action_more(self) -> None:
        """What else the role asks."""
        if self.grid.row_key:
            more.of_role(self.planner, self.grid.row_key)

    def title_of(self, grid: Grid) -> Text | str:
        """The role."""
        role = self.desk.scenario.roles.get(grid.row_key or "")
        return role.name if role else ""

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """Who carries the role in every period, what it asks, and what is open about it."""
        role = self.desk.scenario.roles.get(grid.row_key or "")
        if role is None:
            return
        yield self._carriers(role)
        yield self._asked(role)
        findings = [f for f in self.desk.state.findings if role.id in f.roles]
        lines = tuple(Item(sentence(self.desk, f), SEVERITY_MARKS[f.severity]) for f in findings)
        yield Lines(
            text("What is open about it"),
            lines or (Item(text("Nothing."), Mark.GOOD),),
        )

    def _carriers(self, role: Role) -> Table:
        desk = self.desk
        rows = []
        for column in self._columns:
            case, period = self._place(column)
            here = case.scenario.roles.get(role.id)
            if here is None or not case.is_active(here, period):
                continue
            carriers = Carriers(case.scenario, case.assignment, desk.people, period)
            rows.append(
                (
                    self._head(column),
                    fte(here.demand[period]),
                    carriers.holders(here, takeovers=column != NOW),
                    carriers.backups(here),
                )
            )
        return Table(
            text("Who carries it"),
            (
                ReportColumn(text("Period")),
                ReportColumn(text("Fte"), "right"),
                ReportColumn(text("Holder")),
                ReportColumn(text("Backup")),
            ),
            tuple(rows),
            empty=text("The role is not asked for in these periods."),
        )

    def _asked(self, role: Role) -> Lines:
        scenario = self.desk.scenario
        lines = [
            text(
                "{name}: {level}",
                name=scenario.competences.get(each.competence, each.competence),
                level=str(each.level),
            )
            for each in role.asked.competences
        ]
        lines += [
            text("expertise {name}: {level}", name=name, level=level)
            for name, level in role.asked.expertise.items()
        ]
        lines += [text("result: {result}", result=each) for each in role.results]
        functions = tuple(scenario.functions[f].name for f in role.functions)
        admits = text("Open to: {functions}", functions=functions)
        if len(functions) == len(scenario.functions):
            admits = text("Open to every function")
        return Lines(text("What it asks"), tuple(map(Item, (admits, *lines))))


def cell_of(tr: Translator, case: Case, role: Role, period: int, *, changed: bool) -> Cell:
    """How a role stands in a period: the glyph says how it is, then who, how many, what is open."""
    held = case.holders.get((role.id, period), ())
    missing = case.missing(role, period)
    grave = role.critical or role.post is not None
    if not held:
        return Cell(f"-{tr.number(fte(missing))}", Mark.BAD if grave else Mark.ATTENTION, changed)
    taken = {cell.person.id for cell in case.takeovers(role, period)}
    first = held[0].person.id
    words = ("→" if taken else "") + first
    if len(held) > 1:
        words += f"+{len(held) - 1}"
    able = (
        len(case.backups.get((role.id, period), ()))
        if role.post
        else case.able_backups(role, period)
    )
    if role.backups or able:
        words += f"/{able}"
    if missing:
        words += f" -{tr.number(fte(missing))}"
    if missing and grave:
        return Cell(words, Mark.BAD, changed)
    short = missing or able < role.backups
    return Cell(words, Mark.ATTENTION if short else Mark.GOOD, changed)
