"""No work is lost: results appear whole or not at all, and places are checked beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.text import text
from tests.cli.conftest import Run

QUICK = ("--time-limit", "20", "--lang", "en")


def test_folder_that_does_not_exist(run: Run) -> None:
    result = run("solve", "scenario.yaml", "-o", "nowhere/plan.yaml", *QUICK)
    assert result.code == 2
    assert "The folder nowhere does not exist." in result.err
    assert "level 1" not in result.err  # nothing was solved


def test_folder_in_place_of_a_file(run: Run, folder: Path) -> None:
    (folder / "plans").mkdir()
    result = run("solve", "scenario.yaml", "-o", "plans", *QUICK)
    assert result.code == 2
    assert "This is a folder" in result.err


def test_the_scenario_is_never_overwritten(run: Run, folder: Path) -> None:
    before = (folder / "scenario.yaml").read_bytes()
    assert run("solve", "onmogelijk.yaml", "-o", "./scenario.yaml", *QUICK).code == 2
    assert run("solve", "scenario.yaml", "-o", "scenario.yaml", *QUICK).code == 2
    assert (folder / "scenario.yaml").read_bytes() == before


def test_an_old_plan_is_replaced_and_nothing_else_is_left(run: Run, folder: Path) -> None:
    (folder / "plan.yaml").write_text("old", encoding="utf-8")
    before = sorted(path.name for path in folder.iterdir())
    assert run("solve", "scenario.yaml", "-o", "plan.yaml", *QUICK).code == 0
    assert sorted(path.name for path in folder.iterdir()) == before
    assert yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))["format"] == 1


def test_an_infeasible_scenario_leaves_the_old_plan(run: Run, folder: Path) -> None:
    (folder / "plan.yaml").write_text("old", encoding="utf-8")
    assert run("solve", "onmogelijk.yaml", "-o", "plan.yaml", *QUICK).code == 3
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == "old"


def test_a_plan_that_cannot_be_written_is_printed(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(plan: Plan, path: Path) -> None:
        del plan
        raise InputError([Problem(str(path), None, None, "", text("This file cannot be written."))])

    monkeypatch.setattr("rollenplanner.files.plan_files.write_plan", full_disk)
    result = run("solve", "scenario.yaml", "-o", "plan.yaml", *QUICK)
    assert result.code == 2
    assert "The plan is printed here instead." in result.err
    printed = folder / "rescued.yaml"
    printed.write_text(result.out, encoding="utf-8")
    assert run("check", "scenario.yaml", "rescued.yaml").code == 0


def test_deterministic_runs_give_the_same_bytes(run: Run, folder: Path) -> None:
    arguments = ("--deterministic", "--time-limit", "0.3", "--seed", "7")
    for name in ("one.yaml", "two.yaml"):
        assert run("solve", "scenario.yaml", "-o", name, *arguments).code == 0
    one = (folder / "one.yaml").read_bytes()
    assert one == (folder / "two.yaml").read_bytes()
    assert b"seconds" not in one


def test_a_plan_to_start_from(run: Run, plan: Path) -> None:
    result = run("solve", "scenario.yaml", "--from", str(plan), "--json", *QUICK)
    assert result.code == 0
    assert result.json["status"] == "optimal"
