"""An answer to "why", for people: who carries what, the rules, and what the opposite costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rollenplanner.domain.answers import Answer, Compared, Comparison, Outcome
from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.naming import named
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RULES, RuleId
from rollenplanner.domain.scenario import Source
from rollenplanner.domain.sources import person_source, role_source
from rollenplanner.domain.term_words import TERM_WORDS
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, fte, text, text_n
from rollenplanner.reports.cost import shown, verdict
from rollenplanner.reports.differences import differences, differences_table
from rollenplanner.reports.people import People
from rollenplanner.reports.requirements import requirements_table
from rollenplanner.reports.stretches import in_words, stretches
from rollenplanner.reports.table import (
    Block,
    Cell,
    Column,
    Item,
    Lines,
    Mark,
    Table,
    remarks,
)
from rollenplanner.reports.words import POINTS, level_in_words, unit_of


def why(answer: Answer, people: People, *, whole: bool = False) -> tuple[Block, ...]:
    """All of an answer.

    Args:
        answer: What was found.
        people: How people are shown.
        whole: Whether every difference between the plans is shown, however many there are.
    """
    case = case_of(answer.scenario, answer.plan)
    person = answer.scenario.staff[answer.person]
    return (
        _headline(case, answer, people),
        requirements_table(case, person, answer.role, answer.periods),
        *_rules(answer, people),
        *_obstacles(answer, people),
        *_opposite(answer, people, whole=whole),
    )


# What the plan says


def _headline(case: Case, answer: Answer, people: People) -> Lines:
    common: dict[str, object] = {
        "person": people.label(answer.person),
        "role": named(answer.role),
        "periods": in_words(answer.scenario.horizon, answer.periods),
    }
    lines = [Item(_fact(answer, common)), *_others(case, answer, people), _places(answer)]
    return Lines(_title(answer, common), tuple(lines))


def _title(answer: Answer, common: dict[str, object]) -> Text:
    if answer.carries and answer.backup:
        return text("Why {person} backs up {role}", **common)
    if answer.carries:
        return text("Why {person} holds {role}", **common)
    if answer.backup:
        return text("Why {person} does not back up {role}", **common)
    return text("Why {person} does not hold {role}", **common)


def _fact(answer: Answer, common: dict[str, object]) -> Text:
    if answer.carries and answer.backup:
        return text("In the plan {person} backs it up: {periods}.", **common)
    if answer.carries:
        shares = stretches(
            answer.periods, lambda t: answer.plan.share(answer.role.id, answer.person, t)
        )
        shown = tuple(
            text(
                "{fte} fte in {periods}",
                fte=fte(each.what),
                periods=in_words(answer.scenario.horizon, range(each.first, each.last + 1)),
            )
            for each in shares
        )
        return text("In the plan {person} holds it: {shares}.", shares=shown, **common)
    if answer.backup:
        return text("In the plan {person} does not back it up; looked at: {periods}.", **common)
    return text("In the plan {person} does not hold it; looked at: {periods}.", **common)


def _others(case: Case, answer: Answer, people: People) -> Iterator[Item]:
    """Who holds the role and who backs it up, in the first period that is looked at."""
    if not answer.periods:
        return
    yield Item(_carriers(case, answer, people, text("In the plan")))


def _carriers(case: Case, answer: Answer, people: People, where: Text) -> Text:
    period = answer.periods[0]
    role = answer.role
    held = tuple(
        text("{person} {fte}", person=people.label(cell.person.id), fte=fte(cell.share))
        for cell in case.holders.get((role.id, period), ())
    )
    backed = tuple(people.label(cell.person.id) for cell in case.backups.get((role.id, period), ()))
    if not held:
        return text(
            "{where} nobody holds it; the backups are {backups}. Asked: {fte} fte, and as "
            "backup {count}.",
            where=where,
            backups=backed or text("nobody"),
            fte=fte(role.demand[period]),
            count=role.backups,
        )
    return text(
        "{where} the holders are {holders}, the backups {backups}. Asked: {fte} fte, and as "
        "backup {count}.",
        where=where,
        holders=held,
        backups=backed or text("nobody"),
        fte=fte(role.demand[period]),
        count=role.backups,
    )


def _places(answer: Answer) -> Item:
    """Where the role and the person stand in the scenario."""
    person = answer.scenario.staff[answer.person]
    found = (role_source(answer.scenario, answer.role), person_source(answer.scenario, person))
    shown = tuple(place(each) for each in found if each is not None)
    if not shown:
        return Item(text("Not read from a file."))
    return Item(text("In the scenario: {places}.", places=shown))


def place(source: Source) -> str:
    """`file:line (path)`, as editors and terminals recognise it."""
    return f"{source.file}:{source.line} ({source.path})"


# Rules


def _rules(answer: Answer, people: People) -> tuple[Block, ...]:
    if not answer.rules:
        return ()
    if answer.carries:
        title = text("This is pinned; without it a rule of the scenario would be broken")
    elif answer.backup:
        title = text("Forbidden: backing it up would break, in whatever plan")
    else:
        title = text("Forbidden: holding it would break, in whatever plan")
    return (Lines(title, tuple(_rule_lines(answer, answer.rules, people))),)


def _obstacles(answer: Answer, people: People) -> tuple[Block, ...]:
    if answer.carries or answer.rules:
        return ()
    if not answer.obstacles:
        title = text(
            "No rule forbids it, and nothing else that the plan has the person do is in the way"
        )
        return (Lines(title, (Item(text("The plan chose otherwise."), Mark.NOTICE),)),)
    title = text(
        "No rule forbids it altogether; beside what else the plan has the person do it would break"
    )
    return (Lines(title, tuple(_rule_lines(answer, answer.obstacles, people))),)


def _rule_lines(answer: Answer, findings: Iterable[Finding], people: People) -> Iterator[Item]:
    """Each rule with its name and sentence, then what breaks it, with figures and place."""
    said = None
    for finding in findings:
        if finding.kind != said:
            said = finding.kind
            rule = RULES[RuleId(said)]
            yield Item(
                text("{id} ({name}): {sentence}", id=said, name=rule.name, sentence=rule.sentence)
            )
        message = people.named(finding).message
        if len(finding.periods) > 1:
            when = in_words(answer.scenario.horizon, finding.periods)
            message = text("{what} So too in all of {periods}.", what=message, periods=when)
        if finding.source is not None:
            message = text("{what} [{place}]", what=message, place=place(finding.source))
        yield Item(message, Mark.BAD)


# The opposite


def _opposite(answer: Answer, people: People, *, whole: bool) -> tuple[Block, ...]:
    compared = answer.comparison
    if compared is None:
        return ()
    title = _asked_instead(answer, people)
    if compared.other is None:
        return (Lines(title, (_nothing(compared, stopped=answer.stopped),)),)
    other = Case(answer.scenario, compared.other)
    lines = (
        Item(_carriers(other, answer, people, text("Then"))),
        *verdict(compared),
        *(
            (Item(text("Stopped early: this is the best plan so far."), Mark.ATTENTION),)
            if answer.stopped
            else ()
        ),
    )
    return (
        Lines(title, lines),
        levels_table(compared),
        _differences(answer, compared.other, people, whole=whole),
    )


def _differences(answer: Answer, other: Assignment, people: People, *, whole: bool) -> Table:
    """Who else carries what else then."""
    table = differences_table(answer.scenario, other, answer.plan, people, whole=whole)
    found = sum(each.cells for each in differences(answer.scenario, other, answer.plan))
    role, carried, _, when = table.columns
    return replace(
        table,
        title=text_n(
            "Who carries what else then: {n} difference",
            "Who carries what else then: {n} differences",
            found,
        ),
        columns=(role, carried, Column(text("Plan → then")), when),
        empty=text("Nobody holds or backs up anything else."),
    )


def _asked_instead(answer: Answer, people: People) -> Text:
    common = {
        "person": people.label(answer.person),
        "role": named(answer.role),
        "periods": in_words(answer.scenario.horizon, answer.periods),
    }
    if answer.carries and answer.backup:
        return text("The best plan found without {person} as backup of {role}", **common)
    if answer.carries:
        return text("The best plan found without {person} at {role}", **common)
    if answer.backup:
        return text("The best plan found with {person} as backup of {role}, {periods}", **common)
    return text("The best plan found with {person} holding {role}, {periods}", **common)


def _nothing(compared: Comparison, *, stopped: bool) -> Item:
    if compared.outcome is Outcome.IMPOSSIBLE:
        return Item(
            text("There is none: no plan obeys every rule then, whatever else changes; proven."),
            Mark.BAD,
        )
    if stopped:
        return Item(text("Stopped before any such plan was found."), Mark.ATTENTION)
    return Item(
        text(
            "None was found in time, and it is not proven that there is none. More time may help: "
            "--time-limit."
        ),
        Mark.ATTENTION,
    )


def levels_table(compared: Comparison) -> Table:
    """Every level in both plans, with the terms that differ."""
    levels = [each for each in compared.levels if set(each.weights) != {Term.JUMPS}]
    decisive = compared.worse if compared.worse is not None else compared.first
    return Table(
        title=text("What changes, level by level"),
        columns=(
            Column(text("Level"), "right"),
            Column(text("What it counts")),
            Column(text("Plan"), "right"),
            Column(text("Then"), "right"),
            Column(text("Difference"), "right"),
            Column(text("Unit")),
            Column(text("At best"), "right", wide=True),
        ),
        rows=tuple(
            _level_row(number, level, compared, decides=number == decisive)
            for number, level in enumerate(levels)
        ),
        remarks=remarks(
            text("A lower value is better; a higher level goes before a lower one."),
            text(
                "Levels below the marked difference follow from it: they can come out better or "
                "worse, and were not searched to the end."
            )
            if decisive is not None and decisive + 1 < len(levels)
            else None,
            text("Points: what is counted, each times the number before the ×, added up.")
            if any(unit_of(each.weights) == POINTS for each in levels)
            else None,
        ),
    )


def _level_row(
    number: int, level: Compared, compared: Comparison, *, decides: bool
) -> tuple[Cell, ...]:
    difference = level.after - level.before
    mark = Mark.BAD if difference > 0 else Mark.GOOD
    figure = shown(difference)
    return (
        str(number + 1),
        (Item(level_in_words(level.weights)), *_terms(level, compared)),
        shown(level.before),
        shown(level.after),
        Item(figure, mark if decides else None) if difference else "",
        unit_of(level.weights),
        shown(level.bound) if decides and level.bound is not None else "",
    )


def _terms(level: Compared, compared: Comparison) -> Iterator[Item]:
    """The terms of a level that differ, where it counts several."""
    if len(level.weights) < 2:
        return
    for term in level.weights:
        before, after = compared.before[term], compared.after[term]
        if before != after:
            yield Item(
                text(
                    "{term}: {before} → {after}",
                    term=TERM_WORDS[term],
                    before=shown(before),
                    after=shown(after),
                )
            )
