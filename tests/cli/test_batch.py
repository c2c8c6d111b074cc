"""`batch` and `compare` on the command line."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from rollenplanner.__main__ import main
from tests.batch.studies import write_study
from tests.cli.conftest import NAMES, Result, Run

STUDY = """\
format: 1
name: Proefstudie
base: scenario.yaml
settings: {time_limit: 0.5}
variants:
  nu: {name: Zoals het nu is}
  vrij: {name: Vrije plaatsing, overlay: vrij.yaml}
  onmogelijk:
    change: {pins: [{person: P01, role: kas}], forbid: [{person: P01, role: kas}]}
vary:
  - {name: grootte, path: clusters.a.fte, values: [1, 2]}
  - {name: afwezig, absent: [[], P02]}
"""
BROKEN = STUDY.replace("{pins:", "{pinnen:")


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a study that was run."""
    folder = tmp_path_factory.mktemp("studie")
    write_study(folder, STUDY)
    (folder / "anders.yaml").write_text(
        "format: 1\nname: Anders\nbase: scenario.yaml\nchange: {rules: {max_roles: 2}}\n"
        "settings: {time_limit: 0.5}\n",
        encoding="utf-8",
    )
    for spec in ("studie.yaml", "anders.yaml"):
        command = ["batch", str(folder / spec), "--store", str(folder / "r.db"), "--workers", "2"]
        assert main(command) == 0
    return folder


@pytest.fixture
def compare(studied: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Compare in the folder of the study."""
    monkeypatch.chdir(studied)

    def go(*arguments: str) -> Result:
        return run("compare", "--store", "r.db", *arguments, "--lang", "en")

    return go


def test_again_there_is_nothing_to_compute(studied: Path, run: Run) -> None:
    spec, store = str(studied / "studie.yaml"), str(studied / "r.db")
    result = run("batch", spec, "--store", store, "--json")
    assert result.code == 0
    assert result.json["computed"] == 0
    assert result.json["cases"] == 12
    assert sum(result.json["statuses"].values()) == 12
    assert result.json["statuses"]["infeasible"] == 4
    said = run("batch", spec, "--store", store, "--lang", "en")
    assert "12 cases; 12 of 12 different ones" in said.err
    assert "4 impossible" in said.out
    assert "9 onmogelijk, grootte 1, afwezig -: impossible" in said.out
    assert "Impossible: `rollenplanner explain` tells why" in said.out


def test_wrong_input_is_told_before_anything_runs(run: Run, folder: Path) -> None:
    (folder / "kapot.yaml").write_text(BROKEN, encoding="utf-8")
    result = run("batch", "kapot.yaml", "--lang", "en")
    assert result.code == 2
    assert not (folder / "kapot.db").exists()


def test_a_study_side_by_side(compare: Run) -> None:
    result = compare("--study", "studie")
    assert result.code == 0
    assert "8 plans side by side." in result.out
    assert "impossible: 9 onmogelijk, grootte 1, afwezig -, 10" in " ".join(result.out.split())
    assert "The same in all:" in result.out
    data = compare("--study", "studie", "--json").json
    assert [entry["status"] for entry in data["entries"]].count("infeasible") == 4
    by_id = {entry["id"]: entry for entry in data["entries"]}
    # Cluster a has 2 fte of people: as an indication 1 is worse than 2, everything else is alike.
    worse = by_id["studie:nu/grootte=1/afwezig=-"]
    assert worse["beaten_by"] == "studie:nu/grootte=2/afwezig=-"
    assert by_id["studie:nu/grootte=2/afwezig=-"]["beaten_by"] is None


def test_several_studies_need_a_name_and_the_same_rules(compare: Run) -> None:
    result = compare()
    assert result.code == 2
    assert "several studies" in result.err
    assert "anders, studie" in result.err
    unlike = compare("--study", "studie", "--study", "anders")
    assert unlike.code == 2
    assert "Made under other rules than Proefstudie" in unlike.err
    assert "rules.max_roles (2 against 3)" in " ".join(unlike.err.split())


def test_two_cases_person_by_person(compare: Run) -> None:
    result = compare("--study", "studie", "--case", "1", "--case", "nu/grootte=1/afwezig=P02")
    assert "From-to list: who stands elsewhere" in result.out
    assert "Who carries what else" in result.out
    assert "Only in 2 Zoals het nu is, grootte 1, afwezig P02" in result.out
    # Nobody but P02 holds anything at present; absent, P02 stands where it stood.
    assert "In 2" in result.out
    unknown = compare("--study", "studie", "--case", "99")
    assert unknown.code == 2
    assert "It has nu, vrij, onmogelijk, numbered 1 to 12." in " ".join(unknown.err.split())


def test_a_picture_has_two_axes(compare: Run) -> None:
    terms = ("cluster_deviation", "moves", "uncovered")
    for some in (terms[:1], terms):
        refused = compare("--study", "studie", "--pareto", *some, "--plot", "x.svg")
        assert refused.code == 2
        assert "--pareto with two terms" in refused.err


def test_names_of_people_come_from_the_scenario_and_on_request_only(compare: Run) -> None:
    cases = ("--study", "studie", "--case", "1", "--case", "nu/grootte=1/afwezig=P02")
    shown = run_beside_a_scenario(compare, *cases, "--names")
    assert "P01 (Wilhelmina Proefpersoon)" in " ".join(shown.out.split())
    # Who is on the axes: P02 has no name in this scenario, so nobody needs telling.
    assert "Who is meant" not in shown.out
    data = run_beside_a_scenario(compare, *cases, "--names", "--json").json
    assert data["names"] == {"P01": "Wilhelmina Proefpersoon"}
    without = compare(*cases, "--names")
    assert "A store holds no names." in without.err
    assert not any(name in without.out for name in NAMES)
    refused = run_beside_a_scenario(compare, *cases)
    assert refused.code == 2
    assert "is for --names" in refused.err
    (Path.cwd() / "naamloos.yaml").write_text(
        "format: 1\nextends: scenario.yaml\nstaff: {P01: {name: ~}}\n", encoding="utf-8"
    )
    nameless = compare("naamloos.yaml", *cases, "--names")
    assert nameless.code == 0
    assert "Nobody has a name in the scenario" in nameless.err
    no_scenario = compare("studie.yaml", *cases, "--names")
    assert no_scenario.code == 2
    assert "only scenarios are named" in no_scenario.err


def run_beside_a_scenario(compare: Run, *arguments: str) -> Result:
    return compare("scenario.yaml", *arguments)


def test_who_is_absent_in_a_sweep_has_a_name_on_request(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_study(tmp_path)
    assert run("batch", "studie.yaml", "--store", "r.db").code == 0
    for what in ((), ("--pareto", "uncovered", "moves"), ("--matrix", "uncovered")):
        arguments = ("compare", "scenario.yaml", "--store", "r.db", *what, "--lang", "en")
        shown = run(*arguments, "--names")
        assert "Who is meant\nP01 (Wilhelmina Proefpersoon)\n" in shown.out


def test_a_grid_on_screen_as_csv_and_as_a_picture(compare: Run, tmp_path: Path) -> None:
    table, picture = tmp_path / "m.csv", tmp_path / "m.svg"
    arguments = ("--matrix", "cluster_deviation", "--csv", str(table), "--plot", str(picture))
    result = compare("--study", "studie", *arguments)
    assert result.code == 0
    assert "distance to the size of the clusters, variant nu" in result.out
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    there = [row for row in rows if row["variant"] == "nu" and row["afwezig"] == "-"]
    # Everyone stays: a has 2 fte, b has 0.8 where 1 is the indication.
    assert [(row["grootte"], row["cluster_deviation"]) for row in there] == [
        ("1", "1.2"),
        ("2", "0.2"),
    ]
    assert picture.read_text(encoding="utf-8").startswith("<?xml")


def test_the_front_on_screen_as_csv_and_as_a_picture(compare: Run, tmp_path: Path) -> None:
    table, picture = tmp_path / "p.csv", tmp_path / "p.png"
    arguments = (
        "--pareto",
        "cluster_deviation",
        "moves",
        "--csv",
        str(table),
        "--plot",
        str(picture),
    )
    result = compare("--study", "studie", *arguments)
    assert result.code == 0
    assert "Pareto front: distance to the size of the clusters, people who move" in result.out
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert len(rows) == 12
    front = [(row["cluster_deviation"], row["moves"]) for row in rows if row["on_front"] == "1"]
    assert ("0.2", "0") in front
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_everything_as_json_lines(compare: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    compare("--study", "studie", "--jsonl", str(path))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 12
    assert lines[0]["plan"]["format"] == 1
    assert lines[0]["plan"]["findings"]
    assert lines[0]["settings"]["deterministic"] == "true"


def test_no_name_reaches_the_store(studied: Path) -> None:
    connection = sqlite3.connect(studied / "r.db")
    dump = "\n".join(connection.iterdump())
    connection.close()
    assert "P01" in dump
    assert "Wilhelmina" not in dump
    assert str(studied) not in dump


def test_plans_side_by_side(run: Run, plan: Path, folder: Path) -> None:
    """A plan that leaves the counter alone, against the one that was made."""
    hand = "format: 1\nroles: {kas: {holders: {P01: 0.8}, backups: [P02]}}\n"
    (folder / "hand.yaml").write_text(hand, encoding="utf-8")
    result = run("compare", "scenario.yaml", plan.name, "hand.yaml", "--lang", "en")
    assert result.code == 0
    assert "2 plans side by side." in result.out
    data = run("compare", "scenario.yaml", plan.name, "hand.yaml", "--json").json
    assert [entry["terms"]["uncovered"] for entry in data["entries"]] == [0, 0.5]
    # One takeover less than the plan has makes the plan by hand better at the last level.
    assert data["entries"][1]["beaten_by"] is None
    assert not any(name in json.dumps(data) for name in NAMES)
    shown = run("compare", "scenario.yaml", plan.name, "hand.yaml", "--lang", "en", "--names")
    assert NAMES[0] in " ".join(shown.out.split())
    assert NAMES[1] in " ".join(shown.out.split())


def test_plans_made_under_other_rules_are_refused(run: Run, plan: Path, folder: Path) -> None:
    (folder / "streng.yaml").write_text(
        "format: 1\nextends: scenario.yaml\nrules: {max_roles: 2}\nlimits: {moves: 0}\n", "utf-8"
    )
    hand = "format: 1\nroles: {kas: {holders: {P01: 0.8}}}\n"
    (folder / "hand.yaml").write_text(hand, encoding="utf-8")
    arguments = ("scenario.yaml", plan.name, "streng.yaml", "hand.yaml")
    result = run("compare", *arguments, "--lang", "en")
    assert result.code == 2
    assert "Made under other rules than" in result.err
    assert "limits.moves (0 against –), rules.max_roles (2 against 5)" in " ".join(
        result.err.split()
    )


def test_what_does_not_go_together(run: Run, plan: Path) -> None:
    assert run("compare", plan.name, plan.name).code == 2
    assert "vóór de plannen" in run("compare", plan.name, plan.name).err
    assert run("compare", "scenario.yaml", plan.name).code == 2
    assert run("compare").code == 2
    assert run("compare", "--store", "nergens.db").code == 2
    assert run("compare", "scenario.yaml", plan.name, plan.name, "--plot", "x.svg").code == 2


def test_a_frontier_from_a_scenario(run: Run, folder: Path) -> None:
    write_study(folder)
    arguments = ("--frontier", "moves", "cluster_deviation", "--store", "f.db", "--json")
    result = run("batch", "vrij.yaml", *arguments)
    assert result.code == 0
    assert result.json["complete"] is True
    # a has 2 fte where 2 is the indication, b 0.8 where 1 is: nobody has to move for less.
    assert result.json["points"][-1]["moves"] == 0
    study = result.json["study"]
    shown = run("compare", "--store", "f.db", "--study", study, "--lang", "en")
    assert shown.code == 0
    # One point that is best at both: the same sentence as `batch` has.
    pair = ("moves", "cluster_deviation")
    front = run("compare", "--store", "f.db", "--study", study, "--pareto", *pair, "--lang", "en")
    assert "Nothing to trade: one plan is the lowest at both, proven" in front.out


UNSAFE = [
    ("tcp://10.0.0.1:8786", "unencrypted"),
    ("tcp://planner.ommen.invalid:8786", "unencrypted"),
    ("tls://10.0.0.1:8786", "--tls-ca"),
    ("http://localhost:8786", "tcp://host:port"),
    ("tcp://localhost", "tcp://host:port"),
]


@pytest.mark.parametrize(("address", "said"), UNSAFE)
def test_data_about_staff_travels_safely(run: Run, folder: Path, address: str, said: str) -> None:
    write_study(folder)
    result = run("batch", "studie.yaml", "--scheduler", address, "--lang", "en")
    assert result.code == 2
    assert said in result.err
