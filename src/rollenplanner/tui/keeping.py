"""Writes the plan that is looked at to a file of someone's choice."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.text import Text, text
from rollenplanner.files.plan_files import write_plan
from rollenplanner.planning.destination import check_destination
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.dialogs import Ask


def ask_where(desk: Desk, scenario: Path) -> Ask:
    """Ask for the name of a file that does not exist yet."""
    tr = desk.tr
    files = {Path(source.file) for source in desk.scenario.sources.values()}

    def check(answer: str) -> str | None:
        path = Path(answer)
        if path.suffix not in (".yaml", ".yml", ".json"):
            return tr("A plan file ends in .yaml or .json.")
        if path.exists():
            return tr("This file exists already; choose another name.")
        try:
            check_destination(path, files)
        except InputError as error:
            return tr.render(error.problems[0].message)
        return None

    return Ask(
        tr("Write the plan"),
        tr("File for the plan (.yaml or .json); ⏎ writes it, Esc does not."),
        str(_free(scenario)),
        check,
    )


def _free(scenario: Path) -> Path:
    """A name beside the scenario that is not taken."""
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        path = scenario.with_name(f"{scenario.stem}-plan{ending}.yaml")
        if not path.exists():
            return path
        number += 1


def keep(plan: Plan, path: Path) -> Text:
    """Write it; returns what to tell."""
    try:
        write_plan(plan, path)
    except InputError as error:
        return error.problems[0].message
    return text("Plan written to {file}.", file=str(path))
