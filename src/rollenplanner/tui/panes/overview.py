"""Overview: clusters, who coordinates, and the worst gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from textual.widget import Widget

from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Cluster
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.reports.carriers import Carriers, coordinators_table, roles_table
from rollenplanner.reports.occupancy import Occupancy, clusters_table, functions_table
from rollenplanner.reports.table import UNKNOWN, Block, Mark
from rollenplanner.tui import organisation
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.findings import finding_block, finding_row, gap_title
from rollenplanner.tui.grid import Cell, Column, Grid, Row
from rollenplanner.tui.panes.base import Go, Pane, Titled

#: So many gaps are shown here; the screen of gaps has them all.
_WORST = 50


class OverviewPane(Pane):
    """Clusters above, the worst gaps below."""

    SCREEN = "overview"
    BINDINGS = bindings("overview")
    DEFAULT_CSS = """
    OverviewPane #clusters { height: auto; min-height: 4; max-height: 50%; }
    """

    def parts(self) -> Iterator[Widget]:
        """Two grids."""
        yield Grid(id="clusters")
        yield Grid(id="worst")

    def fill(self) -> None:
        """Count per cluster, and list the worst gaps."""
        desk, tr = self.desk, self.desk.tr
        clusters = self.query_one("#clusters", Grid)
        rows = [self._row(each) for each in desk.scenario.clusters.values()]
        clusters.styles.height = len(rows) + 2
        Titled.set(clusters, tr("Clusters"), tr("fte: size / there (vacant)"))
        clusters.fill(
            [
                Column(tr("Cluster"), 0),
                Column(tr("Size"), 6, "right"),
                Column(tr("There"), 14, "right"),
                Column(tr("Work"), 6, "right"),
                Column(tr("Open"), 7, "right"),
                Column(tr("Coordinator"), 11),
                Column("✗", 3, "right"),
                Column("!", 3, "right"),
                Column("·", 3, "right"),
            ],
            rows,
        )
        worst = self.query_one("#worst", Grid)
        findings = desk.state.findings[:_WORST]
        Titled.set(worst, tr("Worst gaps"), tr("✗ critical  ! serious  · notice"))
        worst.fill(
            [Column(tr("Gap"), 0)],
            [finding_row(desk, each) for each in findings],
            empty=tr("Nothing is open: everything is covered and can be taken over."),
        )

    def _row(self, cluster: Cluster) -> Row:
        return Row(
            cluster.id,
            lambda: self._cells(cluster),
            f"{cluster.id} {cluster.name}".casefold(),
        )

    def _cells(self, cluster: Cluster) -> Sequence[Cell]:
        desk, tr, period = self.desk, self.desk.tr, self.desk.at
        case = desk.case
        there = Occupancy(desk.state.scenario, desk.state.assignment, period).of(cluster=cluster.id)
        roles = [each for each in case.roles.values() if each.cluster == cluster.id]
        work = sum(each.demand[period] for each in roles)
        open_fte = sum(case.missing(each, period) for each in roles if each.post is None)
        critical = any(case.missing(each, period) for each in roles if each.critical)
        occupied = tr.number(fte(there.fte))
        if there.vacant:
            occupied += f" ({tr.number(fte(there.vacant))})"
        off = cluster.fte is not None and cluster.fte != there.fte
        return (
            Cell(cluster.name),
            Cell(UNKNOWN if cluster.fte is None else tr.number(fte(cluster.fte))),
            Cell(occupied, Mark.ATTENTION if off else None),
            Cell(tr.number(fte(work))),
            Cell(tr.number(fte(open_fte)), _open_mark(open_fte, critical=critical)),
            self._coordinator(cluster),
            *(Cell(str(n or "")) for n in self._counts(cluster)),
        )

    def _coordinator(self, cluster: Cluster) -> Cell:
        case, period = self.desk.case, self.desk.at
        posts = [r for r in case.roles.values() if r.post is not None and r.cluster == cluster.id]
        holders = [
            cell.person.id for post in posts for cell in case.holders.get((post.id, period), ())
        ]
        if not posts:
            return Cell(UNKNOWN)
        if not holders:
            return Cell(self.desk.tr("nobody"), Mark.BAD)
        more = f" +{len(holders) - 1}" if len(holders) > 1 else ""
        return Cell(holders[0] + more, Mark.GOOD)

    def _counts(self, cluster: Cluster) -> Iterator[int]:
        found = Counter(f.severity for f in self.desk.state.findings if cluster.id in f.clusters)
        yield from (found[severity] for severity in Severity)

    def choose(self, grid: Grid) -> None:
        """To the roles of the cluster, or to the gap."""
        if grid.row_key is None:
            return
        if grid.id == "clusters":
            first = next(
                (r for r in self.desk.scenario.roles.values() if r.cluster == grid.row_key), None
            )
            self.post_message(Go("roles", first.id if first else None))
        else:
            self.post_message(Go("gaps", grid.row_key))

    def action_size(self) -> None:
        """The size of the cluster under the cursor."""
        cluster = self.query_one("#clusters", Grid).row_key
        if cluster is not None:
            organisation.cluster_size(self.planner, cluster)

    def action_more(self) -> None:
        """Rules, limits, placement, name."""
        organisation.of_organisation(self.planner)

    def title_of(self, grid: Grid) -> Text | str:
        """The cluster, or what the gap is."""
        if grid.row_key is None:
            return ""
        if grid.id == "clusters":
            return self.desk.scenario.clusters[grid.row_key].name
        return gap_title()

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """Who coordinates and what is critical there; or the gap in full."""
        desk = self.desk
        key = grid.row_key
        if key is None:
            return ()
        if grid.id != "clusters":
            found = self._finding(key)
            return finding_block(desk, found) if found else ()
        carriers = Carriers(desk.state.scenario, desk.state.assignment, desk.people, desk.at)
        mine = [r for r in carriers.roles if r.cluster == key and r.critical and r.post is None]
        return (
            roles_table(
                carriers, text("Critical roles"), mine, text("The scenario has no critical roles.")
            ),
            coordinators_table(carriers),
            clusters_table(desk.state.scenario, desk.state.assignment, desk.at),
            functions_table(desk.state.scenario, desk.state.assignment, desk.at),
        )

    def _finding(self, key: str) -> Finding | None:
        return next((each for each in self.desk.state.findings if each.id == key), None)


def _open_mark(open_fte: int, *, critical: bool) -> Mark:
    if not open_fte:
        return Mark.GOOD
    return Mark.BAD if critical else Mark.ATTENTION
