"""Fte of placed people that a period lacks: not in service, or away for a while.

Absences are private (design section 3, `available`): they appear as capacity that is missing per
function or cluster, never with a person, and no reason exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rollenplanner.domain.scenario import Person, Scenario
from rollenplanner.domain.text import Text, fte, text


@dataclass(frozen=True, slots=True)
class Away:
    """Hundredths of fte that are placed somewhere but do not count in a period.

    Attributes:
        later: Of vacancies that are not in service in the whole period.
        not_serving: Of people who are not in service in the whole period.
        absent: Of people in service with less fte available than their own.
    """

    later: int = 0
    not_serving: int = 0
    absent: int = 0

    def parts(self) -> tuple[Text, ...]:
        """What is missing and why, as parts of a sentence; none if nothing is."""
        # Leaving and absence read the same: in a small function anyone could tell who is absent.
        later, away = fte(self.later), fte(self.not_serving + self.absent)
        said = (
            (later, text("{fte} fte vacancy, not in service for the whole period", fte=later)),
            (away, text("{fte} fte not available for the whole period", fte=away)),
        )
        return tuple(words for amount, words in said if amount)


def away(scenario: Scenario, people: Iterable[str], period: int) -> Away:
    """What a period lacks of these people together."""
    later = not_serving = absent = 0
    for person in map(scenario.staff.__getitem__, people):
        if not in_service(scenario, person, period):
            later += person.fte if person.vacancy else 0
            not_serving += 0 if person.vacancy else person.fte
        else:
            absent += person.fte - person.available[period]
    return Away(later, not_serving, absent)


def in_service(scenario: Scenario, person: Person, period: int) -> bool:
    """Whether someone is in service for the whole period, absent or not."""
    return scenario.horizon.covers(person.service, period)
