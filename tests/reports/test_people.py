"""Names of people in sentences: only on request, and then wherever a person is meant."""

from __future__ import annotations

from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Few, Text, Translator, text
from rollenplanner.reports.people import People
from tests.support.build import person, role, scenario, vacancy

ENGLISH = Translator("en")


def _town() -> Scenario:
    """A role with the id of a person, two people and a vacancy."""
    return scenario(
        roles=[role("P1", 50)],
        staff=[person("P1", name="Ada [x]"), person("P2", name="Bo"), vacancy("V1", 50)],
    )


def _said(message: Text, *, names: bool) -> str:
    finding = Finding("kind", Severity.NOTICE, message, people=())
    return ENGLISH.render(People(_town(), names=names).named(finding).message)


def test_people_are_labelled_also_where_the_finding_is_about_somebody_else() -> None:
    reason = text("time is left with {people}", people=Few(("P1", "P2", "V1"), most=1))
    message = text("{role}: {fte} fte is not covered; {reason}.", role="P1", fte=1, reason=reason)
    assert _said(message, names=True) == (
        "P1: 1 fte is not covered; time is left with P1 (Ada [x]) and 2 more."
    )
    assert _said(message, names=False) == (
        "P1: 1 fte is not covered; time is left with P1 and 2 more."
    )


def test_a_list_inside_a_list_is_labelled() -> None:
    takeovers = (text("{role} by {person}", role="P1", person="P2"),)
    assert _said(text("{items}", items=takeovers), names=True) == "P1 by P2 (Bo)"


def test_a_vacancy_is_called_one_once() -> None:
    message = text("{fte} fte rests on vacancy {vacancy}: {names}.", fte=1, vacancy="V1", names="x")
    assert _said(message, names=True) == "1 fte rests on vacancy V1: x."
