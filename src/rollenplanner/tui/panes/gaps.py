"""Gaps: what the present and the plan cannot guarantee, beside each other."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual.widget import Widget

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.table import Block
from rollenplanner.reports.topics import TOPIC_WORDS, topic_of
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.findings import cause_of, finding_block, finding_row, gap_title
from rollenplanner.tui.grid import Cell, Column, Grid, Row, heading_row
from rollenplanner.tui.marks import LEGEND_OF_SEVERITIES
from rollenplanner.tui.panes.base import Go, Pane, Titled

_THERE = "●"


class Which(enum.Enum):
    """Which gaps are listed."""

    ALL = "all"
    PLAN = "plan"
    NEW = "new"
    REPAIRED = "repaired"


class Order(enum.Enum):
    """What gaps are sorted by."""

    SEVERITY = "severity"
    CLUSTER = "cluster"
    TOPIC = "topic"


WHICH_WORDS: dict[Which, Text] = {
    Which.ALL: text("all gaps"),
    Which.PLAN: text("gaps of the plan"),
    Which.NEW: text("new in the plan"),
    Which.REPAIRED: text("repaired by the plan"),
}
ORDER_WORDS: dict[Order, Text] = {
    Order.SEVERITY: text("worst first"),
    Order.CLUSTER: text("by cluster"),
    Order.TOPIC: text("by subject"),
}


@dataclass(frozen=True, slots=True)
class _Listed:
    """A finding, and whether the present and the plan have it."""

    finding: Finding
    present: bool
    planned: bool

    @property
    def which(self) -> frozenset[Which]:
        """The lists that it stands in."""
        found = {Which.ALL}
        if self.planned:
            found.add(Which.PLAN)
        if self.planned and not self.present:
            found.add(Which.NEW)
        if self.present and not self.planned:
            found.add(Which.REPAIRED)
        return frozenset(found)


class GapsPane(Pane):
    """A row per gap."""

    SCREEN = "gaps"
    BINDINGS = bindings("gaps")

    which = Which.ALL
    order = Order.SEVERITY

    def parts(self) -> Iterator[Widget]:
        """One grid."""
        yield Grid()

    def fill(self) -> None:
        """List what is wanted."""
        desk, tr = self.desk, self.desk.tr
        listed = [each for each in self._all() if self.which in each.which]
        self._found = {each.finding.id: each.finding for each in listed}
        both = desk.gaps.plan is not None
        grid = self.query_one(Grid)
        words = tr.render(WHICH_WORDS[self.which]), tr.render(ORDER_WORDS[self.order])
        Titled.set(
            grid,
            tr("Gaps: {n}, {which}, {order}", n=len(listed), which=words[0], order=words[1]),
            tr.render(LEGEND_OF_SEVERITIES),
        )
        columns = [Column(tr("Gap"), 0)]
        if both:
            columns += [Column("IST", 4), Column("SOLL", 4)]
        grid.fill(columns, self._rows(listed, both=both), empty=tr("No gap of this sort."))

    def _all(self) -> list[_Listed]:
        gaps = self.desk.gaps
        if gaps.plan is None or gaps.comparison is None:
            return [_Listed(each, True, False) for each in gaps.present.findings]
        left = {each.id for each in gaps.comparison.left}
        found = [_Listed(each, each.id in left, True) for each in gaps.plan.findings]
        found += [_Listed(each, True, False) for each in gaps.comparison.repaired]
        return sorted(found, key=lambda each: each.finding.severity.rank)

    def _rows(self, listed: list[_Listed], *, both: bool) -> Iterator[Row]:
        groups: dict[str, list[_Listed]] = {}
        for each in listed:
            groups.setdefault(self._group(each.finding), []).append(each)
        for name in sorted(groups):
            if name:
                yield heading_row(name, name.partition(" ")[2])
            for each in groups[name]:
                marks = (Cell(_THERE * each.present), Cell(_THERE * each.planned)) if both else ()
                row = finding_row(self.desk, each.finding, *marks)
                row.group = name
                yield row

    def _group(self, finding: Finding) -> str:
        """A heading, with something before it that sorts; none when worst comes first."""
        if self.order is Order.TOPIC:
            topic = topic_of(finding)
            return f"{int(topic)} {self.desk.tr.render(TOPIC_WORDS[topic])}"
        if self.order is Order.CLUSTER:
            clusters = list(self.desk.scenario.clusters)
            first = next((c for c in finding.clusters if c in clusters), None)
            if first is None:
                return f"zzzz {self.desk.tr('The whole organisation')}"
            return f"{clusters.index(first):04} {self.desk.scenario.clusters[first].name}"
        return ""

    def action_which(self) -> None:
        """The next choice."""
        choices = list(Which) if self.desk.gaps.plan is not None else [Which.ALL]
        self.which = choices[(choices.index(self.which) + 1) % len(choices)]
        self.fill()

    def action_sort(self) -> None:
        """The next order."""
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self.fill()

    def go_to(self, key: str, column: int | None = None) -> None:
        """Put the cursor on a gap, in whatever list it stands."""
        if key not in self._found:
            self.which = Which.ALL
            self.fill()
        super().go_to(key, column)

    def choose(self, grid: Grid) -> None:
        """To what is behind the gap."""
        finding = self._found.get(grid.row_key or "")
        if finding is not None:
            screen, key = cause_of(finding)
            period = finding.periods[0] if finding.periods and self.desk.on_plan else None
            self.post_message(Go(screen, key, period))

    @property
    def chosen(self) -> Finding | None:
        """The gap under the cursor."""
        return self._found.get(self.grid.row_key or "")

    def title_of(self, grid: Grid) -> Text | str:
        """That it is a gap."""
        del grid
        return gap_title()

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """The gap in full."""
        finding = self._found.get(grid.row_key or "")
        return finding_block(self.desk, finding) if finding else ()
