"""Five hundred people and seven hundred roles with hard names: every screen shows them."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from rollenplanner.tui.app import PlannerApp
from tests.support.hard_names import hard_names_scenario
from tests.tui.conftest import app_of, seen, settled, sit


def test_every_screen_shows_a_large_organisation(folder: Path) -> None:
    (folder / "large.yaml").write_text(hard_names_scenario(500, 700), encoding="utf-8")

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        assert len(app.desk.scenario.staff) >= 500
        for key in "12345678":
            await pilot.press(key)
            await settled(app, pilot)
            assert app.current is not None
            await pilot.press("down", "end", "pageup", "home")
            await settled(app, pilot)
        await pilot.press("3", "slash", *"窓口 695")
        await settled(app, pilot)
        assert app.current is not None
        assert app.current.grid.keys == ("r695",)
        assert "住民サービス窓口 695" in seen(app)

    sit(app_of(scenario="large.yaml", names=True), visit)
