"""Changes that someone tries: each asks for what it needs, is made, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.people import CloseVacancy, Leave, OpenVacancy, SetFte
from rollenplanner.domain.editing.pins import Allow, ForbidEdit, PinEdit, Unpin, edit_about
from rollenplanner.domain.editing.work import SetCritical, SetDemand, SetModuleFte
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import Pin, Scenario
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.tui.dialogs import Ask, Finder, Found
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
    app.changed(app.desk.people.spoken(edits[0].sentence))


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
    if not desk.repairs:
        app.tell(text("There is no repair to make; s finds out whether a plan is possible."))
        return

    def choice(each: Repaired) -> Found:
        words = "; ".join(tr.render(desk.people.spoken(part)) for part in each.words)
        return Found(words, words.casefold(), partial(make, app, *each.edits))

    app.push_screen(
        Finder(
            tr("Make a repair; the cheapest comes first"),
            tr("⏎ chooses, Esc stays"),
            tr("Nothing like that."),
            [choice(each) for each in desk.repairs],
        )
    )


# Roles and people


def _span(scenario: Scenario, column: int | None) -> tuple[Month | None, Month | None]:
    """The months of a column; a column of the present, or of the only period, stands for always."""
    if column is None or column < 0 or scenario.horizon.count == 1:
        return None, None
    return scenario.horizon.period_start(column), scenario.horizon.period_start(column + 1)


def pin(app: PlannerApp, *, role: str = "", person: str = "", column: int | None) -> None:
    """Ask who, or what, and pin it; what is pinned already can be let go."""
    title = text("Must hold {what}: who?", what=_role_name(app, role))
    if person:
        title = text("{person} must hold: what?", person=app.desk.people.label(person))
    pins = app.desk.scenario.pins
    gone = [edit_about(Unpin, each) for each in pins if _about(each, role, person)]
    _choose(app, title, gone, PinEdit, role, person, column)


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
) -> None:
    desk, tr = app.desk, app.desk.tr
    start, end = _span(desk.scenario, column)

    def choices() -> Iterator[Found]:
        for each in gone:
            words = tr.render(desk.people.spoken(each.sentence))
            yield Found(words, words.casefold(), partial(make, app, each))
        if role:
            for who in _carriers_first(app, role):
                edit = sort(who, "role", role, start, end)
                yield Found(desk.label(who), desk.label(who).casefold(), partial(make, app, edit))
        else:
            for each_role in desk.scenario.roles.values():
                edit = sort(person, "role", each_role.id, start, end)
                search = f"{each_role.name} {each_role.id}".casefold()
                yield Found(each_role.name, search, partial(make, app, edit))

    when = (
        tr("always")
        if start is None
        else tr("from {start} until {end}", start=str(start), end=str(end))
    )
    app.push_screen(
        Finder(
            f"{tr.render(title)}  ({when})",
            tr("part of an id or name"),
            tr("Nothing like that."),
            list(choices()),
        )
    )


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
        numbers = _numbers(answer)
        assert numbers is not None
        if found.post is not None:
            make(app, SetModuleFte(found.post.module, numbers[0]))
        else:
            make(app, SetDemand(role, numbers[0] if len(numbers) == 1 else tuple(numbers)))

    def check(answer: str) -> str | None:
        numbers = _numbers(answer)
        if numbers and len(numbers) in ((1,) if found.post is not None else (1, count)):
            return None
        return tr("One number, or one for each of the {n} periods; at most two decimals.", n=count)

    title = tr("Fte of {role}", role=found.name)
    hint = tr("One number, or one per period with spaces between them; ⏎ takes it, Esc does not.")
    _ask(app, title, hint, shown, check, done)


def critical(app: PlannerApp, role: str) -> None:
    """Make a role critical, or no longer."""
    make(app, SetCritical(role, not app.desk.scenario.roles[role].critical))


def contract(app: PlannerApp, person: str) -> None:
    """Ask for the fte of someone's contract."""
    desk, tr = app.desk, app.desk.tr

    def check(answer: str) -> str | None:
        numbers = _numbers(answer)
        return (
            None if numbers and len(numbers) == 1 else tr("One number with at most two decimals.")
        )

    def done(answer: str) -> None:
        make(app, SetFte(person, (_numbers(answer) or [0])[0]))

    title = tr("Fte of {person}", person=desk.label(person))
    now = tr.number(fte(desk.scenario.staff[person].fte))
    _ask(app, title, tr("⏎ takes it, Esc does not."), now, check, done)


def leaving(app: PlannerApp, person: str) -> None:
    """Ask from when someone is gone; nothing at all means that the person stays."""
    desk, tr = app.desk, app.desk.tr

    def check(answer: str) -> str | None:
        return (
            None if not answer.strip() or _month(answer) else tr("A month is written as 2028-01.")
        )

    def done(answer: str) -> None:
        make(app, Leave(person, _month(answer)))

    known = desk.scenario.staff[person].service.end
    usual = known or desk.scenario.horizon.period_start(max(desk.at, 0))
    title = tr("{person} leaves", person=desk.label(person))
    hint = tr("First month in which the person is no longer there; empty: stays.")
    _ask(app, title, hint, str(usual), check, done)


def vacancy(app: PlannerApp, person: str) -> None:
    """Open a vacancy in the function and cluster of someone; ask for how much fte."""
    desk, tr = app.desk, app.desk.tr
    place = desk.case.place(person)
    if place is None or desk.sitting is None:
        app.tell(text("A vacancy stands in a function; choose someone who does."))
        return
    id = desk.sitting.free_vacancy_id()
    start = desk.scenario.horizon.period_start(desk.at) if desk.at else None

    def check(answer: str) -> str | None:
        numbers = _numbers(answer)
        return (
            None if numbers and len(numbers) == 1 else tr("One number with at most two decimals.")
        )

    def done(answer: str) -> None:
        hundredths = (_numbers(answer) or [0])[0]
        make(app, OpenVacancy(id, place.function, place.cluster, hundredths, start))

    title = tr(
        "Vacancy {id}: {function}",
        id=id,
        function=desk.scenario.functions[place.function].name,
    )
    fte_of = tr.number(fte(desk.scenario.staff[person].fte))
    _ask(app, title, tr("Fte of the vacancy; ⏎ opens it, Esc does not."), fte_of, check, done)


def close_vacancy(app: PlannerApp, person: str) -> None:
    """Take a vacancy away."""
    if app.desk.scenario.staff[person].vacancy:
        make(app, CloseVacancy(person))
    else:
        app.tell(text("Only a vacancy can be closed; v lets a person leave."))


def _ask(
    app: PlannerApp,
    title: str,
    hint: str,
    value: str,
    check: Callable[[str], str | None],
    done: Callable[[str], None],
) -> None:
    def take(answer: str | None) -> None:
        if answer is not None:
            done(answer)

    app.push_screen(Ask(title, hint, value, check), take)


def _numbers(answer: str) -> list[int] | None:
    """Hundredths of fte; None if something is no number of at most two decimals."""
    found = []
    for part in answer.split():
        try:
            value = Decimal(part.replace(",", ".")) * 100
        except InvalidOperation:
            return None
        if not value.is_finite() or value != value.to_integral_value() or value < 0:
            return None
        found.append(int(value))
    return found or None


def _month(answer: str) -> Month | None:
    try:
        return Month.parse(answer.strip())
    except ValueError:
        return None
