"""Batch specifications: which cases they ask for, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.files.scenario_files import read_scenario
from tests.batch.studies import SPEC, load, problems_of, with_vary, write_study


def test_every_variant_with_every_value(tmp_path: Path) -> None:
    study = load(tmp_path).study
    assert study.id == "studie"
    assert study.axes == ("clusters.a.fte", "absent")
    assert len(study.cases) == 3 * 2 * 2
    first, *_ = study.cases
    assert first.id == "nu/clusters.a.fte=1/absent=-"
    assert first.name == "Zoals het nu is"
    assert first.axes == {"clusters.a.fte": "1", "absent": "-"}
    assert first.scenario.clusters["a"].fte == 100
    assert study.cases[1].scenario.staff["P01"].available == (0,)
    assert study.cases[4].scenario.staff.keys() == {"P01", "P02"}
    assert study.cases[8].scenario.placement == "free"


def test_a_case_is_the_scenario_that_its_overlay_makes(tmp_path: Path) -> None:
    """The same checksum as the same change in a file of its own."""
    study = load(tmp_path, with_vary("vary: [{path: clusters.a.fte, values: [1.5]}]\n")).study
    overlay = tmp_path / "anders.yaml"
    overlay.write_text("extends: scenario.yaml\nformat: 1\nclusters: {a: {fte: 1.5}}\n", "utf-8")
    assert study.cases[0].scenario.sha256 == read_scenario(overlay).scenario.sha256


def test_what_one_variant_removes_stays_in_the_next(tmp_path: Path) -> None:
    """P02 holds kas at present, which falls away with kas; beside it everything is as it was."""
    spec = SPEC.replace("{P03: ~}}}", "{P03: ~}, roles: {kas: ~}}}")
    cases = load(tmp_path, spec).study.cases
    held = {case.variant: set(case.scenario.staff["P02"].roles) for case in cases}
    assert held == {"nu": {"kas"}, "zonder": set(), "vrij": {"kas"}}


def test_zip_takes_first_with_first(tmp_path: Path) -> None:
    spec = with_vary(
        "vary:\n  - {path: clusters.a.fte, values: [1, 2]}\n  - {seeds: [7, 8]}\ncombine: zip\n"
    )
    cases = load(tmp_path, spec).study.cases
    assert [(case.scenario.clusters["a"].fte, case.settings.seed) for case in cases] == [
        (100, 7),
        (200, 8),
    ]


def test_ranges_are_exact_and_include_their_end(tmp_path: Path) -> None:
    spec = with_vary("vary: [{path: staff.P01.fte, from: 0.7, to: 1, step: 0.1}]\n")
    cases = load(tmp_path, spec).study.cases
    assert [case.scenario.staff["P01"].fte for case in cases] == [70, 80, 90, 100]
    assert [case.axes["staff.P01.fte"] for case in cases] == ["0.7", "0.8", "0.9", "1"]


def test_overlays_as_an_axis_and_an_id_with_a_dot(tmp_path: Path) -> None:
    spec = with_vary(
        "vary:\n"
        "  - {overlays: {vast: {placement: fixed}, vrij: vrij.yaml}}\n"
        "  - {name: punt, path: roles.punt.een.fte, values: [0.2]}\n"
    )
    cases = load(tmp_path, spec).study.cases
    assert [case.scenario.placement for case in cases] == ["fixed", "free"]
    assert cases[0].scenario.roles["punt.een"].demand == (20,)
    assert cases[0].axes == {"overlay": "vast", "punt": "0.2"}


def test_a_scenario_is_a_study_of_one(tmp_path: Path) -> None:
    from rollenplanner.files.batch_files import read_study

    write_study(tmp_path)
    study = read_study(tmp_path / "scenario.yaml").study
    assert [case.id for case in study.cases] == ["base"]
    assert study.name == "Proefdorp"


def test_rules_may_differ_where_that_is_the_question(tmp_path: Path) -> None:
    study = load(tmp_path, with_vary("vary: [{path: rules.max_roles, values: [2, 3]}]\n")).study
    assert len(study.cases) == 2
    assert "rules.max_roles" not in study.ground
    assert "rules.step" in study.ground


def test_rules_that_differ_otherwise_are_refused(tmp_path: Path) -> None:
    spec = SPEC.replace("{P03: ~}}", "{P03: ~}, limits: {moves: 1}, rules: {max_roles: 2}}")
    problems = problems_of(tmp_path, spec)
    assert len(problems) == 1
    assert problems[0].path == "variants.zonder"
    assert "differs from the base in limits.moves, rules.max_roles;" in str(problems[0].message)


REFUSED = [
    (SPEC.replace("absent: [[], P01]", "absent: [P1]"), 'There is no "P1" in staff.'),
    (SPEC.replace("clusters.a.fte", "clusters.aa.fte"), 'There is no "aa" in clusters.'),
    (SPEC.replace("clusters.a.fte", "clusters.a.ftes"), 'Unknown key "ftes".'),
    (SPEC.replace("values: [1, 2]", "values: [1, 1]"), "has a value twice"),
    (SPEC.replace("values: [1, 2]", "values: [1, x]"), "Expected a number"),
    (SPEC.replace("values: [1, 2]", "from: 1, to: 2"), "either values, or from, to and step"),
    (SPEC.replace("overlay: vrij.yaml", "overlay: geen.yaml"), "There is no such file: geen"),
    (SPEC.replace("base: scenario.yaml", "base: geen.yaml"), "There is no such file: geen"),
    (SPEC.replace("{P03: ~}", "{P04: ~}"), 'There is no "P04" here to remove.'),
    (SPEC.replace("variants:", "varianten:"), 'Did you mean "variants"?'),
    (SPEC + "most_cases: 11\n", "has 12 cases, and most_cases allows 11"),
    (SPEC + "combine: zip\nvary: []\n", "stands here twice"),
    (SPEC.replace("P03: ~}}", "P03: ~}, extends: vrij.yaml}"), "extends nothing else"),
    (
        SPEC.replace("absent: [[], P01]", "seeds: [1, 2, 3]") + "combine: zip\n",
        "all axes need the same number of values",
    ),
    (SPEC.replace("absent: [[], P01]", "seeds: [1], path: x"), "State exactly one of path"),
]


@pytest.mark.parametrize(("spec", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_refused(tmp_path: Path, spec: str, said: str) -> None:
    problems = problems_of(tmp_path, spec)
    assert any(said in str(each.message) for each in problems), [str(e.message) for e in problems]
    assert all(each.line is not None for each in problems)


def test_what_is_wrong_in_several_variants_is_told_at_once(tmp_path: Path) -> None:
    spec = SPEC.replace("{P03: ~}", "{P04: ~}").replace("overlay: vrij.yaml", "overlay: geen.yaml")
    problems = problems_of(tmp_path, spec)
    assert [(each.line, each.path) for each in problems] == [
        (7, "staff.P04"),
        (8, "variants.vrij.overlay"),
    ]


def test_an_id_that_a_variant_only_removes_is_not_proposed(tmp_path: Path) -> None:
    spec = SPEC.replace("{P03: ~}", "{P99: ~}").replace("[[], P01]", "[P98]")
    assert not any("P99" in str(each.message) for each in problems_of(tmp_path, spec))


def test_what_a_variant_breaks_is_told_at_the_variant_and_once(tmp_path: Path) -> None:
    """Without cluster b the base has a role and a person too many, in every one of four cases."""
    spec = SPEC.replace("{staff: {P03: ~}}", "{clusters: {b: ~}}")
    problems = problems_of(tmp_path, spec)
    assert {(each.path, Path(each.file or "").name) for each in problems} == {
        ("variants.zonder", "studie.yaml")
    }
    assert {each.line for each in problems} == {7}
    messages = [str(each.message) for each in problems]
    assert len(set(messages)) == len(messages)
    assert all(each.startswith("With this variant: ") for each in messages)
    assert any('"b" was removed by an overlay' in each for each in messages)


def test_what_a_value_breaks_is_told_at_its_axis_and_once(tmp_path: Path) -> None:
    """A step of 0.5 fits no role of the base, whatever the variant."""
    spec = SPEC.replace("{absent: [[], P01]}", "{path: rules.step, values: [0.05, 0.5]}")
    problems = problems_of(tmp_path, spec)
    assert {each.path for each in problems} == {"vary.1"}
    assert all('With the value "0.5": ' in str(each.message) for each in problems)
    assert len(set(problems)) == len(problems)


@pytest.mark.parametrize(
    ("change", "path"),
    [("rules: {step: 0.5}", "rules.step"), ("horizon: {count: 2}", "horizon.count")],
)
def test_a_variant_cannot_state_another_horizon_or_step(
    tmp_path: Path, change: str, path: str
) -> None:
    (problem,) = problems_of(tmp_path, SPEC.replace("{staff: {P03: ~}}", f"{{{change}}}"))
    assert problem.line == 7
    assert problem.path == "variants.zonder"
    assert f"differs from the base in {path};" in str(problem.message)


def test_axes_and_variants_that_are_wrong_are_told_at_once(tmp_path: Path) -> None:
    spec = SPEC.replace("{P03: ~}", "{P04: ~}").replace("values: [1, 2]", "values: [1, 1]")
    messages = " ".join(str(each.message) for each in problems_of(tmp_path, spec))
    assert "has a value twice" in messages
    assert 'no "P04" here to remove' in messages
    shape = SPEC.replace("base: scenario.yaml", "base: geen.yaml") + "combinatie: zip\n"
    messages = " ".join(str(each.message) for each in problems_of(tmp_path, shape))
    assert "There is no such file: geen.yaml" in messages
    assert 'Unknown key "combinatie"' in messages


def test_zip_tells_which_axis_has_how_many(tmp_path: Path) -> None:
    spec = SPEC.replace("absent: [[], P01]", "seeds: [1, 2, 3]") + "combine: zip\n"
    (problem,) = problems_of(tmp_path, spec)
    assert "clusters.a.fte has 2" in str(problem.message)
    assert "seed has 3" in str(problem.message)


def test_a_range_that_does_not_reach_its_end_is_noted(tmp_path: Path) -> None:
    spec = with_vary("vary: [{path: staff.P01.fte, from: 0.7, to: 1, step: 0.2}]\n")
    (note,) = load(tmp_path, spec).notes
    assert "do not reach 1: the last value is 0.9." in str(note.message)
    assert note.line is not None
    assert not load(
        tmp_path, with_vary("vary: [{path: staff.P01.fte, from: 1, to: 1, step: 1}]\n")
    ).notes
