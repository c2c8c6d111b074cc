"""Checks that every id that a scenario names exists (design section 3).

Works on the nodes, before their shape is checked, so that wrong names and wrong shapes are reported
together. What names an id that an overlay removed falls away with a note where the design says so;
everywhere else another id has to be named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Entry,
    ListNode,
    Loc,
    MapNode,
    Node,
    Place,
    ScalarNode,
    Step,
    child,
    problem_at,
    shown_value,
)
from rollenplanner.files.overlays import Layers, posts_of, section_keys

Kind = Literal[
    "cluster", "function", "competence", "work", "post", "person", "norm", "norm-function"
]

#: Number of a post after the first; there are never more posts than people.
_NEXT_NUMBER = re.compile(r"[2-9]|[1-9][0-9]{1,4}")

_ANY = "*"
_KEYS = "*key"
_ITEMS = "#"

#: Where ids of which kind are named; `*`: every key, `*key`: the keys are the ids, `#`: every item.
_NAMED: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("functions", _ANY, "norm"), "norm-function"),
    (("functions", _ANY, "clusters", _ITEMS), "cluster"),
    (("everyone", _KEYS), "competence"),
    (("roles", _ANY, "cluster"), "cluster"),
    (("roles", _ANY, "norm"), "norm"),
    (("roles", _ANY, "functions", _ITEMS), "function"),
    (("roles", _ANY, "competences", _KEYS), "competence"),
    (("modules", _ANY, "norm"), "norm"),
    (("modules", _ANY, "clusters", _ITEMS), "cluster"),
    (("modules", _ANY, "functions", _ITEMS), "function"),
    (("modules", _ANY, "per", "functions", _ITEMS), "function"),
    (("staff", _ANY, "function"), "function"),
    (("staff", _ANY, "cluster"), "cluster"),
    (("staff", _ANY, "competences", _KEYS), "competence"),
)
#: The same, where a name that an overlay removed falls away.
_FALLING: tuple[tuple[tuple[str, ...], Kind], ...] = (
    (("staff", _ANY, "roles", _KEYS), "post"),
    (("staff", _ANY, "backups", _ITEMS), "post"),
    (("staff", _ANY, "effort", _KEYS), "post"),
    (("staff", _ANY, "wishes", "roles", _KEYS), "work"),
    (("staff", _ANY, "wishes", "clusters", _KEYS), "cluster"),
    (("incompatible", _ITEMS, "roles", _ITEMS), "work"),
)
#: Keys of a pin or forbidding; where one was removed, the whole entry falls away.
_PIN_KEYS: tuple[tuple[str, Kind], ...] = (
    ("person", "person"),
    ("role", "work"),
    ("backup", "work"),
    ("function", "function"),
    ("cluster", "cluster"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """An id that something names.

    Attributes:
        text: The id.
        place: Where it stands.
        loc: Its location, the id itself included where it is a key.
        holder: The collection that it stands in.
        step: Its key or position there.
        node: The node that the id is, or the value at the key that it is.
    """

    text: str
    place: Place
    loc: tuple[Step, ...]
    holder: MapNode | ListNode
    step: Step
    node: Node


@dataclass(frozen=True, slots=True)
class CatalogueNames:
    """What the catalogues of a scenario offer by name."""

    competences: Collection[str] = ()
    norms: Collection[str] = ()
    norm_functions: Collection[str] = ()
    complete: bool = True


class References:
    """Checks the ids of one merged scenario."""

    def __init__(self, layers: Layers, catalogues: CatalogueNames, nearest: Nearest) -> None:
        """Look up which ids there are, and which there were."""
        root = layers.root
        self._root = root
        self._nearest = nearest
        self._complete = catalogues.complete
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        posts = dict.fromkeys(sorted(posts_of(root)))
        roles = section_keys(root, "roles")
        modules = section_keys(root, "modules")
        competences = {**section_keys(root, "competences"), **dict.fromkeys(catalogues.competences)}
        self._known: Mapping[Kind, Collection[str]] = {
            "cluster": section_keys(root, "clusters"),
            "function": section_keys(root, "functions"),
            "competence": competences,
            "work": {**roles, **modules, **posts},
            "post": {**roles, **posts},
            "person": section_keys(root, "staff"),
            "norm": tuple(catalogues.norms),
            "norm-function": tuple(catalogues.norm_functions),
        }
        before = layers.known_before
        work = frozenset(before.get("roles", ())) | layers.posts_before
        self._before: Mapping[Kind, Collection[str]] = {
            "cluster": before.get("clusters", frozenset()),
            "function": before.get("functions", frozenset()),
            "competence": before.get("competences", frozenset()),
            "work": work | before.get("modules", frozenset()),
            "post": work,
            "person": before.get("staff", frozenset()),
        }

    def check(self) -> None:
        """Check everything; problems and notes are kept, and what fell away is taken out."""
        for pattern, kind in _NAMED:
            for named in matches(self._root, pattern):
                if not self._exists(kind, named.text):
                    self._unknown(kind, named)
        for pattern, kind in _FALLING:
            self._drop([n for n in matches(self._root, pattern) if self._falls(kind, n)])
        for section in ("pins", "forbid"):
            self._check_pins(section)
        self._drop_thin_rules()
        self._check_namespace()

    # -- what exists

    def _exists(self, kind: Kind, name: str) -> bool:
        if name in self._known[kind]:
            return True
        if kind in {"norm", "norm-function"} and not self._complete:
            return True
        if kind == "competence" and not self._complete:
            return True
        return kind in {"post", "work"} and self._is_next_post(name)

    def _is_next_post(self, name: str) -> bool:
        """Whether it is `m@c#2` or further of a module that counts staff."""
        post, sign, number = name.partition("#")
        if not sign or post not in self._known["post"] or not _NEXT_NUMBER.fullmatch(number):
            return False
        module = section_keys(self._root, "modules").get(post.partition("@")[0])
        per = (
            module.node.entries.get("per") if module and isinstance(module.node, MapNode) else None
        )
        return per is not None and isinstance(per.node, MapNode)

    def _falls(self, kind: Kind, named: Named) -> bool:
        """Whether a name falls away; one that never existed becomes a problem."""
        if self._exists(kind, named.text):
            return False
        if named.text.partition("#")[0] not in self._before[kind]:
            self._unknown(kind, named)
            return False
        self.notes.append(problem_at(named.place, named.loc, _fell_away(named.text)))
        return True

    def _unknown(self, kind: Kind, named: Named) -> None:
        shown = shown_value(named.text)
        if named.text in self._before.get(kind, ()):
            message = text(
                '"{id}" was removed by an overlay; another must be named here.', id=shown
            )
        else:
            message = self._nearest.hint(_unknown_text(kind, shown), named.text, self._known[kind])
        if kind == "post" and named.text in section_keys(self._root, "modules"):
            message = text('"{id}" is a module; name one of its posts, {id}@cluster.', id=shown)
        self.problems.append(problem_at(named.place, named.loc, message))

    # -- taking out

    def _drop(self, fallen: list[Named]) -> None:
        # From the back, so that positions in a list stay right. What an alias repeats is one
        # collection in two places, so it may be gone already.
        for named in reversed(fallen):
            if isinstance(named.holder, MapNode):
                named.holder.entries.pop(named.text, None)
            elif child(named.holder, named.step) is named.node:
                named.holder.items.pop(int(named.step))

    def _check_pins(self, section: str) -> None:
        entry = self._root.entries.get(section)
        if entry is None or not isinstance(entry.node, ListNode):
            return
        kept = [
            item
            for position, item in enumerate(entry.node.items)
            if not self._pin_falls(item, (section, position))
        ]
        if len(kept) < len(entry.node.items):
            node = ListNode(entry.node.place, kept)
            self._root.entries[section] = Entry(entry.key_place, node)

    def _pin_falls(self, item: Node, loc: Loc) -> bool:
        found = [
            self._falls(kind, named)
            for key, kind in _PIN_KEYS
            for named in matches(item, (key,), tuple(loc))
        ]
        return any(found)

    def _drop_thin_rules(self) -> None:
        """An incompatibility of which fewer than two roles are left says nothing any more."""
        entry = self._root.entries.get("incompatible")
        if entry is None or not isinstance(entry.node, ListNode):
            return
        fallen = {note.path for note in self.notes}
        kept = [
            item
            for position, item in enumerate(entry.node.items)
            if not (
                _is_thin(item) and any(p.startswith(f"incompatible.{position}.") for p in fallen)
            )
        ]
        self._root.entries["incompatible"] = Entry(
            entry.key_place, ListNode(entry.node.place, kept)
        )

    def _check_namespace(self) -> None:
        """Roles and modules share one namespace."""
        roles = section_keys(self._root, "roles")
        for name, entry in section_keys(self._root, "modules").items():
            if name in roles:
                message = text('"{id}" is also the id of a role.', id=shown_value(name))
                self.problems.append(problem_at(entry.key_place, ("modules", name), message))


def _is_thin(item: Node) -> bool:
    entry = item.entries.get("roles") if isinstance(item, MapNode) else None
    return entry is not None and isinstance(entry.node, ListNode) and len(entry.node.items) < 2


def matches(node: Node, pattern: tuple[str, ...], loc: tuple[Step, ...] = ()) -> Iterator[Named]:
    """Every id that stands where a pattern points; what has another shape is stepped over."""
    step, rest = pattern[0], pattern[1:]
    if step == _ITEMS and isinstance(node, ListNode):
        for position, item in enumerate(node.items):
            yield from _inside(item, rest, (*loc, position), node, position, item.place)
    elif isinstance(node, MapNode) and step == _KEYS:
        for key, entry in node.entries.items():
            yield Named(key, entry.key_place, (*loc, key), node, key, entry.node)
    elif isinstance(node, MapNode):
        keys = node.entries if step == _ANY else (step,) if step in node.entries else ()
        for key in keys:
            entry = node.entries[key]
            yield from _inside(entry.node, rest, (*loc, key), node, key, entry.node.place)


def _inside(
    node: Node,
    rest: tuple[str, ...],
    loc: tuple[Step, ...],
    holder: MapNode | ListNode,
    step: Step,
    place: Place,
) -> Iterator[Named]:
    if rest:
        yield from matches(node, rest, loc)
    elif isinstance(node, ScalarNode) and isinstance(node.value, str):
        yield Named(node.value, place, loc, holder, step, node)


def _fell_away(name: str) -> Text:
    return text(
        '"{id}" was removed by an overlay; what names it here falls away.', id=shown_value(name)
    )


def _unknown_text(kind: Kind, shown: str) -> Text:
    if kind == "cluster":
        return text('There is no cluster "{id}".', id=shown)
    if kind == "function":
        return text('There is no function "{id}".', id=shown)
    if kind == "competence":
        return text('There is no competence "{id}".', id=shown)
    if kind == "person":
        return text('There is no person "{id}".', id=shown)
    if kind == "post":
        return text('There is no role or post "{id}".', id=shown)
    if kind == "work":
        return text('There is no role, module or post "{id}".', id=shown)
    return text('The catalogues have no norm "{id}".', id=shown)
