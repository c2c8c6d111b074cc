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
        away: Of the others: not in service in the whole period, or with less available than
            their own. The two are one figure: in a small function anyone could tell who is absent.
    """

    later: int = 0
    away: int = 0

    def parts(self) -> tuple[Text, ...]:
        """What is missing and why, as parts of a sentence; none if nothing is."""
        later, away = fte(self.later), fte(self.away)
        said = (
            (later, text("{fte} fte vacancy, not in service for the whole period", fte=later)),
            (away, text("{fte} fte not available for the whole period", fte=away)),
        )
        return tuple(words for amount, words in said if amount)


def away(scenario: Scenario, people: Iterable[str], period: int) -> Away:
    """What a period lacks of these people together."""
    later = missing = 0
    for person in map(scenario.staff.__getitem__, people):
        if person.vacancy and not in_service(scenario, person, period):
            later += person.fte
        else:
            missing += person.fte - person.available[period]
    return Away(later, missing)


def in_service(scenario: Scenario, person: Person, period: int) -> bool:
    """Whether someone is in service for the whole period, absent or not."""
    return scenario.horizon.covers(person.service, period)
