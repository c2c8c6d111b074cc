"""Changes that someone tries: each asks for what it needs, is made, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.people import (
    CloseVacancy,
    Leave,
    OpenVacancy,
    SetAvailable,
    SetFte,
)
from rollenplanner.domain.editing.pins import Allow, ForbidEdit, PinEdit, Unpin, edit_about
from rollenplanner.domain.editing.work import (
    AddIncompatible,
    RemoveIncompatible,
    SetCritical,
    SetDemand,
    SetModuleFte,
)
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.scenario import Pin, PinKind
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.planning.editing import Made
from rollenplanner.tui.answers import NO_CHANGES
from rollenplanner.tui.asking import (
    ask,
    ask_fte,
    ask_month,
    choice,
    choose,
    hundredths,
    span_of,
    span_words,
)
from rollenplanner.tui.candidates import described_for
from rollenplanner.tui.dialogs import Finder, Found
from rollenplanner.tui.repairing import Repaired

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp


def make(app: PlannerApp, *edits: Edit) -> None:
    """Make changes, and show what they do; or tell why they cannot be made."""
    sitting = app.desk.sitting
    if sitting is None:
        return
    try:
        sitting.apply(*edits)
    except InputError as error:
        app.tell(app.desk.people.spoken(error.problems[0].message), severe=True)
        return
    app.changed(app.desk.people.spoken(Made(edits).sentence))


def undo(app: PlannerApp) -> None:
    """One step back."""
    step = app.desk.sitting.undo() if app.desk.sitting else None
    if step is None:
        app.tell(text("There is nothing to undo."))
    else:
        app.changed(text("Undone: {what}", what=app.desk.people.spoken(step.sentence)))


def redo(app: PlannerApp) -> None:
    """The step that was undone."""
    step = app.desk.sitting.redo() if app.desk.sitting else None
    if step is None:
        app.tell(text("There is nothing to make again."))
    else:
        app.changed(text("Made again: {what}", what=app.desk.people.spoken(step.sentence)))


def repair(app: PlannerApp) -> None:
    """Choose one of the repairs that make a plan possible, the cheapest first, and make it."""
    desk, tr = app.desk, app.desk.tr
    if not desk.repairs and desk.without_changes:
        app.tell(NO_CHANGES)
        return
    if not desk.repairs:
        app.tell(
            text("There is no repair to make; s finds out what is possible, w why a gap stays.")
        )
        return

    def offered(each: Repaired) -> Found:
        words = "; ".join(tr.render(desk.people.spoken(part)) for part in each.words)
        return Found(words, words.casefold(), partial(make, app, *each.edits))

    app.push_screen(
        Finder(
            tr("Make a repair; the cheapest comes first"),
            tr("⏎ chooses, Esc stays"),
            tr("Nothing like that."),
            [offered(each) for each in desk.repairs],
        )
    )


# Roles and people


def pin(app: PlannerApp, *, role: str = "", person: str = "", column: int | None) -> None:
    """Ask who, or what, and pin it; what is pinned already can be let go."""
    title = text("Must hold {what}: who?", what=_role_name(app, role))
    if person:
        title = text("{person} must hold: what?", person=app.desk.people.label(person))
    pins = app.desk.scenario.pins
    gone = [edit_about(Unpin, each) for each in pins if _about(each, role, person)]
    _choose(app, title, gone, PinEdit, role, person, column)


def back_up(app: PlannerApp, role: str, column: int | None) -> None:
    """Ask who must back a role up; who must already can be let go."""
    title = text("Must back up {what}: who?", what=_role_name(app, role))
    pins = [each for each in app.desk.scenario.pins if each.kind == "backup"]
    gone = [edit_about(Unpin, each) for each in pins if _about(each, role, "")]
    _choose(app, title, gone, PinEdit, role, "", column, "backup")


def forbid(app: PlannerApp, *, role: str = "", person: str = "", column: int | None) -> None:
    """Ask who, or what, and forbid it; what is forbidden already can be allowed."""
    title = text("May not carry {what}: who?", what=_role_name(app, role))
    if person:
        title = text("{person} may not carry: what?", person=app.desk.people.label(person))
    listed = app.desk.scenario.forbid
    gone = [edit_about(Allow, each) for each in listed if _about(each, role, person)]
    _choose(app, title, gone, ForbidEdit, role, person, column)


def _role_name(app: PlannerApp, role: str) -> str:
    found = app.desk.scenario.roles.get(role)
    return found.name if found else ""


def _about(each: Pin, role: str, person: str) -> bool:
    return (bool(role) and role in each.targets) or (bool(person) and each.person == person)


def _choose(
    app: PlannerApp,
    title: Text,
    gone: list[Unpin] | list[Allow],
    sort: type[PinEdit] | type[ForbidEdit],
    role: str,
    person: str,
    column: int | None,
    kind: PinKind = "role",
) -> None:
    desk, tr = app.desk, app.desk.tr
    start, end = span_of(desk.scenario, column)

    def choices() -> Iterator[Found]:
        for each in gone:
            words = tr.render(desk.people.spoken(each.sentence))
            yield choice(words, partial(make, app, each))
        if role:
            described = described_for(desk, role)
            for who in _carriers_first(app, role):
                edit = sort(who, kind, role, start, end)
                yield choice(described(who), partial(make, app, edit))
        else:
            for each_role in desk.scenario.roles.values():
                edit = sort(person, kind, each_role.id, start, end)
                yield choice(each_role.name, partial(make, app, edit), each_role.id)

    choose(app, f"{tr.render(title)}  ({span_words(app, column)})", choices())


def _carriers_first(app: PlannerApp, role: str) -> list[str]:
    assignment = app.desk.state.assignment
    carriers = (*assignment.holders.get(role, ()), *assignment.backups.get(role, ()))
    return list(dict.fromkeys((*carriers, *app.desk.scenario.staff)))


def demand(app: PlannerApp, role: str) -> None:
    """Ask how much fte a role asks: one number, or one per period."""
    found = app.desk.scenario.roles[role]
    tr, count = app.desk.tr, app.desk.scenario.horizon.count
    same = len(set(found.demand)) == 1
    shown = " ".join(tr.number(fte(each)) for each in (found.demand[:1] if same else found.demand))

    def done(answer: str) -> None:
        numbers = hundredths(answer)
        assert numbers is not None
        if found.post is not None:
            make(app, SetModuleFte(found.post.module, numbers[0]))
        else:
            make(app, SetDemand(role, numbers[0] if len(numbers) == 1 else tuple(numbers)))

    def check(answer: str) -> str | None:
        numbers = hundredths(answer)
        if numbers and len(numbers) in ((1,) if found.post is not None else (1, count)):
            return None
        return tr("One number, or one for each of the {n} periods; at most two decimals.", n=count)

    title = tr("Fte of {role}", role=found.name)
    hint = tr("One number, or one per period with spaces between them; ⏎ takes it, Esc does not.")
    ask(app, title, hint, shown, check, done)


def critical(app: PlannerApp, role: str) -> None:
    """Make a role critical, or no longer."""
    make(app, SetCritical(role, not app.desk.scenario.roles[role].critical))


def separate(app: PlannerApp, role: str) -> None:
    """Ask what nobody may carry beside a role; what is kept apart already can be let go."""
    desk, tr = app.desk, app.desk.tr

    def choices() -> Iterator[Found]:
        for rule in desk.scenario.incompatible:
            if any(role in group for group in rule.groups):
                edit = RemoveIncompatible(rule.written)
                yield choice(tr.render(edit.sentence), partial(make, app, edit))
        for other in desk.scenario.roles.values():
            if other.id != role:
                apart = AddIncompatible((role, other.id))
                yield choice(other.name, partial(make, app, apart), other.id)

    title = tr("Nobody carries {role} together with: what?", role=_role_name(app, role))
    choose(app, title, choices())


def contract(app: PlannerApp, person: str) -> None:
    """Ask for the fte of someone's contract."""
    desk = app.desk

    def done(fte: int | None) -> None:
        make(app, SetFte(person, fte or 0))

    title = desk.tr("Fte of {person}", person=desk.label(person))
    ask_fte(app, title, desk.scenario.staff[person].fte, done)


def hours(app: PlannerApp, person: str, column: int | None) -> None:
    """Ask how much time someone has in a period; nothing is recorded of why."""
    desk, tr = app.desk, app.desk.tr
    start, end = span_of(desk.scenario, column)
    found = desk.scenario.staff[person]
    now = found.available[column] if column is not None and start is not None else found.fte

    def done(fte: int | None) -> None:
        make(app, SetAvailable(person, fte, start, end))

    when = span_words(app, column)
    title = tr("Time of {person}, {when}", person=desk.label(person), when=when)
    hint = tr("Fte in these months: 0 is absent, empty is all hours again. Never state why.")
    ask_fte(app, title, now, done, empty=hint)


def leaving(app: PlannerApp, person: str) -> None:
    """Ask from when someone is gone; nothing at all means that the person stays."""
    desk, tr = app.desk, app.desk.tr
    known = desk.scenario.staff[person].service.end
    usual = known or desk.scenario.horizon.period_start(max(desk.at, 0))
    title = tr("{person} leaves", person=desk.label(person))
    hint = tr("First month in which the person is no longer there; empty: stays.")
    ask_month(app, title, hint, usual, lambda month: make(app, Leave(person, month)))


def vacancy(app: PlannerApp, person: str) -> None:
    """Open a vacancy in the function and cluster of someone; ask for how much fte."""
    desk, tr = app.desk, app.desk.tr
    place = desk.case.place(person)
    if place is None or desk.sitting is None:
        app.tell(text("A vacancy stands in a function; choose someone who does."))
        return
    id = desk.sitting.free_vacancy_id()
    start = desk.scenario.horizon.period_start(desk.at) if desk.at else None

    def done(fte: int | None) -> None:
        make(app, OpenVacancy(id, place.function, place.cluster, fte or 0, start))

    title = tr(
        "Vacancy {id}: {function}",
        id=id,
        function=desk.scenario.functions[place.function].name,
    )
    ask_fte(app, title, desk.scenario.staff[person].fte, done)


def close_vacancy(app: PlannerApp, person: str) -> None:
    """Take a vacancy away."""
    if app.desk.scenario.staff[person].vacancy:
        make(app, CloseVacancy(person))
    else:
        app.tell(text("Only a vacancy can be closed; v lets a person leave."))
