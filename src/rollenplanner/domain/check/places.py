"""Rules about where people stand and when they serve."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import BackupCell, Case, HeldCell, case_of
from rollenplanner.domain.check.report import broken
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.naming import named, named_place
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Function, Person, Scenario
from rollenplanner.domain.sources import month, person_source, role_source, source_of
from rollenplanner.domain.text import Text, text


def placement(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Everyone stands in one function, in a cluster where it may stand, or nowhere.

    Under `fixed`, and for a vacancy always, as at present. Who stands nowhere carries nothing.
    """
    case = case_of(scenario, assignment)
    for person in scenario.staff.values():
        if not case.misplaced(person.id):
            yield from _placed(case, person, case.place(person.id))
    yield from _carried_from_nowhere(case)


def _placed(case: Case, person: Person, place: Placed | None) -> Iterator[Finding]:
    if case.facts.stays(person.id):
        present = case.facts.present(person.id)
        if place != present:
            yield _moved(case, person, place, present)
    elif place:
        yield from _free(case, person, place)


def _moved(case: Case, person: Person, place: Placed | None, present: Placed | None) -> Finding:
    message = text(
        "{person} is placed {place}; the only place allowed is the present one, {present}.",
        person=person.id,
        place=_shown(case, place),
        present=_shown(case, present),
    )
    return _misplaced(case, person, place, message, "present")


def _shown(case: Case, place: Placed | None) -> Text:
    return text("nowhere") if place is None else named_place(case.scenario, place)


def _free(case: Case, person: Person, place: Placed) -> Iterator[Finding]:
    """What binds where placement is free: cluster, scale limits, functions without formation."""
    function = case.scenario.functions[place.function]
    if place.cluster not in function.clusters:
        message = text(
            "{person} is placed in {cluster}, where function {function} may not stand.",
            person=person.id,
            cluster=named(case.scenario.clusters[place.cluster]),
            function=named(function),
        )
        yield _misplaced(case, person, place, message, "cluster", function)
    if not case.facts.within_scale(person, function):
        yield _out_of_scale(case, person, place, function)
    if not case.facts.takes(function, person):
        message = text(
            "{person} is placed in {function}, which has no formation and takes only who stands "
            "in it at present or is pinned to it.",
            person=person.id,
            function=named(function),
        )
        yield _misplaced(case, person, place, message, "formation", function)


def _out_of_scale(case: Case, person: Person, place: Placed, function: Function) -> Finding:
    rules = case.scenario.rules
    message = text(
        "{person} with scale {own} is placed in {function} of scale {scale}; at most {down} below "
        "and {up} above is allowed.",
        person=person.id,
        own=str(person.scale),
        function=named(function),
        scale=str(function.scale),
        down=_scales(rules.scale_down),
        up=_scales(rules.scale_up),
    )
    figures = {"scale_down": _scales(rules.scale_down), "scale_up": _scales(rules.scale_up)}
    return _misplaced(case, person, place, message, "scale", function, figures)


def _scales(tenths: int) -> Decimal:
    whole, rest = divmod(tenths, 10)
    return Decimal(tenths).scaleb(-1) if rest else Decimal(whole)


def _misplaced(
    case: Case,
    person: Person,
    place: Placed | None,
    message: Text,
    discriminator: str,
    function: Function | None = None,
    figures: dict[str, Decimal] | None = None,
) -> Finding:
    paths = [f"functions.{function.id}"] if function else []
    return broken(
        RuleId.PLACEMENT,
        message,
        source_of(case.scenario, *paths, f"staff.{person.id}"),
        person=person,
        place=place,
        figures=figures,
        discriminator=discriminator,
    )


def _carried_from_nowhere(case: Case) -> Iterator[Finding]:
    for cell in case.cells:
        person = cell.person
        if case.place(person.id) is None and not case.misplaced(person.id):
            yield broken(
                RuleId.PLACEMENT,
                text(
                    "{person} carries {role} in {period} but is placed nowhere.",
                    person=person.id,
                    role=named(cell.role),
                    period=month(case.scenario, cell.period),
                ),
                person_source(case.scenario, person),
                role=cell.role,
                person=person,
                period=cell.period,
                discriminator="carries",
            )


def in_service(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Only people who serve carry, and only active roles are carried."""
    case = case_of(scenario, assignment)
    for cell in case.cells:
        common = {
            "person": cell.person.id,
            "role": named(cell.role),
            "period": month(scenario, cell.period),
        }
        if not cell.person.available[cell.period]:
            message = text(
                "{person} carries {role} in {period} but is not in service or not available then.",
                **common,
            )
            yield _idle(case, cell, message, "person")
        if cell.role.id not in case.roles:
            message = text(
                "{person} carries {role} in {period}, a post for which there are not enough heads.",
                **common,
            )
            yield _idle(case, cell, message, "post")
        elif not cell.role.demand[cell.period]:
            message = text("{person} carries {role} in {period}, when it is not active.", **common)
            yield _idle(case, cell, message, "role")


def _idle(case: Case, cell: HeldCell | BackupCell, message: Text, discriminator: str) -> Finding:
    by_person = discriminator == "person"
    return broken(
        RuleId.IN_SERVICE,
        message,
        person_source(case.scenario, cell.person)
        if by_person
        else role_source(case.scenario, cell.role),
        role=cell.role,
        person=cell.person,
        place=case.place(cell.person.id),
        period=cell.period,
        discriminator=discriminator,
    )


def own_cluster(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Where set, holders and backups are placed in the role's cluster."""
    case = case_of(scenario, assignment)
    for cell in case.cells:
        place = case.place(cell.person.id)
        if not cell.role.own_cluster or place is None or place.cluster == cell.role.cluster:
            continue
        yield broken(
            RuleId.OWN_CLUSTER,
            text(
                "{person} carries {role} in {period} from cluster {other}; it is carried only "
                "from {cluster}.",
                person=cell.person.id,
                role=named(cell.role),
                period=month(scenario, cell.period),
                other=named(scenario.clusters[place.cluster]),
                cluster=named(scenario.clusters[cell.role.cluster]),
            ),
            role_source(scenario, cell.role),
            role=cell.role,
            person=cell.person,
            place=place,
            period=cell.period,
        )
