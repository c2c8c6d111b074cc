"""How a person is shown: by id, and only on request by name."""

from __future__ import annotations

from dataclasses import replace

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Few, Text, text

#: Placeholders of sentences that stand for ids of people; a role may have the same id.
PERSON_KEYS = frozenset({"person", "people"})


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

    @property
    def known_names(self) -> dict[str, str]:
        """Id -> name of everyone whose name is known and may be shown."""
        if not self._names:
            return {}
        return {id: who.name for id, who in self._staff.items() if who.name}

    def named(self, finding: Finding) -> Finding:
        """The same finding, with names in its sentence if names may be shown."""
        return replace(finding, message=self._in_text(finding.message)) if self._names else finding

    def spoken(self, message: Text) -> Text:
        """The same sentence, with everyone in it as people are shown."""
        return self._in_text(message)

    def _in_text(self, message: Text) -> Text:
        values = tuple((key, self._in_value(key, value)) for key, value in message.values)
        return replace(message, values=values)

    def _in_value(self, key: str, value: object) -> object:
        if isinstance(value, Text):
            return self._in_text(value)
        if isinstance(value, Few):
            return replace(value, items=tuple(self._in_value(key, each) for each in value.items))
        if isinstance(value, tuple):
            return tuple(self._in_value(key, each) for each in value)
        return self.label(value) if key in PERSON_KEYS and isinstance(value, str) else value
