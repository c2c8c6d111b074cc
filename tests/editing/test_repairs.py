"""Every change that an explanation can name, made as edits: the scenario becomes what it proposes.

The scenario below has every sort of condition, and gaps of most kinds. Whatever a change makes of
it in memory is compared with what the edits make of the file, which is read anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rollenplanner.domain.case import case_of
from rollenplanner.domain.clashes.changes import Change
from rollenplanner.domain.clashes.closing import goals_to_close
from rollenplanner.domain.clashes.conditions import conditions_of
from rollenplanner.domain.clashes.edits import Problem, edited
from rollenplanner.domain.clashes.prices import DEFAULT_PRICES, PriceKind
from rollenplanner.domain.clashes.repairs import changes_for
from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.editing import EDITS, edit_from_data, edit_to_data
from rollenplanner.domain.months import Span
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Person, Scenario
from rollenplanner.files.scenario_editing import EditedScenario, open_scenario
from rollenplanner.planning.editing.repairing import repairing_edits

SCENARIO = """\
format: 1
name: Proef
horizon: {start: 2027-01, period: half-year, count: 4}
clusters: {a: {fte: 3}, b: {fte: 2}}
functions:
  adviseur: {scale: 10, fte: 2, clusters: [a]}
  beheerder: {scale: 8, fte: 1}
  leider: {scale: 12, management: true}
competences: {visie: {}, durf: {}}
everyone: {durf: any}
roles:
  kas:
    cluster: a
    fte: 0.8
    functions: [adviseur]
    critical: true
    competences: {visie: B, durf: any}
    expertise: {geld: 2}
    holders: {min: 2, max: 2, share: 0.2}
    backups: {count: 2, fte: 0.1}
    own_cluster: true
    term: {min: 2, max: 3}
    handover: 1
  balie: {cluster: b, fte: [0.5, 0, 0.5, 0.8]}
  post: {cluster: b, fte: 1, functions: [beheerder], expertise: {geld: 3}}
modules:
  leiding: {fte: 0.4, deputies: 1, deputy_fte: 0.1, functions: [adviseur],
            term: {min: 2, max: 2}, handover: 1}
staff:
  P01: {fte: 0.9, function: adviseur, cluster: a, competences: {visie: [A, C]}, max_roles: 1,
        roles: {kas: {fte: 0.8}}, available: [{from: 2027-03, until: 2027-05, fte: 0.4}]}
  P02: {fte: 0.5, function: adviseur, cluster: a, expertise: {geld: 1}, from: 2027-07,
        until: 2028-02, available: [{from: 2027-08, until: 2027-09, fte: 0}]}
  P03: {fte: 1, function: beheerder, cluster: b, until: 2028-07}
  P04: {fte: 1.6, function: beheerder, cluster: b, available: [{from: 2028-01, fte: 0}]}
  V01: {fte: 0.5, function: beheerder, cluster: b, vacancy: true}
pins:
  - {person: P01, role: kas}
  - {person: P03, function: leider}
  - {person: P03, cluster: a}
forbid:
  - {person: P03, role: balie, until: 2027-07}
  - {person: P03, backup: post}
incompatible:
  - {roles: [kas, balie], source: Regeling}
  - {roles: [leiding, kas]}
limits: {moves: 0, critical_uncovered: 0}
rules:
  max_roles: 2
  max_backups: 2
  max_changes: 1
  no_double_change: true
  levels: strict
  scale_up: 0.5
"""

#: In which every role belongs to its own cluster unless the rule itself goes.
EVERYWHERE = SCENARIO.replace("rules:\n", "rules:\n  own_cluster: true\n")


def _changes(scenario: Scenario) -> list[Change]:
    """Every change that is considered for any clash, and for any gap; each once."""
    return list({each.id: each for each in _considered(scenario)}.values())


def _considered(scenario: Scenario) -> Iterator[Change]:
    every = conditions_of(Problem(scenario))
    yield from changes_for(scenario, every, every, DEFAULT_PRICES)
    nothing = Assignment({}, {each: {} for each in scenario.roles}, {})
    present = present_scenario(scenario)
    for subject, plan in ((scenario, nothing), (present, present_plan(scenario))):
        for finding in find_gaps(subject, plan):
            goals = goals_to_close(case_of(subject, plan), finding)
            asked = conditions_of(Problem(subject, goals, frozenset(g.owner for g in goals)))
            own = [each for each in asked if each.id.startswith("goals.")]
            yield from changes_for(subject, own, asked, DEFAULT_PRICES, goals)


def _counted(scenario: Scenario) -> dict[str, object]:
    """Everything that a plan depends on, however the file says it."""
    return {
        "staff": Counter(repr(_counted_person(each)) for each in scenario.staff.values()),
        "roles": {each.id: each for each in scenario.roles.values()},
        "functions": dict(scenario.functions),
        "clusters": dict(scenario.clusters),
        "placement": scenario.placement,
        "pins": [replace(each, index=0) for each in scenario.pins],
        "forbid": [replace(each, index=0) for each in scenario.forbid],
        "segregation": [each.groups for each in scenario.incompatible],
        "limits": dict(scenario.limits),
        "rules": replace(
            scenario.rules,
            own_cluster=False,
            scale_up=min(scenario.rules.scale_up, 170),
            scale_down=min(scenario.rules.scale_down, 170),
        ),
    }


def _counted_person(person: Person) -> tuple[object, ...]:
    known = {key: sorted(map(str, levels)) for key, levels in person.competences.items()}
    least = None if person.max_roles is None else min(person.max_roles, 10_000)
    plain = replace(person, service=Span(), competences={}, expertise={}, max_roles=least)
    new = person.id.startswith(("+", "N"))
    records = (sorted(known.items()), sorted(person.expertise.items()))
    return (replace(plain, id="new" if new else plain.id), records)


@pytest.fixture(scope="module", params=[SCENARIO, EVERYWHERE], ids=["roles", "rules"])
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> EditedScenario:
    path: Path = tmp_path_factory.mktemp("repairs") / "scenario.yaml"
    path.write_text(request.param, encoding="utf-8")
    return open_scenario(path)


def test_every_change_of_an_explanation_is_made_exactly(opened: EditedScenario) -> None:
    scenario = opened.scenario
    seen: set[PriceKind] = set()
    for change in _changes(scenario):
        seen.add(change.kind)
        for strength in (change.strengths[0], change.strengths[-1]):
            edits = repairing_edits(opened, [strength])
            assert edits, strength.message
            made = opened.after(*edits).scenario
            wanted = edited(Problem(scenario), [strength.edit]).scenario
            assert _counted(made) == _counted(wanted), strength.message
            assert [edit_from_data(edit_to_data(each)) for each in edits] == list(edits)
    assert seen == set(PriceKind)


def test_changes_together_are_made_as_well(opened: EditedScenario) -> None:
    scenario = opened.scenario
    hires = [each for each in _changes(scenario) if each.id.startswith("hire:")]
    parts = [hires[0].strengths[0], hires[1].strengths[0]]
    assert hires[0].id != hires[1].id
    edits = repairing_edits(opened, parts)
    made = opened.after(*edits).scenario
    assert _counted(made) == _counted(edited(Problem(scenario), [p.edit for p in parts]).scenario)
    assert {"N01", "N02"} <= made.staff.keys()


def test_every_repair_is_saved_in_the_file_and_beside_it(opened: EditedScenario) -> None:
    used: set[str] = set()
    for number, change in enumerate(_changes(opened.scenario)):
        edits = repairing_edits(opened, [change.strengths[-1]])
        if {each.kind for each in edits} <= used:
            continue
        used |= {each.kind for each in edits}
        path = opened.path.with_name(f"variant-{number}.yaml")
        after = opened.after(*edits)
        after.save_as(path)
        assert _counted(open_scenario(path).scenario) == _counted(after.scenario)
    assert used >= {"hire", "competence", "asked", "rule", "rule-switch", "placement", "place"}
    assert used <= EDITS.keys()
