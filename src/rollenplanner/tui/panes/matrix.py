"""Function matrix: scales from top to bottom, function groups across, as in the function book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.widget import Widget

from rollenplanner.domain.scenario import Function
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.reports.carriers import Carriers, load_cell
from rollenplanner.reports.occupancy import Occupancy, Occupied
from rollenplanner.reports.table import UNKNOWN, Block, Mark, Table
from rollenplanner.reports.table import Column as ReportColumn
from rollenplanner.tui import organisation
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.grid import Cell, Column, Grid, Row
from rollenplanner.tui.panes.base import Pane, Titled

_TOGETHER = "together"


class MatrixPane(Pane):
    """One cell per scale and function group."""

    SCREEN = "matrix"
    BINDINGS = bindings("matrix")

    def parts(self) -> Iterator[Widget]:
        """One grid."""
        yield Grid(cells=True)

    def fill(self) -> None:
        """Lay functions out over scales and groups."""
        desk, tr = self.desk, self.desk.tr
        functions = desk.scenario.functions.values()
        self._groups = self._ordered({f.group for f in functions if f.group})
        if any(f.group is None for f in functions):
            self._groups.append("")
        self._occupancy = Occupancy(desk.state.scenario, desk.state.assignment, desk.at)
        scales = {str(f.scale): f.scale for f in functions if f.scale}
        order = sorted(scales, key=lambda label: -scales[label].tenths)
        if any(f.scale is None for f in functions):
            order.append("")
        month = desk.scenario.horizon.period_start(desk.at)
        grid = self.query_one(Grid)
        Titled.set(
            grid,
            tr("Function matrix, {month}", month=str(month)),
            tr("there / formation (vacant), fte"),
        )
        grid.fill(
            [
                Column(tr("Scale"), 7),
                *(
                    Column(group or tr("no group"), 16, key=number)
                    for number, group in enumerate(self._groups)
                ),
                Column(tr("Together"), 16, key=len(self._groups)),
            ],
            [*map(self._row, order), self._row(_TOGETHER)],
        )

    def _ordered(self, groups: set[str]) -> list[str]:
        """Groups in the order of the catalogues; unknown ones behind them."""
        known = [
            group.name for catalogue in self.desk.catalogues for group in catalogue.groups.values()
        ]
        ordered = [each for each in dict.fromkeys(known) if each in groups]
        return ordered + sorted(groups - set(ordered))

    def _row(self, scale: str) -> Row:
        return Row(f"scale {scale}", lambda: self._cells(scale), self._search(scale))

    def _search(self, scale: str) -> str:
        names = " ".join(f.name for f in self._functions(scale, None))
        return f"{scale} {names}".casefold()

    def _cells(self, scale: str) -> Sequence[Cell]:
        tr = self.desk.tr
        head = tr("Together") if scale == _TOGETHER else scale or UNKNOWN
        groups: list[str | None] = [*self._groups, None]
        return (Cell(head), *(self._cell(self._functions(scale, group)) for group in groups))

    def _functions(self, scale: str, group: str | None) -> list[Function]:
        return [
            f
            for f in self.desk.scenario.functions.values()
            if scale in (_TOGETHER, str(f.scale or "")) and group in (None, f.group or "")
        ]

    def _cell(self, functions: Sequence[Function]) -> Cell:
        if not functions:
            return Cell()
        tr = self.desk.tr
        there = [self._occupancy.of(function=f.id) for f in functions]
        together = Occupied(sum(t.fte for t in there), sum(t.vacant for t in there))
        laid_down = [f.fte for f in functions if f.fte is not None]
        formation = sum(laid_down) if laid_down else None
        if formation is None and not together.fte:
            return Cell(f"{UNKNOWN}/{UNKNOWN}", Mark.NOTICE)
        words = f"{tr.number(fte(together.fte))}/"
        words += UNKNOWN if formation is None else tr.number(fte(formation))
        if together.vacant:
            words += f" ({tr.number(fte(together.vacant))})"
        if formation is None:
            return Cell(words)
        complete = together.fte == formation and not together.vacant
        return Cell(words, Mark.GOOD if complete else Mark.ATTENTION)

    def _chosen(self, grid: Grid) -> list[Function]:
        scale = (grid.row_key or "").removeprefix("scale ")
        number = grid.column_key or 0
        group = self._groups[number] if number < len(self._groups) else None
        return self._functions(scale, group)

    def action_formation(self) -> None:
        """The formation of what stands in the cell."""
        organisation.formation(self.planner, self._chosen(self.grid))

    def action_clusters(self) -> None:
        """Where the functions in the cell may stand."""
        organisation.clusters(self.planner, self._chosen(self.grid))

    def title_of(self, grid: Grid) -> Text | str:
        """The functions in the cell."""
        names = tuple(f.name for f in self._chosen(grid))
        return text("{names}", names=names[:3]) if names else text("No function stands here")

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """The people in the cell, with what they carry."""
        desk = self.desk
        carriers = Carriers(desk.state.scenario, desk.state.assignment, desk.people, desk.at)
        for function in self._chosen(grid):
            there = [
                desk.state.scenario.staff[who] for who in desk.case.standing_in.get(function.id, ())
            ]
            occupied = self._occupancy.of(function=function.id)
            yield Table(
                text(
                    "{function}: {there} of {formation} fte",
                    function=function.name,
                    there=fte(occupied.fte),
                    formation=UNKNOWN if function.fte is None else fte(function.fte),
                ),
                (
                    ReportColumn(text("Person")),
                    ReportColumn(text("Cluster")),
                    ReportColumn(text("Fte"), "right"),
                    ReportColumn(text("Load"), "right"),
                    ReportColumn(text("Carries")),
                ),
                tuple(
                    (
                        desk.people.label(who.id),
                        carriers.place(who)[1],
                        carriers.own_fte(who),
                        load_cell(carriers, who),
                        (*carriers.held_by(who), *carriers.backed_up_by(who)) or UNKNOWN,
                    )
                    for who in there
                ),
                empty=text("Nobody stands in this function."),
            )
