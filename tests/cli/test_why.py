"""`rollenplanner why` as a user runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import NAMES, Run

#: Deterministic: no outcome hangs on the machine.
EXACT = ("--deterministic", "--time-limit", "20", "--workers", "1")


@pytest.fixture
def hand_made(folder: Path) -> Path:
    """P01 holds the till and P02 backs it up; nobody staffs the desk or coordinates."""
    path = folder / "hand.yaml"
    path.write_text(
        "format: 1\nperiods: [2027-01]\nroles:\n  kas: {holders: {P01: 0.8}, backups: [P02]}\n",
        encoding="utf-8",
    )
    return path


def ask(run: Run, plan: Path, *arguments: str) -> Any:
    return run("why", "scenario.yaml", str(plan), *arguments, *EXACT, "--lang", "en")


def test_who_holds_a_role_and_the_next_best(run: Run, hand_made: Path) -> None:
    result = ask(run, hand_made, "--person", "P01", "--role", "kas")
    assert result.code == 0
    assert "Why P01 holds Kas (kas)" in result.out
    assert "In the plan P01 holds it: 0.80 fte in 2027-01." in result.out
    # P02 can take it over whole, and P01 back it up: nothing is lost.
    assert "Then the holders are P02 0.80" in result.out
    assert "scenario.yaml:9 (roles.kas)" in result.out


def test_a_role_without_holder_is_told_as_a_sentence(run: Run, folder: Path) -> None:
    plan = folder / "vacant.yaml"
    plan.write_text(
        "format: 1\nperiods: [2027-01]\nroles:\n  kas: {holders: {}, backups: [P02]}\n",
        encoding="utf-8",
    )
    result = ask(run, plan, "--person", "P01", "--role", "kas")
    assert "In the plan nobody holds it; the backups are P02. Asked: " in result.out


def test_json_has_every_figure(run: Run, hand_made: Path) -> None:
    data = ask(run, hand_made, "--person", "P01", "--role", "kas", "--json").json
    assert data["carries"] is True
    opposite = data["opposite"]
    assert opposite["outcome"] == "found"
    # P01 may not back it up either then (that role is forbidden whole): one critical backup less,
    # which counts three times at level 4.
    assert opposite["worse_level"] == 4
    assert opposite["loss"] == opposite["proven_loss"] == 3
    assert opposite["levels"][3]["terms"]["critical_missing_backups"] == {"plan": 0, "then": 1}
    gone = [
        (each["role"], each["as"], each["gone"], each["came"]) for each in opposite["differences"]
    ]
    assert ("kas", "holder", ["P01"], ["P02"]) in gone


def test_a_backup(run: Run, hand_made: Path) -> None:
    result = ask(run, hand_made, "--person", "P02", "--role", "kas")
    assert "Why P02 backs up Kas (kas)" in result.out
    assert result.code == 0


def test_a_plan_that_can_be_improved_says_so(run: Run, hand_made: Path) -> None:
    """Nobody staffs the desk (0.50 fte) in that plan; forcing someone to do so is better."""
    result = ask(run, hand_made, "--person", "P02", "--role", "balie")
    assert "Why P02 does not hold Balie (balie)" in result.out
    assert "It is even better at level 2" in result.out
    assert "So the plan at hand can be improved" in " ".join(result.out.split())
    assert result.code == 0


def test_the_sheet_is_of_one_person(run: Run, hand_made: Path) -> None:
    result = ask(run, hand_made, "--person", "P01")
    assert result.code == 0
    assert "Sheet of P01" in result.out
    assert "Balie (weight 2): no; no rule is in the way" in result.out
    other = ask(run, hand_made, "--person", "P02")
    assert "weight" not in other.out
    assert "No wishes are recorded." in other.out
    data = ask(run, hand_made, "--person", "P01", "--json").json
    assert [(wish["about"], wish["granted"]) for wish in data["wishes"]] == [("balie", False)]
    assert data["carries"][0]["role"] == "kas"


@pytest.mark.parametrize("role", [(), ("--role", "kas"), ("--role", "balie")])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_no_names_unless_asked_for(
    run: Run, hand_made: Path, role: tuple[str, ...], form: tuple[str, ...]
) -> None:
    result = ask(run, hand_made, "--person", "P01", *role, *form)
    for name in NAMES:
        assert name.split()[0] not in result.out + result.err


def test_wishes_stand_in_no_answer_about_a_role(run: Run, hand_made: Path) -> None:
    data = ask(run, hand_made, "--person", "P02", "--role", "balie", "--json").json
    assert "P01" not in str({key: data[key] for key in ("requirements", "rules", "in_the_way")})
    assert "weight" not in str(data)


def test_unknown_ids_with_the_nearest(run: Run, hand_made: Path) -> None:
    result = ask(run, hand_made, "--person", "P0l", "--role", "kass")
    assert result.code == 2
    assert 'The scenario has no "P0l" there. Did you mean "P02"?' in " ".join(result.err.split())
    assert 'Did you mean "kas"?' in result.err


def test_a_month_outside_the_horizon(run: Run, hand_made: Path) -> None:
    result = ask(run, hand_made, "--person", "P01", "--role", "kas", "--period", "2028-01")
    assert result.code == 2
    assert "2027-01 to 2027-06" in " ".join(result.err.split())


def test_a_plan_that_breaks_a_rule_answers_nothing(run: Run, hand_made: Path) -> None:
    broken = hand_made.read_text(encoding="utf-8").replace("0.8", "1.2")
    hand_made.write_text(broken, encoding="utf-8")
    result = ask(run, hand_made, "--person", "P01", "--role", "kas")
    assert result.code == 5
    assert "holders" in result.out
    assert "so it says nothing about why" in " ".join(result.err.split())
    data = ask(run, hand_made, "--person", "P01", "--role", "kas", "--json").json
    assert data["ok"] is False


def test_a_plan_with_a_stale_figure_is_answered(run: Run, hand_made: Path) -> None:
    hand_made.write_text(
        hand_made.read_text(encoding="utf-8") + "terms: {uncovered: 3}\n", encoding="utf-8"
    )
    result = ask(run, hand_made, "--person", "P01", "--role", "kas")
    assert result.code == 5
    assert "Why P01 holds Kas" in result.out


def test_a_plan_for_another_scenario_gets_a_note(run: Run, plan: Path) -> None:
    stated = yaml.safe_load(plan.read_text(encoding="utf-8"))
    stated["scenario"]["sha256"] = "0" * 64
    plan.write_text(yaml.safe_dump(stated), encoding="utf-8")
    result = ask(run, plan, "--person", "P01")
    assert "made for another scenario" in " ".join(result.err.split())
    assert result.code == 0


def test_a_wish_about_a_module_names_a_post_to_ask_about(run: Run, folder: Path) -> None:
    # Cluster b comes first in the file, but both stand in a. P01 holds the post of a and would
    # rather not; in a plan without coordinator P02 would like it.
    scenario = (folder / "scenario.yaml").read_text(encoding="utf-8")
    scenario = scenario.replace("clusters:\n", "clusters:\n  b: {name: Cluster B, fte: 1}\n", 1)
    scenario = scenario.replace("wishes: {roles: {balie: 2}}", "wishes: {roles: {coordinatie: -1}}")
    (folder / "scenario.yaml").write_text(
        scenario + "    wishes: {roles: {coordinatie: 2}}\n", encoding="utf-8"
    )
    path = folder / "hand.yaml"
    for who, roles in (("P01", "{coordinatie@a: {holders: {P01: 0.2}}}"), ("P02", "{}")):
        content = f"format: 1\nperiods: [2027-01]\nroles: {roles}\n"
        path.write_text(content, encoding="utf-8")
        shown = ask(run, path, "--person", who).out
        assert "`why --role coordinatie@a`" in " ".join(shown.split())
        asked = ("why", "scenario.yaml", str(path), "--person", who, "--role", "coordinatie@a")
        assert run(*asked, "--deterministic", "--time-limit", "0.1", "--workers", "1").code != 2
