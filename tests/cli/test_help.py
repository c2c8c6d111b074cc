"""Help in both languages, with an example for every command, and nothing loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.conftest import Run

COMMANDS = [
    (),
    ("validate",),
    ("solve",),
    ("check",),
    ("gaps",),
    ("stress",),
    ("why",),
    ("batch",),
    ("compare",),
    ("tui",),
    ("serve",),
    ("explain",),
    ("schema",),
    ("catalogue",),
    ("catalogue", "list"),
    ("catalogue", "show"),
    ("catalogue", "notes"),
    ("catalogue", "validate"),
    ("catalogue", "search"),
    ("catalogue", "matrix"),
    ("catalogue", "diff"),
    ("catalogue", "new"),
]
HEAVY = ("ortools", "pandas", "numpy", "textual", "rich", "pydantic", "yaml")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_in_dutch_with_an_example(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help")
    assert result.code == 0
    assert result.err == ""
    assert result.out.startswith("gebruik: rollenplanner")
    assert "voorbeeld:\n  rollenplanner " in result.out
    assert "toon deze hulptekst" in result.out
    for english in ("usage", "options", "show this", "example", "language of"):
        assert english not in result.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_in_english(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--help", "--lang", "en")
    assert result.code == 0
    assert result.out.startswith("usage: rollenplanner")
    assert "example:\n  rollenplanner " in result.out
    for option in ("--lang", "--names", "--json", "--help"):
        assert option in result.out


def test_language_of_help_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLENPLANNER_LANG", "en")
    assert run("--help").out.startswith("usage:")
    assert run("--lang=nl", "--help").out.startswith("gebruik:")


def test_usage_errors_in_both_languages(run: Run) -> None:
    assert "deze argumenten ontbreken: SCENARIO" in run("solve").err
    assert "the following arguments are required" in run("solve", "--lang", "en").err
    assert "ongeldige keuze" in run("frobnicate").err


def test_the_version(run: Run) -> None:
    assert run("--version").out == "rollenplanner 0.1.0\n"


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_help_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = run("--help").out.splitlines()
    prose = [line for line in lines if not line.startswith("  rollenplanner ")]
    assert [line for line in prose if len(line) > int(width)] == []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_examples_fit_a_narrow_terminal(run: Run, command: tuple[str, ...]) -> None:
    lines = run(*command, "--help").out.splitlines()
    examples = lines[lines.index("voorbeeld:") :]
    assert [line for line in examples if len(line) > 80] == []


def _loaded_by(*arguments: str) -> set[str]:
    """Top-level packages that a run of the program imports, told by Python itself."""
    command = [sys.executable, "-X", "importtime", "-m", "rollenplanner", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    modules = [line.split("|")[-1].strip() for line in done.stderr.splitlines() if "|" in line]
    return {module.split(".")[0] for module in modules}


def test_help_loads_nothing_heavy() -> None:
    loaded = _loaded_by("--help")
    assert "argparse" in loaded  # the instrument works
    assert loaded.isdisjoint(HEAVY)


def test_validate_loads_no_solver() -> None:
    loaded = _loaded_by("validate", "scenarios/ommen-4.0.yaml")
    assert "pydantic" in loaded
    assert loaded.isdisjoint({"ortools", "pandas", "numpy", "textual"})
