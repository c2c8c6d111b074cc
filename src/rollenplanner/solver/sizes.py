"""How large neighbourhoods are: as large as can mostly be solved to the end."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Shape = TypeVar("Shape", bound=Hashable)

LEAST_SIZE = 4.0
#: How a size adapts to whether the last neighbourhood was solved to its end.
GROW, SHRINK = 1.05, 0.93


@dataclass(slots=True)
class Sizes(Generic[Shape]):
    """Size per kind of neighbourhood."""

    _sizes: dict[Shape, float] = field(default_factory=dict)
    _most: dict[Shape, float] = field(default_factory=dict)

    def of(self, shape: Shape, first: float, most: float) -> float:
        """How large the next neighbourhood is.

        Args:
            shape: Kind of neighbourhood.
            first: Its size at first.
            most: Its size at most.
        """
        self._most[shape] = most
        return self._sizes.setdefault(shape, max(LEAST_SIZE, min(most, first)))

    def learn(self, shape: Shape, *, solved: bool) -> None:
        """Note whether a neighbourhood was solved to its end."""
        size = self._sizes[shape] * (GROW if solved else SHRINK)
        self._sizes[shape] = min(max(LEAST_SIZE, size), self._most[shape])

    def learn_from(self, other: Sizes[Shape]) -> None:
        """Take over sizes that were learned elsewhere."""
        self._sizes.update(other._sizes)
