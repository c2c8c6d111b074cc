"""Takes what is wrong out of the content of a file, so that the rest can still be looked at."""

from __future__ import annotations

from collections.abc import Iterable

from rollenplanner.domain.errors import Problem
from rollenplanner.files.nodes import ListNode, MapNode, Node, Step, path_text

_Step = tuple[MapNode | ListNode, Step]


def prune(root: MapNode, problems: Iterable[Problem]) -> bool:
    """Take the values that problems are about out of the content, in place.

    A key that is missing takes out what it is missing in. Whatever names something that was taken
    out is a problem of the next look.

    Returns:
        Whether there was something to take out for every problem; if not, the content is unusable
        as a whole.
    """
    steps = [_deepest(root, problem.path) for problem in problems]
    # From the back, so that positions in lists still hold.
    found = {(id(holder), step): (holder, step) for holder, step in filter(None, steps)}
    for holder, step in sorted(found.values(), key=_position, reverse=True):
        if isinstance(holder, MapNode):
            holder.entries.pop(str(step), None)
        elif isinstance(step, int):
            del holder.items[step]
    return all(step is not None for step in steps)


def _position(found: _Step) -> int:
    _, step = found
    return step if isinstance(step, int) else -1


def _deepest(root: MapNode, path: str) -> _Step | None:
    """The deepest part of a path that exists, as its holder and key; None if nothing does."""
    node: Node = root
    found: _Step | None = None
    rest = path
    while rest:
        here = _first_step(node, rest)
        if here is None:
            return found
        step, node_below, rest = here
        assert isinstance(node, MapNode | ListNode)
        found, node = (node, step), node_below
    return found


def _first_step(node: Node, path: str) -> tuple[Step, Node, str] | None:
    """The first step of a path in a node, what stands there, and the path from there on.

    Ids may have points in them, so the longest key that fits is meant.
    """
    below: dict[Step, Node] = {}
    if isinstance(node, MapNode):
        below = {key: entry.node for key, entry in node.entries.items()}
    elif isinstance(node, ListNode):
        below = dict(enumerate(node.items))
    fitting = [step for step in below if f"{path}.".startswith(f"{path_text((step,))}.")]
    if not fitting:
        return None
    step = max(fitting, key=lambda each: len(path_text((each,))))
    return step, below[step], path[len(path_text((step,))) + 1 :]
