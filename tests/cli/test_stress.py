"""`stress` as a user meets it: the statement, who steps in, filters, data, Ctrl-C."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rollenplanner.cli import stress as command
from rollenplanner.domain.redeployment import Loss
from rollenplanner.domain.stressed import Progress
from rollenplanner.domain.text import Translator
from tests.cli.conftest import NAMES, Run

PLAN = """\
format: 1
placement:
  P01: {function: adviseur, cluster: a}
  P02: {function: adviseur, cluster: a}
roles:
  kas: {holders: {P01: 0.8}, backups: [P02]}
  balie: {holders: {P02: 0.5}}
  coordinatie@a: {holders: {P01: 0.2}, backups: [P02]}
"""


@pytest.fixture
def by_hand(folder: Path) -> Path:
    """P01 holds what is critical, P02 backs all of it up."""
    path = folder / "hand.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def _words(said: str) -> str:
    return " ".join(said.split())


def test_one_absence_is_covered_and_that_is_proven(run: Run, by_hand: Path) -> None:
    # Without P01, P02 takes 0.80 + 0.20 within 1.10 and puts 0.40 of the counter down.
    result = run("stress", "scenario.yaml", str(by_hand), "--lang", "en")
    assert result.code == 0
    said = _words(result.out)
    assert "Stress test of Proefdorp: 1 person absent" in said
    assert "Any 1 absence keeps all critical work covered: proven." in said
    assert "P02 takes 0.80 fte: Kas." in said
    assert "P02 takes 0.20 fte: Coordinatie, Cluster A." in said
    assert "P02 puts down 0.40 fte: Balie." in said
    assert "Balie: 0.40 fte is lost; P01 could hold it" not in said
    dutch = _words(run("stress", "scenario.yaml", str(by_hand)).out)
    assert "al het kritieke werk blijft belegd: bewezen." in dutch


def test_two_absences_lose_everything(run: Run, by_hand: Path) -> None:
    result = run("stress", "scenario.yaml", str(by_hand), "--absent", "2", "--lang", "en")
    said = _words(result.out)
    assert "1 of 1 absences loses critical work, 1.00 fte at most: proven." in said
    assert "Nobody can step in." in said


def test_data(run: Run, by_hand: Path) -> None:
    data = run("stress", "scenario.yaml", str(by_hand), "--json", "--lang", "en").json
    assert data["complete"] is True
    assert data["combinations"] == 2
    assert data["counts"] == {"critical": 0, "other": 2, "nothing": 0}
    assert data["critical_lost_at_most"] == 0
    assert data["statement"] == "Any 1 absence keeps all critical work covered: proven."
    without = {tuple(each["absent"]): each for each in data["worst"]}
    assert without["P01",]["takes"] == [
        {"person": "P02", "role": "kas", "fte": 0.8},
        {"person": "P02", "role": "coordinatie@a", "fte": 0.2},
    ]
    assert without["P01",]["puts_down"] == [{"person": "P02", "role": "balie", "fte": 0.4}]
    assert without["P02",]["lost"][0]["learners"] == [{"person": "P01", "steps": 0, "periods": 0}]
    assert data["fragility"]["people"][1] == {"person": "P02", "critical": 0, "other": 0.5}
    assert data["fragility"]["clusters"] == [{"cluster": "a", "critical": 0, "other": 0.5}]


def test_the_present_state_without_a_plan(run: Run) -> None:
    # At present nobody holds anything: nothing can be lost, and 1.00 fte is open anyway.
    said = _words(run("stress", "scenario.yaml", "--lang", "en").out)
    assert "1.00 fte of critical work has no holder anyway; that is not counted." in said
    assert "2 absences lose nothing." in said


def test_filters(run: Run, by_hand: Path) -> None:
    arguments = ("stress", "scenario.yaml", str(by_hand), "--lang", "en")
    said = run(*arguments, "--person", "P02")
    assert "Only absences of P02, with or without others." in said.out
    assert "Without P01" not in said.out
    data = run(*arguments, "--role", "balie", "--json").json
    assert data["combinations"] == 1
    assert [each["absent"] for each in data["worst"]] == [["P02"]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--person", "P99"), "--person P99"),
        (("--role", "kaas"), "--role kaas"),
        (("--absent", "3"), "There are only 2 people."),
        (("--person", "P01", "--person", "P02"), "More people are named"),
    ],
)
def test_what_cannot_be_asked(run: Run, arguments: tuple[str, ...], words: str) -> None:
    result = run("stress", "scenario.yaml", *arguments, "--lang", "en")
    assert result.code == 2
    assert words in result.err
    assert result.out == ""


def test_names_on_request(run: Run, by_hand: Path) -> None:
    said = _words(run("stress", "scenario.yaml", str(by_hand), "--names").out)
    assert NAMES[1] in said


def test_a_plan_for_another_scenario_gets_a_note(run: Run, by_hand: Path) -> None:
    stated = "scenario: {name: x, sha256: abc}\n"
    by_hand.write_text(PLAN.replace("placement:", stated + "placement:"), encoding="utf-8")
    result = run("stress", "scenario.yaml", str(by_hand), "--lang", "en")
    assert result.code == 0
    assert "This plan was made for another scenario" in _words(result.err)


def test_how_far_it_is() -> None:
    english = Translator("en")
    one_by_one = Progress(7, 55, Loss(80))
    assert english.render(command._how_far(one_by_one)) == (
        "7 of 55 absences, worst so far 0.80 fte"
    )
    bounded = Progress(7, None, Loss(80), 120)
    assert english.render(command._how_far(bounded)) == (
        "7 absences tried, worst 0.80 fte, at most 1.20 fte"
    )


def test_nothing_is_told_on_the_way_where_stderr_is_no_terminal(run: Run, by_hand: Path) -> None:
    assert run("stress", "scenario.yaml", str(by_hand)).err == ""


#: Presses Ctrl-C as soon as the absence of one person is known.
IMPATIENT = """\
import contextlib, os, signal, sys
from rollenplanner.__main__ import main
from rollenplanner.cli import stress

@contextlib.contextmanager
def progress(output):
    def listen(progress):
        if progress.done == 1:
            os.kill(os.getpid(), signal.SIGINT)
    yield listen

stress._progress = progress
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("absent", ["1", "2"])
def test_ctrl_c_gives_what_is_known_so_far(folder: Path, by_hand: Path, absent: str) -> None:
    arguments = ["stress", "scenario.yaml", str(by_hand), "--absent", absent, "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-c", IMPATIENT, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130
    assert "Stopping with what is known so far; Ctrl-C again leaves at once." in done.stderr
    said = _words(done.stdout)
    tried, total = ("1", "2") if absent == "1" else ("0", "1")
    assert f"Stopped early: {tried} of {total} absences were tried" in said
    assert "Of 1 of 2 people it is not known what their absence alone costs" in said
    assert "proven." not in said
    assert ("nothing is known of what they cost" in said) is (tried == "0")
    # Where not everything is known, no loss of 0 is called good.
    assert "✓ 0.00" not in said.partition("Fragility of clusters")[2]
