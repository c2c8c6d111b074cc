"""Names of people are private: they appear only where someone asked for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import NAMES, Run

EVERY_OUTPUT = [
    ("validate", "scenario.yaml"),
    ("validate", "scenario.yaml", "--json"),
    ("validate", "scenario.yaml", "--resolved"),
    ("validate", "scenario.yaml", "--resolved", "--json"),
    ("solve", "scenario.yaml", "--people", "--time-limit", "20"),
    ("solve", "scenario.yaml", "--json", "--time-limit", "20"),
    ("solve", "onmogelijk.yaml", "--time-limit", "20"),
    ("check", "scenario.yaml", "plan.yaml", "--summary", "--people"),
    ("check", "scenario.yaml", "plan.yaml", "--json"),
    ("gaps", "scenario.yaml"),
    ("gaps", "scenario.yaml", "plan.yaml", "--json"),
    ("stress", "scenario.yaml", "plan.yaml"),
    ("stress", "scenario.yaml", "plan.yaml", "--absent", "2", "--json"),
    ("compare", "scenario.yaml", "plan.yaml", "plan.yaml", "--all"),
    ("compare", "scenario.yaml", "plan.yaml", "plan.yaml", "--json"),
    ("batch", "scenario.yaml", "--store", "r.db", "--time-limit", "1"),
    ("batch", "scenario.yaml", "--store", "r.db", "--time-limit", "1", "--json"),
]


@pytest.mark.parametrize("arguments", EVERY_OUTPUT, ids=" ".join)
def test_no_name_without_names(run: Run, plan: Path, arguments: tuple[str, ...]) -> None:
    assert plan.name == "plan.yaml"
    result = run(*arguments)
    for name in NAMES:
        for part in name.split():
            assert part not in result.out + result.err


def test_no_name_in_the_plan_file(plan: Path) -> None:
    assert not any(name in plan.read_text(encoding="utf-8") for name in NAMES)


def test_no_name_in_errors_about_a_person(run: Run, folder: Path) -> None:
    path = folder / "scenario.yaml"
    broken = path.read_text(encoding="utf-8").replace("{balie: 2}", "{bali: 2}")
    path.write_text(broken, encoding="utf-8")
    result = run("validate", "scenario.yaml")
    assert result.code == 2
    assert "staff.P01" in result.err
    assert not any(name in result.err for name in NAMES)


def test_names_on_request_with_their_brackets(run: Run, plan: Path) -> None:
    result = run("check", "scenario.yaml", str(plan), "--people", "--names")
    out = " ".join(result.out.split())
    # The bracketed part would be lost if it were read as markup.
    assert "P02 (Job [vet]" in out
    assert "P01 (Wilhelmina" in out
    resolved = run("validate", "scenario.yaml", "--resolved", "--names")
    assert NAMES[1] in resolved.out


def test_names_in_sentences_on_request(run: Run) -> None:
    # P01 and P02 carry nothing at present, which is a finding about each.
    result = run("gaps", "scenario.yaml", "--names", "--json")
    about = [f for f in result.json["findings"] if f["people"] == ["P01"]]
    assert about
    assert all(f"P01 ({NAMES[0]})" in finding["message"] for finding in about)


def test_names_in_reasons_on_request(run: Run, folder: Path) -> None:
    """At present nobody holds anything, and both people have time: the reason names them."""
    del folder
    said = " ".join(run("gaps", "scenario.yaml", "--names", "--lang", "en").out.split())
    assert f"time is left with P01 ({NAMES[0]}), P02 ({NAMES[1]})." in said
    said = " ".join(run("gaps", "scenario.yaml", "--lang", "en").out.split())
    assert "time is left with P01, P02." in said
