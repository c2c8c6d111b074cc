"""What someone can find by typing part of it: places, commands, files, people to ask about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.domain.text import text
from rollenplanner.tui.actions import ACTIONS, EVERYWHERE, Action
from rollenplanner.tui.candidates import described_for
from rollenplanner.tui.choosing import scenario_files
from rollenplanner.tui.dialogs import Finder, Found
from rollenplanner.tui.findings import sentence
from rollenplanner.tui.panes.base import Go

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp


def places(app: PlannerApp) -> Finder:
    """People, roles, clusters and gaps."""
    tr = app.desk.tr
    return Finder(
        tr("Go to"),
        tr("part of the name of a person, role, cluster or gap"),
        tr("Nothing like that."),
        list(_places(app)),
    )


def _places(app: PlannerApp) -> Iterator[Found]:
    desk, tr = app.desk, app.desk.tr

    def place(screen: str, key: str, search: str, words: str) -> Found:
        return Found(words, search.casefold(), partial(app.on_go, Go(screen, key)))

    for cluster in desk.scenario.clusters.values():
        words = tr("cluster {name}", name=cluster.name)
        yield place("overview", cluster.id, f"{cluster.name} {cluster.id}", words)
    for role in desk.scenario.roles.values():
        words = tr("role {name}", name=role.name)
        yield place("roles", role.id, f"{role.name} {role.id}", words)
    for person in desk.state.scenario.staff:
        label = desk.label(person)
        yield place("people", person, label, tr("person {name}", name=label))
    for finding in desk.state.findings:
        said = sentence(desk, finding)
        yield place("gaps", finding.id, said, tr("gap: {sentence}", sentence=said))


def commands(app: PlannerApp) -> Finder:
    """Everything that can be done here, what belongs to the screen first."""
    tr = app.desk.tr
    scope = app.current.SCREEN if app.current else EVERYWHERE
    usable = [each for each in ACTIONS if each.scope in (EVERYWHERE, scope)]
    usable.sort(key=lambda each: each.scope == EVERYWHERE)

    def command(action: Action) -> Found:
        label, help_ = tr.render(action.label), tr.render(action.help)
        words = f"{action.key_word:>4}  {label}: {help_}"
        press = partial(app.action_press, action.keys[0])
        return Found(words, f"{label} {help_}".casefold(), press)

    return Finder(
        tr("Commands"),
        tr("part of what you want to do"),
        tr("Nothing like that."),
        [command(each) for each in usable],
    )


def scenarios(app: PlannerApp) -> Finder:
    """Scenario files here and below."""
    tr = app.desk.tr

    def choose(path: Path) -> None:
        app.desk.plan_paths = ()
        app.read(path)

    return Finder(
        tr("Open a scenario"),
        tr("part of the name of a file"),
        tr("There is no scenario file here or in the folders below."),
        [
            Found(f"{path}  {name}", f"{path} {name}".casefold(), partial(choose, path))
            for path, name in scenario_files(Path())
        ],
    )


def ask_why(app: PlannerApp, role_id: str) -> None:
    """Ask whom it is about, whoever carries the role first; then look for the answer."""
    desk = app.desk
    role = desk.scenario.roles.get(role_id)
    if role is None:
        return
    if desk.plan is None or not desk.on_plan:
        app.tell(text("Why is asked about a plan; s searches for one."))
        return
    carriers = [
        *desk.plan.assignment.holders.get(role.id, ()),
        *desk.plan.assignment.backups.get(role.id, ()),
    ]
    tr = desk.tr

    def ask(person: str) -> None:
        app.begun(app.jobs.begin_why(person, role))

    title = tr("Why {role}: about whom?", role=role.name)
    described = described_for(desk, role.id)
    ids = list(dict.fromkeys((*carriers, *desk.scenario.staff)))
    app.push_screen(people(app, title, {who: described(who) for who in ids}, ask))


def people(
    app: PlannerApp, title: str, listed: Mapping[str, str], do: Callable[[str], None]
) -> Finder:
    """People to choose one of, each in some words."""
    tr = app.desk.tr
    return Finder(
        title,
        tr("part of an id or name"),
        tr("Nobody like that."),
        [Found(words, words.casefold(), partial(do, who)) for who, words in listed.items()],
    )
