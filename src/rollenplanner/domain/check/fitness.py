"""Rules about who may hold a role and who may back it up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import BackupCell, Case, HeldCell, case_of
from rollenplanner.domain.check.report import broken
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.naming import named
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Scenario, Source
from rollenplanner.domain.sources import month, role_source, source_of
from rollenplanner.domain.text import Text, text, text_n


def eligible(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """A holder's function is allowed, and the role's requirements are met, learned or waived.

    They are waived for who holds the role at present, unbroken. Who could have learned the role
    but has not completed it is left to the rule learning, who is placed nowhere to placement.
    """
    case = case_of(scenario, assignment)
    for cell in case.held:
        place = case.place(cell.person.id)
        if place and place.function not in cell.role.functions:
            yield _function(case, RuleId.ELIGIBLE, cell, place)
        short = _short(case, cell)
        if short and not case.facts.could_back_up(cell.person.id, cell.role):
            yield _broken(
                case,
                RuleId.ELIGIBLE,
                cell,
                text_n(
                    "{person} holds {role} in {period} but falls {n} step short of it; "
                    "{allowed} are allowed.",
                    "{person} holds {role} in {period} but falls {n} steps short of it; "
                    "{allowed} are allowed.",
                    short,
                    **_common(case, cell),
                    allowed=0,
                ),
                {"steps": Decimal(short), "allowed": Decimal(0)},
                "steps",
            )


def learning(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Who falls short within the learning gap holds only after enough periods as backup."""
    rule = scenario.rules.learning
    if rule is None:
        return
    case = case_of(scenario, assignment)
    for cell in case.held:
        person = cell.person.id
        if not _short(case, cell) or not case.facts.could_back_up(person, cell.role):
            continue
        served = case.shadowed(person, cell.role, cell.period)
        yield _broken(
            case,
            RuleId.LEARNING,
            cell,
            text_n(
                "{person} holds {role} in {period} after {n} period as its backup; "
                "learning it takes {shadow}.",
                "{person} holds {role} in {period} after {n} periods as its backup; "
                "learning it takes {shadow}.",
                served,
                **_common(case, cell),
                shadow=rule.shadow,
            ),
            {"served": Decimal(served), "shadow": Decimal(rule.shadow)},
            "",
            source_of(scenario, "rules.learning"),
        )


def _short(case: Case, cell: HeldCell) -> int:
    """Steps that bar a holder; 0 if met, learned, or waived for a present holder."""
    short = case.steps(cell.person.id, cell.role, cell.period)
    return 0 if short and case.still_holds(cell.person, cell.role, cell.period) else short


def backup_eligible(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """A backup's function is allowed, the requirements are short by no more than learning allows.

    Nobody backs up in a period what they hold in it (design section 4: holder and backup exclude
    each other).
    """
    case = case_of(scenario, assignment)
    gap = scenario.rules.learning.gap if scenario.rules.learning else 0
    for cell in case.backed:
        person, role = cell.person.id, cell.role
        place = case.place(person)
        if place and place.function not in role.functions:
            yield _function(case, RuleId.BACKUP_ELIGIBLE, cell, place)
        if not case.facts.could_back_up(person, role):
            short = case.facts.steps(person, role)
            message = text_n(
                "{person} backs up {role} in {period} but falls {n} step short of it; "
                "{allowed} are allowed.",
                "{person} backs up {role} in {period} but falls {n} steps short of it; "
                "{allowed} are allowed.",
                short,
                **_common(case, cell),
                allowed=gap,
            )
            figures = {"steps": Decimal(short), "allowed": Decimal(gap)}
            yield _broken(case, RuleId.BACKUP_ELIGIBLE, cell, message, figures, "steps")
        if assignment.share(role.id, person, cell.period):
            message = text(
                "{person} both holds and backs up {role} in {period}.", **_common(case, cell)
            )
            yield _broken(case, RuleId.BACKUP_ELIGIBLE, cell, message, {}, "both")


def _function(case: Case, rule: RuleId, cell: HeldCell | BackupCell, place: Placed) -> Finding:
    message = text(
        "{person} carries {role} in {period} from function {function}, which it does not admit.",
        **_common(case, cell),
        function=named(case.scenario.functions[place.function]),
    )
    return _broken(case, rule, cell, message, {}, "function")


def _common(case: Case, cell: HeldCell | BackupCell) -> dict[str, object]:
    return {
        "person": cell.person.id,
        "role": named(cell.role),
        "period": month(case.scenario, cell.period),
    }


def _broken(
    case: Case,
    rule: RuleId,
    cell: HeldCell | BackupCell,
    message: Text,
    figures: dict[str, Decimal],
    discriminator: str,
    source: Source | None = None,
) -> Finding:
    return broken(
        rule,
        message,
        source or role_source(case.scenario, cell.role),
        role=cell.role,
        person=cell.person,
        place=case.place(cell.person.id),
        period=cell.period,
        figures=figures,
        discriminator=discriminator,
    )
