"""Ctrl-C: the first gives the best plan so far, the second leaves at once."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import start

#: Long enough that only the signal can end the solve within the test's patience.
LONG = "600"
PATIENCE = 120


def _hard_scenario(folder: Path) -> None:
    """Sixty people and thirty roles that everybody can hold: never closed in a few seconds."""
    roles = "".join(
        f"  r{n}: {{cluster: a, fte: 1.15, backups: {{count: 2}}}}\n" for n in range(30)
    )
    wishes = [{f"r{n % 30}": 3, f"r{(n + 7) % 30}": -2, f"r{(n + 11) % 30}": 5} for n in range(60)]
    people = "".join(
        f"  P{n:02}: {{fte: 0.{50 + n % 37:02}, function: f, cluster: a,"
        f" wishes: {{roles: {json.dumps(wished)}}}}}\n"
        for n, wished in enumerate(wishes)
    )
    (folder / "zwaar.yaml").write_text(
        "format: 1\nname: Zwaar\nclusters: {a: {}}\nfunctions: {f: {}}\n"
        f"roles:\n{roles}staff:\n{people}",
        encoding="utf-8",
    )


def _wait_for_level(process: subprocess.Popen[str]) -> None:
    """Wait until a level is told on stderr: then there is a plan."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("level "):
            return
    process.wait()
    pytest.fail("the program ended before it told about a level")


def test_the_first_ctrl_c_writes_the_best_plan(tmp_path: Path) -> None:
    _hard_scenario(tmp_path)
    arguments = ("solve", "zwaar.yaml", "-o", "plan.yaml", "--time-limit", LONG, "--lang", "en")
    process = start(*arguments, folder=tmp_path)
    _wait_for_level(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Stopping with the best plan so far" in err
    assert "Plan written to plan.yaml." in err
    assert "Stopped early: this is the best plan so far." in out
    plan = yaml.safe_load((tmp_path / "plan.yaml").read_text(encoding="utf-8"))
    assert plan["status"] == "feasible"
    checked = start("check", "zwaar.yaml", "plan.yaml", folder=tmp_path)
    checked.communicate(timeout=PATIENCE)
    assert checked.returncode == 0


def test_ctrl_c_with_json_prints_the_plan(tmp_path: Path) -> None:
    _hard_scenario(tmp_path)
    arguments = ("solve", "zwaar.yaml", "--json", "--time-limit", LONG, "--lang", "en")
    process = start(*arguments, folder=tmp_path)
    _wait_for_level(process)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert yaml.safe_load(out)["status"] == "feasible"


def test_the_second_ctrl_c_leaves_at_once(tmp_path: Path) -> None:
    _hard_scenario(tmp_path)
    arguments = ("solve", "zwaar.yaml", "-o", "plan.yaml", "--time-limit", LONG, "--lang", "en")
    process = start(*arguments, folder=tmp_path)
    _wait_for_level(process)
    # Two signals that arrive together count as one; keep asking until the program is gone.
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)
        time.sleep(0.01)
    assert process.returncode == 130
    process.communicate()
    assert not list(tmp_path.glob("*.tmp"))
