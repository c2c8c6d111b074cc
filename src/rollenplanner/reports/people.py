"""How a person is shown: by id, and only on request by name."""

from __future__ import annotations

from dataclasses import replace

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text


class People:
    """Labels of people.

    Names are personal data: they appear only where the user asked for them (`--names`).
    """

    def __init__(self, scenario: Scenario, *, names: bool) -> None:
        """Show the people of a scenario, with or without names."""
        self._staff = scenario.staff
        self._names = names

    def label(self, person: str) -> Text | str:
        """`P01`, `P01 (Name)` on request, and always whether it is a vacancy."""
        who = self._staff.get(person)
        if who is None:
            return person
        if who.vacancy:
            return text("{person} (vacancy)", person=person)
        if self._names and who.name:
            return f"{person} ({who.name})"
        return person

    def named(self, finding: Finding) -> Finding:
        """The same finding, with names in its sentence if names may be shown."""
        if not self._names:
            return finding
        about = frozenset(finding.people)
        return replace(finding, message=self._in_text(finding.message, about))

    def _in_text(self, message: Text, about: frozenset[str]) -> Text:
        values = tuple((key, self._in_value(value, about)) for key, value in message.values)
        return replace(message, values=values)

    def _in_value(self, value: object, about: frozenset[str]) -> object:
        if isinstance(value, Text):
            return self._in_text(value, about)
        if isinstance(value, tuple):
            return tuple(self._in_value(each, about) for each in value)
        return self.label(value) if isinstance(value, str) and value in about else value
