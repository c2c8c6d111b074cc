"""The main screens look as they did: SVG pictures at both sizes, an error, and without colours.

`ROLLENPLANNER_DRAW=1 pytest tests/tui/test_pictures.py` draws them anew; look at what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rollenplanner.tui.app import PlannerApp
from tests.support.stores import write_store
from tests.tui.conftest import app_of, settled, sit
from tests.tui.test_compare import four_cases, looked, scenario_in
from tools.screens import cleaned

_FOLDER = Path(__file__).parent / "pictures"
_SCREENS = {"overview": "1", "matrix": "2", "roles": "3", "people": "4", "gaps": "5", "solve": "8"}


def _differing(name: str, app: PlannerApp) -> list[str]:
    """The name, if the screen does not look as it did; drawn anew if someone asks for that."""
    drawn = cleaned(app.export_screenshot(title="rollenplanner"), name)
    path = _FOLDER / f"{name}.svg"
    if os.environ.get("ROLLENPLANNER_DRAW"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    return [] if path.read_text(encoding="utf-8") == drawn else [name]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
def test_the_main_screens(folder: Path, size: tuple[int, int]) -> None:
    del folder
    differing: list[str] = []

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        for screen, key in _SCREENS.items():
            await pilot.press(key)
            await settled(app, pilot)
            differing.extend(_differing(f"{screen}-{size[0]}", app))

    sit(app_of("plan.yaml", language="nl"), visit, size)
    assert differing == []


def test_help_errors_and_no_colours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    differing: list[str] = []

    async def without_colours(app: PlannerApp, pilot: Pilot[int]) -> None:
        await pilot.press("3")
        await settled(app, pilot)
        differing.extend(_differing("roles-no-colour", app))
        await pilot.press("f1")
        await settled(app, pilot)
        differing.extend(_differing("help-no-colour", app))

    async def errors(app: PlannerApp, pilot: Pilot[int]) -> None:
        del pilot
        differing.extend(_differing("errors", app))

    broken = (folder / "scenario.yaml").read_text(encoding="utf-8").replace("fte: 0.8", "fte: [x]")
    (folder / "broken.yaml").write_text(broken, encoding="utf-8")
    sit(app_of(scenario="broken.yaml"), errors, (80, 24))
    monkeypatch.setenv("NO_COLOR", "1")
    sit(app_of("plan.yaml"), without_colours)
    assert differing == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
def test_results_of_a_study(folder: Path, size: tuple[int, int]) -> None:
    differing: list[str] = []
    write_store(folder / "studie.db", scenario_in(folder), four_cases(folder), axes=("regie",))

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        await looked(app, pilot)
        await pilot.press("space", "down")
        await looked(app, pilot)
        differing.extend(_differing(f"compare-{size[0]}", app))
        await pilot.press("t")
        await looked(app, pilot)
        differing.extend(_differing(f"curve-{size[0]}", app))

    app = app_of("plan.yaml", language="nl")
    app.desk.store = folder / "studie.db"
    sit(app, visit, size)
    assert differing == []
