"""Takeovers, who is being prepared for one, and the terms that end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rollenplanner.domain.case import Case
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.people import People
from rollenplanner.reports.stretches import run_in_words
from rollenplanner.reports.table import Cell, Column, Item, Mark, Table


@dataclass(frozen=True, slots=True)
class Takeover:
    """Somebody holds a role who did not hold it in its active period before, or at present.

    Attributes:
        leaving: Who held the role just before and no longer does.
        staying: Who held it just before and still does.
        shadowed: Active periods in a row as its backup just before; being it at present is one.
        resumes: Whether the person held the role earlier, before an absence.
    """

    period: int
    role: Role
    person: Person
    leaving: tuple[str, ...]
    staying: tuple[str, ...]
    shadowed: int
    resumes: bool

    @property
    def prepared(self) -> bool:
        """Whether the person knows the role: as its backup until now, or as an earlier holder."""
        return self.shadowed > 0 or self.resumes


def takeovers_of(case: Case) -> list[Takeover]:
    """Every takeover of a plan, by period and then in the order of the roles."""
    return [
        _takeover(case, role, period, cell.person)
        for period in case.scenario.periods
        for role in case.roles.values()
        if case.is_active(role, period)
        for cell in case.takeovers(role, period)
    ]


def _takeover(case: Case, role: Role, period: int, person: Person) -> Takeover:
    before, now = _holders_before(case, role, period), _holders(case, role, period)
    return Takeover(
        period,
        role,
        person,
        leaving=tuple(each for each in before if each not in now),
        staying=tuple(each for each in before if each in now),
        shadowed=_shadowed_until(case, role, period, person),
        resumes=role.id in person.roles
        or any(case.assignment.share(role.id, person.id, t) for t in range(period)),
    )


def _holders(case: Case, role: Role, period: int) -> tuple[str, ...]:
    return tuple(cell.person.id for cell in case.holders.get((role.id, period), ()))


def _holders_before(case: Case, role: Role, period: int) -> tuple[str, ...]:
    last = case.before(role, period)
    if last is None:
        return case.facts.present_holders.get(role.id, ())
    return _holders(case, role, last)


def _shadowed_until(case: Case, role: Role, period: int, person: Person) -> int:
    served = 0
    for earlier in reversed([t for t in case.active[role.id] if t < period]):
        if not case.assignment.is_backup(role.id, person.id, earlier):
            return served
        served += 1
    return served + case.facts.shadowed_at_present(person.id, role)


def takeovers_table(case: Case, people: People, takeovers: Sequence[Takeover]) -> Table:
    """When, which role, from whom, to whom, and whether that was prepared."""
    starts = case.scenario.horizon.starts
    return Table(
        title=text("Takeovers: who takes over what, when, from whom"),
        columns=(
            Column(text("From"), "right"),
            Column(text("Role")),
            Column(text("Cluster"), wide=True),
            Column(text("Former holder")),
            Column(text("New holder")),
            Column(text("Backup before")),
        ),
        rows=tuple(
            (
                "" if before is not None and before.period == each.period else start,
                *_work_and_former(case, people, each, before),
                Item(people.label(each.person.id), Mark.TAKEOVER),
                _preparation(each),
            )
            for before, each in zip((None, *takeovers), takeovers, strict=False)
            for start in [str(starts[each.period])]
        ),
        empty=text("No role changes hands."),
        remarks=(text("In the first period: compared with the present."),),
    )


def _work_and_former(
    case: Case, people: People, takeover: Takeover, before: Takeover | None
) -> tuple[Cell, Cell, Cell]:
    """Role, cluster and former holder; empty where the row above says the same."""
    role = takeover.role
    if before is not None and (before.period, before.role) == (takeover.period, role):
        return "", "", ""
    cluster = case.scenario.clusters[role.cluster].name
    return role.name, cluster, _former(people, takeover)


def _former(people: People, takeover: Takeover) -> Cell:
    if takeover.leaving:
        return tuple(Item(people.label(each)) for each in takeover.leaving)
    if takeover.staying:
        labels = tuple(people.label(each) for each in takeover.staying)
        return text("beside {people}", people=labels)
    return text("nobody")


def _preparation(takeover: Takeover) -> Item:
    if takeover.shadowed:
        words = text_n("{n} period", "{n} periods", takeover.shadowed)
        return Item(words, Mark.GOOD)
    if takeover.resumes:
        return Item(text("held it earlier"), Mark.GOOD)
    asked = takeover.role.handover or takeover.role.critical
    return Item(text("no"), Mark.ATTENTION if asked else None)


@dataclass(frozen=True, slots=True)
class Preparing:
    """Somebody backs a role up in active periods in a row, and it leads somewhere."""

    role: Role
    person: Person
    first: int
    last: int
    goals: tuple[Item, ...]


def prepared_table(case: Case, people: People) -> Table:
    """Who is being prepared: backups who take the role over, and backups who learn it."""
    rows = [each for role in case.roles.values() for each in preparing(case, role)]
    return Table(
        title=text("Who is being prepared"),
        columns=(
            Column(text("Person")),
            Column(text("Role")),
            Column(text("As backup"), "right"),
            Column(text("What for")),
        ),
        rows=tuple(
            (
                people.label(each.person.id),
                each.role.name,
                run_in_words(case.scenario.horizon, each.first, each.last),
                each.goals,
            )
            for each in rows
        ),
        empty=text("Nobody learns a role or prepares to take one over."),
    )


def preparing(case: Case, role: Role) -> Iterator[Preparing]:
    """Everybody whose backing up of a role leads somewhere, with the periods in which it does."""
    for who in case.assignment.backups.get(role.id, {}):
        person = case.scenario.staff.get(who)
        for run in _backup_runs(case, role, who) if person else ():
            assert person is not None
            goals = (*_learning(case, role, person, run), *_taking_over(case, role, person, run))
            if goals:
                yield Preparing(role, person, run[0], run[-1], goals)


def _backup_runs(case: Case, role: Role, who: str) -> list[list[int]]:
    """Active periods in a row in which someone backs a role up."""
    runs: list[list[int]] = [[]]
    for period in case.active[role.id]:
        if case.assignment.is_backup(role.id, who, period):
            runs[-1].append(period)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _taking_over(case: Case, role: Role, person: Person, run: list[int]) -> Iterator[Item]:
    after = next((t for t in case.active[role.id] if t > run[-1]), None)
    if after is not None and case.assignment.share(role.id, person.id, after) > 0:
        month = str(case.scenario.horizon.period_start(after))
        yield Item(text("takes over {month}", month=month), Mark.TAKEOVER)


def _learning(case: Case, role: Role, person: Person, run: list[int]) -> Iterator[Item]:
    learning = case.scenario.rules.learning
    if learning is None or case.meets(person.id, role, run[0]):
        return
    horizon = case.scenario.horizon
    ready = next(
        (t for t in range(run[0] + 1, run[-1] + 2) if case.meets(person.id, role, t)), None
    )
    if ready is not None:
        month = str(horizon.period_start(ready))
        yield Item(text("able from {month}", month=month), Mark.GOOD)
        return
    done = case.shadowed(person.id, role, run[-1] + 1)
    yield Item(text("learns, {done} of {asked} periods", done=done, asked=learning.shadow))


@dataclass(frozen=True, slots=True)
class _Ending:
    """A holder has to stop after a period, though the role goes on."""

    role: Role
    person: Person
    last: int
    why: Text


def endings_table(case: Case, people: People) -> Table:
    """Longest terms that are reached and holders who go out of service, with who goes on."""
    found = [each for role in case.roles.values() for each in _endings(case, role)]
    found.sort(key=lambda each: each.last)
    horizon = case.scenario.horizon
    return Table(
        title=text("Terms that end"),
        columns=(
            Column(text("Until"), "right"),
            Column(text("Role")),
            Column(text("Holder")),
            Column(text("Why")),
            Column(text("Who goes on")),
        ),
        rows=tuple(
            (
                str(horizon.period_start(each.last + 1)),
                each.role.name,
                people.label(each.person.id),
                each.why,
                _going_on(case, people, each),
            )
            for each in found
        ),
        remarks=(text("Until: the first month in which the holder no longer holds the role."),),
        empty=text("No term reaches its end, and nobody who holds a role leaves."),
    )


def _endings(case: Case, role: Role) -> Iterator[_Ending]:
    for who in case.assignment.holders.get(role.id, {}):
        person = case.scenario.staff.get(who)
        for last in _last_periods(case, role, who) if person else ():
            assert person is not None
            why = _why(case, role, person, last)
            if why is not None:
                yield _Ending(role, person, last, why)


def _last_periods(case: Case, role: Role, who: str) -> Iterator[int]:
    """Active periods after which someone stops; the last of the horizon as well."""
    active = case.active[role.id]
    for place, period in enumerate(active):
        after = active[place + 1] if place + 1 < len(active) else None
        if case.assignment.share(role.id, who, period) <= 0:
            continue
        if after is None:
            # A role that is over by then ends no term.
            if period == case.scenario.horizon.count - 1:
                yield period
        elif case.assignment.share(role.id, who, after) <= 0:
            yield period


def _why(case: Case, role: Role, person: Person, last: int) -> Text | None:
    """Why someone cannot go on; None for who could, and hands over by choice."""
    horizon = case.scenario.horizon
    after = next((t for t in case.active[role.id] if t > last), last + 1)
    end = person.service.end
    leaves = end is not None and end < horizon.period_start(after + 1)
    # Leaving and being absent read alike: absences of a person stand in no report about others.
    if leaves or (after < horizon.count and not person.available[after]):
        return text("not available")
    longest = role.term.max if role.term else None
    if longest is not None and _served_in_a_row(case, role, person, last) >= longest:
        return text("longest term")
    return None


def _served_in_a_row(case: Case, role: Role, person: Person, last: int) -> int:
    """Active periods in a row up to one, with what the rule counts from before the start."""
    served = 0
    for period in reversed([t for t in case.active[role.id] if t <= last]):
        if case.assignment.share(role.id, person.id, period) <= 0:
            return served
        served += 1
    tenure = Tenure(case.facts)
    longest = role.term.max if role.term else None
    if longest is None or not tenure.holds_on(person, role):
        return served
    return served + longest - tenure.more_allowed(person, role, longest)


def _going_on(case: Case, people: People, ending: _Ending) -> Cell:
    """Who holds the role next, or beyond the horizon who could."""
    role, last = ending.role, ending.last
    after = next((t for t in case.active[role.id] if t > last), None)
    if after is not None:
        return tuple(_successor(case, people, role, after)) or Item(text("nobody"), Mark.BAD)
    able = [
        cell.person.id
        for cell in case.backups.get((role.id, last), ())
        if not cell.person.vacancy and case.meets(cell.person.id, role, last + 1)
    ]
    others = [who for who in _holders(case, role, last) if who != ending.person.id]
    ready = [Item(people.label(who)) for who in others]
    ready += [Item(text("backup {person}", person=people.label(who)), Mark.GOOD) for who in able]
    return tuple(ready) or Item(text("nobody prepared"), Mark.ATTENTION)


def _successor(case: Case, people: People, role: Role, period: int) -> Iterator[Item]:
    new = {cell.person.id for cell in case.takeovers(role, period)}
    for who in _holders(case, role, period):
        yield Item(people.label(who), Mark.TAKEOVER if who in new else None)
