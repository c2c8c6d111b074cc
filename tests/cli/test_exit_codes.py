"""Every ending of every command has the exit code of design section 6."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.solver import ModelSize, Outcome, Status
from tests.cli.conftest import Run


def test_the_numbers_that_scripts_rely_on() -> None:
    wanted = [0, 1, 2, 3, 4, 5, 6, 130, 141]
    assert [int(code) for code in ExitCode] == wanted


def test_done(run: Run, plan: Path) -> None:
    assert run("validate", "scenario.yaml").code == ExitCode.DONE
    assert run("check", "scenario.yaml", str(plan)).code == ExitCode.DONE
    assert run("gaps", "scenario.yaml", str(plan)).code == ExitCode.DONE
    assert run("gaps", "scenario.yaml").code == ExitCode.DONE
    assert run("schema").code == ExitCode.DONE
    assert run("catalogue").code == ExitCode.DONE


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frobnicate",),
        ("solve",),
        ("solve", "scenario.yaml", "--time-limit", "0"),
        ("solve", "scenario.yaml", "--time-limit", "nan"),
        ("solve", "scenario.yaml", "--time-limit", "soon"),
        ("solve", "scenario.yaml", "--workers", "0"),
        ("solve", "scenario.yaml", "--seed", "-1"),
        ("solve", "scenario.yaml", "--lang", "fr"),
        ("gaps", "scenario.yaml", "--fail-on", "awful"),
        ("schema", "novel"),
        ("stress", "scenario.yaml", "--absent", "0"),
        ("stress", "scenario.yaml", "--absent", "many"),
    ],
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.code == ExitCode.WRONG_INPUT
    assert result.out == ""
    assert "rollenplanner" in result.err


@pytest.mark.parametrize("command", ["validate", "solve", "check", "gaps", "stress"])
@pytest.mark.parametrize("bad", ["missing.yaml", "directory", "binary.yaml", "broken.yaml"])
def test_bad_scenario(run: Run, folder: Path, command: str, bad: str) -> None:
    (folder / "directory").mkdir()
    (folder / "binary.yaml").write_bytes(b"\x00\xff\xfe\x80" * 50)
    (folder / "broken.yaml").write_text("format: 1\nclusters: {a: {nme: A}}\n", encoding="utf-8")
    (folder / "plan.yaml").write_text("format: 1\nroles: {}\n", encoding="utf-8")
    arguments = [command, bad, *(["plan.yaml"] if command == "check" else [])]
    result = run(*arguments)
    assert result.code == ExitCode.WRONG_INPUT
    assert result.out == ""
    assert bad in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("command", ["check", "gaps", "stress"])
@pytest.mark.parametrize("bad", ["missing.yaml", "directory", "binary.yaml", "broken.yaml"])
def test_bad_plan(run: Run, folder: Path, command: str, bad: str) -> None:
    (folder / "directory").mkdir()
    (folder / "binary.yaml").write_bytes(b"\x00\xff\xfe\x80" * 50)
    (folder / "broken.yaml").write_text("format: 1\nrolls: {}\n", encoding="utf-8")
    result = run(command, "scenario.yaml", bad)
    assert result.code == ExitCode.WRONG_INPUT
    assert bad in result.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_unreadable_scenario(run: Run, folder: Path) -> None:
    (folder / "scenario.yaml").chmod(0)
    assert run("validate", "scenario.yaml").code == ExitCode.WRONG_INPUT


def test_infeasible_tells_what_to_look_at(run: Run) -> None:
    result = run("solve", "onmogelijk.yaml", "--lang", "en", "--time-limit", "20")
    assert result.code == ExitCode.INFEASIBLE
    assert result.out == ""
    assert "There is no plan that obeys every rule; this is proven." in result.err
    assert (
        "onmogelijk.yaml:8: critical work without holder (critical_uncovered): at most 0"
        in result.err
    )
    assert "onmogelijk.yaml:6: P01 holds role Kas (kas)" in result.err


def test_infeasible_as_json(run: Run) -> None:
    result = run("solve", "onmogelijk.yaml", "--json", "--time-limit", "20")
    assert result.code == ExitCode.INFEASIBLE
    assert result.json == {"status": "infeasible"}


def test_nothing_found_in_time(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_late(*_: object, **__: object) -> Outcome:
        return Outcome(Status.UNKNOWN, None, (), stopped=False, size=ModelSize(0, 0))

    monkeypatch.setattr("rollenplanner.solver.solve", too_late)
    result = run("solve", "scenario.yaml", "--lang", "en")
    assert result.code == ExitCode.NOTHING_FOUND
    assert result.out == ""
    assert "--time-limit" in result.err
    assert run("solve", "scenario.yaml", "--json").json == {"status": "unknown"}


def test_a_plan_that_breaks_a_rule(run: Run, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    assert "[0.8]" in text
    plan.write_text(text.replace("[0.8]", "[0.9]", 1), encoding="utf-8")
    result = run("check", "scenario.yaml", str(plan), "--lang", "en")
    assert result.code == ExitCode.BROKEN_RULE
    # 0.9 fte is more than the 0.8 that the role asks.
    assert "holders (holders): A role has no holder at all" in result.out


@pytest.mark.parametrize(
    ("limit", "code"),
    [("critical", 6), ("serious", 6), ("notice", 6)],
)
def test_fail_on_reaches_worse_findings_too(run: Run, limit: str, code: int) -> None:
    # At present nobody holds the critical role kas: a critical finding.
    assert run("gaps", "scenario.yaml", "--fail-on", limit).code == code


def test_fail_on_lets_lighter_findings_pass(run: Run, plan: Path) -> None:
    findings = run("gaps", "scenario.yaml", str(plan), "--json").json["findings"]
    assert all(finding["severity"] != "critical" for finding in findings)
    assert run("gaps", "scenario.yaml", str(plan), "--fail-on", "critical").code == ExitCode.DONE


def test_an_error_of_ours_is_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise ZeroDivisionError(str(path))

    monkeypatch.setattr("rollenplanner.planning.validate.read_scenario", fail)
    result = run("validate", "scenario.yaml", "--lang", "en")
    assert result.code == ExitCode.OUR_ERROR
    assert "an error of the program, not of yours (ZeroDivisionError)" in result.err
    assert "Traceback" not in result.err
    monkeypatch.setenv("ROLLENPLANNER_DEBUG", "1")
    assert "Traceback" in run("validate", "scenario.yaml").err


def _with_stdout(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run in a shell, for what only a real stdout can do."""
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("rollenplanner", f"{sys.executable} -m rollenplanner")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    # The schema is far larger than a pipe holds, so the program is still writing when head ends.
    done = _with_stdout("(rollenplanner schema; echo $? >&2) | head -c 1", folder)
    assert done.stdout == "{"
    assert done.stderr == "141\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told(folder: Path) -> None:
    done = _with_stdout("rollenplanner gaps scenario.yaml --lang en > /dev/full", folder)
    assert done.returncode == ExitCode.WRONG_INPUT
    assert done.stderr.startswith("The system refuses to read or write: ")
    assert "Traceback" not in done.stderr
