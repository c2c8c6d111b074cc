"""The published JSON Schemas are current and accept what the reader accepts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from rollenplanner.files.schemas import PUBLISHED, schema_of
from tests.files.small import SMALL, changed
from tools.schemas import ROOT, published_text

FILES = sorted((ROOT / "scenarios").glob("*.yaml"))
STUDIES = [path for path in FILES if "\nbase:" in path.read_text(encoding="utf-8")]
SCENARIOS = [path for path in FILES if path not in STUDIES]

# The example of the design, section 3, with its placeholders filled in.
EXAMPLE = """
format: 1
name: Ommen 4.0
language: nl
catalogues: [hr21]
extends: base.yaml
horizon: {start: 2027-01, period: half-year, count: 6}
clusters:
  beleid: {name: Beleid en Ontwikkeling, fte: 13}
functions:
  beleidsadviseur:
    name: Beleidsadviseur
    norm: medewerker-ontwikkeling-ii
    scale: 11
    fte: 7.00
    clusters: [beleid, regie, concern]
    management: false
competences:
  resultaatgerichtheid: {name: Resultaatgerichtheid}
everyone: {resultaatgerichtheid: any, zelfreflectie: any, ondernemingszin: any}
roles:
  economie:
    name: Economie algemeen
    cluster: beleid
    norm: adviseur-iv
    fte: 0.8
    from: 2027-01
    until: 2029-01
    functions: [beleidsadviseur, strategisch-beleidsadviseur]
    competences: {visie: B}
    expertise: {economie: 2}
    holders: {min: 1, max: 2, share: 0.2}
    backups: {count: 1, fte: 0.05}
    critical: true
    own_cluster: false
    term: {min: 2, max: 8}
    handover: 1
    results: [Elk jaar een economische agenda]
modules:
  coordinatie:
    norm: coordinatie
    per: cluster
    clusters: [beleid, regie, concern]
    functions: [beleidsadviseur]
    fte: 0.4
    deputies: 1
    deputy_fte: 0
    term: {min: 4, max: 8}
    handover: 1
staff:
  P01:
    name: Invented
    fte: 0.89
    scale: 11
    function: beleidsadviseur
    cluster: beleid
    competences: {visie: B, klantgerichtheid: [B, C], coaching: any}
    expertise: {economie: 3}
    roles: {economie: {fte: 0.5, since: 2025-01}}
    backups: [toerisme]
    effort: {economie: 0.7}
    wishes: {roles: {economie: 2, kcc: -3}, clusters: {regie: 1}}
    max_roles: 3
    from: 2027-01
    until: 2029-07
    available: [{from: 2027-07, until: 2028-01, fte: 0.5}]
  V01: {function: adviseur, cluster: regie, fte: 1.0, from: 2027-09, vacancy: true}
placement: fixed
pins: [{person: P01, role: economie, from: 2027-01, until: 2028-01}]
forbid: [{person: P07, role: kas}]
incompatible:
  - {roles: [budgethouder, controller], source: Budgethoudersregeling}
limits: {critical_uncovered: 0, moves: 12}
rules:
  step: 0.05
  max_roles: 5
  max_backups: 4
  own_cluster: false
  full: 0.95
  stretch: 0.10
  levels: presumed
  scale_down: 2
  scale_up: 1
  learning: {gap: 1, shadow: 2}
  max_changes: 3
  no_double_change: true
objective:
  - {critical_uncovered: 1}
  - {uncovered: 1, unplaced: 1}
  - {critical_missing_backups: 3, missing_backups: 1}
  - {moves: 2, changes: 1, unprepared: 2, fragmentation: 1}
"""


def validator(kind: str) -> Draft202012Validator:
    schema = schema_of(kind)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def errors(kind: str, content: str) -> list[str]:
    return [
        f"{e.json_path}: {e.message}" for e in validator(kind).iter_errors(yaml.safe_load(content))
    ]


@pytest.mark.parametrize("kind", PUBLISHED)
def test_the_published_schema_is_current(kind: str) -> None:
    published = (ROOT / PUBLISHED[kind]).read_text(encoding="utf-8")
    assert published == published_text(kind), "run `make schemas`"


def test_the_example_of_the_design_is_accepted() -> None:
    assert errors("scenario", EXAMPLE) == []
    assert errors("scenario", EXAMPLE.replace("extends: base.yaml\n", "")) == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.name)
def test_the_scenarios_of_the_project_are_accepted(path: Path) -> None:
    assert errors("scenario", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.name)
def test_the_studies_of_the_project_are_accepted(path: Path) -> None:
    assert errors("batch", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "change",
    [
        ("language: nl", "language: de"),
        ("rules: {step", "ruls: {step"),
        ("    cluster: a\n    fte: 0.8", "    fte: 0.8"),
        ("{visie: B}", "{visie: E}"),
        ("fte: 0.89", "fte: 100"),
        ("fte: 0.89", "fte: no"),
        ("  P02: {fte", "  P 02: {fte"),
        ("language: nl", "language:"),
        ("rules: {", "limits: {moes: 3}\nrules: {"),
    ],
)
def test_what_the_reader_refuses_by_shape_is_refused(change: tuple[str, str]) -> None:
    assert errors("scenario", SMALL) == []
    assert errors("scenario", changed(change)) != []


def test_an_overlay_may_leave_out_add_and_remove() -> None:
    rest = "staff: {P01: ~, P02: {fte: ~}}\npins+: [{person: P02, role: balie}]\n"
    assert errors("scenario", "extends: base.yaml\n" + rest) == []
    assert errors("scenario", "format: 1\n" + rest) != []
    assert errors("scenario", "extends: base.yaml\nstaff: {P01: {ftee: 1}}\n") != []


def _properties(schema: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    parts = [schema, *schema["$defs"].values()]
    return [(key, value) for part in parts for key, value in part.get("properties", {}).items()]


@pytest.mark.parametrize("kind", ["scenario", "plan"])
def test_every_key_is_described_for_editors(kind: str) -> None:
    bare = [key for key, value in _properties(schema_of(kind)) if not value.get("description")]
    assert bare == []


def test_defaults_are_in_the_units_of_the_file() -> None:
    rules = schema_of("scenario")["$defs"]["Rules"]["properties"]
    stated = {key: value["default"] for key, value in rules.items() if "default" in value}
    # Design section 3, "Defaults".
    assert stated == {
        "step": 0.05,
        "max_roles": 5,
        "own_cluster": False,
        "full": 0.95,
        "stretch": 0.1,
        "levels": "presumed",
        "scale_down": 2,
        "scale_up": 1,
        "no_double_change": False,
    }
