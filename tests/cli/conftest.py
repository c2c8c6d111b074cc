"""A small scenario on disk, and a way to run the program as a user does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rollenplanner.__main__ import main

#: Two invented people, whose names stand in no output unless someone asks for them.
NAMES = ("Wilhelmina Proefpersoon", "Job [vet] Testman")

SCENARIO = f"""\
format: 1
name: Proefdorp
language: nl
clusters:
  a: {{name: Cluster A, fte: 2}}
functions:
  adviseur: {{name: Adviseur, scale: 10, fte: 2, clusters: [a]}}
roles:
  kas: {{name: Kas, cluster: a, fte: 0.8, critical: true, backups: {{count: 1, fte: 0.1}}}}
  balie: {{name: Balie, cluster: a, fte: 0.5}}
modules:
  coordinatie: {{fte: 0.2, deputies: 1}}
staff:
  P01:
    name: {NAMES[0]}
    fte: 1
    function: adviseur
    cluster: a
    wishes: {{roles: {{balie: 2}}}}
  P02:
    name: "{NAMES[1]}"
    fte: 1
    function: adviseur
    cluster: a
"""

IMPOSSIBLE = """\
extends: scenario.yaml
incompatible:
  - {roles: [kas, balie], source: Regeling}
pins:
  - {person: P01, role: kas}
  - {person: P01, role: balie}
limits: {critical_uncovered: 0}
"""


@dataclass(frozen=True)
class Result:
    """What a run of the program came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Language, width and colours come from the test, not from the machine."""
    for variable in ("ROLLENPLANNER_LANG", "ROLLENPLANNER_DEBUG", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a scenario and an impossible overlay in it."""
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "onmogelijk.yaml").write_text("format: 1\n" + IMPOSSIBLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process, in the folder of the scenario."""
    del folder

    def go(*arguments: str) -> Result:
        capsys.readouterr()
        code = main(list(arguments))
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return go


@pytest.fixture
def plan(run: Run, folder: Path) -> Path:
    """The plan of the scenario, as solve writes it."""
    path = folder / "plan.yaml"
    assert run("solve", "scenario.yaml", "-o", str(path), "--time-limit", "20").code == 0
    return path


def start(*arguments: str, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """Start the program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "rollenplanner", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
