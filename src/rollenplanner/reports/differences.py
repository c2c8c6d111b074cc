"""Who carries what else than in the plan that a plan was made from: a short from-to list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollenplanner.domain.case import BackupCell, Case, HeldCell, case_of
from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.people import People
from rollenplanner.reports.stretches import run_in_words, stretches
from rollenplanner.reports.table import Cell, Column, Table, remarks

#: So many rows are shown unless all are asked for.
_SHOWN = 12

_Carriers = Mapping[tuple[str, int], Sequence[HeldCell] | Sequence[BackupCell]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Somebody carries a role in one plan and not in the other, over periods in a row.

    Attributes:
        held: Whether as holder; else as backup.
        first: The first period; `last` is included.
        gone: Who carried it in the earlier plan and no longer does.
        came: Who carries it now and did not.
    """

    role: Role
    held: bool
    first: int
    last: int
    gone: tuple[str, ...]
    came: tuple[str, ...]

    @property
    def cells(self) -> int:
        """How much it counts in `jumps`."""
        return (self.last - self.first + 1) * (len(self.gone) + len(self.came))


def differences(
    scenario: Scenario, assignment: Assignment, earlier: Assignment
) -> list[Difference]:
    """Every difference, by first period and then in the order of the roles, holders first."""
    now, before = case_of(scenario, assignment), Case(scenario, earlier)
    found = [
        each
        for role in scenario.roles.values()
        for held in (True, False)
        for each in _of_role(role, held, now, before)
    ]
    return sorted(found, key=lambda each: each.first)


def _of_role(role: Role, held: bool, now: Case, before: Case) -> Iterator[Difference]:
    new: _Carriers = now.holders if held else now.backups
    old: _Carriers = before.holders if held else before.backups

    def look(period: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        came = {cell.person.id for cell in new.get((role.id, period), ())}
        gone = {cell.person.id for cell in old.get((role.id, period), ())}
        return tuple(sorted(gone - came)), tuple(sorted(came - gone))

    for stretch in stretches(now.scenario.periods, look):
        gone, came = stretch.what
        if gone or came:
            yield Difference(role, held, stretch.first, stretch.last, gone, came)


def differences_table(
    scenario: Scenario,
    assignment: Assignment,
    earlier: Assignment,
    people: People,
    *,
    whole: bool = False,
    forced: Forced | None = None,
) -> Table:
    """How many holders and backups differ from an earlier plan, and which.

    Args:
        scenario: What both plans are for.
        assignment: The plan.
        earlier: The plan that it was made from.
        people: How people are shown.
        whole: Whether every difference is shown, however many there are.
        forced: What is proven about how many differences there have to be, if anything is.
    """
    found = differences(scenario, assignment, earlier)
    # One row more takes no more room than saying that there is one.
    shown = found if whole or len(found) <= _SHOWN + 1 else found[:_SHOWN]
    count = sum(each.cells for each in found)
    return Table(
        title=text_n(
            "What differs from the earlier plan: {n} difference",
            "What differs from the earlier plan: {n} differences",
            count,
        ),
        columns=(
            Column(text("Role")),
            Column(text("As")),
            Column(text("Earlier → now")),
            Column(text("When")),
        ),
        rows=tuple(_row(scenario, people, each) for each in shown),
        remarks=(
            *_remarks(len(found), len(found) - len(shown)),
            *remarks(_forced(count, forced) if forced and count else None),
        ),
        empty=text("Nobody holds or backs up anything else than in the earlier plan."),
    )


def _row(scenario: Scenario, people: People, difference: Difference) -> tuple[Cell, ...]:
    return (
        difference.role.name,
        text("holder") if difference.held else text("backup"),
        _change(people, difference),
        run_in_words(scenario.horizon, difference.first, difference.last),
    )


def _change(people: People, difference: Difference) -> Text:
    gone = tuple(map(people.label, difference.gone))
    came = tuple(map(people.label, difference.came))
    if not gone:
        return text("+ {people}", people=came)
    if not came:
        return text("- {people}", people=gone)
    return text("{before} → {now}", before=gone, now=came)


def _remarks(found: int, hidden: int) -> tuple[Text, ...]:
    return remarks(
        text_n(
            "and {n} row more; --people shows it.",
            "and {n} rows more; --people shows them.",
            hidden,
        )
        if hidden
        else None,
        text(
            "+ comes beside the others, - drops out. One person at one role in one period is one "
            "difference; how much fte holders have each may differ as well."
        )
        if found
        else None,
    )


def _forced(count: int, forced: Forced) -> Text:
    """How many differences the scenario asks for, and how many were chosen beside those."""
    if forced.exact:
        return text(
            "The scenario forces {forced} of these {count}: no plan differs less (proven). "
            "Chosen to make the plan better: {chosen}.",
            forced=forced.least,
            count=count,
            chosen=count - forced.least,
        )
    return text(
        "The scenario forces at least {forced} of these {count} (proven); "
        "whether it forces more is not known.",
        forced=forced.least,
        count=count,
    )
