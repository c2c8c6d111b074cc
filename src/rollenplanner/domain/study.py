"""A study: many variants of one scenario, made and compared under the same rules."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rollenplanner.domain.likeness import Ground
from rollenplanner.domain.plan import Assignment, Settings
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
        sha256: Of the scenario, and of the hint if there is one.
        settings: How to make a plan for it.
        hint: A plan to begin with.
    """

    id: str
    variant: str
    name: str
    axes: Mapping[str, str]
    sha256: str
    settings: Settings
    _packed: bytes = field(repr=False)
    hint: Assignment | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        id: str,
        variant: str,
        name: str,
        axes: Mapping[str, str],
        scenario: Scenario,
        settings: Settings,
    ) -> StudyCase:
        """A case with its scenario packed: thousands of them fit in memory that way.

        Names of people and places in files stay behind.
        """
        staff = {id: replace(person, name=None) for id, person in scenario.staff.items()}
        # A read-only view of a mapping cannot be pickled, a mapping can.
        objective = tuple(dict(level) for level in scenario.objective)
        bare = replace(scenario, staff=staff, objective=objective, sources={})
        packed = zlib.compress(pickle.dumps(bare), 1)
        return cls(id, variant, name, axes, scenario.sha256, settings, packed)

    @property
    def scenario(self) -> Scenario:
        """What to make a plan for, unpacked anew each time."""
        scenario = pickle.loads(zlib.decompress(self._packed))
        assert isinstance(scenario, Scenario)
        return scenario


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
    timeout: float = 1800.0
    fragility: bool = True
