"""The sheet of one person, for the yearly conversation: it is that person's own.

Only here do wishes and absences of a person appear, and of no one else.
"""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.naming import named
from rollenplanner.domain.requirements import Grade
from rollenplanner.domain.rules import RULES, RuleId
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.sources import person_source
from rollenplanner.domain.text import Text, amount, fte, text
from rollenplanner.reports.guidance import guidance_blocks
from rollenplanner.reports.people import People
from rollenplanner.reports.person import USUAL, Sheet, Wish
from rollenplanner.reports.requirements import graded, in_short, name_of
from rollenplanner.reports.stretches import Stretch, in_words, run_in_words, stretches
from rollenplanner.reports.table import UNKNOWN, Block, Cell, Column, Item, Lines, Mark, Table
from rollenplanner.reports.why import place


def sheet(made: Sheet, people: People) -> tuple[Block, ...]:
    """The whole sheet."""
    return (
        _who(made, people),
        _work(made),
        _loads(made),
        _requirements(made),
        _wishes(made, people),
        _learning(made, people),
        *guidance_blocks(made),
    )


def _who(made: Sheet, people: People) -> Lines:
    scenario, person = made.scenario, made.person
    standing = made.case.place(person.id)
    lines = [text("Contract: {fte} fte.", fte=fte(person.fte))]
    if standing is None:
        lines.insert(0, text("Not placed in a function."))
    else:
        function, cluster = scenario.functions[standing.function], scenario.clusters
        lines.insert(
            0,
            text(
                "Stands in {function}, cluster {cluster}.",
                function=named(function),
                cluster=named(cluster[standing.cluster]),
            ),
        )
    lines += _service(made)
    source = person_source(scenario, person)
    if source is not None:
        lines.append(text("In the scenario: {places}.", places=place(source)))
    title = text("Sheet of {person}: the person's own", person=people.label(person.id))
    return Lines(title, tuple(map(Item, lines)))


def _service(made: Sheet) -> list[Text]:
    """From when until when someone serves, and when with less fte."""
    person, horizon = made.person, made.scenario.horizon
    lines = []
    if person.service.start is not None:
        lines.append(text("In service from {month}.", month=str(person.service.start)))
    if person.service.end is not None:
        lines.append(text("In service until {month}.", month=str(person.service.end)))
    less = [
        text(
            "{fte} fte in {periods}",
            fte=fte(each.what),
            periods=run_in_words(horizon, each.first, each.last),
        )
        for each in stretches(made.periods, lambda t: person.available[t])
        if each.what != person.fte
    ]
    if less:
        lines.append(text("Available differs from the contract: {parts}.", parts=tuple(less)))
    return lines


def _work(made: Sheet) -> Table:
    horizon = made.scenario.horizon
    rows: list[tuple[Cell, ...]] = [
        (
            each.role.name,
            text("backup") if each.backup else text("holder"),
            fte(each.share),
            "" if each.backup else fte(each.effort),
            amount(each.load),
            run_in_words(horizon, each.first, each.last),
            _present(made, each.role),
        )
        for each in made.carried()
    ]
    rows += [(r.name, text("no longer"), "", "", "", "", _present(made, r)) for r in made.ended()]
    return Table(
        title=text("Roles and backups"),
        columns=(
            Column(text("Role")),
            Column(text("As")),
            Column(text("Fte"), "right"),
            Column(text("Effort"), "right"),
            Column(text("Load"), "right"),
            Column(text("When")),
            Column(text("At present")),
        ),
        rows=tuple(rows),
        remarks=(
            text("Load: fte × effort, what this person needs for the work. It adds up below."),
        )
        if any(each.effort != USUAL for each in made.carried())
        else (),
        empty=text("The plan has this person carry nothing."),
    )


def _present(made: Sheet, role: Role) -> Cell:
    held = made.person.roles.get(role.id)
    if held is not None and held.since is not None:
        return text("holder since {month}", month=str(held.since))
    if held is not None:
        return text("holder")
    return text("backup") if role.id in made.person.backups else Item(text("new"), Mark.TAKEOVER)


def _loads(made: Sheet) -> Table:
    person, case, horizon = made.person, made.case, made.scenario.horizon

    def look(period: int) -> tuple[int, int, int, int]:
        key = (person.id, period)
        return (
            person.available[period],
            case.load.get(key, 0),
            case.facts.fair_share(person.id, period),
            made.scenario.rules.full * person.available[period],
        )

    def row(stretch: Stretch[tuple[int, int, int, int]]) -> tuple[Cell, ...]:
        available, load, fair, full = stretch.what
        return (
            run_in_words(horizon, stretch.first, stretch.last),
            fte(available),
            Item(amount(load), Mark.ATTENTION if load > full else None),
            fte(fair),
        )

    return Table(
        title=text("Load (fte)"),
        columns=(
            Column(text("When")),
            Column(text("Available"), "right"),
            Column(text("Load"), "right"),
            Column(text("Fair share"), "right"),
        ),
        rows=tuple(map(row, stretches(made.periods, look))),
        remarks=(text("Marked load: fuller than the scenario calls full."),),
    )


def _requirements(made: Sheet) -> Table:
    rows: list[tuple[Cell, ...]] = []
    first: dict[tuple[object, ...], Text | str] = {}
    for name, asked in made.asked():
        if not (asked.competences or asked.expertise):
            continue
        same = first.setdefault((asked.competences, *sorted(asked.expertise.items())), name)
        told = in_short(made.scenario, made.person, asked)
        rows.append((name, told if same is name else text("the same as {source}", source=same)))
    return Table(
        title=text("What is asked, and what is recorded"),
        columns=(
            Column(text("Asked by")),
            Column(text("How it is met")),
        ),
        rows=tuple(rows),
        empty=text("Nothing is asked."),
    )


def _wishes(made: Sheet, people: People) -> Lines:
    lines = [item for each in made.wishes() for item in _wish(made, each, people)]
    title = text("Wishes, and what became of them")
    return Lines(title, tuple(lines) or (Item(text("No wishes are recorded.")),))


def _wish(made: Sheet, wish: Wish, people: People) -> Iterator[Item]:
    mark = Mark.GOOD if wish.granted else Mark.ATTENTION
    common = {"name": wish.name, "weight": wish.weight}
    if not wish.periods:
        yield Item(
            text("{name} (weight {weight}): no{why}.", why=_why_not(made, wish), **common), mark
        )
    else:
        when = in_words(made.scenario.horizon, wish.periods)
        yield Item(
            text(
                "{name} (weight {weight}): yes, {when}{why}.",
                when=when,
                why=_why_not(made, wish),
                **common,
            ),
            mark,
        )
    for finding in wish.reasons:
        yield Item(reason(finding, people), Mark.NOTICE)


def _why_not(made: Sheet, wish: Wish) -> Text | str:
    """What follows "no" or "yes" where that is not as wished."""
    if wish.granted:
        return ""
    if wish.cluster:
        if made.case.facts.stays(made.person.id):
            return text("; placement: the present place is the only one")
        return text("; the plan chose another place")
    if wish.weight < 0:
        return text("; `why --role {role}` tells what it costs without", role=wish.role)
    if wish.altogether:
        return text("; rules forbid it, in whatever plan")
    if wish.reasons:
        return text("; rules forbid it beside the other work in this plan")
    return text("; no rule is in the way, `why --role {role}` tells what it costs", role=wish.role)


def reason(finding: Finding, people: People) -> Text:
    """A rule that keeps someone from something: its name, the figures, the place."""
    rule = RULES[RuleId(finding.kind)]
    message: Text = people.named(finding).message
    if finding.source is not None:
        message = text("{what} [{place}]", what=message, place=place(finding.source))
    return text("{name}: {message}", name=rule.name, message=message)


def _learning(made: Sheet, people: People) -> Table:
    horizon = made.scenario.horizon
    rows: list[tuple[Cell, ...]] = [
        (
            each.role.name,
            text("backup in {periods}", periods=run_in_words(horizon, each.first, each.last)),
            each.goals,
            tuple(Item(people.label(who)) for who in made.teachers(each)) or UNKNOWN,
        )
        for each in made.preparations()
    ]
    rows += [(name, how, "", "") for name, how in _records(made)]
    return Table(
        title=text("What the plan asks this person to learn"),
        columns=(
            Column(text("What")),
            Column(text("How")),
            Column(text("By when, what for")),
            Column(text("From whom")),
        ),
        rows=tuple(rows),
        empty=text("Nothing: everything that is asked is recorded."),
    )


def _records(made: Sheet) -> Iterator[tuple[Text | str, Cell]]:
    """Competences and expertise to develop or to have confirmed, with who asks them."""
    found: dict[str, dict[Text | str, None]] = {}
    levels: dict[str, Text] = {}
    for source, asked in made.asked():
        for each in graded(made.scenario, made.person, asked):
            if each.grade is Grade.MET:
                continue
            verb = (
                text("develop {name}", name=name_of(made.scenario, each))
                if each.asked == "any"
                else text(
                    "confirm {name} {asked}",
                    name=name_of(made.scenario, each),
                    asked=str(each.asked),
                )
                if each.grade is Grade.PRESUMED
                else text(
                    "develop {name} {asked}",
                    name=name_of(made.scenario, each),
                    asked=str(each.asked),
                )
            )
            key = f"{each.id} {each.asked} {each.grade}"
            levels[key] = verb
            found.setdefault(key, {})[source] = None
    for key, sources in found.items():
        yield levels[key], text("for {sources}", sources=tuple(sources))
