"""`gaps` beside a plan: what became of the present, filters, and the table of occupancy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rollenplanner.cli.exit_codes import ExitCode
from tests.cli.conftest import Run

#: P01 holds everything but the till, which P02 holds without a backup.
BY_HAND = """\
format: 1
periods: [2027-01]
roles:
  kas: {holders: {P02: 0.8}}
  balie: {holders: {P01: 0.5}}
  coordinatie@a: {holders: {P01: 0.2}, backups: [P02]}
"""


@pytest.fixture
def by_hand(folder: Path) -> str:
    path = folder / "met-de-hand.yaml"
    path.write_text(BY_HAND, encoding="utf-8")
    return path.name


def test_what_became_of_every_finding_stands_in_the_json(run: Run, by_hand: str) -> None:
    """Every id is one of the lists, and every finding in exactly one of them."""
    data = run("gaps", "scenario.yaml", by_hand, "--json").json
    planned = {each["id"]: each["kind"] for each in data["findings"]}
    present = {each["id"]: each["kind"] for each in data["present"]}
    assert sorted([*data["left"], *data["new"], *data["ahead"]]) == sorted(planned)
    assert set(data["repaired"]) <= set(present)
    assert {present[each] for each in data["repaired"]} >= {"uncovered", "missing-coordinator"}
    # The till had no backup at present and has none now; that it rests on one person is new.
    assert "missing-backup" in {planned[each] for each in data["left"]}
    assert "single-person" in {planned[each] for each in data["new"]}


def test_the_present_beside_the_plan_in_words(run: Run, by_hand: str) -> None:
    said = run("gaps", "scenario.yaml", by_hand, "--lang", "en").out
    assert re.search(r"\n! new: Kas: it rests on P02 alone\. \[[0-9a-f]{8}\]\n", said)
    assert "\nAt present, and repaired by the plan: " in said
    assert "\n✓ Kas: 0.80 fte is not covered; time is left with P01, P02.\n" in said
    (counts,) = [line for line in said.splitlines() if line.startswith("Together")]
    data = run("gaps", "scenario.yaml", by_hand, "--json").json
    lists = ("present", "repaired", "left", "new", "findings")
    assert counts.split()[1:] == [str(len(data[each])) for each in lists]


def test_the_table_of_occupancy(run: Run, by_hand: str) -> None:
    """Two full-timers: as much as the formation and the indication, now and then."""
    said = run("gaps", "scenario.yaml", by_hand, "--lang", "en").out.splitlines()
    start = said.index("Formation and occupancy (fte)")
    rows = [line.split() for line in said[start + 2 : start + 8]]
    figures = ["2.00", "2.00", "✓", "0.00", "2.00", "✓", "0.00"]
    assert rows == [
        ["Per", "function"],
        ["Adviseur", *figures],
        ["Per", "scale"],
        ["10", *figures],
        ["Per", "cluster"],
        ["Cluster", "A", *figures],
    ]
    rows_of = run("gaps", "scenario.yaml", "--json").json["occupancy"]
    assert rows_of[0] == {
        "per": "function",
        "id": "adviseur",
        "name": "Adviseur",
        "formation": 2,
        "present": {"people": 2, "vacancies": 0},
    }


def test_filters_choose_what_findings_are_about(run: Run, by_hand: str) -> None:
    def ids(*options: str) -> list[tuple[list[str], list[str]]]:
        data = run("gaps", "scenario.yaml", by_hand, "--json", *options).json
        return [(each["roles"], each["people"]) for each in data["findings"]]

    assert {tuple(roles) for roles, _ in ids("--role", "kas")} >= {("kas",)}
    assert all("kas" in roles for roles, _ in ids("--role", "kas"))
    assert all("coordinatie@a" in roles for roles, _ in ids("--role", "coordinatie"))
    assert all("P01" in people for _, people in ids("--person", "P01"))
    both = ids("--person", "P01", "--person", "P02")
    assert {who for _, people in both for who in people} == {"P01", "P02"}
    assert ids("--role", "balie", "--person", "P02") == []
    assert len(ids("--cluster", "a")) == len(ids())


def test_a_filter_with_an_unknown_id_names_the_nearest(run: Run) -> None:
    result = run("gaps", "scenario.yaml", "--role", "kass", "--person", "P3", "--lang", "en")
    assert result.code == ExitCode.WRONG_INPUT
    assert '--role: Role kass does not exist in the scenario. Did you mean "kas"?' in result.err
    assert "--person: Person P3 does not exist in the scenario." in result.err
    assert run("gaps", "scenario.yaml", "--cluster", "b").code == ExitCode.WRONG_INPUT


def test_fail_on_judges_the_plan_and_only_what_is_shown(run: Run, by_hand: str) -> None:
    """The till has no backup: critical. The counter has nothing critical."""
    judged = ("gaps", "scenario.yaml", by_hand, "--fail-on", "critical")
    assert run(*judged).code == ExitCode.SEVERITY_REACHED
    assert run(*judged, "--role", "balie").code == ExitCode.DONE
    assert run("gaps", "scenario.yaml", "--fail-on", "critical", "--role", "balie").code == 0


@pytest.mark.parametrize("severity", ["critical", "kritiek", "KRITIEK"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_severity_in_either_language(run: Run, severity: str, language: str) -> None:
    result = run("gaps", "scenario.yaml", "--fail-on", severity, "--lang", language)
    assert result.code == 6
