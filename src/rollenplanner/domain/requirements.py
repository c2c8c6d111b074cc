"""How far a person falls short of what is asked (design section 2, "Levels run D to A").

A recorded level meets an asked one in one of four grades. Steps are whole numbers: 0 means met or
presumed. Checker, solver and reports all ask here, so that one reading holds everywhere.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rollenplanner.domain.levels import Level, LevelOrAny
from rollenplanner.domain.scenario import Asked, LevelReading, Person, Requirements


class Grade(enum.StrEnum):
    """How a record meets what is asked.

    `met`: that level is recorded. `presumed`: a heavier one is, which someone should confirm.
    `short`: only lighter ones are. `absent`: nothing that counts is recorded.
    """

    MET = "met"
    PRESUMED = "presumed"
    SHORT = "short"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Graded:
    """One asked competence or expertise, beside what a person shows.

    Attributes:
        id: Id of the competence or expertise.
        asked: Asked level (`any` where none is asked), or asked grade 1..3 of an expertise.
        recorded: Heaviest recorded level or grade; None where there is none.
        steps: Steps short under the reading that was asked for.
    """

    id: str
    asked: LevelOrAny | int
    recorded: Level | int | None
    grade: Grade
    steps: int

    @property
    def is_expertise(self) -> bool:
        """Whether an expertise is asked, not a competence."""
        return isinstance(self.asked, int)


def grade_level(recorded: frozenset[LevelOrAny] | None, asked: LevelOrAny) -> tuple[Grade, int]:
    """Grade and steps short of recorded levels against one asked level.

    Args:
        recorded: Recorded levels; empty for a record without level, None for no record.
        asked: The level, or `any`.

    Returns:
        The grade, and the steps short under the reading `presumed`.
    """
    if not isinstance(asked, Level):
        return (Grade.ABSENT, 1) if recorded is None else (Grade.MET, 0)
    levels = [level for level in recorded or () if isinstance(level, Level)]
    if not levels:
        return Grade.ABSENT, asked.index
    if asked in levels:
        return Grade.MET, 0
    heaviest = max(levels)
    if heaviest > asked:
        return Grade.PRESUMED, 0
    return Grade.SHORT, asked.index - heaviest.index


def grade_expertise(recorded: int, asked: int) -> tuple[Grade, int]:
    """Grade and steps short of an expertise, which is cumulative; `recorded` 0 means none."""
    if recorded >= asked:
        return Grade.MET, 0
    return (Grade.SHORT if recorded else Grade.ABSENT), asked - recorded


def grade_all(
    person: Person, asked: Requirements, reading: LevelReading = "presumed"
) -> Iterator[Graded]:
    """Every asked competence and expertise with its grade, in the order in which it is asked."""
    for want in asked.competences:
        levels = person.competences.get(want.competence)
        grade, steps = grade_level(levels, want.level)
        yield Graded(
            want.competence,
            want.level,
            max((level for level in levels or () if isinstance(level, Level)), default=None),
            grade,
            _read(grade, steps, reading),
        )
    for expertise, least in asked.expertise.items():
        shown = person.expertise.get(expertise, 0)
        grade, steps = grade_expertise(shown, least)
        yield Graded(expertise, least, shown or None, grade, steps)


def _read(grade: Grade, steps: int, reading: LevelReading) -> int:
    """Steps under a reading: `strict` turns a presumed level into one step."""
    return 1 if grade is Grade.PRESUMED and reading == "strict" else steps


#: One asked thing as a key: competence and level, or expertise and grade.
_Item = Asked | tuple[str, int]


class Fit:
    """Steps short of every person over any requirements, each asked thing graded once.

    Thousands of roles ask from a few dozen competences; so grades are kept per asked thing, never
    per pair of person and role (10,000 people x 15,000 roles would not fit).
    """

    def __init__(self, staff: Mapping[str, Person], reading: LevelReading) -> None:
        """Grade people under one reading of levels (`rules.levels`)."""
        self._staff = staff
        self._everyone = frozenset(staff)
        self._reading = reading
        self._short: dict[_Item, dict[str, int]] = {}
        self._meeting: dict[_Item, frozenset[str]] = {}

    def steps(self, person: str, asked: Requirements) -> int:
        """Steps that a person falls short of the requirements together.

        Raises:
            KeyError: The person does not exist, and something is asked.
        """
        return sum(self._steps_short(item).get(person, 0) for item in _items(asked))

    def within(self, asked: Requirements, steps: int = 0) -> frozenset[str]:
        """Everyone who falls short by at most so many steps."""
        items = list(_items(asked))
        if steps == 0:
            everyone = self._everyone
            # Rarest first: the sets shrink at once.
            for meeting in sorted(map(self._who_meets, items), key=len):
                everyone &= meeting
            return everyone
        return frozenset(person for person in self._staff if self.steps(person, asked) <= steps)

    def _who_meets(self, item: _Item) -> frozenset[str]:
        if item not in self._meeting:
            short = self._steps_short(item)
            self._meeting[item] = self._everyone.difference(short)
        return self._meeting[item]

    def _steps_short(self, item: _Item) -> Mapping[str, int]:
        """Person -> steps, of those who fall short of one asked thing at all."""
        known = self._short.get(item)
        if known is None:
            graded = ((person.id, self._grade(person, item)) for person in self._staff.values())
            known = self._short[item] = {person: steps for person, steps in graded if steps}
        return known

    def _grade(self, person: Person, item: _Item) -> int:
        if isinstance(item, Asked):
            return _read(
                *grade_level(person.competences.get(item.competence), item.level), self._reading
            )
        expertise, least = item
        return grade_expertise(person.expertise.get(expertise, 0), least)[1]


def _items(asked: Requirements) -> Iterator[_Item]:
    yield from asked.competences
    yield from asked.expertise.items()
