"""Several periods, and plans made from an earlier plan, as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rollenplanner.cli.exit_codes import ExitCode
from tests.cli.conftest import Run

YEARS = """\
format: 1
extends: scenario.yaml
horizon: {start: 2027-01, period: half-year, count: 3}
roles:
  kas: {handover: 1}
staff:
  P01: {roles: {kas: {fte: 0.8}}, until: 2028-01}
  P02: {backups: [kas]}
"""


@pytest.fixture
def years(folder: Path) -> str:
    """The scenario over three half-years, in which P01 leaves before the last."""
    (folder / "jaren.yaml").write_text(YEARS, encoding="utf-8")
    return "jaren.yaml"


@pytest.fixture
def earlier(run: Run, years: str) -> str:
    """A plan for it, as solve writes it."""
    assert run("solve", years, "-o", "eerder.yaml", "--time-limit", "15").code == ExitCode.DONE
    return "eerder.yaml"


def test_solve_shows_who_takes_over_when(run: Run, years: str) -> None:
    result = run("solve", years, "--lang", "en", "--time-limit", "15")
    assert result.code == ExitCode.DONE
    title, *rest = result.out.splitlines()
    assert title == "Plan for Proefdorp, 3 periods (half-year), 2027-01 to 2028-01"
    # P01 leaves and both know kas, so P02 takes over in 2028-01 at the latest.
    for heading in (
        "What is not covered, when and why",
        "Takeovers: who takes over what, when, from whom",
        "Who is being prepared",
        "Terms that end",
        "How good the plan is, level by level",
    ):
        assert heading in rest
    assert not [line for line in rest if len(line) > 100]


def test_check_accepts_the_plan_and_shows_the_same_summary(
    run: Run, years: str, earlier: str
) -> None:
    result = run("check", years, earlier, "--summary", "--lang", "en")
    assert result.code == ExitCode.DONE
    assert "Takeovers: who takes over what, when, from whom" in result.out


def test_a_summary_of_a_plan_made_by_hand(run: Run, years: str, folder: Path) -> None:
    by_hand = "format: 1\nroles:\n  kas: {holders: {P01: 0.8}}\n"
    (folder / "hand.yaml").write_text(by_hand, encoding="utf-8")
    result = run("check", years, "hand.yaml", "--summary", "--lang", "en")
    # P01 serves two periods; after that nobody holds kas.
    assert "Fte of critical work without holder: 0.80 (2028-01)." in result.out
    assert "The plan does not state its objective." in result.out


def test_a_plan_from_another_has_a_level_of_jumps(run: Run, years: str, earlier: str) -> None:
    result = run("solve", years, "--from", earlier, "-o", "later.yaml", "--time-limit", "15")
    assert result.code == ExitCode.DONE
    stated = yaml.safe_load(Path("later.yaml").read_text(encoding="utf-8"))
    assert len(stated["objective"]) == 10
    # Nothing was changed, so nothing has to differ.
    assert stated["objective"][-1]["terms"] == {"jumps": 0}
    assert run("check", years, "later.yaml").code == ExitCode.DONE
    assert run("check", years, "later.yaml", "--from", earlier).code == ExitCode.DONE


def test_jumps_are_judged_only_with_the_earlier_plan(run: Run, years: str, earlier: str) -> None:
    run("solve", years, "--from", earlier, "-o", "later.yaml", "--time-limit", "15")
    stated = yaml.safe_load(Path("later.yaml").read_text(encoding="utf-8"))
    stated["terms"]["jumps"] = 7
    Path("later.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")
    assert run("check", years, "later.yaml").code == ExitCode.DONE
    judged = run("check", years, "later.yaml", "--from", earlier, "--lang", "en")
    assert judged.code == ExitCode.BROKEN_RULE
    assert (
        "The plan states 7 for differences with the earlier plan (jumps); recomputed it is 0."
        in judged.out
    )


def test_another_level_too_many_is_misstated(run: Run, years: str, earlier: str) -> None:
    stated = yaml.safe_load(Path(earlier).read_text(encoding="utf-8"))
    stated["objective"].append(dict(stated["objective"][0]))
    Path("te-veel.yaml").write_text(yaml.safe_dump(stated), encoding="utf-8")
    result = run("check", years, "te-veel.yaml", "--lang", "en")
    assert result.code == ExitCode.BROKEN_RULE
    assert "The plan states 10 levels of the objective; the scenario has 9." in result.out


def test_a_plan_from_another_lists_what_differs(run: Run, years: str, folder: Path) -> None:
    # By hand P01 holds balie in the first two periods; the pin gives it to P02 in the first.
    by_hand = "format: 1\nroles:\n  balie: {holders: {P01: [0.2, 0.2, 0]}}\n"
    (folder / "hand.yaml").write_text(by_hand, encoding="utf-8")
    pinned = f"format: 1\nextends: {years}\n" + (
        "pins+: [{person: P02, role: balie, until: 2027-07}]\n"
        "forbid+: [{person: P01, role: balie, until: 2027-07}]\n"
    )
    (folder / "pin.yaml").write_text(pinned, encoding="utf-8")
    asked = ("--from", "hand.yaml", "--jumps", "0", "--time-limit", "10")
    result = run("solve", "pin.yaml", *asked, "-o", "later.yaml", "--lang", "en")
    assert result.code == ExitCode.DONE
    # The demand of kas and of the post is open in the plan by hand, and may stay open.
    assert "What differs from the earlier plan: 2 differences" in result.out
    assert "Balie  holder  P01 → P02      2027-01" in result.out
    judged = run("check", "pin.yaml", "later.yaml", "--from", "hand.yaml", "--summary")
    assert judged.code == ExitCode.DONE
    assert "Wat anders is dan in het eerdere plan: 2 verschillen" in judged.out


def test_ids_that_are_gone_fall_away_from_the_earlier_plan(
    run: Run, years: str, earlier: str, folder: Path
) -> None:
    gone = f"format: 1\nextends: {years}\nstaff:\n  P01: ~\nroles:\n  balie: ~\n"
    (folder / "weg.yaml").write_text(gone, encoding="utf-8")
    result = run(
        "solve",
        "weg.yaml",
        "--from",
        earlier,
        "-o",
        "na.yaml",
        "--time-limit",
        "15",
        "--lang",
        "en",
    )
    assert result.code == ExitCode.DONE
    person = "1 person is not in the scenario, and falls away from the earlier plan: P01."
    role = "1 role is not in the scenario, and falls away from the earlier plan: balie."
    said = " ".join(result.err.split())
    assert f"{earlier}: note: placement: {person}" in said
    assert f"{earlier}: note: roles: {role}" in said
    # Jumps are counted against what is left, by solve and by check alike.
    judged = run("check", "weg.yaml", "na.yaml", "--from", earlier, "--lang", "en")
    assert judged.code == ExitCode.DONE
    assert person in " ".join(judged.err.split())
