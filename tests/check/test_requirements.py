"""Grades of a record against an asked level, and steps over requirements (design section 2)."""

from __future__ import annotations

import pytest

from rollenplanner.domain.levels import parse_level_or_any
from rollenplanner.domain.requirements import (
    Fit,
    Grade,
    grade_all,
    grade_expertise,
    grade_level,
)
from tests.support.build import asks, person, shows

# D=1, C=2, B=3, A=4. Recorded "-" is no record at all, "" a record without level.
GRADES = [
    # recorded, asked, grade, steps
    ("B", "B", Grade.MET, 0),
    ("DB", "B", Grade.MET, 0),
    ("AB", "B", Grade.MET, 0),
    ("A", "B", Grade.PRESUMED, 0),
    # Not cumulative the other way: D and A recorded, C asked; A is heavier.
    ("DA", "C", Grade.PRESUMED, 0),
    ("C", "D", Grade.PRESUMED, 0),
    ("C", "B", Grade.SHORT, 1),
    ("D", "B", Grade.SHORT, 2),
    ("D", "A", Grade.SHORT, 3),
    # The heaviest lighter one counts: B of D, C, B against A.
    ("DCB", "A", Grade.SHORT, 1),
    ("-", "A", Grade.ABSENT, 4),
    ("-", "D", Grade.ABSENT, 1),
    # A record without level meets only `any`.
    ("", "C", Grade.ABSENT, 2),
    ("", "any", Grade.MET, 0),
    ("D", "any", Grade.MET, 0),
    ("-", "any", Grade.ABSENT, 1),
]


@pytest.mark.parametrize(("recorded", "asked", "grade", "steps"), GRADES)
def test_grades(recorded: str, asked: str, grade: Grade, steps: int) -> None:
    levels = None if recorded == "-" else shows(visie=recorded)["visie"]
    assert grade_level(levels, parse_level_or_any(asked)) == (grade, steps)


def test_a_record_written_as_any_is_a_record_without_level() -> None:
    assert grade_level(frozenset({"any"}), parse_level_or_any("D")) == (Grade.ABSENT, 1)
    assert grade_level(frozenset({"any"}), "any") == (Grade.MET, 0)


@pytest.mark.parametrize(
    ("recorded", "asked", "grade", "steps"),
    [
        (3, 2, Grade.MET, 0),  # cumulative
        (2, 2, Grade.MET, 0),
        (1, 3, Grade.SHORT, 2),
        (0, 3, Grade.ABSENT, 3),
    ],
)
def test_expertise_is_cumulative(recorded: int, asked: int, grade: Grade, steps: int) -> None:
    assert grade_expertise(recorded, asked) == (grade, steps)


ASKED = asks("visie:B", "klant:C", "klant:D", "coaching", economie=3)
# visie A: presumed. klant C: met for C, presumed for D. coaching: absent. economie 1 of 3.
SOMEONE = person("P1", competences=shows(visie="A", klant="C"), expertise={"economie": 1})


def test_the_steps_of_requirements_add_up() -> None:
    """Presumed: 0 + 0 + 0 + 1 + 2 = 3. Strict: the presumed visie and klant:D add 1 each: 5."""
    staff = {"P1": SOMEONE}
    assert Fit(staff, "presumed").steps("P1", ASKED) == 3
    assert Fit(staff, "strict").steps("P1", ASKED) == 5


def test_everything_asked_is_listed_with_its_grade() -> None:
    graded = [
        (each.id, str(each.asked), each.grade, each.steps) for each in grade_all(SOMEONE, ASKED)
    ]
    assert graded == [
        ("visie", "B", Grade.PRESUMED, 0),
        ("klant", "C", Grade.MET, 0),
        ("klant", "D", Grade.PRESUMED, 0),
        ("coaching", "any", Grade.ABSENT, 1),
        ("economie", "3", Grade.SHORT, 2),
    ]
    assert [each.is_expertise for each in grade_all(SOMEONE, ASKED)] == [False] * 4 + [True]
    assert [each.steps for each in grade_all(SOMEONE, ASKED, "strict")] == [1, 0, 1, 1, 2]


def test_who_is_within_so_many_steps() -> None:
    """visie:B and economie 2: P1 meets both, P2 is 1 short of B, P3 is 3 + 2 short."""
    staff = {
        "P1": person("P1", competences=shows(visie="B"), expertise={"economie": 2}),
        "P2": person("P2", competences=shows(visie="C"), expertise={"economie": 3}),
        "P3": person("P3"),
    }
    fit, asked = Fit(staff, "presumed"), asks("visie:B", economie=2)
    assert fit.within(asked) == {"P1"}
    assert fit.within(asked, 1) == {"P1", "P2"}
    assert fit.within(asked, 5) == {"P1", "P2", "P3"}
    assert fit.within(asks()) == {"P1", "P2", "P3"}
