"""What is left of a find when another worker's find came first: the parts that still go.

A neighbourhood mostly changes several things that have nothing to do with each other. Where the
whole no longer goes with the plan of today, its parts are tried one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.matrix import Whole

#: So many parts are tried at most, the largest first.
MOST_PARTS = 8


def what_still_goes(
    flat: FlatModel,
    before: Sequence[int],
    after: Sequence[int],
    onto: Sequence[int],
    *,
    no_worse: Callable[[list[int], list[int]], bool],
) -> list[int] | None:
    """What changed between two plans, made in a third one: all of it, or the parts that go.

    Args:
        flat: The model.
        before: Values of all variables.
        after: Values of all variables; what differs from `before` is carried over.
        onto: Exact values of all variables.
        no_worse: Whether a plan (first) is at least as good as another one.

    Returns:
        Exact values of all variables, or None if nothing goes.
    """
    whole = flat.carried_over(before, after, onto)
    if whole is not None:
        return whole
    found: list[int] | None = None
    now = list(onto)
    for part in _parts(flat, before, after)[:MOST_PARTS]:
        changed = np.array(before, dtype=np.int64)
        changed[part] = np.array(after, dtype=np.int64)[part]
        tried = flat.carried_over(before, changed.tolist(), now)
        if tried is not None and no_worse(tried, now):
            found = now = tried
    return found


def _parts(flat: FlatModel, before: Sequence[int], after: Sequence[int]) -> list[Whole]:
    """Changed decisions in groups that share no role and no person; the largest first."""
    old, new = np.array(before, dtype=np.int64), np.array(after, dtype=np.int64)
    changed = flat.decided[(old != new)[flat.decided]].tolist()
    names = flat.model.builder.names
    leader: dict[object, object] = {}
    for index in changed:
        # A decision is named after what it says, a role and a person, and a period.
        first, *others = names[index][1:3]
        for other in others:
            leader[_leader(leader, first)] = _leader(leader, other)
    groups: dict[object, list[int]] = {}
    for index in changed:
        groups.setdefault(_leader(leader, names[index][1]), []).append(index)
    return [np.array(group, dtype=np.int64) for group in sorted(groups.values(), key=len)[::-1]]


def _leader(leader: dict[object, object], each: object) -> object:
    """Who stands for a group of roles and people that hang together."""
    while (above := leader.setdefault(each, each)) != each:
        leader[each] = each = leader.setdefault(above, above)
    return each
