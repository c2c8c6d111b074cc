"""What a right scenario becomes: defaults, periods, posts, places, checksum."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.levels import Level
from rollenplanner.domain.scenario import Rules
from rollenplanner.domain.terms import DEFAULT_OBJECTIVE, UNIT, Term
from tests.files.small import SMALL, changed, load

TINY = """\
format: 1
clusters: {c: {}}
functions: {f: {}, baas: {management: true}}
roles: {r: {cluster: c, fte: 0.5}}
modules: {m: {fte: 1}}
staff: {P1: {fte: 1}}
"""


def test_defaults(tmp_path: Path) -> None:
    scenario = load(tmp_path, TINY, "klein.yaml").scenario

    assert scenario.name == "klein"
    assert scenario.language == "nl"
    assert scenario.placement == "fixed"
    assert (scenario.horizon.kind, scenario.horizon.count) == ("half-year", 1)
    assert scenario.rules == Rules()
    assert scenario.rules.max_backups is None
    assert scenario.objective == DEFAULT_OBJECTIVE
    assert scenario.functions["f"].clusters == ("c",)
    role = scenario.roles["r"]
    assert (role.name, role.demand, role.functions) == ("r", (50,), ("f",))
    assert (role.min_holders, role.max_holders, role.share) == (1, None, 5)
    assert (role.backups, role.backup_fte, role.critical, role.handover) == (0, 0, False, 0)
    assert role.term is None
    post = scenario.roles["m@c"]
    assert (post.demand, post.functions, post.share) == ((100,), ("f",), 100)
    assert (post.min_holders, post.max_holders, post.own_cluster) == (1, 1, True)
    assert scenario.modules["m"].posts == ("m@c",)
    assert scenario.staff["P1"].effort_for("r") == 100


def test_the_scale_of_a_person_is_that_of_the_present_function(tmp_path: Path) -> None:
    staff = load(tmp_path, changed(("  P02: {fte", "  P02: {scale: 10A, fte"))).scenario.staff

    assert str(staff["P01"].scale) == "10"
    assert str(staff["P02"].scale) == "10A"
    assert (staff["P02"].scale.tenths if staff["P02"].scale else 0) == 105


def test_a_role_lives_in_the_periods_that_it_touches(tmp_path: Path) -> None:
    # Half-years from 2027-01: a role from 2027-08 touches the second one only.
    content = changed(("    fte: 0.8\n", "    fte: 0.8\n    from: 2027-08\n"))
    assert load(tmp_path, content).scenario.roles["kas"].demand == (0, 80)


def test_a_person_serves_only_in_whole_periods(tmp_path: Path) -> None:
    content = changed(("b}\npins:", "b, from: 2027-02}\npins:"))
    assert load(tmp_path, content).scenario.staff["P02"].available == (0, 89)


def test_less_time_counts_in_every_period_that_it_touches_and_the_lowest_applies(
    tmp_path: Path,
) -> None:
    # The first while touches both half-years, the second only the second: 0.5 and min(0.5, 0.2).
    less = "available: [{from: 2027-06, until: 2027-08, fte: 0.5}, {from: 2027-09, fte: 0.2}]"
    content = changed(("b}\npins:", f"b, {less}}}\npins:"))
    assert load(tmp_path, content).scenario.staff["P02"].available == (50, 20)


def test_a_vacancy_meets_the_profile_of_its_function(tmp_path: Path) -> None:
    content = changed(
        ("language: nl", "catalogues: [hr21]"),
        ("{scale: 10", "{norm: adviseur-iv, scale: 10"),
        ("cluster: b}\npins:", "cluster: b, vacancy: true, competences: {visie: D}}\npins:"),
    )
    scenario = load(tmp_path, content).scenario
    profile = scenario.functions["adviseur"].profile.competences
    vacancy = scenario.staff["P02"]

    assert profile, "the norm function asks something"
    assert all(asked.level in vacancy.competences[asked.competence] for asked in profile)
    assert Level.D in vacancy.competences["visie"]


def test_a_norm_gives_series_group_and_profile(tmp_path: Path) -> None:
    content = changed(
        ("language: nl", "catalogues: [hr21]"),
        ("{scale: 10", "{norm: adviseur-iv, scale: 10"),
    )
    function = load(tmp_path, content).scenario.functions["adviseur"]

    assert function.series is not None
    assert function.group is not None
    assert function.profile.competences


def test_a_role_asks_its_own_and_its_norms_competences(tmp_path: Path) -> None:
    content = changed(
        ("language: nl", "catalogues: [hr21]"),
        ("    competences: {visie: B}", "    norm: coordinatie\n    competences: {visie: B}"),
    )
    asked = load(tmp_path, content).scenario.roles["kas"].asked.competences

    assert ("visie", Level.B) in {(a.competence, a.level) for a in asked}
    assert len(asked) > 1
    assert len(set(asked)) == len(asked)


def test_posts_per_number_of_staff(tmp_path: Path) -> None:
    # Two advisers in cluster a and one in b, one post per started two: one post in each; with one
    # per started head a has two.
    people = "  P03: {fte: 1, function: adviseur, cluster: a}\npins:"
    per_two = ("{fte: 0.4, deputies: 1}", "{fte: 0.4, per: {staff: 2, functions: [adviseur]}}")
    per_one = ("{fte: 0.4, deputies: 1}", "{fte: 0.4, per: {staff: 1, functions: [adviseur]}}")

    two = load(tmp_path, changed(per_two, ("pins:", people))).scenario
    one = load(tmp_path, changed(per_one, ("pins:", people))).scenario

    assert two.modules["coordinatie"].posts == ("coordinatie@a", "coordinatie@b")
    assert one.modules["coordinatie"].posts == ("coordinatie@a", "coordinatie@a#2", "coordinatie@b")
    post = one.roles["coordinatie@a#2"].post
    assert post is not None
    assert (post.number, post.per_staff, post.head_functions) == (2, 1, ("adviseur",))


def test_a_module_in_a_pin_stands_for_every_post(tmp_path: Path) -> None:
    scenario = load(tmp_path, changed((", role: kas}", ", role: coordinatie}"))).scenario

    assert scenario.pins[0].targets == ("coordinatie@a", "coordinatie@b")
    assert scenario.pins[0].written == "coordinatie"


def test_limits_and_objective(tmp_path: Path) -> None:
    extra = "limits: {uncovered: 0.5, wishes: -3}\nobjective: [{moves: 2}, {wishes: 1}]\nrules: {"
    scenario = load(tmp_path, changed(("rules: {", extra))).scenario

    # Limits count in ten-thousandths.
    assert scenario.limits == {Term.UNCOVERED: UNIT // 2, Term.WISHES: -3 * UNIT}
    assert scenario.objective == ({Term.MOVES: 2}, {Term.WISHES: 1})


def test_everything_that_findings_name_has_its_place(tmp_path: Path) -> None:
    scenario = load(tmp_path, SMALL).scenario

    assert scenario.sources["roles.kas"].line == 14
    assert scenario.sources["roles.coordinatie@b"].line == 21
    assert scenario.sources["staff.P02"].line == 31
    assert scenario.sources["pins.0"].line == 33
    assert scenario.sources["incompatible.0"].line == 35
    assert scenario.sources["rules.step"].line == 36
    assert scenario.sources["clusters.b"].line == 7
    assert scenario.sources["functions.leider"].line == 10


def test_the_checksum_is_about_content_only(tmp_path: Path) -> None:
    first = load(tmp_path, SMALL).sha256

    assert len(first) == 64
    assert load(tmp_path, "# words\n" + changed(("fte: 0.8\n", "fte: 0.80\n"))).sha256 == first
    assert load(tmp_path, changed(("rules: {step: 0.05}\n", ""))).sha256 == first
    assert load(tmp_path, changed(("fte: 0.89", "fte: 0.88"))).sha256 != first
    with_catalogue = changed(("language: nl", "language: nl\ncatalogues: [hr21]"))
    assert load(tmp_path, with_catalogue).sha256 != first


def test_a_catalogue_of_ones_own_lies_beside_the_scenario(tmp_path: Path) -> None:
    own = (
        "format: 1\nid: eigen\nname: Eigen\ncumulative: false\ncompetences: {moed: {name: Moed}}\n"
    )
    folder = tmp_path / "catalogi"
    folder.mkdir()
    (folder / "eigen.yaml").write_text(own)
    content = changed(
        ("language: nl", "catalogues: [catalogi/eigen.yaml]"),
        ("{visie: B}", "{visie: B, moed: any}"),
    )

    assert load(tmp_path, content).scenario.competences == {"moed": "Moed", "visie": "Visie"}
