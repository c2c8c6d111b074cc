"""Use case: who the people in a comparison are; their names stand in scenarios only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import text
from rollenplanner.files.file_kinds import is_scenario
from rollenplanner.files.scenario_files import read_scenario


def only_scenarios(files: Sequence[Path]) -> None:
    """Make sure that files beside a store are scenarios: plans come from the store.

    Raises:
        InputError: One is no scenario, or cannot be read.
    """
    message = text("Beside a store only scenarios are named, for the names of people.")
    problems = [
        Problem(str(path), None, None, "", message) for path in files if not is_scenario(path)
    ]
    if problems:
        raise InputError(problems)


def everybody(files: Sequence[Path]) -> Scenario | None:
    """The first of the scenarios among some files, with the people of all; None without any.

    Raises:
        InputError: A file is wrong.
    """
    scenarios = [read_scenario(path).scenario for path in files if is_scenario(path)]
    if not scenarios:
        return None
    staff = {id: person for each in reversed(scenarios) for id, person in each.staff.items()}
    return replace(scenarios[0], staff=staff)
