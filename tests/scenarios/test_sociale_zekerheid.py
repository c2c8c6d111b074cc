"""A team whose roles are work processes: what they ask comes from the catalogue, by `norm:`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rollenplanner.domain.check import check_all
from rollenplanner.domain.levels import Level
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Asked
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Translator
from rollenplanner.files.catalogue_files import load_catalogue
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario
from rollenplanner.planning.make_plan import make_plan

FILE = Path(__file__).resolve().parents[2] / "scenarios" / "sociale-zekerheid.yaml"


@cache
def loaded() -> LoadedScenario:
    return read_scenario(FILE)


def test_every_work_process_is_somebodys_role() -> None:
    roles = loaded().scenario.roles.values()
    processes = load_catalogue("mbo-sociale-zekerheid").processes
    named = [role.norm for role in roles if role.norm and role.norm in processes]
    assert set(named) == set(processes)
    # Two clusters have an intake of their own beside that for work, two give information, two run
    # trajectories: 10 + 2 + 1 + 1 = 14.
    assert len(named) == 14


def test_a_role_asks_what_its_work_process_asks() -> None:
    processes = load_catalogue("mbo-sociale-zekerheid").processes
    for role in loaded().scenario.roles.values():
        if role.norm and role.norm in processes:
            asked = {each.competence for each in role.asked.competences}
            assert asked == set(processes[role.norm].asked), role.id


def test_the_module_of_hr21_asks_competences_of_the_dossier() -> None:
    """`same_as` makes Plannen en organiseren and Coaching of hr21 the dossier's Q and C."""
    scenario = loaded().scenario
    assert scenario.roles["coordinatie@werk"].asked.competences == (
        Asked("plannen", Level.B),
        Asked("begeleiden", Level.B),
    )
    assert scenario.competences["plannen"] == "Plannen en organiseren"
    assert not [key for key in scenario.competences if ":" in key]


def test_nothing_in_the_file_needs_a_second_look() -> None:
    assert loaded().notes == ()


def test_a_plan_of_the_first_half_year_leaves_no_work_and_no_post_open(tmp_path: Path) -> None:
    """One period, so that the search ends by itself; docs/ shows the four of the file."""
    overlay = tmp_path / "eerste-halfjaar.yaml"
    overlay.write_text(
        f"format: 1\nextends: {FILE}\nhorizon: {{count: 1}}\nroles: {{termijnen: {{fte: 0.3}}}}\n",
        encoding="utf-8",
    )
    scenario = read_scenario(overlay).scenario
    settings = Settings(seed=1, workers=1, time_limit=1.0, deterministic=True)
    made = make_plan(scenario, settings, translator=Translator("en"))
    assert made.plan is not None
    assert list(check_all(scenario, made.plan.assignment)) == []
    for term in (Term.CRITICAL_UNCOVERED, Term.UNCOVERED, Term.UNPLACED, Term.COORDINATION):
        assert made.plan.terms[term] == 0, term
