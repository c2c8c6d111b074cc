"""Writes plain data as JSON that reads and diffs as the YAML does: small parts on one line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from rollenplanner.files.yaml_writing import fits_on_a_line, is_single, number_text

_INDENT = "  "


def json_text(data: object) -> str:
    """The text of a JSON file with this content; Decimals keep their exact text.

    Raises:
        TypeError: The data holds something that JSON does not know.
    """
    return "".join(_parts(data, "\n")) + "\n"


def _parts(data: object, line: str) -> Iterator[str]:
    if isinstance(data, Mapping) and not fits_on_a_line(data):
        deeper = line + _INDENT
        opening = "{"
        for key, value in data.items():
            yield f"{opening}{deeper}{_single(str(key))}: "
            yield from _parts(value, deeper)
            opening = ","
        yield f"{line}}}"
    elif isinstance(data, list | tuple) and not all(map(is_single, data)):
        deeper = line + _INDENT
        opening = "["
        for item in data:
            yield f"{opening}{deeper}"
            yield from _parts(item, deeper)
            opening = ","
        yield f"{line}]"
    else:
        yield _on_a_line(data)


def _on_a_line(data: object) -> str:
    if isinstance(data, Mapping):
        pairs = (f"{_single(str(key))}: {_on_a_line(value)}" for key, value in data.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(data, list | tuple):
        return f"[{', '.join(map(_on_a_line, data))}]"
    return _single(data)


def _single(data: object) -> str:
    if isinstance(data, Decimal | float):
        return number_text(data)
    return json.dumps(data, ensure_ascii=False)
