"""Which values no plan can have that is as good as the best one so far at the higher levels.

A plan that makes a dear choice is far above the proven bound of a level (reduced costs). Where the
best plan is close to the bound of a level above, many shares and loads are out of the question
for every plan that is not worse there; without them lower levels are much easier to search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from rollenplanner.solver.columns.guide import Guide
    from rollenplanner.solver.levels import Level
    from rollenplanner.solver.state import Best

#: Index of a variable -> the values that remain.
Narrowed = Mapping[int, frozenset[int]]


def narrow(
    guides: Mapping[int, Guide],
    levels: Sequence[Level],
    best: Best,
    number: int,
    *,
    better: bool = False,
) -> Narrowed:
    """What remains for plans that are no worse than the best one at the levels above one.

    Args:
        guides: Level -> what its bound says about choices.
        levels: Of the model.
        best: The plan whose values the levels above are held to.
        number: The level that is going to be searched, from 0.
        better: Only plans that are better at that level count.
    """
    found: dict[int, frozenset[int]] = {}
    for each, guide in list(guides.items()):
        if each > number - (not better) or not _holds(guide, best.reached):
            continue
        most = guide.distance(levels[each], best.values)
        if each == number:
            most -= guide.parts
        if most < 0:
            continue  # there is no such plan at all, which remaining values cannot say
        for index, values in guide.narrowed(most):
            found[index] = found[index] & values if index in found else values
    return found


def _holds(guide: Guide, reached: Sequence[int]) -> bool:
    """Whether the bound that a guide comes from is true for plans that reach as much."""
    return all(high >= low for high, low in zip(guide.ceilings, reached, strict=False))


def intervals_of(values: Iterable[int]) -> list[int]:
    """Values as CP-SAT writes a domain: both ends of every stretch."""
    return list(cp_model.Domain.from_values(sorted(values)).flattened_intervals())
