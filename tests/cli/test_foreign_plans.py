"""Plans of another scenario, or made by hand: what they state about themselves is no proof."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Run


@pytest.fixture
def changed(plan: Path, folder: Path) -> Path:
    """The scenario with another wish: the plan obeys its rules, and nothing proves it best."""
    del plan
    path = folder / "gewijzigd.yaml"
    path.write_text(
        "format: 1\nextends: scenario.yaml\nstaff: {P02: {wishes: {roles: {balie: 3}}}}\n", "utf-8"
    )
    return path


def figures(run: Run, *files: str) -> list[dict[str, Any]]:
    entries = run("compare", *files, "--json").json["entries"]
    return [{"levels": entry["levels"], "status": entry["status"]} for entry in entries]


def test_bounds_of_another_scenario_prove_nothing(run: Run, plan: Path, changed: Path) -> None:
    own, same = figures(run, "scenario.yaml", plan.name, plan.name)
    assert own == same
    assert own["status"] == "optimal"
    foreign, _ = figures(run, changed.name, plan.name, plan.name)
    assert foreign["status"] == "feasible"
    # Nothing is left uncovered: less than that there is not, whatever the scenario.
    assert foreign["levels"][0] == {"value": 0, "bound": 0, "proven": True}
    # Level 8 counts wishes, and one more person wishes something now.
    assert foreign["levels"][7]["bound"] is None
    assert not foreign["levels"][7]["proven"]
    shown = run("check", changed.name, plan.name, "--summary", "--lang", "en")
    assert "no plan is better by the objective" not in shown.out
    assert "unknown if better is possible" in " ".join(shown.out.split())
    assert "made for another scenario" in shown.err
    assert "Proven: no plan is better" in (
        run("check", "scenario.yaml", plan.name, "--summary", "--lang", "en").out
    )


def test_bounds_written_by_hand_prove_nothing(run: Run, plan: Path, folder: Path) -> None:
    data = yaml.safe_load(plan.read_text(encoding="utf-8"))
    del data["scenario"]
    (folder / "hand.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    hand, _ = figures(run, "scenario.yaml", "hand.yaml", plan.name)
    assert hand["status"] == "feasible"
    assert hand["levels"][0]["proven"]
    assert not hand["levels"][6]["proven"]
    assert hand["levels"][6]["bound"] is None
