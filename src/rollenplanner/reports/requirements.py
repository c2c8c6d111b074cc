"""What is asked of a person beside what is recorded: met, presumed, short or absent."""

from __future__ import annotations

from rollenplanner.domain.case import Case
from rollenplanner.domain.requirements import Grade, Graded, grade_all
from rollenplanner.domain.scenario import Person, Requirements, Role, Scenario
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.table import Column, Item, Mark, Table, remarks


def graded(scenario: Scenario, person: Person, asked: Requirements) -> tuple[Graded, ...]:
    """Every asked thing with its grade, under the reading of levels of the scenario."""
    return tuple(grade_all(person, asked, scenario.rules.levels))


def name_of(scenario: Scenario, each: Graded) -> str:
    """A competence by name, an expertise by id."""
    return scenario.competences.get(each.id, each.id)


def asked_level(each: Graded) -> Text | str:
    """What is asked, as people read it."""
    if each.is_expertise:
        return text("expertise {grade}", grade=each.asked)
    return text("any level") if each.asked == "any" else str(each.asked)


def recorded_level(each: Graded) -> Text | str:
    """What is recorded, as people read it."""
    if each.recorded is not None:
        return str(each.recorded)
    return text("without level") if each.grade is Grade.MET else text("nothing")


def grade_item(each: Graded) -> Item:
    """How a record meets what is asked, in words."""
    if each.grade is Grade.MET:
        return Item(text("met"), Mark.GOOD)
    if each.grade is Grade.PRESUMED:
        presumed = text("presumed; to be confirmed")
        if not each.steps:
            return Item(presumed, Mark.NOTICE)
        return Item(text("presumed; counts as 1 step short"), Mark.ATTENTION)
    if each.grade is Grade.SHORT:
        return Item(text_n("{n} step short", "{n} steps short", each.steps), Mark.ATTENTION)
    return Item(text_n("absent, {n} step", "absent, {n} steps", each.steps), Mark.BAD)


def requirements_table(case: Case, person: Person, role: Role, periods: tuple[int, ...]) -> Table:
    """Every requirement of a role beside what is recorded of a person."""
    scenario = case.scenario
    rows = tuple(
        (name_of(scenario, each), asked_level(each), recorded_level(each), grade_item(each))
        for each in graded(scenario, person, role.asked)
    )
    return Table(
        title=text(
            "What {role} asks, and what is recorded of {person}", role=role.name, person=person.id
        ),
        columns=(
            Column(text("Requirement")),
            Column(text("Asked")),
            Column(text("Recorded")),
            Column(text("How it is met")),
        ),
        rows=rows,
        remarks=remarks(*_excuses(case, person, role, periods)) if rows else (),
        empty=text("The role asks no competences and no expertise."),
    )


def _excuses(
    case: Case, person: Person, role: Role, periods: tuple[int, ...]
) -> tuple[Text | None, ...]:
    """What makes up for steps that are missing: holding it at present, learning."""
    steps = case.facts.steps(person.id, role)
    if not steps:
        return ()
    total = text_n("Together {n} step short.", "Together {n} steps short.", steps)
    return total, _waived(case, person, role, periods), _learning(case, person, role)


def _waived(case: Case, person: Person, role: Role, periods: tuple[int, ...]) -> Text | None:
    if any(case.still_holds(person, role, t) for t in periods):
        return text(
            "Who holds a role at present, without a break, need not meet its requirements; what is "
            "missing counts as competences short."
        )
    return None


def _learning(case: Case, person: Person, role: Role) -> Text | None:
    rule = case.scenario.rules.learning
    if rule is None:
        return text("Nobody who falls short may hold or back up a role: there is no learning.")
    if not case.facts.could_back_up(person.id, role):
        return text_n(
            "Learning closes at most {n} step, so this role cannot be learned.",
            "Learning closes at most {n} steps, so this role cannot be learned.",
            rule.gap,
        )
    able = next((t for t in role.active if case.learned(person.id, role, t)), None)
    if able is None:
        return text(
            "It can be learned in {shadow} periods as backup; this plan does not complete that.",
            shadow=rule.shadow,
        )
    return text(
        "Learned by {month}, after {shadow} periods as backup.",
        month=str(case.scenario.horizon.period_start(able)),
        shadow=rule.shadow,
    )


def in_short(scenario: Scenario, person: Person, asked: Requirements) -> tuple[Item, ...]:
    """Everything that is asked in a few lines: first what is short, one by one, then the rest."""
    found = graded(scenario, person, asked)
    met = tuple(_asked_in_short(scenario, each) for each in found if each.grade is Grade.MET)
    rest = tuple(_unmet(scenario, each) for each in found if each.grade is not Grade.MET)
    return (*rest, Item(text("{items}", items=met), Mark.GOOD)) if met else rest


def _asked_in_short(scenario: Scenario, each: Graded) -> Text | str:
    """A competence and its level; without the level where its catalogues have none."""
    if not each.is_expertise and each.id in scenario.without_levels and each.asked == "any":
        return name_of(scenario, each)
    return text("{name} {asked}", name=name_of(scenario, each), asked=asked_level(each))


def _unmet(scenario: Scenario, each: Graded) -> Item:
    how = grade_item(each)
    shown = text(
        "{what}: {how}, recorded {recorded}",
        what=_asked_in_short(scenario, each),
        how=how.content,
        recorded=recorded_level(each),
    )
    return Item(shown, how.mark)
