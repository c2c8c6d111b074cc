"""Where in a scenario file everything stands that rules, findings and problems name."""

from __future__ import annotations

from rollenplanner.domain.scenario import Scenario, Source
from rollenplanner.files.nodes import ListNode, MapNode, Place, find
from rollenplanner.files.overlays import section_keys

_LISTED = ("pins", "forbid", "incompatible", "objective")
_KEYED = ("clusters", "functions", "competences", "roles", "modules", "staff", "limits", "rules")


def place_of(root: MapNode, key: str) -> Place:
    """Where a key at the top level stands; the whole file where it is not there."""
    entry = root.entries.get(key)
    return entry.key_place if entry else root.place


def sources_of(root: MapNode, scenario: Scenario) -> dict[str, Source]:
    """Where everything stands that rules and findings name; posts stand at their module."""
    found = {key: _source(entry.key_place, key) for key, entry in root.entries.items()}
    for section in _KEYED:
        for key, entry in section_keys(root, section).items():
            path = f"{section}.{key}"
            found[path] = _source(entry.key_place, path)
    for section in _LISTED:
        node = find(root, (section,))
        for position, item in enumerate(node.items if isinstance(node, ListNode) else ()):
            path = f"{section}.{position}"
            found[path] = _source(item.place, path)
    for role in scenario.roles.values():
        if role.post is not None:
            found[f"roles.{role.id}"] = found[f"modules.{role.post.module}"]
    return found


def _source(place: Place, path: str) -> Source:
    return Source(place.file, place.line, place.column, path)
