"""Reads a scenario file with everything that it extends, and lays the files over each other.

Maps merge by key, lists replace, `pins+`, `forbid+` and `incompatible+` append, `~` removes a key
(design section 3, "Overlays"). The merged nodes keep the place in the file where each was written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Entry,
    ListNode,
    Loc,
    MapNode,
    Node,
    ScalarNode,
    Step,
    problem_at,
    shown_value,
)
from rollenplanner.files.yaml_nodes import parse_collecting, read_collecting

#: Keys of an overlay that add to a list in place of replacing it.
APPENDING = ("pins+", "forbid+", "incompatible+")
#: Sections whose keys are ids that other parts refer to.
ID_SECTIONS = ("clusters", "functions", "competences", "roles", "modules", "staff")
#: Files that may extend each other in a row.
_LONGEST_CHAIN = 20
_FORMAT = 1


@dataclass(slots=True)
class Layers:
    """A scenario after its overlays.

    Attributes:
        root: The merged content, without `extends`.
        known_before: Section -> ids that some layer had and the result does not have.
        posts_before: Posts (`m@c`) of the same kind.
        below: What the files that it extends say together; None where it extends none.
    """

    root: MapNode
    known_before: Mapping[str, frozenset[str]] = field(default_factory=dict)
    posts_before: frozenset[str] = frozenset()
    below: MapNode | None = None


def read_layers(
    path: Path, problems: list[Problem], nearest: Nearest, content: bytes | None = None
) -> Layers | None:
    """Read a scenario file and all that it extends.

    Args:
        path: The file.
        problems: What is wrong is added to it.
        nearest: Suggests names.
        content: What the file holds, or will; None: what is on disk.

    Returns:
        The merged content, or None if it is unusable as a whole; then problems were added.
    """
    chain = read_chain(path, problems, content)
    return None if chain is None else merge_chain(chain, problems, nearest)


def merge_chain(chain: Sequence[MapNode], problems: list[Problem], nearest: Nearest) -> Layers:
    """Lay the maps of a chain over each other; none of them is changed.

    Args:
        chain: What is laid on top comes first, the base last.
        problems: Takes what makes no sense.
        nearest: Suggests names.
    """
    merged = chain[-1]
    below = None
    history = [_ids(merged)]
    posts = [posts_of(merged)]
    merger = _Merger(problems, nearest)
    for overlay in reversed(chain[:-1]):
        below = merged
        merged = merger.merge(merged, overlay, ())
        history.append(_ids(merged))
        posts.append(posts_of(merged))
    before = {
        section: frozenset().union(*(ids[section] for ids in history)) - history[-1][section]
        for section in ID_SECTIONS
    }
    return Layers(merged, before, frozenset().union(*posts) - posts[-1], below)


def read_chain(
    path: Path, problems: list[Problem], content: bytes | None = None
) -> list[MapNode] | None:
    """The file, what it extends, and so on; None with a problem if one of them is unusable."""
    chain: list[MapNode] = []
    seen: list[Path] = []
    following: Path | None = path
    while following is not None:
        node = _read_one(following, problems, None if chain else content)
        if node is None:
            return None
        chain.append(node)
        seen.append(following.resolve())
        following, problem = _base(following, node, seen)
        if problem is not None:
            problems.append(problem)
            return None
    return chain


def _read_one(path: Path, problems: list[Problem], content: bytes | None) -> MapNode | None:
    if content is None:
        node = read_collecting(path, problems)
    else:
        node = parse_collecting(content, str(path), problems)
    if node is None:
        return None
    if not isinstance(node, MapNode):
        message = text("A scenario is a file of keys with values, such as format: 1.")
        problems.append(problem_at(node.place, (), message))
        return None
    version = node.entries.get("format")
    value = version.node.value if version and isinstance(version.node, ScalarNode) else _FORMAT
    if isinstance(value, int) and not isinstance(value, bool) and value != _FORMAT and version:
        message = text("Format {found} is not known; this program reads format 1.", found=value)
        problems.append(problem_at(version.node.place, ("format",), message))
        return None
    return node


def _base(path: Path, node: MapNode, seen: list[Path]) -> tuple[Path | None, Problem | None]:
    """The file that a node extends; a problem where that leads nowhere."""
    entry = node.entries.get("extends")
    if entry is None or not isinstance(entry.node, ScalarNode):
        return None, None
    written = entry.node.value
    if not isinstance(written, str):
        return None, None
    base = path.parent / written
    place = entry.node.place
    unusable = _why_no_file(base)
    if unusable is not None:
        return None, problem_at(place, ("extends",), unusable)
    if base.resolve() in seen:
        message = text("The files extend each other in a circle.")
        return None, problem_at(place, ("extends",), message)
    if len(seen) >= _LONGEST_CHAIN:
        message = text("More than {limit} files extend each other.", limit=_LONGEST_CHAIN)
        return None, problem_at(place, ("extends",), message)
    return base, None


def _why_no_file(path: Path) -> Text | None:
    """What keeps a path from being a file that can be read; None if it is one."""
    # The system refuses to look for some names at all, such as very long ones.
    with contextlib.suppress(OSError):
        if path.is_file():
            return None
        if path.is_dir():
            return text("This is a folder, not a file.")
    return text('The file "{file}" does not exist.', file=shown_value(path, 200))


def _ids(root: MapNode) -> dict[str, frozenset[str]]:
    return {section: frozenset(section_keys(root, section)) for section in ID_SECTIONS}


def section_keys(root: MapNode, section: str) -> dict[str, Entry]:
    """The entries of a section; empty where it is missing or no map."""
    entry = root.entries.get(section)
    return entry.node.entries if entry and isinstance(entry.node, MapNode) else {}


def posts_of(root: MapNode) -> frozenset[str]:
    """The first post of every module in every cluster where it has one: `m@c`."""
    everywhere = tuple(section_keys(root, "clusters"))
    return frozenset(
        f"{module}@{cluster}"
        for module, entry in section_keys(root, "modules").items()
        for cluster in module_clusters(entry.node, everywhere)
    )


def module_clusters(module: Node, everywhere: tuple[str, ...]) -> tuple[str, ...]:
    """The clusters that a module states, or all of them."""
    stated = module.entries.get("clusters") if isinstance(module, MapNode) else None
    if stated is None or not isinstance(stated.node, ListNode):
        return everywhere
    return tuple(
        item.value
        for item in stated.node.items
        if isinstance(item, ScalarNode) and isinstance(item.value, str)
    )


def is_null(node: Node) -> bool:
    """Whether a node is `~`, `null` or nothing."""
    return isinstance(node, ScalarNode) and node.value is None


class _Merger:
    """Lays one map over another; what makes no sense becomes a problem."""

    def __init__(self, problems: list[Problem], nearest: Nearest) -> None:
        self._problems = problems
        self._nearest = nearest

    def merge(self, base: MapNode, overlay: MapNode, loc: Loc) -> MapNode:
        """The base with the overlay over it; neither is changed."""
        # What an overlay made incomplete is complained about in the overlay.
        removes = any(is_null(entry.node) for entry in overlay.entries.values())
        merged = MapNode(overlay.place if removes else base.place, dict(base.entries))
        for key, entry in overlay.entries.items():
            path: list[Step] = [*loc, key]
            if is_null(entry.node):
                self._remove(merged, key, entry, path)
            elif not loc and key in APPENDING:
                self._append(merged, overlay, key, entry)
            elif loc or key != "extends":
                self._put(merged, key, entry, path)
        return merged

    def _remove(self, merged: MapNode, key: str, entry: Entry, loc: Loc) -> None:
        if merged.entries.pop(key, None) is None:
            message = text('There is no "{key}" here to remove.', key=shown_value(key))
            hint = self._nearest.hint(message, key, tuple(merged.entries))
            self._problems.append(problem_at(entry.key_place, loc, hint))

    def _put(self, merged: MapNode, key: str, entry: Entry, loc: Loc) -> None:
        below = merged.entries.get(key)
        if (
            below is None
            or not isinstance(below.node, MapNode)
            or not isinstance(entry.node, MapNode)
        ):
            merged.entries[key] = entry
            return
        node = self.merge(below.node, entry.node, loc)
        key_place = below.key_place if node.place is below.node.place else entry.key_place
        merged.entries[key] = Entry(key_place, node)

    def _append(self, merged: MapNode, overlay: MapNode, key: str, entry: Entry) -> None:
        name = key.removesuffix("+")
        if not isinstance(entry.node, ListNode):
            message = text('"{key}" needs a list of what is added.', key=key)
            self._problems.append(problem_at(entry.node.place, (key,), message))
            return
        if name in overlay.entries:
            message = text(
                '"{key}" beside "{name}" makes no sense; use one of them.', key=key, name=name
            )
            self._problems.append(problem_at(entry.key_place, (key,), message))
            return
        below = merged.entries.get(name)
        if below is None or not isinstance(below.node, ListNode):
            merged.entries[name] = entry
            return
        items = [*below.node.items, *entry.node.items]
        merged.entries[name] = Entry(below.key_place, ListNode(below.node.place, items))
