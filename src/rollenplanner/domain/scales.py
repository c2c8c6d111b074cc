"""Salary scales: labels with an order, not numbers.

Scales run from 1 to 18; 10A and 11A lie between their neighbours and compare as 10.5 and 11.5
(design section 3, "Values").
"""

import dataclasses
from typing import Final

_TENTHS: Final = {str(number): number * 10 for number in range(1, 19)} | {"10A": 105, "11A": 115}


@dataclasses.dataclass(frozen=True, order=True, slots=True)
class Scale:
    """A salary scale; compares by ``tenths``, prints as its label.

    Attributes:
        tenths: the place in the order, in tenths of a scale: 100 for scale 10, 105 for 10A.
        label: the scale as people write it.
    """

    tenths: int
    label: str

    @classmethod
    def parse(cls, value: object) -> "Scale":
        """Read a scale label such as ``11``, ``"11"`` or ``"10A"``.

        Raises:
            ValueError: for anything that is no scale from 1 to 18, 10A or 11A.
        """
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise ValueError(f"not a salary scale: {value!r}")
        label = str(value)
        if label not in _TENTHS:
            raise ValueError(f"not a salary scale: {value!r}")
        return cls(_TENTHS[label], label)

    def __str__(self) -> str:
        """The label."""
        return self.label
