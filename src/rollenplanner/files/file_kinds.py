"""Tells a scenario from a plan by its keys, where either may be named."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.files.json_nodes import looks_like_json
from rollenplanner.files.nodes import MapNode
from rollenplanner.files.yaml_nodes import parse_collecting, read_raw

#: Keys that a scenario has and a plan has not.
_OF_SCENARIOS = frozenset(
    {"extends", "catalogues", "horizon", "clusters", "functions", "staff", "rules", "limits"}
)


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
