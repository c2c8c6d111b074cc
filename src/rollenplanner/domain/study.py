"""A study: many variants of one scenario, made and compared under the same rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rollenplanner.domain.likeness import Ground
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Language


@dataclass(frozen=True, slots=True)
class StudyCase:
    """One thing to solve.

    Attributes:
        id: Unique in the study: the variant, and behind it a value per axis.
        variant: Id of the variant.
        name: Of the variant, as people know it.
        axes: Axis -> value, as text.
        scenario: What to make a plan for.
        settings: How.
    """

    id: str
    variant: str
    name: str
    axes: Mapping[str, str]
    scenario: Scenario
    settings: Settings


@dataclass(frozen=True, slots=True)
class Study:
    """A batch specification with everything worked out.

    Attributes:
        ground: What all cases have in common: horizon, objective, limits and rules.
        axes: Names of what is varied, in order.
        timeout: Seconds after which a case is given up.
        fragility: Whether each plan is put to the stress test of one person.
    """

    id: str
    name: str
    language: Language
    ground: Ground
    axes: tuple[str, ...]
    cases: tuple[StudyCase, ...] = field(repr=False)
    timeout: float = 600.0
    fragility: bool = True
