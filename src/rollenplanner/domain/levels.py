"""Competence levels and the one value that asks for no level.

Levels run D (lightest) to A (heaviest) and are not cumulative: someone who shows B does not by that
show C (design section 2; seed 000, "Toelichting op de systematiek").
"""

import enum
import functools
from typing import Final, Literal

ANY: Final = "any"
"""Asked or recorded without a level."""


@functools.total_ordering
class Level(enum.Enum):
    """A competence level; ``Level.D < Level.C < Level.B < Level.A``."""

    D = "D"
    C = "C"
    B = "B"
    A = "A"

    @property
    def index(self) -> int:
        """Weight of the level in steps: D is 1, A is 4."""
        return _INDEX[self]

    @classmethod
    def parse(cls, value: object) -> "Level":
        """Read a level letter, exactly as written in a file.

        Raises:
            ValueError: for anything but one of the four capitals.
        """
        if isinstance(value, str) and value in cls.__members__:
            return cls[value]
        raise ValueError(f"not a competence level: {value!r}")

    def __lt__(self, other: object) -> bool:
        """Order by weight."""
        if not isinstance(other, Level):
            return NotImplemented
        return self.index < other.index

    def __str__(self) -> str:
        """The letter itself."""
        return self.value


_INDEX: Final = {Level.D: 1, Level.C: 2, Level.B: 3, Level.A: 4}

LevelOrAny = Level | Literal["any"]
"""A level, or ``"any"`` where no level is asked or recorded."""


def parse_level_or_any(value: object) -> LevelOrAny:
    """Read a level letter or the word ``any``.

    Raises:
        ValueError: for anything else.
    """
    return "any" if value == ANY else Level.parse(value)
