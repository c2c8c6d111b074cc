"""A sitting: edits, undo, plans that count, what stands in files, what a crash leaves."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollenplanner.domain.editing import (
    Edit,
    ForbidEdit,
    Leave,
    OpenVacancy,
    PinEdit,
    Rename,
    SetAvailable,
    SetCritical,
    SetDemand,
    SetFte,
    Unpin,
    edit_about,
)
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.findings import Severity
from rollenplanner.domain.months import Month
from rollenplanner.domain.plan import Plan, Settings
from rollenplanner.domain.text import Translator
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.editing import Accepted, Made, Sitting
from rollenplanner.planning.find_gaps import gaps
from rollenplanner.planning.make_plan import Ending
from rollenplanner.solver import StopFlag
from tests.editing import scenarios
from tests.editing.scenarios import BASE, EDITS

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
QUICK = Settings(seed=1, workers=1, time_limit=5.0, deterministic=True)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return scenarios.write(tmp_path, overlay=False)


def _plan(sitting: Sitting) -> Plan:
    made = sitting.resolve_request(QUICK).run(Translator("en"))
    assert made.plan is not None
    return made.plan


# -- edits, undo, redo


def test_an_edit_counts_at_once_and_undo_takes_it_back(path: Path) -> None:
    sitting = Sitting.open(path)
    before = sitting.figures
    sitting.apply(SetDemand("kas", 150))
    assert sitting.scenario.roles["kas"].demand == (150, 150)
    # At present P01 holds 0.5 of kas and nobody holds balie, of which 0.5 is asked.
    assert before.uncovered == 30 + 50
    assert sitting.figures.uncovered == 100 + 50
    step = sitting.undo()
    assert step == Made((SetDemand("kas", 150),))
    assert sitting.figures is before
    assert sitting.redo() == step
    assert sitting.figures.uncovered == 150


def test_a_new_edit_forgets_what_was_undone(path: Path) -> None:
    sitting = Sitting.open(path)
    sitting.apply(SetFte("P01", 90))
    sitting.undo()
    sitting.apply(SetFte("P02", 90))
    assert not sitting.can_redo
    assert sitting.redo() is None
    assert sitting.edits == (SetFte("P02", 90),)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (SetFte("P09", 90), 'There is no person "P09".'),
        (SetFte("P1", 90), 'Did you mean "P01"'),
        (SetFte("P01", 40), "available never exceeds the contract"),
        (SetDemand("kas", 7), "no multiple of the step"),
        (SetDemand("kas", (50,)), "one number per period: 2, not 1"),
        (SetDemand("coordinatie@a", 50), "is a post of module coordinatie"),
        (PinEdit("P01", "role", "kas"), "says this already"),
        (PinEdit("P01", "role", "kassa"), 'There is no role, module or post "kassa".'),
        (Unpin("P02", "role", "kas"), "nothing to take away"),
        (OpenVacancy("P01", "adviseur", "a", 50), 'There is a "P01" already.'),
        (OpenVacancy("V 2", "adviseur", "a", 50), "pattern"),
        (OpenVacancy("V02", "adviseur", "c", 50), 'There is no cluster "c".'),
        (Leave("P01", Month.parse("2027-01")), None),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_and_nothing_changes(
    path: Path, edit: Edit, sentence: str | None
) -> None:
    sitting = Sitting.open(path)
    state = sitting.state
    if sentence is None:
        sitting.apply(edit)
        return
    with pytest.raises(InputError) as refused:
        sitting.apply(SetFte("P02", 90), edit)
    if sentence != "pattern":
        assert sentence in str(refused.value)
    assert sitting.state is state
    assert not sitting.can_undo


def test_a_person_whom_an_overlay_removed_cannot_come_back_as_a_vacancy(tmp_path: Path) -> None:
    sitting = Sitting.open(scenarios.write(tmp_path, overlay=True), recovery=False)
    with pytest.raises(InputError, match="removed by an overlay"):
        sitting.apply(OpenVacancy("V01", "adviseur", "a", 50))
    assert sitting.free_vacancy_id() == "V02"


def test_a_pin_that_the_scenario_has_can_be_taken_away(path: Path) -> None:
    sitting = Sitting.open(path)
    for pin in sitting.scenario.pins:
        sitting.apply(edit_about(Unpin, pin))
    assert sitting.scenario.pins == ()


@settings(max_examples=40, deadline=None)
@given(edits=st.lists(EDITS, max_size=6), steps=st.lists(st.booleans(), max_size=12))
def test_undo_and_redo_lead_through_the_same_states(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit], steps: list[bool]
) -> None:
    path = scenarios.write(tmp_path_factory.getbasetemp(), overlay=False)
    sitting = Sitting.open(path, recovery=False)
    states = [sitting.state]
    for edit in edits:
        try:
            sitting.apply(edit)
        except InputError:
            continue
        states.append(sitting.state)
    position = len(states) - 1
    for back in steps:
        moved = sitting.undo() if back else sitting.redo()
        position += (-1 if back else 1) if moved else 0
        assert sitting.state is states[position]
        assert sitting.edits == states[position].edited.edits


# -- figures and marks


def test_the_figures_are_those_of_gaps(path: Path) -> None:
    sitting = Sitting.open(path)
    found = gaps(path).present
    assert sitting.findings == found.findings
    figures = sitting.figures
    assert figures.gaps == {
        each: sum(1 for f in found.findings if f.severity is each) for each in Severity
    }
    # adviseur 4, leider 2; P01 1, P02 0.89 and the vacancy of 0.5 stand as adviseur; P02 is
    # away for nothing in the first half-year, P01 for 0.5.
    assert figures.formation == 600
    first = figures.periods[0]
    assert (first.occupancy, first.in_formation, first.vacant) == (50 + 89 + 50, 189, 50)
    assert (first.people, first.vacancies) == (2, 1)


def _shows_present(sitting: Sitting) -> bool:
    return sitting.view.is_present


def _dirty(sitting: Sitting) -> bool:
    return sitting.dirty or sitting.plan_unsaved


def test_a_plan_that_is_accepted_counts_and_its_changes_are_marked(path: Path) -> None:
    sitting = Sitting.open(path)
    assert _shows_present(sitting)
    first = _plan(sitting)
    sitting.accept(first)
    assert not _shows_present(sitting)
    assert not sitting.marks
    # P02 has to hold kas from now on, so somebody's cells change.
    sitting.apply(Unpin("P01", "role", "kas"), ForbidEdit("P01", "role", "kas"))
    request = sitting.resolve_request(QUICK)
    resolved = request.run(Translator("en"))
    assert sitting.fits(resolved)
    assert resolved.plan is not None
    assert {cell[:2] for cell in resolved.marks.holders} >= {("kas", "P01")}
    sitting.accept(resolved.plan)
    assert sitting.marks == resolved.marks
    assert ("kas", 0) in sitting.marks.role_periods
    assert sitting.figures.gaps == resolved.figures.gaps if resolved.figures else False
    assert isinstance(sitting.undo(), Accepted)
    assert sitting.accepted is first
    assert not sitting.marks
    sitting.apply(SetFte("P02", 90))
    assert not sitting.fits(resolved)


def test_a_scenario_without_plan_says_so(path: Path) -> None:
    sitting = Sitting.open(path)
    # P01 must hold kas, and nobody may hold it and balie; so P01 cannot hold both.
    sitting.apply(PinEdit("P01", "role", "balie"))
    resolved = sitting.resolve_request(QUICK).run(Translator("en"))
    assert (resolved.ending, resolved.plan, resolved.figures) == (Ending.INFEASIBLE, None, None)


def test_a_search_that_is_stopped_at_once_ends_and_changes_nothing(path: Path) -> None:
    sitting = Sitting.open(path)
    stop = StopFlag()
    stop.set()
    resolved = sitting.resolve_request(QUICK).run(Translator("en"), stop=stop)
    assert resolved.made.stopped or resolved.ending is Ending.NOTHING_FOUND
    assert sitting.plan is None


def test_fragility_is_stale_until_it_is_computed_for_this_very_state(path: Path) -> None:
    sitting = Sitting.open(path)
    assert (sitting.fragility.value, sitting.fragility.stale) == (None, True)
    sitting.take_fragility(sitting.fragility_request().run())
    # P01 holds 0.5 of kas, which is not critical; nobody holds balie, which is.
    assert (sitting.fragility.critical, sitting.fragility.stale) == (0, False)
    sitting.apply(SetCritical("kas", True))
    assert (sitting.fragility.critical, sitting.fragility.stale) == (0, True)
    sitting.take_fragility(sitting.fragility_request().run())
    assert (sitting.fragility.critical, sitting.fragility.people) == (50, 1)
    sitting.undo()
    assert (sitting.fragility.critical, sitting.fragility.stale) == (0, False)


def test_fragility_that_was_stopped_is_not_kept(path: Path) -> None:
    sitting = Sitting.open(path)
    stop = StopFlag()
    stop.set()
    sitting.take_fragility(sitting.fragility_request().run(stop))
    assert sitting.fragility.value is None


# -- saving


def test_saving_makes_a_sitting_clean_until_the_next_step(path: Path, tmp_path: Path) -> None:
    sitting = Sitting.open(path)
    assert not _dirty(sitting)
    sitting.apply(SetFte("P02", 90))
    assert _dirty(sitting)
    sitting.save()
    assert not _dirty(sitting)
    sitting.undo()
    assert _dirty(sitting)
    sitting.redo()
    assert not _dirty(sitting)
    sitting.apply(SetFte("P02", 80))
    variant = sitting.save_as(tmp_path / "v.yaml", name="Variant [2]")
    assert not _dirty(sitting)
    saved = read_scenario(variant).scenario
    assert (saved.name, saved.staff["P02"].fte) == ("Variant [2]", 80)
    assert read_scenario(path).scenario.staff["P02"].fte == 90


def test_an_accepted_plan_is_saved_for_the_scenario_as_it_is_saved(
    path: Path, tmp_path: Path
) -> None:
    sitting = Sitting.open(path)
    with pytest.raises(InputError, match="no plan to save"):
        sitting.save_plan(tmp_path / "plan.yaml")
    sitting.apply(SetFte("P02", 90))
    sitting.accept(_plan(sitting))
    assert _dirty(sitting)
    sitting.save()
    sitting.save_plan(tmp_path / "plan.yaml")
    assert not _dirty(sitting)
    scenario = read_scenario(path).scenario
    assert read_plan(tmp_path / "plan.yaml", scenario).scenario_sha256 == scenario.sha256


def test_a_file_that_changed_is_read_again_and_unsaved_edits_are_made_again(path: Path) -> None:
    sitting = Sitting.open(path)
    sitting.apply(SetFte("P02", 90))
    sitting.save()
    sitting.apply(Rename("Later"))
    path.write_text(path.read_text(encoding="utf-8").replace("fte: 0.80", "fte: 0.70"))
    assert sitting.changed_on_disk
    sitting.reload()
    assert sitting.scenario.name == "Later"
    assert sitting.scenario.roles["kas"].demand == (70, 70)
    assert sitting.edits == (Rename("Later"),)
    sitting.undo()
    assert sitting.scenario.staff["P02"].fte == 90


def test_a_file_that_became_wrong_leaves_the_sitting_as_it_is(path: Path) -> None:
    sitting = Sitting.open(path)
    sitting.apply(SetFte("P02", 90))
    state = sitting.state
    path.write_text("format: 1\nrols: {}\n", encoding="utf-8")
    with pytest.raises(InputError) as wrong:
        sitting.reload()
    assert wrong.value.problems[0].line == 2
    assert sitting.state is state


# -- the log


def test_a_decision_is_one_line_with_ids_and_without_hours_of_people(path: Path) -> None:
    path.write_text(BASE.replace("P02: {", "P02: {name: Jan Jansen, "), encoding="utf-8")
    sitting = Sitting.open(path)
    sitting.apply(SetDemand("kas", 100), SetAvailable("P02", 0), Leave("P01", None))
    log = sitting.record(" J.J. ", "It is busy [x]", NOON)
    assert log == path.with_name("base.decisions.jsonl")
    sitting.apply(PinEdit("P02", "role", "balie"))
    sitting.undo()
    sitting.undo()
    sitting.record("JJ", "Not after all", NOON)
    first, second = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    assert "Jansen" not in log.read_text(encoding="utf-8")
    assert first["edits"] == [
        {"kind": "demand", "role": "kas", "fte": 100, "path": "roles.kas.fte"},
        {"kind": "time", "path": "staff.P02"},
        {"kind": "time", "path": "staff.P01"},
    ]
    assert first["figures"]["uncovered"] == [0.8, 1.0]
    assert (first["initials"], first["reason"]) == ("J.J.", "It is busy [x]")
    assert first["when"] == "2026-11-02T12:00:00+00:00"
    assert (second["edits"], second["withdrawn"]) == ([], first["edits"])
    assert second["figures"]["uncovered"] == [1.0, 0.8]


def test_a_line_that_broke_off_does_not_spoil_the_next(path: Path) -> None:
    log = path.with_name("base.decisions.jsonl")
    log.write_text('{"format": 1, "wh', encoding="utf-8")
    Sitting.open(path).record("JJ", "Because", NOON)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"format": 1, "wh'
    assert json.loads(lines[1])["reason"] == "Because"


@pytest.mark.parametrize(
    ("initials", "reason"), [("", "Because"), ("1", "Because"), ("JJ", "  "), ("JJ", "x" * 2001)]
)
def test_no_decision_without_initials_and_reason(path: Path, initials: str, reason: str) -> None:
    with pytest.raises(InputError):
        Sitting.open(path).record(initials, reason, NOON)
    assert not path.with_name("base.decisions.jsonl").exists()


# -- after a crash


def _kept(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.recovery.json"))


def test_unsaved_edits_are_found_after_a_crash_and_made_again(path: Path, tmp_path: Path) -> None:
    crashed = Sitting.open(path)
    crashed.apply(SetFte("P02", 90), SetDemand("balie", (50, 75)))
    crashed.accept(_plan(crashed))
    _crash(crashed)
    sitting = Sitting.open(path)
    (found,) = sitting.recoveries
    assert found.fits
    assert found.edits == crashed.edits
    assert len(found.sentences) == 3
    sitting.recover(found)
    assert sitting.edits == crashed.edits
    assert sitting.plan == crashed.plan
    assert sitting.recoveries == ()
    assert len(_kept(tmp_path)) == 1
    sitting.close(discard=True)
    assert _kept(tmp_path) == []


def _crash(sitting: Sitting) -> None:
    """What the system does for a process that ends: it lets go of its files."""
    sitting.close()


def test_what_a_living_sitting_keeps_is_not_offered_and_not_touched(
    path: Path, tmp_path: Path
) -> None:
    one, other = Sitting.open(path), Sitting.open(path)
    one.apply(SetFte("P01", 90))
    other.apply(SetFte("P02", 90))
    assert Sitting.open(path).recoveries == ()
    assert len(_kept(tmp_path)) == 2
    other.undo()
    assert len(_kept(tmp_path)) == 1
    _crash(one)
    (found,) = Sitting.open(path).recoveries
    assert found.edits == (SetFte("P01", 90),)


def test_edits_of_another_version_of_the_scenario_are_kept_and_not_made(path: Path) -> None:
    crashed = Sitting.open(path)
    crashed.apply(SetFte("P02", 90))
    _crash(crashed)
    path.write_text(BASE.replace("fte: 0.80", "fte: 0.70"), encoding="utf-8")
    sitting = Sitting.open(path)
    (found,) = sitting.recoveries
    assert not found.fits
    with pytest.raises(InputError, match="was changed since these edits were made"):
        sitting.recover(found)
    assert sitting.edits == ()
    sitting.discard_recovery(found)
    assert Sitting.open(path).recoveries == ()


def test_after_saving_only_later_edits_are_kept(path: Path, tmp_path: Path) -> None:
    crashed = Sitting.open(path)
    crashed.apply(SetFte("P02", 90))
    crashed.save()
    assert _kept(tmp_path) == []
    crashed.apply(SetFte("P01", 90))
    _crash(crashed)
    sitting = Sitting.open(path)
    (found,) = sitting.recoveries
    assert (found.fits, found.edits) == (True, (SetFte("P01", 90),))
    sitting.recover(found)
    assert sitting.scenario == crashed.scenario


def test_a_folder_that_takes_no_file_sends_it_to_the_folder_for_states(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    # With this name no longer one fits beside it, whoever runs the test.
    path = tmp_path / f"{'x' * 235}.yaml"
    path.write_text(BASE, encoding="utf-8")
    crashed = Sitting.open(path)
    crashed.apply(SetFte("P02", 90))
    assert crashed.recovery_problem is None
    (kept,) = _kept(tmp_path)
    assert kept.parent == tmp_path / "state" / "rollenplanner"
    _crash(crashed)
    (found,) = Sitting.open(path).recoveries
    assert found.edits == (SetFte("P02", 90),)


def test_where_nothing_can_be_kept_it_is_told_and_the_edit_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    path = tmp_path / f"{'x' * 235}.yaml"
    path.write_text(BASE, encoding="utf-8")
    sitting = Sitting.open(path)
    sitting.apply(SetFte("P02", 90))
    assert sitting.scenario.staff["P02"].fte == 90
    assert "cannot be kept" in str(sitting.recovery_problem)


def test_a_recovery_file_that_is_none_is_left_alone(path: Path) -> None:
    for name, content in {
        "a": "{",
        "b": "[]",
        "c": '{"format": 1, "sha256": "x", "edits": [7]}',
    }.items():
        (path.parent / f".base.yaml.{name}.recovery.json").write_text(content, encoding="utf-8")
    assert Sitting.open(path).recoveries == ()
