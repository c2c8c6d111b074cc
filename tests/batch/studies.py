"""A small study on disk for tests; its people are invented."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.files.batch_files import LoadedStudy, read_study

SCENARIO = """\
format: 1
name: Proefdorp
clusters:
  a: {name: Cluster A, fte: 2}
  b: {name: Cluster B, fte: 1}
functions:
  adviseur: {name: Adviseur, scale: 10, fte: 3, clusters: [a, b]}
roles:
  kas: {name: Kas, cluster: a, fte: 0.8, critical: true, backups: {count: 1, fte: 0.1}}
  balie: {name: Balie, cluster: a, fte: 0.5}
  punt.een: {name: Punt, cluster: b, fte: 0.4}
staff:
  P01: {name: Wilhelmina Proefpersoon, fte: 1, function: adviseur, cluster: a}
  P02: {fte: 1, function: adviseur, cluster: a, roles: {kas: {fte: 0.8}}}
  P03: {fte: 0.8, function: adviseur, cluster: b}
rules: {max_roles: 3}
"""

SPEC = """\
format: 1
name: Proefstudie
base: scenario.yaml
settings: {time_limit: 0.5}
variants:
  nu: {name: Zoals het nu is}
  zonder: {change: {staff: {P03: ~}}}
  vrij: {overlay: vrij.yaml}
vary:
  - {path: clusters.a.fte, values: [1, 2]}
  - {absent: [[], P01]}
"""

FREE = "format: 1\nextends: scenario.yaml\nplacement: free\n"


def write_study(folder: Path, spec: str = SPEC) -> Path:
    """Write scenario, overlay and specification; returns the path of the latter."""
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "vrij.yaml").write_text(FREE, encoding="utf-8")
    path = folder / "studie.yaml"
    path.write_text(spec, encoding="utf-8")
    return path


def load(folder: Path, spec: str = SPEC) -> LoadedStudy:
    """Write and read a study."""
    return read_study(write_study(folder, spec))


def problems_of(folder: Path, spec: str) -> tuple[Problem, ...]:
    """What is wrong with a specification; fails the test if nothing is."""
    try:
        load(folder, spec)
    except InputError as error:
        return error.problems
    raise AssertionError("the specification was accepted")


def with_vary(vary: str) -> str:
    """The specification with one variant and other axes."""
    head = SPEC.partition("variants:")[0]
    return f"{head}variants: {{nu: {{}}}}\n{vary}"
