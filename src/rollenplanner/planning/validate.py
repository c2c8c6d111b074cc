"""Use case: is this scenario right, and what in it deserves a second look?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import text
from rollenplanner.files.file_kinds import is_catalogue
from rollenplanner.files.nodes import Data
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario


@dataclass(frozen=True, slots=True)
class Validation:
    """What was found in a scenario file.

    Attributes:
        errors: Everything that is wrong; empty for a scenario that can be used.
        notes: Everything worth a second look; where there are errors, as far as it can be told.
        loaded: The scenario, or None if there are errors.
    """

    errors: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    loaded: LoadedScenario | None

    @property
    def ok(self) -> bool:
        """Whether the scenario can be used."""
        return not self.errors


def validate(path: Path) -> Validation:
    """Read and cross-check a scenario file; never raises for what a user wrote."""
    try:
        loaded = read_scenario(path)
    except InputError as error:
        if is_catalogue(path):
            message = text(
                "This is a catalogue: use `rollenplanner catalogue validate {file}`.",
                file=str(path),
            )
            return Validation((Problem(str(path), None, None, "", message),), (), None)
        return Validation(error.problems, error.notes, None)
    return Validation((), tuple(loaded.notes), loaded)


def without_names(resolved: Data) -> Data:
    """Resolved content without the names of people, which are private (design section 3)."""
    staff = resolved.get("staff") if isinstance(resolved, dict) else None
    if not isinstance(resolved, dict) or not isinstance(staff, dict):
        return resolved
    nameless: dict[str, Data] = {
        key: {k: v for k, v in person.items() if k != "name"}
        if isinstance(person, dict)
        else person
        for key, person in staff.items()
    }
    return {**resolved, "staff": nameless}
