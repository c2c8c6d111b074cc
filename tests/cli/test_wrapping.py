"""Lines are broken between words only."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.cli.wrapping import screen_width, wrapped
from tests.cli.conftest import Run


def test_words_ids_and_paths_stay_whole() -> None:
    line = "a/very/long/path-with-hyphens/scenario.yaml:20:1: note: roles.dvo-ict: Nobody may."
    lines = wrapped(line, 30, "  ").splitlines()
    assert " ".join(lines).split() == line.split()
    assert lines[0] == "a/very/long/path-with-hyphens/scenario.yaml:20:1:"
    assert all(each.startswith("  ") for each in lines[1:])


def test_a_command_stays_together_where_it_fits() -> None:
    line = "three notes on the scenario; `rollenplanner validate a.yaml` shows them."
    assert wrapped(line, 50).splitlines() == [
        "three notes on the scenario;",
        "`rollenplanner validate a.yaml` shows them.",
    ]
    # It does not fit: then at its spaces.
    assert max(map(len, wrapped(line, 25).splitlines())) <= 25


def test_an_indented_line_stays_indented_and_a_short_one_as_it_is() -> None:
    assert wrapped("  " + "word " * 10, 22).splitlines()[1].startswith("  word")
    assert wrapped("short", 80) == "short"
    assert wrapped("on a screen that is too narrow", 10) == "on a screen that is too narrow"


@pytest.mark.parametrize(("columns", "width"), [("40", 40), ("100", 100)])
def test_the_width_is_what_the_user_states(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert screen_width() == width


@pytest.mark.parametrize("language", ["nl", "en"])
def test_output_is_never_broken_inside_a_word(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Every word at 80 columns is a word at 1,000 columns too, in every command."""
    commands = [
        ("validate", "scenario.yaml"),
        ("validate", "fout.yaml"),
        ("check", "scenario.yaml", plan.name, "--summary", "--people"),
        ("gaps", "scenario.yaml"),
        ("gaps", "scenario.yaml", plan.name),
        ("solve", "onmogelijk.yaml", "--time-limit", "20"),
    ]
    (plan.parent / "fout.yaml").write_text(
        "format: 1\nextends: scenario.yaml\nstaff: {P01: {cluster: nergens}}\n", encoding="utf-8"
    )
    for command in commands:
        said = []
        for columns in ("1000", "80"):
            monkeypatch.setenv("COLUMNS", columns)
            result = run(*command, "--lang", language)
            said.append(set((result.out + " " + result.err).split()))
            if columns == "80":
                assert max(map(len, (result.out + result.err).splitlines())) <= 80
        wide, narrow = said
        assert narrow <= wide, command
