"""Plans as files: round trip, made by hand, malformed, written whole (design section 5)."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Assignment, LevelResult, Placed, Plan, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.domain.tuning import Tuning
from rollenplanner.files.plan_files import plan_text, plan_to_data, read_plan, write_plan
from rollenplanner.files.schemas import schema_of
from tests.files.small import SMALL, changed, load, write


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return load(tmp_path, SMALL).scenario


def a_plan(scenario: Scenario) -> Plan:
    return Plan(
        assignment=Assignment(
            placement={"P01": Placed("adviseur", "a"), "P02": Placed("adviseur", "b")},
            holders={"kas": {"P01": (80, 5)}, "coordinatie@b": {"P02": (40, 40)}},
            backups={"balie": {"P01": (False, True)}},
        ),
        periods=scenario.horizon.starts,
        scenario_name="Proef: 'een' [x]",
        scenario_sha256="0" * 64,
        program={"rollenplanner": "0.1.0", "ortools": "9.15.6755", "odd": "1e3"},
        settings=Settings(
            seed=7,
            workers=2,
            time_limit=12.5,
            deterministic=True,
            tuning=Tuning(candidates=6, effort=0.25),
        ),
        status="feasible",
        objective=(
            LevelResult(
                {Term.UNCOVERED: Decimal("1.50")},
                Decimal("1.50"),
                Decimal("1.25"),
                Decimal("0.1666666666666666666666666667"),
                "feasible",
                1.25,
            ),
            LevelResult({Term.WISHES: Decimal(-3)}, Decimal(-3)),
        ),
        terms={Term.UNCOVERED: Decimal("1.50"), Term.IMBALANCE_SQUARED: Decimal("0.0001")},
        findings=(
            {
                "id": "x",
                "message": "ja, nee: [010]",
                "people": ["P01"],
                "figures": {"fte": Decimal("0.5")},
            },
        ),
    )


@pytest.mark.parametrize("name", ["plan.yaml", "plan.json", "plan"])
def test_a_round_trip_changes_nothing(name: str, scenario: Scenario, tmp_path: Path) -> None:
    plan = a_plan(scenario)
    path = tmp_path / name

    write_plan(plan, path)

    assert read_plan(path, scenario) == plan


def test_yaml_and_json_hold_the_same_and_fit_the_schema(scenario: Scenario) -> None:
    plan = a_plan(scenario)
    from_json = json.loads(plan_text(plan, as_json=True))

    assert yaml.safe_load(plan_text(plan)) == from_json
    assert list(Draft202012Validator(schema_of("plan")).iter_errors(from_json)) == []


def test_the_text_reads_and_diffs_well(scenario: Scenario) -> None:
    lines = plan_text(a_plan(scenario)).splitlines()

    assert "periods: [2027-01, 2027-07]" in lines
    assert "    holders: {P01: [0.8, 0.05]}" in lines
    assert "  P01: {function: adviseur, cluster: a}" in lines
    assert [line.split(":")[0] for line in lines if line[0] not in " -"] == [
        "format",
        "scenario",
        "program",
        "settings",
        "status",
        "objective",
        "terms",
        "periods",
        "placement",
        "roles",
        "findings",
    ]


def test_nobody_with_only_zeros_is_listed(scenario: Scenario) -> None:
    plan = Plan(Assignment({}, {"kas": {"P01": (0, 0)}}, {}), scenario.horizon.starts)
    assert plan_to_data(plan)["roles"] == {}


def test_a_plan_made_by_hand(tmp_path: Path) -> None:
    # P02 serves in the second half-year only; kas lives in the first only.
    content = changed(
        ("b}\npins:", "b, from: 2027-07}\npins:"),
        ("    fte: 0.8\n", "    fte: 0.8\n    until: 2027-07\n"),
    )
    scenario = load(tmp_path, content).scenario
    by_hand = (
        "format: 1\nroles:\n"
        "  kas: {holders: {P01: 0.5}, backups: [P02]}\n"
        "  balie: {holders: {P02: 0.25}, backups: {P01: 1}}\n"
        "  onbekend: {holders: {P99: 1}}\n"
    )

    assignment = read_plan(write(tmp_path, by_hand, "plan.yaml"), scenario).assignment

    assert assignment.holders["kas"] == {"P01": (50, 0)}
    assert assignment.backups["kas"] == {"P02": (False, False)}
    assert assignment.holders["balie"] == {"P02": (0, 25)}
    assert assignment.backups["balie"] == {"P01": (True, True)}
    # Unknown ids are the checker's to report, not the reader's.
    assert assignment.holders["onbekend"] == {"P99": (100, 100)}
    # Under fixed placement who is left out stays.
    assert assignment.placement["P01"] == Placed("adviseur", "a")


def test_figures_of_a_level_that_are_not_stated_are_not_judged(tmp_path: Path) -> None:
    # Nobody carries anything: 0.8 twice and 0.5 + 1 uncovered. The level is proven by its bound.
    content = changed(("rules: {", "objective: [{uncovered: 1}, {moves: 1}]\nrules: {"))
    content = content.replace("pins:\n  - {person: P01, role: kas}\n", "")
    scenario = load(tmp_path, content).scenario
    by_hand = "format: 1\nobjective: [{terms: {uncovered: 3.1}, bound: 3.1}, {value: 0}]\n"

    plan = read_plan(write(tmp_path, by_hand, "plan.yaml"), scenario)

    assert [(level.value, level.status) for level in plan.objective] == [
        (Decimal("3.1"), "optimal"),
        (Decimal(0), "feasible"),
    ]
    assert judge(scenario, plan).violations == ()


def test_under_free_placement_who_is_left_out_stands_nowhere_but_a_vacancy_stays(
    tmp_path: Path,
) -> None:
    content = changed(
        ("rules: {", "placement: free\nrules: {"), ("b}\npins:", "b, vacancy: true}\npins:")
    )
    scenario = load(tmp_path, content).scenario

    plan = read_plan(write(tmp_path, "format: 1\n", "plan.yaml"), scenario)

    assert plan.assignment.placement == {"P02": Placed("adviseur", "b")}
    assert plan.objective == ()
    assert plan.terms == {}


@pytest.mark.parametrize(
    ("name", "content", "line", "path", "part"),
    [
        ("p.yaml", "format: 2\n", 1, "format", "Expected 1"),
        ("p.yaml", "periods: [2027-01, 2027-07]\n", 1, "format", "missing"),
        ("p.yaml", "format: 1\nperiods: [2027-01]\n", 2, "periods", "other periods"),
        (
            "p.yaml",
            "format: 1\nroles: {kas: {holders: {P01: [1]}}}\n",
            2,
            "roles.kas.holders.P01",
            "2, not 1",
        ),
        (
            "p.yaml",
            "format: 1\nroles: {kas: {holders: {P01: 0.333}}}\n",
            2,
            "roles.kas.holders.P01",
            "2 decimals",
        ),
        (
            "p.yaml",
            "format: 1\nroles: {kas: {holders: {P01: -1}}}\n",
            2,
            "roles.kas.holders.P01",
            "from 0",
        ),
        (
            "p.yaml",
            "format: 1\nroles: {kas: {holders: [P01]}}\n",
            2,
            "roles.kas.holders",
            "keys with values",
        ),
        (
            "p.yaml",
            "format: 1\nroles: {kas: {backups: {P01: [1, 2]}}}\n",
            2,
            "roles.kas.backups.P01.1",
            "1 or less",
        ),
        (
            "p.yaml",
            "format: 1\nroles: {kas: {backups: [P01, P01]}}\n",
            2,
            "roles.kas.backups",
            "twice",
        ),
        ("p.yaml", "format: 1\nrols: {}\n", 2, "rols", '"roles"'),
        ("p.yaml", "format: 1\nterms: {moes: 1}\n", 2, "terms.moes", '"moves"'),
        (
            "p.yaml",
            "format: 1\nplacement: {P01: {function: adviseur}}\n",
            2,
            "placement.P01.cluster",
            "missing",
        ),
        (
            "p.json",
            '{"format": 1,\n "roles": {"kas": {"holders": {"P01": "x"}}}}',
            2,
            "roles.kas.holders.P01",
            "number",
        ),
        ("p.json", '{"format": 1,\n "format": 1}', 2, "", "twice"),
        ("p.json", '{"format": 1,\n}', 2, "", "JSON"),
        ("p.json", "format: 1\n", 1, "", "JSON"),
        ("p.json", '{"format": 01}', 1, "", "JSON"),
        ("p.json", '{"format": 1e999999999}', 1, "", "too long"),
        ("p.json", "[" * 50, 1, "", "40 levels"),
        ("p.yaml", "{format: 1, rols: {}}\n", 1, "rols", '"roles"'),
        ("p.yaml", "- 1\n", 1, "", "keys with values"),
    ],
)
def test_malformed_plans(
    name: str, content: str, line: int, path: str, part: str, scenario: Scenario, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        read_plan(write(tmp_path, content, name), scenario)

    found = caught.value.problems
    matching = [p for p in found if (p.line, p.path) == (line, path) and part in str(p.message)]
    assert matching, [str(problem) for problem in found]


def test_json_numbers_and_escapes(scenario: Scenario, tmp_path: Path) -> None:
    content = (
        r'{"format": 1, "terms": {"uncovered": 1.5E-3}, "scenario": {"name": "\ud83d\ude00\/"}}'
    )
    plan = read_plan(write(tmp_path, content, "plan.json"), scenario)

    assert plan.terms == {Term.UNCOVERED: Decimal("0.0015")}
    assert plan.scenario_name == "\N{GRINNING FACE}/"


def test_json_is_known_by_its_content_too(scenario: Scenario, tmp_path: Path) -> None:
    path = write(tmp_path, plan_text(a_plan(scenario), as_json=True), "plan.txt")
    assert read_plan(path, scenario) == a_plan(scenario)


def test_a_failed_write_leaves_the_old_plan_and_nothing_else(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "old", "plan.yaml")
    before = sorted(tmp_path.iterdir())

    def fail(_handle: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(InputError):
        write_plan(a_plan(scenario), path)

    assert path.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_is_not_there_is_the_users_error(scenario: Scenario, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_plan(a_plan(scenario), tmp_path / "weg" / "plan.yaml")
    assert caught.value.exit_code == 2


def test_writing_keeps_the_rights_of_the_file(scenario: Scenario, tmp_path: Path) -> None:
    path = write(tmp_path, "old", "plan.yaml")
    path.chmod(0o600)

    write_plan(a_plan(scenario), path)

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_plan_of_quite_another_scenario_is_one_sentence(
    tmp_path: Path, scenario: Scenario
) -> None:
    """Every list has six numbers where the scenario has another number of periods."""
    rows = ", ".join(f"P0{n}: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1]" for n in range(1, 5))
    path = tmp_path / "ander.yaml"
    path.write_text(f"format: 1\nroles: {{kas: {{holders: {{{rows}}}}}}}\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_plan(path, scenario)
    (problem,) = refused.value.problems
    assert "This plan is for another scenario: it has 6 numbers" in str(problem.message)
