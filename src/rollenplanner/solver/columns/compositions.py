"""In which ways the demand of a role can be divided into shares, whoever holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

#: Roles with more ways than this are left to the plain rows of the model.
MOST_WAYS = 400


@dataclass(frozen=True, slots=True)
class Division:
    """What a role's division must obey, in steps.

    Attributes:
        demand: Steps to divide.
        least, most: Of one share.
        fewest, greatest: Number of holders, if there are any.
        whole: Nothing may stay uncovered.
    """

    demand: int
    least: int
    most: int
    fewest: int
    greatest: int
    whole: bool

    def ways(self) -> list[tuple[int, ...]] | None:
        """Every division as shares, largest first; None if there are too many."""
        found: list[tuple[int, ...]] = [] if self.whole else [()]
        for total in range(self.demand if self.whole else 1, self.demand + 1):
            for shares in _divide(total, self.least, self.most, self.greatest):
                if len(shares) >= self.fewest:
                    found.append(shares)
                if len(found) > MOST_WAYS:
                    return None
        return found


def _divide(total: int, least: int, most: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Divisions of a total into at most `parts` shares, in descending order."""
    if total == 0:
        yield ()
    if total < least or parts == 0:
        return
    for share in range(min(most, total), least - 1, -1):
        if share * parts < total:
            return
        for rest in _divide(total - share, least, share, parts - 1):
            yield (share, *rest)
