"""Notes: allowed, but someone should look (design section 3, "Notes, not errors")."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.small import SMALL, changed, load

# name -> pieces to replace, then path and part of the sentence of the note expected.
_NOTED: dict[str, tuple[tuple[tuple[str, str], ...], str, str]] = {
    "a role for functions without people": (
        (("  balie: {cluster", "  balie: {functions: [leider], cluster"),),
        "roles.balie",
        "Nobody may hold",
    ),
    "a role for no function": (
        (("  balie: {cluster", "  balie: {functions: [], cluster"),),
        "roles.balie",
        "Nobody may hold",
    ),
    "a role that asks too much": (
        (("  balie: {cluster", "  balie: {competences: {visie: A}, cluster"),),
        "roles.balie",
        "Nobody may hold",
    ),
    "a role whose only candidate is forbidden": (
        (
            ("  balie: {cluster", "  balie: {competences: {visie: B}, cluster"),
            ("incompatible:", "forbid: [{person: P01, role: balie}]\nincompatible:"),
        ),
        "roles.balie",
        "Nobody may hold",
    ),
    "a role of a cluster without its people": (
        (("  balie: {cluster", "  balie: {own_cluster: true, competences: {visie: B}, cluster"),),
        "roles.balie",
        "Nobody may hold",
    ),
    "a module without candidates": (
        (("cluster: b}\npins", "cluster: a}\npins"),),
        "modules.coordinatie",
        "cluster b",
    ),
    "a manager in a module": (
        (("deputies: 1}", "functions: [adviseur, leider]}"),),
        "modules.coordinatie.functions.1",
        "management",
    ),
    "a norm of no line": (
        (("rules: {step: 0.05}", "rules: {step: 0.05, first_line: 0.8}"),),
        "rules.first_line",
        "line: first",
    ),
    "expertise of nobody": (
        (("  balie: {cluster", "  balie: {expertise: {geld: 1}, cluster"),),
        "roles.balie.expertise.geld",
        "Nobody",
    ),
    # Three holders of 0.3 need 0.9, and there is 0.8.
    "shares that do not fit": (
        (("{min: 1, max: 2, share: 0.2}", "{min: 3, share: 0.3}"),),
        "roles.kas.holders",
        "0.80",
    ),
    "a date inside a period": (
        (("cluster: b}\npins", "cluster: b, until: 2027-10}\npins"),),
        "staff.P02.until",
        "inside a period",
    ),
    # 4 + 2 fte of functions against 3 + 4.
    "clusters that do not add up": (
        (("b: {name: Cluster B, fte: 3}", "b: {name: Cluster B, fte: 4}"),),
        "clusters",
        "7.00",
    ),
    # Weights of 1000, 5 and 5: the median is 5, and 1000 is more than five times that.
    "loud wishes": (
        (
            ("roles: {balie: 2}, clusters: {b: 1}", "roles: {balie: 1000}"),
            (
                "cluster: b}\npins:",
                "cluster: b, wishes: {roles: {kas: 5}}}\n"
                "  P03: {fte: 1, wishes: {roles: {kas: 5}}}\npins:",
            ),
        ),
        "staff.P01.wishes",
        "5 times the median",
    ),
    "no start with dates": (
        (
            ("{start: 2027-01, period", "{period"),
            ("cluster: b}\npins", "cluster: b, until: 2027-07}\npins"),
        ),
        "horizon.start",
        "2027-01",
    ),
    # -- pins against rules
    "pinned and forbidden": (
        (("incompatible:", "forbid: [{person: P01, role: kas}]\nincompatible:"),),
        "pins.0",
        "forbidden",
    ),
    "pinned beyond the functions": (
        (("    fte: 0.8\n", "    fte: 0.8\n    functions: [leider]\n"),),
        "pins.0",
        "no function and cluster",
    ),
    "pinned beyond the requirements": ((("person: P01", "person: P02"),), "pins.0", "requirements"),
    "pinned to another function": ((("role: kas}", "function: leider}"),), "pins.0", "stays"),
    "pinned beyond the scale": (
        (
            ("role: kas}", "function: leider}"),
            ("rules: {", "placement: free\nrules: {"),
            ("scale: 12", "scale: 14"),
        ),
        "pins.0",
        "scale",
    ),
    "pinned outside the life of the role": (
        (("role: kas}", "role: kas, from: 2029-01}"),),
        "pins.0",
        "not active",
    ),
    "pinned outside service": (
        (("    fte: 1\n", "    fte: 1\n    until: 2027-07\n"),),
        "pins.0",
        "service",
    ),
    "pinned to what is incompatible": (
        (
            (
                "  - {person: P01, role: kas}",
                "  - {person: P01, role: kas}\n  - {person: P01, backup: balie}",
            ),
        ),
        "pins.1",
        "incompatible",
    ),
    "pinned to hold and to back up": (
        (
            (
                "  - {person: P01, role: kas}",
                "  - {person: P01, role: kas}\n  - {person: P01, backup: kas}",
            ),
        ),
        "pins.1",
        "at the same time",
    ),
    "more people pinned than may hold": (
        (
            ("{min: 1, max: 2, share: 0.2}", "{max: 1}"),
            (
                "  - {person: P01, role: kas}",
                "  - {person: P01, role: kas}\n  - {person: P02, role: kas}",
            ),
        ),
        "pins.1",
        "at most 1",
    ),
    "more roles pinned than allowed": (
        (("rules: {step", "rules: {max_roles: 0, step"),),
        "pins.0",
        "at most 0",
    ),
    "more backups pinned than allowed": (
        (
            ("role: kas}", "backup: kas}\n  - {person: P01, backup: coordinatie@a}"),
            ("rules: {step", "rules: {max_backups: 1, step"),
        ),
        "pins.1",
        "at most 1",
    ),
    # P01 has 1 fte: 0.2 of kas at least, and all 0.9 of the post.
    "more work pinned than there is time for": (
        (
            ("role: kas}", "role: kas}\n  - {person: P01, role: coordinatie@a}"),
            ("coordinatie: {fte: 0.4", "coordinatie: {fte: 0.9"),
        ),
        "pins.1",
        "more fte",
    ),
    # 0.89 fte, and the role takes 1.3 times 0.8.
    "pinned work that takes this person too long": (
        (
            ("person: P01, role: kas}", "person: P02, role: kas}"),
            ("share: 0.2", "share: 0.8"),
            ("cluster: b}\npins", "cluster: b, effort: {kas: 1.3}}\npins"),
        ),
        "pins.0",
        "more fte",
    ),
    "pinned to two clusters": (
        (
            ("role: kas}", "cluster: a}\n  - {person: P01, cluster: b}"),
            ("rules: {", "placement: free\nrules: {"),
        ),
        "pins.1",
        "no place",
    ),
    "pinned to a function that does not stand in the pinned cluster": (
        (
            ("role: kas}", "function: leider}\n  - {person: P01, cluster: b}"),
            ("scale: 12, fte: 2, clusters: [a, b]", "scale: 11, fte: 2, clusters: [a]"),
            ("rules: {", "placement: free\nrules: {"),
        ),
        "pins.1",
        "no place",
    ),
    "pinned to a place that is forbidden in another way": (
        (
            ("role: kas}", "function: leider}"),
            ("scale: 12, fte: 2, clusters: [a, b]", "scale: 11, fte: 2, clusters: [a]"),
            ("incompatible:", "forbid: [{person: P01, cluster: a}]\nincompatible:"),
            ("rules: {", "placement: free\nrules: {"),
        ),
        "pins.0",
        "no place",
    ),
    "pinned to a role of one cluster and to another cluster": (
        (
            ("role: kas}", "role: kas}\n  - {person: P01, cluster: b}"),
            ("    fte: 0.8\n", "    fte: 0.8\n    own_cluster: true\n"),
            ("rules: {", "placement: free\nrules: {"),
        ),
        "pins.0",
        "no function and cluster",
    ),
    "a place with dates": ((("role: kas}", "cluster: a, from: 2027-07}"),), "pins.0", "dates"),
}


@pytest.mark.parametrize("kind", _NOTED)
def test_notes(kind: str, tmp_path: Path) -> None:
    changes, path, part = _NOTED[kind]
    loaded = load(tmp_path, changed(*changes))

    matching = [n for n in loaded.notes if n.path == path and part in str(n.message)]
    assert matching, [f"{n.path}: {n.message}" for n in loaded.notes]
    assert all(n.file and n.line and n.column for n in loaded.notes)


_P03 = "  P03: {fte: 1, function: adviseur, cluster: b, competences: {visie: D}}\npins:"

# name -> pieces to replace, and what the note says behind "Nobody may hold this role."
_LACKING: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    # P01 shows B and C, P02 nothing: A is one step from B and four from nothing.
    "a heavier level than anyone shows": (
        (("  balie: {cluster", "  balie: {competences: {visie: A}, cluster"),),
        "P01 comes nearest and lacks visie A (B is recorded).",
    ),
    # Expertise 2 of which nobody has a record: both are two steps short.
    "an expertise of nobody": (
        (("  balie: {cluster", "  balie: {expertise: {geld: 2}, cluster"),),
        "P01, one of 2 who come nearest, lacks geld 2 (nothing is recorded).",
    ),
    # P01 may not, P02 is two steps short of C and P03 one.
    "the nearest is the nearest of those who may": (
        (
            ("  balie: {cluster", "  balie: {competences: {visie: C}, cluster"),
            ("pins:", _P03),
            ("incompatible:", "forbid: [{person: P01, role: balie}]\nincompatible:"),
        ),
        "P03 comes nearest and lacks visie C (D is recorded).",
    ),
    # Nobody has either; P01 lacks one, P02 and P03 two. Without a level only the id stands.
    "more than one thing": (
        (
            ("  visie: {name: Visie}", "  visie: {name: Visie}\n  moed: {}"),
            ("  balie: {cluster", "  balie: {competences: {moed: any, visie: A}, cluster"),
        ),
        "P01 comes nearest and lacks moed (nothing is recorded), visie A (B is recorded).",
    ),
    "functions in which nobody stands": (
        (("  balie: {cluster", "  balie: {functions: [leider], cluster"),),
        "Nobody stands where it may be held: leider.",
    ),
    "no function at all": (
        (("  balie: {cluster", "  balie: {functions: [], cluster"),),
        "No function may hold it.",
    ),
    # P01 has what is asked and is forbidden; nobody is named, so that no absence can be read.
    "only who may not": (
        (
            ("  balie: {cluster", "  balie: {cluster"),
            (
                "incompatible:",
                "forbid: [{person: P01, role: balie}, {person: P02, role: balie}]\nincompatible:",
            ),
        ),
        "Those in the right place may not hold it, or do not serve then.",
    ),
}


@pytest.mark.parametrize("kind", _LACKING)
def test_the_note_on_a_role_of_nobody_says_what_is_lacking(kind: str, tmp_path: Path) -> None:
    changes, expected = _LACKING[kind]
    notes = load(tmp_path, changed(*changes)).notes
    found = [str(note.message) for note in notes if note.path == "roles.balie"]
    assert found == [f"Nobody may hold this role. {expected}"]


def test_the_small_scenario_has_no_notes(tmp_path: Path) -> None:
    # 3 + 3 fte of clusters against 4 + 2 of functions; everyone can hold something.
    assert load(tmp_path, SMALL).notes == ()


def test_a_present_holder_needs_to_meet_no_requirements(tmp_path: Path) -> None:
    # P01 holds kas at present and shows B, where A is asked.
    content = changed(("{visie: B}", "{visie: A}"))
    assert [n.path for n in load(tmp_path, content).notes] == []


def test_who_can_still_learn_a_role_is_a_candidate(tmp_path: Path) -> None:
    # P01 shows B, one step short of A; learning takes one period, and there are two.
    asks_more = ("  balie: {cluster", "  balie: {competences: {visie: A}, cluster")
    learning = ("step: 0.05", "step: 0.05, learning: {gap: 1, shadow: 1}")
    assert [n.path for n in load(tmp_path, changed(asks_more)).notes] == ["roles.balie"]
    assert load(tmp_path, changed(asks_more, learning)).notes == ()


def test_a_single_holder_may_take_all_of_a_demand_below_the_share(tmp_path: Path) -> None:
    content = changed(("{min: 1, max: 2, share: 0.2}", "{share: 1}"))
    assert load(tmp_path, content).notes == ()


def test_a_date_outside_the_horizon_is_inside_no_period(tmp_path: Path) -> None:
    content = changed(("cluster: b}\npins", "cluster: b, until: 2031-10}\npins"))
    assert load(tmp_path, content).notes == ()


def test_the_sum_counts_coordinators_and_management_beside_the_clusters(tmp_path: Path) -> None:
    # Clusters 3 + 4, two posts, 2 fte of management: 7, and 11 together, against 6.
    content = changed(("b: {name: Cluster B, fte: 3}", "b: {name: Cluster B, fte: 4}"))
    (note,) = load(tmp_path, content).notes
    assert str(note.message) == (
        "The clusters have 7.00 fte together, 11.00 fte with 2 coordinators, 2.00 fte management "
        "beside them; the formation is 6.00 fte."
    )


def test_the_sum_names_only_what_there_is(tmp_path: Path) -> None:
    content = changed(
        ("b: {name: Cluster B, fte: 3}", "b: {name: Cluster B, fte: 4}"),
        (", management: true", ""),
        ("modules:\n  coordinatie: {fte: 0.4, deputies: 1}\n", ""),
    )
    (note,) = load(tmp_path, content).notes
    assert str(note.message) == ("The clusters have 7.00 fte together; the formation is 6.00 fte.")


def test_pinned_work_that_just_fits_is_no_contradiction(tmp_path: Path) -> None:
    # 0.2 of kas at least and 0.8 of the post: exactly the 1 fte of P01.
    content = changed(
        ("role: kas}", "role: kas}\n  - {person: P01, role: coordinatie@a}"),
        ("coordinatie: {fte: 0.4", "coordinatie: {fte: 0.8"),
    )
    assert load(tmp_path, content).notes == ()
