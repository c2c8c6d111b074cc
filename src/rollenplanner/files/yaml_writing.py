"""Writes plain data as YAML that reads well and diffs well.

Maps and lists of maps take lines of their own; lists of single values and small maps stand on one
line. Numbers keep their exact text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import yaml

from rollenplanner.files.scalars import is_other_number

_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_WIDTH = 110
#: Wide enough for any value that a file may hold.
_NO_WIDTH = 2**31 - 1
#: A map with at most so many single values stands on one line.
_SMALL = 4

_STR = "tag:yaml.org,2002:str"
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"
_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_MAP = "tag:yaml.org,2002:map"
_SEQ = "tag:yaml.org,2002:seq"


def yaml_text(data: object) -> str:
    """The text of a YAML file with this content: str, int, Decimal, float, bool, None, map, list.

    Raises:
        TypeError: The data holds something else.
    """
    written: str = yaml.serialize(
        _node(data, flow=False), Dumper=_DUMPER, width=_WIDTH, allow_unicode=True
    )
    return written


def flow_text(data: object) -> str:
    """A value on one line, as it can stand between brackets and behind a key; None is `~`.

    Raises:
        TypeError: The data holds something that `yaml_text` does not know.
    """
    # Between brackets a word needs quotes in more cases than by itself.
    node = yaml.SequenceNode(_SEQ, [_on_one_line(_node(data, flow=True))], flow_style=True)
    written: str = yaml.serialize(
        node, Dumper=_DUMPER, width=_NO_WIDTH, allow_unicode=True, explicit_end=False
    )
    return written.strip()[1:-1]


def _on_one_line(node: yaml.Node) -> yaml.Node:
    """Text of several lines stands between double quotes, in which a line break has a sign."""
    if isinstance(node, yaml.ScalarNode):
        node.style = '"' if "\n" in node.value else node.style
        node.value = "~" if node.tag == _NULL else node.value
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            _on_one_line(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _on_one_line(item)
    return node


def number_text(value: Decimal | float) -> str:
    """A number with at least one decimal and no needless zeros, never with an exponent."""
    shown = format(Decimal(repr(value)) if isinstance(value, float) else value, "f")
    if "." not in shown:
        return f"{shown}.0"
    shown = shown.rstrip("0")
    return f"{shown}0" if shown.endswith(".") else shown


def _node(data: object, *, flow: bool) -> yaml.Node:
    if isinstance(data, Mapping):
        inline = flow or fits_on_a_line(data)
        pairs = [(_scalar(str(k)), _node(v, flow=inline)) for k, v in data.items()]
        return yaml.MappingNode(_MAP, pairs, flow_style=inline)
    if isinstance(data, Sequence) and not isinstance(data, str):
        inline = flow or all(is_single(item) for item in data)
        items = [_node(item, flow=inline) for item in data]
        return yaml.SequenceNode(_SEQ, items, flow_style=inline)
    return _scalar(data)


def is_single(data: object) -> bool:
    """Whether data is a single value, no map or list."""
    return isinstance(data, str) or not isinstance(data, Mapping | Sequence)


def fits_on_a_line(data: Mapping[object, object]) -> bool:
    """Whether a map is empty, or small with single values and lists of those only."""
    if len(data) > _SMALL:
        return False
    return all(is_single(v) or _is_short_list(v) for v in data.values())


def _is_short_list(data: object) -> bool:
    return isinstance(data, Sequence) and len(data) <= 2 * _SMALL and all(map(is_single, data))


def _scalar(data: object) -> yaml.ScalarNode:
    if isinstance(data, str):
        return yaml.ScalarNode(_STR, data, style="'" if is_other_number(data) else None)
    if isinstance(data, bool):
        return yaml.ScalarNode(_BOOL, "true" if data else "false")
    if isinstance(data, int):
        return yaml.ScalarNode(_INT, str(data))
    if isinstance(data, Decimal | float):
        return yaml.ScalarNode(_FLOAT, number_text(data))
    if data is None:
        return yaml.ScalarNode(_NULL, "null")
    raise TypeError(f"cannot be written as YAML: {type(data).__name__}")
