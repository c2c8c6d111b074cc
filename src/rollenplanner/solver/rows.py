"""Constraints as plain data, beside the model that is made of them."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

#: Stands for "no bound" in a row.
INFINITE = 1 << 62


class Kind(enum.Enum):
    """The forms that rules take in the model."""

    LINEAR = enum.auto()
    AT_MOST_ONE = enum.auto()
    AT_LEAST_ONE = enum.auto()


@dataclass(frozen=True, slots=True)
class Row:
    """One constraint over variables given by index.

    Attributes:
        variables: Indices; in clauses a negative entry `-i - 1` stands for "variable i is 0".
        coefficients: Of linear rows.
        least, most: Bounds of linear rows.
        name: What it asks: the first part of its name in the model.
    """

    kind: Kind
    variables: tuple[int, ...]
    coefficients: tuple[int, ...] = ()
    least: int = -INFINITE
    most: int = INFINITE
    name: str = ""

    @property
    def indices(self) -> Iterable[int]:
        """Indices of the variables, literals turned positive."""
        return map(index_of, self.variables)


def index_of(literal: int) -> int:
    """The variable of a literal."""
    return literal if literal >= 0 else -literal - 1
