"""The sheet of one person, for machines; like the sheet it is that person's own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rollenplanner.domain.findings import finding_to_data
from rollenplanner.domain.text import Translator, amount, fte
from rollenplanner.reports.guidance import guidance_for
from rollenplanner.reports.people import People
from rollenplanner.reports.person import Carried, Sheet, Wish
from rollenplanner.reports.requirements import graded
from rollenplanner.reports.takeovers import Preparing
from rollenplanner.reports.why_data import requirement_data


def sheet_data(made: Sheet, people: People, tr: Translator) -> dict[str, object]:
    """Everything on the sheet as plain data; figures are Decimals, months as `YYYY-MM`."""
    standing = made.case.place(made.person.id)
    return {
        "person": made.person.id,
        "function": None if standing is None else standing.function,
        "cluster": None if standing is None else standing.cluster,
        "fte": fte(made.person.fte),
        "periods": [_load(made, t) for t in made.periods],
        "carries": [_carried(made, each) for each in made.carried()],
        "no_longer": [role.id for role in made.ended()],
        "requirements": [
            {
                "asked_by": tr.value(name),
                "requirements": [
                    requirement_data(each) for each in graded(made.scenario, made.person, asked)
                ],
            }
            for name, asked in made.asked()
        ],
        "wishes": [_wish(made, each, people, tr) for each in made.wishes()],
        "learns": [_learns(made, each, tr) for each in made.preparations()],
        "guidance": [
            {
                "competence": key,
                "questions": list(each.questions),
                "tips": list(each.tips),
                "behaviour": list(each.indicators),
            }
            for key, each in guidance_for(made).items()
        ],
    }


def _months(made: Sheet, periods: Iterable[int]) -> list[str]:
    return [str(made.scenario.horizon.period_start(t)) for t in periods]


def _load(made: Sheet, period: int) -> dict[str, object]:
    person = made.person
    load: Decimal = amount(made.case.load.get((person.id, period), 0))
    return {
        "period": str(made.scenario.horizon.period_start(period)),
        "available": fte(person.available[period]),
        "load": load,
        "fair_share": fte(made.case.facts.fair_share(person.id, period)),
    }


def _carried(made: Sheet, each: Carried) -> dict[str, object]:
    return {
        "role": each.role.id,
        "as": "backup" if each.backup else "holder",
        "fte": fte(each.share),
        "effort": fte(each.effort),
        "load": amount(each.load),
        "periods": _months(made, range(each.first, each.last + 1)),
        "at_present": each.role.id in made.person.roles or each.role.id in made.person.backups,
    }


def _wish(made: Sheet, each: Wish, people: People, tr: Translator) -> dict[str, object]:
    starts = made.scenario.horizon.starts
    return {
        "about": each.about,
        "weight": each.weight,
        "granted": each.granted,
        "periods": _months(made, each.periods),
        "forbidden_altogether": each.altogether,
        "rules": [finding_to_data(people.named(rule), tr, starts) for rule in each.reasons],
    }


def _learns(made: Sheet, each: Preparing, tr: Translator) -> dict[str, object]:
    return {
        "role": each.role.id,
        "periods": _months(made, range(each.first, each.last + 1)),
        "goals": [tr.value(goal.content) for goal in each.goals],
        "from": list(made.teachers(each)),
    }
