"""What a stress test came to, as blocks: a statement, the worst absences, and what is fragile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rollenplanner.domain.redeployment import Loss
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.standing_in import is_critical
from rollenplanner.domain.stressed import Detail, Learner, StandIn, Stressed
from rollenplanner.domain.text import Few, Text, fte, text, text_n
from rollenplanner.reports.people import People
from rollenplanner.reports.stress_words import statement
from rollenplanner.reports.table import Block, Cell, Column, Item, Lines, Mark, Table

#: So many rows of a table of people or roles are shown.
_SHOWN = 12


def stress_report(scenario: Scenario, stressed: Stressed, people: People) -> Iterator[Block]:
    """Everything that a person wants to know, the answer first."""
    title = text_n(
        "Stress test of {name}: {n} person absent",
        "Stress test of {name}: {n} people absent together",
        stressed.asked.absent,
        name=scenario.name,
    )
    yield Lines(title, tuple(statement(scenario, stressed, people)))
    if stressed.worst:
        yield _overview(scenario, stressed, people)
    for detail in stressed.worst:
        yield _in_full(scenario, detail, people)
    yield from _fragility(scenario, stressed, people)


def _overview(scenario: Scenario, stressed: Stressed, people: People) -> Table:
    several = scenario.horizon.count > 1
    period = (Column(text("Worst period")),) if several else ()
    return Table(
        text("The worst absences (fte lost)"),
        (
            Column(text("Absent")),
            *period,
            Column(text("Critical work"), "right"),
            Column(text("Other work"), "right"),
        ),
        tuple(
            (
                text("{people}", people=tuple(map(people.label, detail.absence.people))),
                *((_month(scenario, detail),) if several else ()),
                _critical(detail.absence.loss),
                fte(detail.absence.loss.other),
            )
            for detail in stressed.worst
        ),
    )


def _critical(loss: Loss, *, known: bool = True) -> Item:
    """A loss; that it is none is good only where all of it is known."""
    good = Mark.GOOD if known else None
    return Item(fte(loss.critical), Mark.BAD if loss.critical else good)


def _month(scenario: Scenario, detail: Detail) -> str:
    return str(scenario.horizon.period_start(detail.absence.period))


def _in_full(scenario: Scenario, detail: Detail, people: People) -> Lines:
    """One absence: what is lost and until when, who steps in, what these put down."""
    lines = [_lost(scenario, detail, role, people) for role in detail.lost]
    for each in detail.taken:
        takes = text("{person} takes {fte} fte: {role}.", **_work(scenario, each, people))
        lines.append(Item(takes, Mark.TAKEOVER))
    for each in detail.dropped:
        drops = text("{person} puts down {fte} fte: {role}.", **_work(scenario, each, people))
        lines.append(Item(drops, Mark.NOTICE))
    if not detail.taken:
        lines.append(Item(text("Nobody can step in.")))
    absent = tuple(map(people.label, detail.absence.people))
    if scenario.horizon.count == 1:
        return Lines(text("Without {people}", people=absent), tuple(lines))
    title = text("Without {people}, {period}", people=absent, period=_month(scenario, detail))
    return Lines(title, tuple(lines))


def _work(scenario: Scenario, each: StandIn, people: People) -> dict[str, object]:
    """Who, how much and what, for a sentence."""
    return {
        "person": people.label(each.person),
        "fte": fte(each.fte),
        "role": scenario.roles[each.role].name,
    }


def _lost(scenario: Scenario, detail: Detail, role: str, people: People) -> Item:
    critical = is_critical(scenario.roles[role])
    lost = text(
        "{role}: {fte} fte is lost; {later}.",
        role=scenario.roles[role].name,
        fte=fte(detail.lost[role]),
        later=_later(scenario, detail.learners[role], people),
    )
    return Item(lost, Mark.BAD if critical else Mark.ATTENTION)


def _later(scenario: Scenario, learners: Sequence[Learner], people: People) -> Text:
    """Who could hold a role soonest, and after how long."""
    if not learners:
        return text("nobody else could hold it or learn it")
    soonest = learners[0].periods
    names = tuple(people.label(each.person) for each in learners if each.periods == soonest)
    if soonest == 0:
        return text_n(
            "{people} could hold it, but is not its backup",
            "{people} could hold it, but are not its backup",
            len(names),
            people=Few(names, most=3),
        )
    return text_n(
        "{people} could hold it after {n} period as its backup ({months} months)",
        "{people} could hold it after {n} periods as its backup ({months} months)",
        soonest,
        people=Few(names, most=3),
        months=soonest * scenario.horizon.months,
    )


def _fragility(scenario: Scenario, stressed: Stressed, people: People) -> Iterator[Block]:
    fragile, asked = stressed.fragility, stressed.asked
    if not stressed.singles:
        return
    known = stressed.singles == stressed.candidates
    persons = sorted(
        (
            (person, loss)
            for person, loss in fragile.people.items()
            if loss > Loss() and (not asked.people or person in asked.people)
        ),
        key=lambda each: each[1],
        reverse=True,
    )
    lossy = (
        text("Nothing is lost when one person is absent.")
        if known
        else text("Nothing, as far as is known.")
    )
    columns = (Column(text("Critical work"), "right"), Column(text("Other work"), "right"))
    if persons or not asked.people:
        yield _cut(
            text("Fragility of people: fte lost when one is absent alone"),
            (Column(text("Person")), *columns),
            [(people.label(who), _critical(loss), fte(loss.other)) for who, loss in persons],
            lossy,
        )
    yield _cut(
        text("Fragility of roles: fte lost at most when one person is absent"),
        (Column(text("Role")), Column(text("Lost"), "right"), Column(text("Without"))),
        [
            (
                scenario.roles[each.role].name,
                Item(
                    fte(each.lost),
                    Mark.BAD if is_critical(scenario.roles[each.role]) else Mark.ATTENTION,
                ),
                people.label(each.person),
            )
            for each in fragile.roles
            if not asked.roles or each.role in asked.roles
        ],
        lossy,
    )
    yield Table(
        text("Fragility of clusters: the sum over their roles (fte)"),
        (Column(text("Cluster")), *columns),
        tuple(
            (scenario.clusters[each].name, _critical(loss, known=known), fte(loss.other))
            for each, loss in fragile.clusters.items()
        ),
    )


def _cut(
    title: Text, columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]], empty: Text
) -> Table:
    """A table of the first rows; one row more takes no more room than saying that there is one."""
    hidden = 0 if len(rows) <= _SHOWN + 1 else len(rows) - _SHOWN
    more = (text("and {n} more; `--json` has all of them.", n=hidden),) if hidden else ()
    return Table(title, columns, tuple(rows[: len(rows) - hidden]), more, empty=empty)
