"""Questions and tips of catalogues where a person is short of a competence: sheet and gaps."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.scenario import Guidance, Person, Scenario
from rollenplanner.domain.text import Translator
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.reports.guidance import guidance_blocks
from rollenplanner.reports.people import People
from rollenplanner.reports.person import Sheet
from rollenplanner.reports.sheet import sheet
from rollenplanner.reports.sheet_data import sheet_data
from rollenplanner.reports.table import Item, Lines, Table
from tests.support.build import asks, assign, function, person, role, scenario, shows

GUIDANCE = {
    "klant": Guidance(("Wie?", "Wat?", "Waar?"), ("Vraag door", "Kijk mee", "Oefen")),
    "visie": Guidance((), ("Lees",)),
    "moed": Guidance(("Durft wie?",), ()),
}


def town(*people: Person, guidance: dict[str, Guidance] | None = None) -> Scenario:
    """A role that asks klant B and expertise, in a function that asks klant, visie and moed."""
    built = scenario(
        [role("r", 40, asked=asks("klant:B", kas=2))],
        list(people),
        functions=[function("f", profile=asks("klant", "visie", "moed"))],
    )
    return dataclasses.replace(built, guidance=GUIDANCE if guidance is None else guidance)


def talk(where: Scenario, who: str = "P1") -> list[str]:
    """What the sheet gives to talk about, a line each."""
    made = Sheet(where, assign(where, {"r": {who: 40}}), who)
    found: list[str] = []
    for block in guidance_blocks(made):
        assert isinstance(block, Lines)
        found += [str(block.title), *(str(item.content) for item in block.lines)]
    return found


def test_every_question_and_tip_of_what_is_short_stands_on_the_sheet_once() -> None:
    """Klant is short for the role and absent for the function: one block, in full."""
    assert talk(town(person("P1", competences=shows(visie="")))) == [
        "To talk about: klant",
        "Questions:",
        "Wie?",
        "Wat?",
        "Waar?",
        "Ways to develop it:",
        "Vraag door",
        "Kijk mee",
        "Oefen",
        "To talk about: moed",
        "Questions:",
        "Durft wie?",
    ]


def test_a_heavier_level_is_not_short() -> None:
    able = person("P1", competences=shows(klant="A", visie="", moed=""))
    assert talk(town(able)) == []


def test_without_guidance_the_sheet_has_no_such_part() -> None:
    assert talk(town(person("P1"), guidance={})) == []


def test_the_data_of_the_sheet_has_it_too() -> None:
    where = town(person("P1", competences=shows(klant="B", moed="")))
    made = Sheet(where, assign(where, {"r": {"P1": 40}}), "P1")
    data = sheet_data(made, People(where, names=False), Translator("en"))
    assert data["guidance"] == [
        {"competence": "visie", "questions": [], "tips": ["Lees"], "behaviour": []}
    ]


def test_gaps_tell_the_first_question_and_tip_and_how_many_more() -> None:
    where = town(person("P1", competences=shows(klant="D", visie="", moed="")))
    found = find_gaps(where, assign(where, {"r": {"P1": 40}}))
    (gap,) = (each for each in found if each.kind == "competence-gap")
    assert str(gap.message) == (
        "P1 is 4 steps short for Role r: klant (asked B, recorded D) "
        "[ask: Wie? and 2 more; try: Vraag door and 2 more], kas (asked 2, recorded nothing)."
    )
    whole = Translator("en").in_full().render(gap.message)
    assert "[ask: Wie?, Wat?, Waar?; try: Vraag door, Kijk mee, Oefen]" in whole


def test_gaps_with_questions_only_or_tips_only() -> None:
    where = town(person("P1", competences=shows(klant="B")))
    found = find_gaps(where, assign(where, {}))
    (gap,) = (each for each in found if each.kind == "profile-gap")
    assert str(gap.message) == (
        "P1 is 2 steps short of what is asked in the function: "
        "visie (asked any level, recorded nothing) [try: Lees], "
        "moed (asked any level, recorded nothing) [ask: Durft wie?]."
    )


_LINKED = """\
format: 1
catalogues: [hr21, ufo]
clusters: {c: {}}
"""


def test_linked_competences_bring_the_guidance_of_every_catalogue(tmp_path: Path) -> None:
    """HR21 has no tips; `same_as` of ufo makes its Klantgerichtheid that of HR21."""
    path = tmp_path / "linked.yaml"
    path.write_text(_LINKED, encoding="utf-8")
    found = read_scenario(path).scenario.guidance
    assert {k: (len(g.questions), len(g.tips)) for k, g in found.items() if g.tips} == {
        "schriftelijke-communicatie": (6, 8),
        "omgevingsbewustzijn": (5, 7),
        "klantgerichtheid": (4, 9),
        "resultaatgerichtheid": (9, 11),
    }


def test_behaviour_stands_in_where_there_is_nothing_to_ask_or_try() -> None:
    given = {
        "klant": Guidance(("Wie?",), (), ("Vraagt door",)),
        "visie": Guidance(indicators=("Kijkt vooruit",)),
        "moed": Guidance(indicators=("Durft",), in_practice={"balie": ("Spreekt aan",)}),
    }
    built = town(person("P1"), guidance=given)
    assert talk(built) == [
        "To talk about: klant",
        "Questions:",
        "Wie?",
        "To talk about: visie",
        "Behaviour that shows it:",
        "Kijkt vooruit",
        "To talk about: moed",
        "Behaviour that shows it:",
        "Durft",
    ]
    # Who carries work of which the catalogue says how it shows there is told that.
    at_desk = {key: dataclasses.replace(each, norm="balie") for key, each in built.roles.items()}
    assert talk(dataclasses.replace(built, roles=at_desk))[-1] == "Spreekt aan"


def test_gaps_show_behaviour_where_there_is_nothing_to_ask_or_try() -> None:
    given = {"klant": Guidance((), (), ("Vraagt door",), {"balie": ("Spreekt aan", "Wijst")})}
    built = town(person("P1", competences=shows(visie="", moed="")), guidance=given)
    at_desk = {key: dataclasses.replace(each, norm="balie") for key, each in built.roles.items()}
    for where, said in (
        (built, "[shows as: Vraagt door]"),
        (dataclasses.replace(built, roles=at_desk), "[shows as: Spreekt aan, Wijst]"),
    ):
        gaps = find_gaps(where, assign(where, {"r": {"P1": 40}}))
        told = [
            str(each.message) for each in gaps if each.kind in ("competence-gap", "profile-gap")
        ]
        assert len(told) == 2
        assert all(said in each for each in told)


_SHOWN_IN_WORK = """\
format: 1
catalogues: [mbo-sociale-zekerheid, hr21]
clusters: {c: {}}
"""


def test_behaviour_in_a_work_process_goes_by_its_norm(tmp_path: Path) -> None:
    path = tmp_path / "work.yaml"
    path.write_text(_SHOWN_IN_WORK, encoding="utf-8")
    scenario = read_scenario(path).scenario
    # Names of its own for a process and the catalogue's: 46 pairs, each under two names.
    assert sum(len(each.in_practice) for each in scenario.guidance.values()) == 2 * 46
    # HR21 has levels; what only it has is no competence without levels.
    assert len(scenario.without_levels) == 25


def test_the_sheet_tells_what_is_short_first_and_repeats_nothing() -> None:
    """The role asks what everyone is asked: klant, which is recorded, and visie, which is not."""
    built = scenario(
        [role("r", 40, asked=asks("klant", "visie"))],
        [person("P1", competences=shows(klant=""))],
        functions=[function("f", profile=asks("moed"))],
    )
    built = dataclasses.replace(
        built, everyone=asks("klant", "visie"), without_levels=frozenset({"klant", "moed"})
    )
    made = Sheet(built, assign(built, {"r": {"P1": 40}}), "P1")
    (table,) = (
        block
        for block in sheet(made, People(built, names=False))
        if str(block.title) == "What is asked, and what is recorded"
    )
    assert isinstance(table, Table)
    told = [row[1] if isinstance(row[1], tuple) else (row[1],) for row in table.rows]
    lines = [[str(each.content if isinstance(each, Item) else each) for each in t] for t in told]
    assert lines == [
        ["visie any level: absent, 1 step, recorded nothing", "klant"],
        ["moed: absent, 1 step, recorded nothing"],
        ["the same as Role r"],
    ]
