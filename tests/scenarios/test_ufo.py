"""A service with intermediaries: eleven result areas as roles, and what people have to learn."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from rollenplanner.domain.case import case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Plan, Settings
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Translator
from rollenplanner.files.catalogue_files import load_catalogue
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario
from rollenplanner.planning.make_plan import make_plan
from rollenplanner.reports.guidance import guidance_for
from rollenplanner.reports.person import Sheet

PATH = Path(__file__).resolve().parents[2] / "scenarios" / "ufo-dienstverlening.yaml"
FUNCTION = "intermediair-dienstverlening"
#: Units of deterministic time: the same work on any machine, and a plan within it.
SETTINGS = Settings(seed=1, workers=1, time_limit=4.0, deterministic=True)


@cache
def loaded() -> LoadedScenario:
    return read_scenario(PATH)


def ufo() -> Scenario:
    return loaded().scenario


@cache
def plan() -> Plan:
    made = make_plan(ufo(), SETTINGS, translator=Translator("en")).plan
    assert made is not None
    return made


def test_it_is_read_without_a_note() -> None:
    assert loaded().notes == ()


def test_every_result_area_is_a_role_in_both_clusters() -> None:
    areas = load_catalogue("ufo").functions[FUNCTION].results
    per_cluster = Counter(
        role.cluster for role in ufo().roles.values() if "intermediair" in role.functions
    )
    assert per_cluster == {"facilitair": len(areas), "ict": len(areas)}
    assert len(areas) == 11


def test_the_function_has_the_scale_of_the_source() -> None:
    (rung,) = load_catalogue("ufo").functions[FUNCTION].ladder
    assert ufo().functions["intermediair"].scale == rung.scale


def test_competences_of_both_systems_are_one_where_they_are_linked() -> None:
    """Klantgerichtheid is asked without level by the UFO function, at C by that of HR21."""
    functions = ufo().functions
    asked = {
        key: {each.competence: str(each.level) for each in functions[key].profile.competences}
        for key in ("intermediair", "servicepunt")
    }
    assert asked["intermediair"]["klantgerichtheid"] == "any"
    assert asked["servicepunt"]["klantgerichtheid"] == "C"
    assert "hr21:klantgerichtheid" not in ufo().competences


def test_six_of_eight_intermediaries_are_short_of_a_competence() -> None:
    staff = [each for each in ufo().staff.values() if each.function == "intermediair"]
    asked = [each.competence for each in ufo().functions["intermediair"].profile.competences]
    short = {
        each.id: [c for c in asked if c not in each.competences]
        for each in staff
        if not each.vacancy
    }
    assert {who: len(missing) for who, missing in short.items()} == {
        "P02": 0,
        "P03": 1,
        "P04": 1,
        "P05": 1,
        "P06": 0,
        "P07": 1,
        "P08": 1,
        "P09": 2,
    }


def test_the_sheet_gives_questions_and_tips_for_what_is_short() -> None:
    """P03 lacks Omgevingsbewustzijn, for which the source has five questions and seven tips."""
    now = present_scenario(ufo())
    sheet = Sheet(now, present_plan(ufo()), "P03")
    found = guidance_for(sheet)
    assert {key: (len(g.questions), len(g.tips)) for key, g in found.items()} == {
        "omgevingsbewustzijn": (5, 7)
    }
    tips = load_catalogue("ufo").competences["omgevingsbewustzijn"].tips
    assert found["omgevingsbewustzijn"].tips == tips
    assert guidance_for(Sheet(now, present_plan(ufo()), "P02")) == {}


def test_a_plan_that_the_checker_accepts() -> None:
    assert judge(ufo(), plan()).ok
    assert list(check_all(ufo(), plan().assignment)) == []


def test_whoever_coordinates_work_handles_no_complaints_about_it() -> None:
    case = case_of(ufo(), plan().assignment)
    for area in ("fac", "ict"):
        for period in ufo().periods:
            both = {
                cell.person.id
                for role in (f"coordineren-{area}", f"klachten-{area}")
                for cell in case.holders.get((role, period), ())
            }
            apart = sum(
                len(case.holders.get((role, period), ()))
                for role in (f"coordineren-{area}", f"klachten-{area}")
            )
            assert len(both) == apart
