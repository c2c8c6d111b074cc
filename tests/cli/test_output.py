"""What stands on stdout and what on stderr; the shapes of JSON; languages."""

from __future__ import annotations

import gc
from pathlib import Path

import jsonschema
import pytest
import yaml

from rollenplanner.domain.terms import Term
from tests.cli.conftest import Run

FINDING_KEYS = {
    "id",
    "kind",
    "severity",
    "clusters",
    "roles",
    "people",
    "periods",
    "message",
    "figures",
    "source",
}


def test_solve_without_output_writes_no_file_and_says_so(run: Run, folder: Path) -> None:
    before = sorted(folder.iterdir())
    result = run("solve", "scenario.yaml", "--lang", "en", "--time-limit", "20")
    assert result.code == 0
    assert sorted(folder.iterdir()) == before
    assert "No file will be written" in result.err
    assert result.out.startswith("Plan for Proefdorp")


def test_progress_is_one_line_per_level_on_stderr(run: Run) -> None:
    result = run("solve", "scenario.yaml", "--lang", "en", "--time-limit", "20")
    lines = [line for line in result.err.splitlines() if line.startswith("level ")]
    # A level may be told again when the search comes back to it.
    assert {line.split(":")[0] for line in lines} == {f"level {n} of 9" for n in range(1, 10)}
    assert lines[0].startswith("level 1 of 9: critical work without holder: 0 fte, at best 0")
    assert not any(line.startswith("level ") for line in result.out.splitlines())
    assert "\x1b" not in result.err + result.out


def test_solve_prints_the_plan_as_json(run: Run, plan: Path) -> None:
    result = run("solve", "scenario.yaml", "--json", "--time-limit", "20")
    printed = result.json
    written = yaml.safe_load(plan.read_text(encoding="utf-8"))
    assert set(printed) == set(written)
    assert printed["status"] == "optimal"
    assert set(printed["terms"]) == {str(term) for term in Term}
    assert printed["program"]["rollenplanner"] == "0.1.0"
    assert printed["periods"] == ["2027-01"]


def test_a_plan_file_has_what_the_design_asks(run: Run, plan: Path) -> None:
    schema = run("schema", "plan").json
    written = yaml.safe_load(plan.read_text(encoding="utf-8"))
    jsonschema.validate(written, schema)
    assert written["settings"] == {
        "seed": 1,
        "workers": 2,
        "time_limit": 20,
        "deterministic": False,
    }
    assert len(written["objective"]) == 9
    assert all(level["status"] == "optimal" for level in written["objective"])


def test_json_by_the_name_of_the_file(run: Run, folder: Path) -> None:
    result = run("solve", "scenario.yaml", "-o", "plan.json", "--time-limit", "20")
    assert result.code == 0
    assert (folder / "plan.json").read_text(encoding="utf-8").startswith("{")
    assert run("check", "scenario.yaml", "plan.json").code == 0


def test_check_as_json(run: Run, plan: Path) -> None:
    data = run("check", "scenario.yaml", str(plan), "--json").json
    assert set(data) == {"ok", "violations", "terms", "objective"}
    assert data["ok"] is True
    assert data["violations"] == []
    stated = yaml.safe_load(plan.read_text(encoding="utf-8"))
    assert data["terms"] == stated["terms"]
    assert [set(level) for level in data["objective"]] == [{"terms", "value"}] * 9
    assert [level["value"] for level in data["objective"]] == [
        level["value"] for level in stated["objective"]
    ]


def test_violations_are_findings(run: Run, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("[0.8]", "[0.9]", 1), encoding="utf-8")
    data = run("check", "scenario.yaml", str(plan), "--json").json
    assert data["ok"] is False
    assert {finding["kind"] for finding in data["violations"]} >= {"holders", "misstated"}
    assert all(set(finding) == FINDING_KEYS for finding in data["violations"])


def test_another_scenario_is_a_note(run: Run, plan: Path, folder: Path) -> None:
    path = folder / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("name: Kas", "name: De kas"))
    result = run("check", "scenario.yaml", str(plan), "--lang", "en")
    assert result.code == 0
    assert "made for another scenario" in result.err


def test_gaps_as_json(run: Run, plan: Path) -> None:
    present = run("gaps", "scenario.yaml", "--json").json
    assert set(present) == {"findings", "occupancy"}
    assert "uncovered" in {finding["kind"] for finding in present["findings"]}
    assert all(set(finding) == FINDING_KEYS for finding in present["findings"])
    planned = run("gaps", "scenario.yaml", str(plan), "--json").json["findings"]
    assert "uncovered" not in {finding["kind"] for finding in planned}


def test_the_same_findings_have_the_same_ids_in_both_languages(run: Run) -> None:
    dutch = run("gaps", "scenario.yaml", "--json").json["findings"]
    english = run("gaps", "scenario.yaml", "--json", "--lang", "en").json["findings"]
    assert [finding["id"] for finding in dutch] == [finding["id"] for finding in english]
    pairs = zip(dutch, english, strict=True)
    assert [a["message"] for a, b in pairs if a["message"] == b["message"]] == []


def test_validate_as_json(run: Run, folder: Path) -> None:
    assert run("validate", "scenario.yaml", "--json").json["ok"] is True
    (folder / "fout.yaml").write_text("format: 1\nclustrs: {}\n", encoding="utf-8")
    result = run("validate", "fout.yaml", "--json")
    assert result.code == 2
    data = result.json
    assert data["ok"] is False
    assert data["notes"] == []
    keys = {"file", "line", "column", "path", "message"}
    assert all(set(error) == keys for error in data["errors"])
    wrong_key = next(error for error in data["errors"] if "clustrs" in error["path"])
    assert (wrong_key["file"], wrong_key["line"], wrong_key["column"]) == ("fout.yaml", 2, 1)


def test_notes_are_told_beside_errors(run: Run, folder: Path) -> None:
    (folder / "fout.yaml").write_text(
        "format: 1\nextends: scenario.yaml\nhorizon: {start: 2027-01, count: 2}\n"
        "roles: {kas: {expertise: {geld: 2}, nam: x}}\n"
        "pins: [{person: P01, role: balie, from: 2027-03, until: 2027-05}]\n",
        encoding="utf-8",
    )
    data = run("validate", "fout.yaml", "--json").json
    assert [error["path"] for error in data["errors"]] == ["roles.kas.nam"]
    assert [note["path"] for note in data["notes"]] == ["pins.0.from", "pins.0.until"]
    result = run("validate", "fout.yaml", "--lang", "en")
    assert "note: pins.0.from: 2027-03 lies inside a period" in " ".join(result.err.split())
    assert result.err.splitlines()[-1] == "fout.yaml: 1 error; 2 notes."
    # Other commands tell the same in their data.
    assert run("gaps", "fout.yaml", "--json").json["notes"] == data["notes"]


def test_errors_have_file_line_and_column(run: Run, folder: Path) -> None:
    (folder / "fout.yaml").write_text("format: 1\nclustrs: {}\n", encoding="utf-8")
    result = run("validate", "fout.yaml")
    assert result.out == ""
    assert any(line.startswith("fout.yaml:2:1: clustrs: ") for line in result.err.splitlines())


def test_resolved_applies_the_overlays(run: Run) -> None:
    result = run("validate", "onmogelijk.yaml", "--resolved")
    resolved = yaml.safe_load(result.out)
    assert "extends" not in resolved
    assert resolved["limits"] == {"critical_uncovered": 0}
    assert set(resolved["staff"]) == {"P01", "P02"}
    assert run("validate", "onmogelijk.yaml", "--resolved", "--json").json["resolved"] == resolved


@pytest.mark.parametrize("kind", ["scenario", "plan", "catalogue"])
def test_schemas_are_schemas(run: Run, kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(run("schema", kind).json)


def test_language_of_the_scenario_then_of_the_option(run: Run, folder: Path) -> None:
    assert "klopt" in run("validate", "scenario.yaml").out
    assert "is correct" in run("validate", "scenario.yaml", "--lang", "en").out
    path = folder / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("language: nl", "language: en"))
    assert "is correct" in run("validate", "scenario.yaml").out
    assert "klopt" in run("--lang", "nl", "validate", "scenario.yaml").out


def test_errors_come_in_the_language_of_a_broken_scenario(run: Run, folder: Path) -> None:
    (folder / "wrong.yaml").write_text("format: 1\nlanguage: en\nroles: 3\n", encoding="utf-8")
    assert "error" in run("validate", "wrong.yaml").err.splitlines()[-1]


def test_summary_of_a_plan_that_exists(run: Run, plan: Path) -> None:
    result = run("check", "scenario.yaml", str(plan), "--summary", "--people", "--lang", "en")
    for title in (
        "What is not covered, and why",
        "Coordination per cluster",
        "Critical roles",
        "All roles",
        "People",
        "Formation and occupancy per function (fte)",
        "Size and occupancy per cluster (fte)",
        "How good the plan is, level by level",
    ):
        assert title in result.out.splitlines()


def test_no_line_ends_in_spaces(run: Run, plan: Path) -> None:
    out = run("check", "scenario.yaml", str(plan), "--summary").out
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


def test_catalogue(run: Run) -> None:
    assert "hr21" in run("catalogue", "list").out
    shown = run("catalogue", "show", "hr21", "coordinatie", "--lang", "en")
    assert shown.code == 0
    assert "coordinatie" in shown.out
    whole = run("catalogue", "show", "hr21", "--json").json
    assert whole["id"] == "hr21"
    assert len(whole["competences"]) == 30
    assert run("catalogue", "notes", "hr21", "--json").json["notes"]
    assert run("catalogue", "show", "hr22").code == 2
    assert run("catalogue", "show", "hr21", "niets").code == 2


def test_catalogue_of_ones_own(run: Run, folder: Path) -> None:
    own = "format: 1\nid: eigen\nname: Eigen\ncumulative: false\ncompetences: {a: {name: A}}\n"
    (folder / "eigen.yaml").write_text(own, encoding="utf-8")
    result = run("catalogue", "validate", "eigen.yaml")
    assert result.code == 0, result.err
    (folder / "eigen.yaml").write_text(own.replace("name: Eigen", "nam: Eigen"), encoding="utf-8")
    result = run("catalogue", "validate", "eigen.yaml")
    assert result.code == 2
    assert "eigen.yaml:3:1" in result.err


def test_a_solve_leaves_the_collector_as_it_was(run: Run) -> None:
    """It is held back while a plan is judged and shown, and never for longer."""
    assert gc.isenabled()
    before = gc.get_freeze_count()
    run("solve", "scenario.yaml", "--time-limit", "20")
    assert gc.isenabled()
    assert gc.get_freeze_count() == before


def test_gaps_end_with_counts_per_severity(run: Run) -> None:
    findings = run("gaps", "scenario.yaml", "--json").json["findings"]
    count = {
        severity: sum(finding["severity"] == severity for finding in findings)
        for severity in ("critical", "serious", "notice")
    }
    said = run("gaps", "scenario.yaml", "--lang", "en").out.splitlines()[-1]
    parts = ", ".join(f"{severity} {number}" for severity, number in count.items())
    assert said == f"The present state has {len(findings)} findings ({parts})."


def test_check_tells_broken_rules_and_wrong_figures_apart(run: Run, plan: Path) -> None:
    written = plan.read_text(encoding="utf-8")
    plan.write_text(written.replace("[0.8]", "[0.9]", 1), encoding="utf-8")
    said = run("check", "scenario.yaml", plan.name, "--lang", "en").out
    assert "Kas (kas) is held for 0.90 fte in 2027-01; 0.80 fte is asked." in said
    assert said.splitlines()[-1] == "plan.yaml: 1 rule broken."
    plan.write_text(written.replace("headcount: ", "headcount: 1"), encoding="utf-8")
    said = " ".join(run("check", "scenario.yaml", plan.name, "--lang", "en").out.split())
    assert "for people who carry something (headcount); recomputed it is" in said
    assert said.endswith(
        "plan.yaml: every rule is kept; 1 figure that the plan states is not right."
    )
