"""`explain`: what it says, in both languages, as data, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.cli.exit_codes import ExitCode
from tests.cli.conftest import NAMES, Run

#: Both pins and the segregation; the limit and everything else play no part.
CLASH = ["pins.0", "pins.1", "incompatible.0"]


def test_why_there_is_no_plan(run: Run) -> None:
    result = run("explain", "onmogelijk.yaml", "--lang", "en")
    assert result.code == ExitCode.DONE
    assert "Pinned: P01 holds role Kas (kas)." in result.out
    assert "onmogelijk.yaml:6" in result.out
    assert "Drop the pin: P01 holds role Balie (balie)." in result.out
    assert "Lift the segregation of Kas (kas), Balie (balie)." in result.out


def test_in_dutch(run: Run) -> None:
    result = run("explain", "onmogelijk.yaml")
    assert "Vastgezet: P01 draagt rol Kas (kas)." in result.out
    assert "Goedkoopste wijzigingen" in result.out


def test_as_data(run: Run) -> None:
    data = run("explain", "onmogelijk.yaml", "--json").json
    assert data["status"] == "infeasible"
    (clash,) = data["clashes"]
    assert clash["irreducible"]
    assert data["only_clash"]
    assert [each["id"] for each in clash["requirements"]] == CLASH
    assert clash["requirements"][0]["source"] == {
        "file": "onmogelijk.yaml",
        "line": 6,
        "path": "pins.0",
    }
    # Two pins at 1 each; the segregation at 3. Nothing else touches the clash.
    assert [each["price"] for each in data["repairs"]] == [1, 1, 3]
    assert data["cheapest_proven"]
    assert data["all_found"]
    assert data["complete"]


def test_prices_decide_what_comes_first(run: Run) -> None:
    prices = ("--price", "pin=5", "--price", "segregation=0,5")
    data = run("explain", "onmogelijk.yaml", "--json", *prices).json
    assert [each["price"] for each in data["repairs"]] == [0.5, 5, 5]
    data = run("explain", "onmogelijk.yaml", "--json", "--price", "pin=never").json
    (repair,) = data["repairs"]
    assert [each["kind"] for each in repair["changes"]] == ["segregation"]


def test_a_scenario_with_a_plan(run: Run) -> None:
    result = run("explain", "scenario.yaml", "--lang", "en")
    assert result.code == ExitCode.DONE
    assert "nothing clashes" in result.out


def test_nothing_known_in_time(run: Run) -> None:
    result = run("explain", "onmogelijk.yaml", "--lang", "en", "--time-limit", "0.000001")
    assert result.code == ExitCode.NOTHING_FOUND
    assert "stayed open" in result.out


def test_a_gap_of_the_present_state(run: Run) -> None:
    findings = run("gaps", "scenario.yaml", "--json").json["findings"]
    gap = next(each for each in findings if each["kind"] == "uncovered")
    result = run("explain", "scenario.yaml", "--gap", gap["id"], "--lang", "en")
    assert result.code == ExitCode.DONE
    assert "It can be closed as the scenario is" in result.out


def test_a_gap_that_stays(run: Run, folder: Path) -> None:
    """Kas asks expertise that nobody has, so training or somebody new are what is left."""
    overlay = "format: 1\nextends: scenario.yaml\nroles: {kas: {expertise: {geld: 1}}}\n"
    (folder / "geld.yaml").write_text(overlay, encoding="utf-8")
    findings = run("gaps", "geld.yaml", "--json").json["findings"]
    gap = next(
        each for each in findings if each["kind"] == "uncovered" and each["roles"] == ["kas"]
    )
    data = run("explain", "geld.yaml", "--gap", gap["id"], "--json").json
    assert data["status"] == "infeasible"
    assert data["gap"]["id"] == gap["id"]
    (clash,) = data["clashes"]
    assert [each["id"] for each in clash["requirements"]] == [
        "roles.kas.expertise.geld",
        "goals.kas",
    ]
    # One step for one person or for the other; a new person for 0.80 fte is eight tenths.
    assert [each["price"] for each in data["repairs"]] == [1, 1, 8]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--gap", "uncovered-00000000"), "There is no gap with the id"),
        (("plan.yaml",), "add --gap ID"),
        (("--price", "pin=0"), "a price is a number above 0"),
        (("--price", "geluk=1"), "names no sort of change"),
    ],
)
def test_wrong_questions(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("explain", "scenario.yaml", *arguments, "--lang", "en")
    assert result.code == ExitCode.WRONG_INPUT
    assert said in " ".join(result.err.split())


def test_a_gap_by_the_end_of_its_id(run: Run) -> None:
    findings = run("gaps", "scenario.yaml", "--json").json["findings"]
    gap = next(each for each in findings if each["kind"] == "no-role")
    _, _, end = gap["id"].rpartition("-")
    data = run("explain", "scenario.yaml", "--gap", end, "--json").json
    assert data["gap"]["id"] == gap["id"]
    assert data["status"] == "feasible"


def test_names_only_on_request(run: Run) -> None:
    without = run("explain", "onmogelijk.yaml", "--lang", "en")
    assert NAMES[0] not in without.out + without.err
    assert NAMES[0] in run("explain", "onmogelijk.yaml", "--names", "--lang", "en").out


def test_solve_points_to_it(run: Run) -> None:
    result = run("solve", "onmogelijk.yaml", "--lang", "en")
    assert result.code == ExitCode.INFEASIBLE
    assert "rollenplanner explain onmogelijk.yaml" in " ".join(result.err.split())
