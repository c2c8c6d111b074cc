"""An answer to "why", for machines."""

from __future__ import annotations

from decimal import Decimal

from rollenplanner.domain.answers import Answer, Compared, Comparison
from rollenplanner.domain.findings import finding_to_data
from rollenplanner.domain.requirements import Graded
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.sources import person_source, role_source
from rollenplanner.domain.terms import Term, decimal_of
from rollenplanner.domain.text import Translator
from rollenplanner.reports.differences import Difference, differences
from rollenplanner.reports.people import People
from rollenplanner.reports.requirements import graded
from rollenplanner.reports.why import place


def why_data(answer: Answer, people: People, tr: Translator) -> dict[str, object]:
    """All of an answer as plain data; figures are Decimals."""
    scenario, starts = answer.scenario, answer.scenario.horizon.starts
    person = scenario.staff[answer.person]
    sources = (role_source(scenario, answer.role), person_source(scenario, person))
    return {
        "person": answer.person,
        "role": answer.role.id,
        "as": "backup" if answer.backup else "holder",
        "carries": answer.carries,
        "periods": [str(starts[t]) for t in answer.periods],
        "places": [place(each) for each in sources if each is not None],
        "requirements": [
            requirement_data(each) for each in graded(scenario, person, answer.role.asked)
        ],
        "rules": [finding_to_data(people.named(f), tr, starts) for f in answer.rules],
        "in_the_way": [finding_to_data(people.named(f), tr, starts) for f in answer.obstacles],
        "opposite": None if answer.comparison is None else _opposite(answer, answer.comparison),
        "stopped": answer.stopped,
    }


def requirement_data(each: Graded) -> dict[str, object]:
    """One asked competence or expertise, and how it is met."""
    return {
        "id": each.id,
        "asked": each.asked if isinstance(each.asked, int) else str(each.asked),
        "recorded": each.recorded
        if each.recorded is None or isinstance(each.recorded, int)
        else str(each.recorded),
        "grade": str(each.grade),
        "steps": each.steps,
    }


def _opposite(answer: Answer, compared: Comparison) -> dict[str, object]:
    first, worse = compared.first, compared.worse
    data: dict[str, object] = {"outcome": compared.outcome.value}
    if compared.other is None:
        return data
    level = None if worse is None else compared.levels[worse]
    return {
        **data,
        "first_level": None if first is None else first + 1,
        "worse_level": None if worse is None else worse + 1,
        "loss": Decimal(0) if level is None else decimal_of(level.after - level.before),
        "proven_loss": Decimal(0) if level is None else decimal_of(level.proven),
        "levels": [_level(each, compared) for each in compared.levels],
        "differences": [
            _difference(answer.scenario, each)
            for each in differences(answer.scenario, compared.other, answer.plan)
        ],
    }


def _level(level: Compared, compared: Comparison) -> dict[str, object]:
    return {
        "terms": {
            str(term): {
                "plan": decimal_of(compared.before[term]),
                "then": decimal_of(compared.after[term]),
            }
            for term in level.weights
        },
        "plan": decimal_of(level.before),
        "then": decimal_of(level.after),
        "bound": None if level.bound is None else decimal_of(level.bound),
        "jumps": set(level.weights) == {Term.JUMPS},
    }


def _difference(scenario: Scenario, each: Difference) -> dict[str, object]:
    starts = scenario.horizon.starts
    return {
        "role": each.role.id,
        "as": "holder" if each.held else "backup",
        "periods": [str(starts[t]) for t in range(each.first, each.last + 1)],
        "gone": list(each.gone),
        "came": list(each.came),
    }
