"""A small scenario that is right, for tests to break; its people are invented."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario

SMALL = """\
format: 1
name: Proef
language: nl
horizon: {start: 2027-01, period: half-year, count: 2}
clusters:
  a: {name: Cluster A, fte: 3}
  b: {name: Cluster B, fte: 3}
functions:
  adviseur: {scale: 10, fte: 4, clusters: [a, b]}
  leider: {scale: 12, fte: 2, clusters: [a, b], management: true}
competences:
  visie: {name: Visie}
roles:
  kas:
    cluster: a
    fte: 0.8
    competences: {visie: B}
    holders: {min: 1, max: 2, share: 0.2}
  balie: {cluster: b, fte: [0.5, 1]}
modules:
  coordinatie: {fte: 0.4, deputies: 1}
staff:
  P01:
    fte: 1
    function: adviseur
    cluster: a
    competences: {visie: [B, C]}
    roles: {kas: {fte: 0.5, since: 2025-01}}
    backups: [balie]
    wishes: {roles: {balie: 2}, clusters: {b: 1}}
  P02: {fte: 0.89, function: adviseur, cluster: b}
pins:
  - {person: P01, role: kas}
incompatible:
  - {roles: [kas, balie], source: Regeling}
rules: {step: 0.05}
"""


def changed(*changes: tuple[str, str]) -> str:
    """The small scenario with pieces of text replaced; each must stand in it exactly once."""
    content = SMALL
    for old, new in changes:
        assert content.count(old) == 1, old
        content = content.replace(old, new)
    return content


def write(folder: Path, content: str | bytes, name: str = "scenario.yaml") -> Path:
    """Write a file for a test."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def load(folder: Path, content: str, name: str = "scenario.yaml") -> LoadedScenario:
    """Write a scenario and read it."""
    return read_scenario(write(folder, content, name))


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a scenario file; fails the test if nothing is."""
    try:
        read_scenario(path)
    except InputError as error:
        return error.problems
    raise AssertionError("the scenario was accepted")
