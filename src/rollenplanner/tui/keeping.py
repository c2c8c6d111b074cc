"""Writes the plan that is looked at to a file of someone's choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.text import text
from rollenplanner.planning.destination import check_destination
from rollenplanner.tui.dialogs import Ask
from rollenplanner.tui.saving import free_name

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp


def _wrong(app: PlannerApp, answer: str) -> str | None:
    """What is wrong with a name for a plan file, or None."""
    desk, tr, path = app.desk, app.desk.tr, Path(answer)
    if path.suffix not in (".yaml", ".yml", ".json"):
        return tr("A plan file ends in .yaml or .json.")
    if path.exists():
        return tr("This file exists already; choose another name.")
    try:
        check_destination(path, {Path(source.file) for source in desk.scenario.sources.values()})
    except InputError as error:
        return tr.render(error.problems[0].message)
    return None


def keep_plan(app: PlannerApp, then: Callable[[], None] = lambda: None) -> None:
    """Ask for the name of a file that does not exist yet, write the plan there, and go on."""
    desk, tr = app.desk, app.desk.tr
    sitting = desk.sitting
    if sitting is None or desk.plan is None:
        app.tell(text("There is no plan to write; s searches for one."))
        return
    if not desk.plan_fits:
        app.tell(text("The plan was made before the last changes; s makes it anew."))
        return

    def take(answer: str | None) -> None:
        if not answer:
            return
        try:
            written = sitting.save_plan(Path(answer))
        except InputError as error:
            app.tell(error.problems[0].message, severe=True)
        else:
            app.tell(text("Plan written to {file}.", file=str(written)))
            app.show_bars()
            then()

    title, hint = (
        tr("Write the plan"),
        tr("File for the plan (.yaml or .json); ⏎ writes it, Esc does not."),
    )
    app.push_screen(
        Ask(title, hint, str(free_name(sitting.path, "plan")), lambda answer: _wrong(app, answer)),
        take,
    )
