"""Who carries what: coordinators, critical roles, every role, and every person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from rollenplanner.domain.away import in_service
from rollenplanner.domain.case import case_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Function, Person, Role, Scenario
from rollenplanner.domain.text import Text, amount, fte, text, text_n
from rollenplanner.reports.people import People
from rollenplanner.reports.table import UNKNOWN, Cell, Column, Item, Mark, Table


class Carriers:
    """Cells about who holds and who backs up, for one period of a plan."""

    def __init__(
        self, scenario: Scenario, assignment: Assignment, people: People, period: int = 0
    ) -> None:
        """Look at one period of a plan."""
        self.scenario = scenario
        self.people = people
        self.period = period
        self._case = case_of(scenario, assignment)

    @property
    def roles(self) -> Iterator[Role]:
        """Roles and posts that exist in the plan and are active in the period."""
        return (r for r in self._case.roles.values() if self._case.is_active(r, self.period))

    def holders(self, role: Role, *, takeovers: bool = False) -> Cell:
        """Everyone who holds a role, with fte, and what nobody holds.

        Args:
            role: The role or post.
            takeovers: Whether to mark who takes the role over in this period.
        """
        held = self._case.holders.get((role.id, self.period), ())
        if not held:
            return Item(text("nobody"), Mark.BAD)
        new = self._case.takeovers(role, self.period) if takeovers else ()
        items = [
            Item(self._with_fte(cell.person.id, cell.share), Mark.TAKEOVER if cell in new else None)
            for cell in held
        ]
        short = self._case.missing(role, self.period)
        if short > 0:
            items.append(Item(text("{fte} without holder", fte=fte(short)), Mark.ATTENTION))
        return tuple(items)

    def _with_fte(self, person: str, share: int) -> Text:
        return text("{person} {fte}", person=self.people.label(person), fte=fte(share))

    def backups(self, role: Role) -> Cell:
        """Everyone who backs a role up, marked by whether they could take it over now."""
        cells = self._case.backups.get((role.id, self.period), ())
        items = [self._backup(role, cell.person) for cell in cells]
        # Deputies of a post count by being there, backups of a role only if they could hold it.
        there = len(items) if role.post else self._case.able_backups(role, self.period)
        if role.backups > there:
            missing = text_n("{n} missing", "{n} missing", role.backups - there)
            items.append(Item(missing, Mark.ATTENTION if there else Mark.BAD))
        return tuple(items) or UNKNOWN

    def _backup(self, role: Role, who: Person) -> Item:
        label = self.people.label(who.id)
        if who.vacancy:
            return Item(label, Mark.ATTENTION)
        if self._case.could_hold(who.id, role, self.period):
            return Item(label, Mark.GOOD)
        return Item(text("{person} (not able yet)", person=label), Mark.ATTENTION)

    def held_by(self, who: Person) -> tuple[Item, ...]:
        """Roles and posts that someone holds, with fte."""
        return tuple(
            Item(text("{fte} {role}", role=cell.role.name, fte=fte(cell.share)))
            for cell in self._case.held
            if cell.person.id == who.id and cell.period == self.period
        )

    def backed_up_by(self, who: Person) -> tuple[Item, ...]:
        """Roles and posts that someone backs up."""
        return tuple(
            Item(text("backup: {role}", role=role.name))
            for role in self._case.backed_by.get((who.id, self.period), ())
        )

    def place(self, who: Person) -> tuple[Item, Item]:
        """Function and cluster of someone, by name."""
        placed = self._case.place(who.id)
        if placed is None:
            return Item(text("not placed"), Mark.ATTENTION), Item("")
        return (
            Item(self.scenario.functions[placed.function].name),
            Item(self.scenario.clusters[placed.cluster].name),
        )

    def function(self, who: Person) -> Function | None:
        """Function in which someone stands in the plan."""
        placed = self._case.place(who.id)
        return None if placed is None else self.scenario.functions[placed.function]

    def place_lines(self, who: Person) -> tuple[Item, ...]:
        """Function of someone, and the cluster below it."""
        function, cluster = self.place(who)
        return (function, cluster) if cluster.content else (function,)

    def moved(self, who: Person) -> bool:
        """Whether someone stands in another function or cluster than at present."""
        place = self._case.place(who.id)
        return place is None or (place.function, place.cluster) != (who.function, who.cluster)

    def own_fte(self, who: Person) -> Decimal:
        """Fte of someone in service, else 0; less for a while is for that person's own sheet."""
        return fte(who.fte if in_service(self.scenario, who, self.period) else 0)

    def load(self, who: Person) -> int:
        """Load of someone in ten-thousandths: effort times share, plus overlap of backups."""
        return self._case.load.get((who.id, self.period), 0)


def coordinators_table(carriers: Carriers) -> Table:
    """Who coordinates each cluster, and who deputises."""
    posts = [role for role in carriers.roles if role.post is not None]
    return Table(
        title=text("Coordination per cluster"),
        columns=(
            Column(text("Cluster")),
            Column(text("Coordinator")),
            Column(text("Deputy")),
            Column(text("Post"), wide=True),
        ),
        rows=tuple(
            (
                carriers.scenario.clusters[post.cluster].name,
                carriers.holders(post),
                carriers.backups(post),
                post.id,
            )
            for post in posts
        ),
        empty=text("The scenario has no coordination module."),
    )


def roles_table(carriers: Carriers, title: Text, roles: Iterable[Role], empty: Text) -> Table:
    """Roles with their demand, holders and backups."""
    return Table(
        title=title,
        columns=(
            Column(text("Role")),
            Column(text("Cluster"), wide=True),
            Column(text("Fte"), "right"),
            Column(text("Holder")),
            Column(text("Backup")),
        ),
        rows=tuple(
            (
                role.name,
                carriers.scenario.clusters[role.cluster].name,
                fte(role.demand[carriers.period]),
                carriers.holders(role),
                carriers.backups(role),
            )
            for role in roles
        ),
        empty=empty,
    )


def critical_roles_table(carriers: Carriers) -> Table:
    """The critical roles."""
    return roles_table(
        carriers,
        text("Critical roles"),
        (role for role in carriers.roles if role.critical and role.post is None),
        text("The scenario has no critical roles."),
    )


def all_roles_table(carriers: Carriers) -> Table:
    """Every role that is no post."""
    return roles_table(
        carriers,
        text("All roles"),
        (role for role in carriers.roles if role.post is None),
        text("The scenario has no roles."),
    )


def people_table(carriers: Carriers) -> Table:
    """Everyone with place, load against fte, roles and backups."""
    return Table(
        title=text("People"),
        columns=(
            Column(text("Person")),
            Column(text("Stands in")),
            Column(text("Fte"), "right"),
            Column(text("Load"), "right"),
            Column(text("Carries")),
        ),
        rows=tuple(_person_row(carriers, who) for who in carriers.scenario.staff.values()),
        remarks=(text("Marked load: fuller than the scenario calls full."),),
        empty=text("The scenario has no people."),
    )


def _person_row(carriers: Carriers, who: Person) -> tuple[Cell, ...]:
    return (
        carriers.people.label(who.id),
        carriers.place_lines(who),
        carriers.own_fte(who),
        load_cell(carriers, who),
        (*carriers.held_by(who), *carriers.backed_up_by(who)) or UNKNOWN,
    )


def load_cell(carriers: Carriers, who: Person) -> Cell:
    """Load of someone, marked where it is fuller than the scenario calls full."""
    load = carriers.load(who)
    shown = _two_decimals(load)
    too_full = load > who.available[carriers.period] * carriers.scenario.rules.full
    return Item(shown, Mark.ATTENTION) if too_full else shown


def _two_decimals(ten_thousandths: int) -> Decimal:
    """A load as people read it; what is judged is the exact one."""
    return amount(ten_thousandths).quantize(Decimal("0.01"), ROUND_HALF_UP)


def moves_table(carriers: Carriers) -> Table:
    """The from-to list: who comes into another function or cluster."""
    rows = [
        _move_row(carriers, who)
        for who in carriers.scenario.staff.values()
        if _moves(carriers, who)
    ]
    return Table(
        title=text("From-to list: who moves"),
        columns=(
            Column(text("Person")),
            Column(text("Scale"), "right"),
            Column(text("From function and cluster")),
            Column(text("To function and cluster")),
        ),
        rows=tuple(rows),
        empty=text("Everyone stays in function and cluster."),
    )


def _moves(carriers: Carriers, who: Person) -> bool:
    return not who.vacancy and who.function is not None and carriers.moved(who)


def _move_row(carriers: Carriers, who: Person) -> tuple[Cell, ...]:
    scenario = carriers.scenario
    function = scenario.functions.get(who.function or "")
    cluster = scenario.clusters.get(who.cluster or "")
    there = tuple(Item(each.name) for each in (function, cluster) if each)
    return (
        carriers.people.label(who.id),
        _scales(function, carriers.function(who)),
        there or UNKNOWN,
        carriers.place_lines(who),
    )


def _scales(before: Function | None, after: Function | None) -> str:
    """Scale of the function before and after, once where it stays the same."""
    scales = [str(each.scale) if each and each.scale else "?" for each in (before, after)]
    if after is None:
        return scales[0]
    return scales[0] if scales[0] == scales[1] else " → ".join(scales)
