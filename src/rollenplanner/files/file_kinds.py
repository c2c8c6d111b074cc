"""Tells a scenario from a plan or a catalogue by its keys, where either may be named."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.files.json_nodes import looks_like_json
from rollenplanner.files.nodes import MapNode
from rollenplanner.files.yaml_nodes import parse_collecting, read_collecting, read_raw

#: Keys that a scenario has and a plan has not.
_OF_SCENARIOS = frozenset(
    {"extends", "catalogues", "horizon", "clusters", "functions", "staff", "rules", "limits"}
)
#: Keys that a scenario has and a catalogue has not, and the one that every catalogue has.
_OF_SCENARIOS_ONLY = _OF_SCENARIOS - {"functions"}
_OF_CATALOGUES = "cumulative"


def is_scenario(path: Path) -> bool:
    """Whether a file is a scenario; if not, it may be a plan.

    Raises:
        InputError: It cannot be read, or is no strict YAML.
    """
    problems: list[Problem] = []
    raw = read_raw(path, problems)
    if raw is not None and looks_like_json(raw):
        return False
    node = None if raw is None else parse_collecting(raw, str(path), problems)
    if node is None:
        raise InputError(problems)
    return isinstance(node, MapNode) and bool(node.entries.keys() & _OF_SCENARIOS)


def is_catalogue(path: Path) -> bool:
    """Whether a file in which something is wrong as a scenario is a catalogue instead."""
    return _OF_CATALOGUES in _keys(path)


def is_no_catalogue(path: Path) -> bool:
    """Whether a file in which something is wrong as a catalogue is a scenario instead."""
    keys = _keys(path)
    return _OF_CATALOGUES not in keys and bool(keys & _OF_SCENARIOS_ONLY)


def _keys(path: Path) -> frozenset[str]:
    """The keys at the top of a file; none where it cannot be read."""
    node = read_collecting(path, [])
    return frozenset(node.entries) if isinstance(node, MapNode) else frozenset()
