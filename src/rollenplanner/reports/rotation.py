"""Who carries what over several periods: a row for every stretch in which it stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rollenplanner.domain.case import case_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.reports.carriers import Carriers, load_cell
from rollenplanner.reports.people import People
from rollenplanner.reports.stretches import stretches
from rollenplanner.reports.table import UNKNOWN, Cell, Column, Table

_Row = tuple[Cell, ...]


class Rotation:
    """The carriers of every period of a plan, and the rows that they make together."""

    def __init__(self, scenario: Scenario, assignment: Assignment, people: People) -> None:
        """Look at every period of a plan."""
        self.scenario = scenario
        self.case = case_of(scenario, assignment)
        self.people = people
        self._carriers = [Carriers(scenario, assignment, people, t) for t in scenario.periods]

    def coordinators(self) -> Table:
        """Who coordinates each cluster, who deputises, and from when."""
        posts = [role for role in self.case.roles.values() if role.post is not None]
        return Table(
            title=text("Coordination per cluster"),
            columns=(
                Column(text("Cluster")),
                Column(text("From"), "right"),
                Column(text("Coordinator")),
                Column(text("Deputy")),
                Column(text("Post"), wide=True),
            ),
            rows=tuple(
                (name, since, holder, backup, post.id)
                for post in posts
                for name, since, _, holder, backup in self._role_rows(
                    post, self.scenario.clusters[post.cluster].name
                )
            ),
            remarks=(_legend(),),
            empty=text("The scenario has no coordination module."),
        )

    def critical_roles(self) -> Table:
        """The critical roles over time."""
        return self._roles(
            text("Critical roles"),
            [r for r in self.case.roles.values() if r.critical and r.post is None],
            text("The scenario has no critical roles."),
        )

    def all_roles(self) -> Table:
        """Every role that is no post, over time."""
        return self._roles(
            text("All roles"),
            [role for role in self.case.roles.values() if role.post is None],
            text("The scenario has no roles."),
        )

    def _roles(self, title: Text, roles: Sequence[Role], empty: Text) -> Table:
        return Table(
            title=title,
            columns=(
                Column(text("Role")),
                Column(text("From"), "right"),
                Column(text("Fte"), "right"),
                Column(text("Holder")),
                Column(text("Backup")),
            ),
            rows=tuple(row for role in roles for row in self._role_rows(role, role.name)),
            remarks=(_legend(),),
            empty=empty,
        )

    def _role_rows(self, role: Role, name: str) -> Iterable[_Row]:
        """Name (once), since when, demand, holders and backups; a row per stretch."""

        def look(period: int) -> _Row | None:
            if not self.case.is_active(role, period):
                return None
            carriers = self._carriers[period]
            cells = carriers.holders(role), carriers.backups(role)
            return fte(role.demand[period]), *cells

        def show(period: int) -> _Row:
            if not self.case.is_active(role, period):
                return "", text("not asked for"), ""
            carriers = self._carriers[period]
            cells = carriers.holders(role, takeovers=True), carriers.backups(role)
            return fte(role.demand[period]), *cells

        return self._rows(name, look, show)

    def _rows(
        self,
        name: Cell,
        look: Callable[[int], object],
        show: Callable[[int], _Row],
    ) -> Iterable[_Row]:
        for number, stretch in enumerate(stretches(self.scenario.periods, look)):
            since = str(self.scenario.horizon.period_start(stretch.first))
            yield ("" if number else name, since, *show(stretch.first))

    def persons(self) -> Table:
        """Everyone with place, load against fte, roles and backups, over time."""
        return Table(
            title=text("People"),
            columns=(
                Column(text("Person")),
                Column(text("Stands in")),
                Column(text("From"), "right"),
                Column(text("Fte"), "right"),
                Column(text("Load"), "right"),
                Column(text("Carries")),
            ),
            rows=tuple(row for who in self.scenario.staff.values() for row in self._person(who)),
            remarks=(text("Marked load: fuller than the scenario calls full."),),
            empty=text("The scenario has no people."),
        )

    def _person(self, who: Person) -> Iterable[_Row]:
        def show(period: int) -> _Row:
            carriers = self._carriers[period]
            carried = (*carriers.held_by(who), *carriers.backed_up_by(who))
            return carriers.own_fte(who), load_cell(carriers, who), carried or UNKNOWN

        place = self._carriers[0].place_lines(who)
        for name, since, *rest in self._rows(self.people.label(who.id), show, show):
            yield (name, place if name else "", since, *rest)


def _legend() -> Text:
    return text("A row lasts until the next one of the same name; an arrow marks a takeover.")
