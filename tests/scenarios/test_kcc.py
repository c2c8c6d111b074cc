"""Two customer contact centres: what they hold, and that both can be planned as the source asks."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from rollenplanner.domain.case import case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.front_line import FrontLine, front_line
from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Plan, Settings
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Translator
from rollenplanner.files.catalogue_files import load_catalogue
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario
from rollenplanner.planning.make_plan import make_plan

FOLDER = Path(__file__).resolve().parents[2] / "scenarios"
ADVISERS = ("klantadviseur-3", "klantadviseur-2", "klantadviseur-1")
#: Units of deterministic time: the same work on any machine, and a plan within it.
SETTINGS = Settings(seed=1, workers=1, time_limit=4.0, deterministic=True)


@cache
def loaded(size: str) -> LoadedScenario:
    return read_scenario(FOLDER / f"kcc-{size}.yaml")


def kcc(size: str) -> Scenario:
    return loaded(size).scenario


@cache
def plan_of(size: str) -> Plan:
    plan = make_plan(kcc(size), SETTINGS, translator=Translator("en")).plan
    assert plan is not None
    return plan


def heads(scenario: Scenario, functions: tuple[str, ...]) -> int:
    return sum(person.function in functions for person in scenario.staff.values())


# What they are


@pytest.mark.parametrize("size", ["klein", "groot"])
def test_the_only_note_is_that_a_leader_may_hold_the_module(size: str) -> None:
    assert [note.path for note in loaded(size).notes] == ["modules.teamleiding.functions.0"]


def test_the_large_one_has_45_advisers_under_three_team_leaders() -> None:
    scenario = kcc("groot")
    grades = Counter(person.function for person in scenario.staff.values())
    assert [grades[each] for each in ADVISERS] == [14, 22, 9]
    assert heads(scenario, ADVISERS) == 45
    module = scenario.modules["teamleiding"]
    span = load_catalogue("kcc-antwoord").functions["teamleider-kcc"].span
    assert span is not None
    assert module.per_staff == span.most == 20
    # 45 people are two whole twenties and a started third.
    assert module.posts == ("teamleiding@kcc", "teamleiding@kcc#2", "teamleiding@kcc#3")
    existing = facts_of(scenario).existing(present_plan(scenario).placement)
    assert set(module.posts) <= existing.keys()


def test_the_small_one_has_one_team_leader_and_profiles_together_in_one_person() -> None:
    scenario = kcc("klein")
    assert scenario.modules["teamleiding"].posts == ("teamleiding@publiek",)
    norms = {scenario.roles[role].norm for role in scenario.staff["P01"].roles}
    assert norms == {"manager-kcc", "projectmanager-kcc", "teamleider-kcc"}
    # All six profiles are asked somewhere, with twelve people in all.
    asked = {role.norm for role in scenario.roles.values()} | {
        function.norm for function in scenario.functions.values()
    }
    assert set(load_catalogue("kcc-antwoord").functions) <= asked
    assert len([each for each in scenario.staff.values() if not each.vacancy]) == 12


def test_the_channels_are_expertise_and_the_portals_are() -> None:
    catalogue = load_catalogue("kcc-antwoord")
    channels = {
        e
        for role in kcc("groot").roles.values()
        if role.line == "first"
        for e in role.asked.expertise
    }
    assert channels == catalogue.channels.keys() - {"internet"}
    portals = {
        e
        for role in kcc("klein").roles.values()
        if role.line == "first"
        for e in role.asked.expertise
    }
    assert portals == catalogue.portals.keys()


def test_two_quarters_have_a_peak() -> None:
    roles = kcc("groot").roles.values()
    first = [sum(role.demand[t] for role in roles if role.line == "first") for t in range(4)]
    assert first == [2760, 2860, 2120, 2360]
    assert kcc("groot").roles["telefoon-aanslagen"].demand == (260, 60, 0, 0)


def test_in_the_second_quarter_there_is_more_work_than_people() -> None:
    """28.60 + 3.50 + 3.00 fte of work for advisers; 37.05 fte of contracts, 2.05 of it away."""
    scenario = kcc("groot")
    people = [each for each in scenario.staff.values() if each.function in ADVISERS]
    work = [
        role
        for role in scenario.roles.values()
        if role.post is None and set(role.functions) <= set(ADVISERS)
    ]
    assert [sum(each.available[t] for each in people) for t in range(4)] == [3605, 3500, 3705, 3705]
    assert [sum(role.demand[t] for role in work) for t in range(4)] == [3440, 3510, 2740, 2980]


def test_the_norm_can_be_kept_in_every_quarter() -> None:
    """27.60 of 33.90, 28.60 of 34.30, 21.20 of 26.40 and 23.60 of 28.80 fte at most."""
    roles = kcc("groot").roles.values()
    best = []
    for t in range(4):
        first = sum(role.demand[t] for role in roles if role.line == "first")
        second = sum(role.demand[t] for role in roles if role.line == "second")
        best.append(FrontLine(first, first, second))
    assert [str(each.percent) for each in best] == ["81.4", "83.3", "80.3", "81.9"]
    assert not any(each.below(80) for each in best)


def test_forty_advisers_know_the_telephone_and_28_the_desk() -> None:
    staff = [each for each in kcc("groot").staff.values() if each.function in ADVISERS]
    knowing = {
        channel: Counter(each.expertise.get(channel, 0) for each in staff)
        for channel in ("telefoon", "fysieke-balie")
    }
    assert sum(n for grade, n in knowing["telefoon"].items() if grade >= 2) == 40
    desk = knowing["fysieke-balie"]
    assert (sum(n for grade, n in desk.items() if grade >= 2), desk[1]) == (28, 8)


def test_eleven_advisers_lack_one_of_the_eight_competences() -> None:
    scenario = kcc("groot")
    missing = Counter(
        sum(
            asked.competence not in person.competences
            for asked in scenario.functions[person.function or ""].profile.competences
        )
        for person in scenario.staff.values()
        if person.function in ADVISERS
    )
    assert missing == {0: 34, 1: 11}


def test_the_norm_is_that_of_the_source() -> None:
    target = load_catalogue("kcc-antwoord").performance["direct-afgehandeld"].target
    assert kcc("klein").rules.first_line == kcc("groot").rules.first_line == target == 80


@pytest.mark.parametrize(
    ("size", "work"), [("klein", (805, 750, 755, 700)), ("groot", (3390, 3430, 2640, 2880))]
)
def test_how_much_work_customers_ask(size: str, work: tuple[int, ...]) -> None:
    scenario = kcc(size)
    case = case_of(scenario, plan_of(size).assignment)
    found = [front_line(case, t) for t in scenario.periods]
    assert tuple(each.work for each in found if each is not None) == work


def test_no_plan_of_the_small_one_reaches_the_norm_before_its_last_half_year() -> None:
    """All of the first line held is 66.4%, 69.3% and 76.1%; then 5.65 of 7.00 fte is 80.7%."""
    scenario = kcc("klein")
    roles = scenario.roles.values()
    best = []
    for t in scenario.periods:
        first = sum(role.demand[t] for role in roles if role.line == "first")
        second = sum(role.demand[t] for role in roles if role.line == "second")
        best.append(FrontLine(first, first, second))
    assert [each.below(80) for each in best] == [True, True, True, False]
    assert [str(each.percent) for each in best] == ["66.4", "69.3", "76.1", "80.7"]


# What can be planned


@pytest.mark.parametrize("size", ["klein", "groot"])
def test_a_plan_that_the_checker_accepts(size: str) -> None:
    plan = plan_of(size)
    assert judge(kcc(size), plan).ok
    assert list(check_all(kcc(size), plan.assignment)) == []


def test_the_present_of_the_small_one_breaks_the_segregation_of_duties() -> None:
    now, plan = present_scenario(kcc("klein")), present_plan(kcc("klein"))
    assert [(each.kind, each.people) for each in check_all(now, plan)] == [
        ("incompatible", ("P05",))
    ]
