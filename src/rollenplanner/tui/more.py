"""Everything else that can be changed about a role or a person: one key lists it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from rollenplanner.domain.editing.asked import AskedKey, Section, SetAsked, SetFunctions
from rollenplanner.domain.editing.asked import SetOwnCluster as OwnCluster
from rollenplanner.domain.editing.differences import edits_between
from rollenplanner.domain.editing.people import AllHours, Begin, Hire, free_id
from rollenplanner.domain.editing.records import (
    RecordExpertise,
    RecordLevels,
    SetMaxRoles,
    SetPlace,
)
from rollenplanner.domain.levels import Level
from rollenplanner.domain.scenario import Person, Role, TermBounds
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.tui.asking import (
    ask,
    ask_fte,
    ask_month,
    ask_whole,
    choice,
    choose,
)
from rollenplanner.tui.dialogs import Found
from rollenplanner.tui.editing import make

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp

ASKED: dict[AskedKey, Text] = {
    "term.min": text("Shortest term, in periods"),
    "term.max": text("Longest term, in periods"),
    "handover": text("Handover, in periods"),
    "holders.min": text("Least number of holders"),
    "holders.max": text("Most holders"),
    "holders.share": text("Least fte per holder"),
    "backups.count": text("Number of backups"),
    "backups.fte": text("Fte that each backup spends"),
    "deputies": text("Number of backups"),
    "deputy_fte": text("Fte that each backup spends"),
}
_LEAST_ONE = frozenset(("term.min", "term.max", "holders.min", "holders.max"))


# A role


def of_role(app: PlannerApp, id: str) -> None:
    """List what else can be changed about a role, or about the module of a post."""
    role = app.desk.scenario.roles[id]
    things = [*_numbers(app, role), *_own_cluster(app, role), *_functions(app, role)]
    choose(app, app.desk.tr("Change {role}", role=role.name), things)


def _owner(role: Role) -> tuple[Section, str]:
    return ("modules", role.post.module) if role.post else ("roles", role.id)


def _numbers(app: PlannerApp, role: Role) -> Iterator[Found]:
    term = role.term or TermBounds()
    counts: dict[AskedKey, int | None] = {
        "term.min": term.min,
        "term.max": term.max,
        "handover": role.handover,
    }
    shares: dict[AskedKey, int] = {}
    if role.post is not None:
        counts["deputies"], shares["deputy_fte"] = role.backups, role.backup_fte
    else:
        counts |= {"holders.min": role.min_holders, "holders.max": role.max_holders}
        counts["backups.count"] = role.backups
        shares = {"holders.share": role.share, "backups.fte": role.backup_fte}
    tr = app.desk.tr
    for key, now in counts.items():
        words = _with_value(tr.render(ASKED[key]), "–" if now is None else str(now))
        yield choice(words, partial(_ask_count, app, role, key, now))
    for key, share in shares.items():
        words = _with_value(tr.render(ASKED[key]), tr.number(fte(share)))
        yield choice(words, partial(_ask_share, app, role, key, share))


def _with_value(words: str, now: str) -> str:
    return f"{words}: {now}"


def _ask_count(app: PlannerApp, role: Role, key: AskedKey, now: int | None) -> None:
    def done(number: int) -> None:
        make(app, SetAsked(*_owner(role), key, number))

    least = 1 if key in _LEAST_ONE else 0
    ask_whole(app, app.desk.tr.render(ASKED[key]), now, done, least)


def _ask_share(app: PlannerApp, role: Role, key: AskedKey, now: int) -> None:
    def done(share: int | None) -> None:
        make(app, SetAsked(*_owner(role), key, share or 0))

    ask_fte(app, app.desk.tr.render(ASKED[key]), now, done)


def _own_cluster(app: PlannerApp, role: Role) -> Iterator[Found]:
    if role.post is None:
        edit = OwnCluster(role.id, not role.own_cluster)
        yield choice(app.desk.tr.render(edit.sentence), partial(make, app, edit))


def _functions(app: PlannerApp, role: Role) -> Iterator[Found]:
    tr = app.desk.tr
    for function in app.desk.scenario.functions.values():
        if function.id in role.functions:
            listed = tuple(each for each in role.functions if each != function.id)
            words = tr("Close it to function {function}", function=function.name)
        else:
            listed = (*role.functions, function.id)
            words = tr("Open it to function {function}", function=function.name)
        edit = SetFunctions(*_owner(role), listed)
        yield choice(words, partial(make, app, edit), function.id)


# A person


def of_person(app: PlannerApp, id: str) -> None:
    """List what else can be changed about somebody."""
    person = app.desk.scenario.staff[id]
    tr = app.desk.tr

    def things() -> Iterator[Found]:
        if person.vacancy:
            yield choice(tr("The vacancy is filled"), partial(_fill, app, person))
        yield choice(tr("Function and cluster.."), partial(_ask_place, app, person))
        yield choice(tr("A competence on record.."), partial(_ask_competence, app, person))
        yield choice(tr("An expertise on record.."), partial(_ask_expertise, app, person))
        yield choice(tr("Comes into service.."), partial(_ask_begin, app, person))
        yield choice(tr("All hours again, always"), partial(make, app, AllHours(id)))
        yield choice(tr("Most roles at a time.."), partial(_ask_most_roles, app, person))
        yield choice(tr("One more person in this place.."), partial(_ask_hire, app, person))

    choose(app, tr("Change {person}", person=app.desk.label(id)), things())


def _fill(app: PlannerApp, person: Person) -> None:
    """The profile of the function is on record from then on, as it counted for the vacancy."""
    now = app.desk.scenario
    filled = replace(now, staff={**now.staff, person.id: replace(person, vacancy=False)})
    make(app, *edits_between(now, filled))


def _ask_place(app: PlannerApp, person: Person) -> None:
    scale = None if person.scale is None else person.scale.label
    scenario = app.desk.scenario

    def things() -> Iterator[Found]:
        for function in scenario.functions.values():
            for cluster in function.clusters:
                words = f"{function.name}, {scenario.clusters[cluster].name}"
                edit = SetPlace(person.id, function.id, cluster, scale)
                yield choice(words, partial(make, app, edit), f"{function.id} {cluster}")

    choose(app, app.desk.tr("{person} stands where?", person=app.desk.label(person.id)), things())


def _ask_competence(app: PlannerApp, person: Person) -> None:
    desk, tr = app.desk, app.desk.tr

    def ask_levels(competence: str) -> None:
        def check(answer: str) -> str | None:
            known = all(each in Level.__members__ for each in answer.upper().split())
            return None if known else tr("Levels are D, C, B and A, with spaces between them.")

        def done(answer: str) -> None:
            levels = tuple(dict.fromkeys(answer.upper().split()))
            make(app, RecordLevels(person.id, competence, levels))

        now = " ".join(sorted(map(str, person.competences.get(competence, ()))))
        hint = tr("Every level that was shown, with spaces between them; empty: no level.")
        ask(app, desk.scenario.competences.get(competence, competence), hint, now, check, done)

    things = (
        choice(name, partial(ask_levels, id), id) for id, name in desk.scenario.competences.items()
    )
    choose(app, tr("{person}: which competence?", person=desk.label(person.id)), things)


def _ask_expertise(app: PlannerApp, person: Person) -> None:
    desk, tr = app.desk, app.desk.tr
    asked = {key for role in desk.scenario.roles.values() for key in role.asked.expertise}
    known = {key for each in desk.scenario.staff.values() for key in each.expertise}

    def ask_grade(expertise: str) -> None:
        def check(answer: str) -> str | None:
            right = answer.strip() in ("1", "2", "3")
            return None if right else tr("1 learning, 2 independent, 3 expert.")

        def done(answer: str) -> None:
            make(app, RecordExpertise(person.id, expertise, int(answer)))

        now = str(person.expertise.get(expertise, ""))
        ask(app, expertise, tr("1 learning, 2 independent, 3 expert."), now, check, done)

    things = (choice(each, partial(ask_grade, each)) for each in sorted(asked | known))
    choose(app, tr("{person}: which expertise?", person=desk.label(person.id)), things)


def _ask_begin(app: PlannerApp, person: Person) -> None:
    tr = app.desk.tr
    title = tr("{person} comes into service", person=app.desk.label(person.id))
    hint = tr("First month in service; empty: from the beginning.")
    now = person.service.start
    ask_month(app, title, hint, now, lambda month: make(app, Begin(person.id, month)))


def _ask_most_roles(app: PlannerApp, person: Person) -> None:
    def done(number: int) -> None:
        make(app, SetMaxRoles(person.id, number))

    ask_whole(app, app.desk.tr("Most roles at a time"), person.max_roles, done)


def _ask_hire(app: PlannerApp, person: Person) -> None:
    desk, tr = app.desk, app.desk.tr
    place = desk.case.place(person.id)
    if place is None or desk.sitting is None:
        app.tell(text("Somebody new stands in a function; choose someone who does."))
        return
    id = free_id("N", desk.scenario, desk.sitting.state.edited.gone)

    def done(hundredths: int | None) -> None:
        make(app, Hire(id, place.function, place.cluster, hundredths or 0))

    function = desk.scenario.functions[place.function].name
    title = tr("{person} comes: {function}", person=id, function=function)
    ask_fte(app, title, person.fte, done)
