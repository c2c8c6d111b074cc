"""Opens the terminal interface, and leaves nothing behind when it closes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rollenplanner.domain.text import Language
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.desk import Desk


def open_interface(
    scenario: Path | None,
    plans: Sequence[Path],
    *,
    language: Language | None,
    names: bool,
    store: Path | None = None,
) -> int:
    """Run the interface until someone leaves it; returns the exit code."""
    app = PlannerApp(scenario, plans, desk=Desk(language=language, names=names, store=store))
    code = app.run() or app.return_code or 0
    if not app.jobs.end():
        # Work that does not hear in time ends with the process, not after it.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code
