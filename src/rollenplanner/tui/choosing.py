"""Scenario files to choose from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_FORMAT = re.compile(rb"^format: *1\b", re.MULTILINE)
_NAME = re.compile(rb"^name: *(.+?) *$", re.MULTILINE)
#: What only scenarios have, and plans or specifications do not.
_SCENARIO = re.compile(rb"^(?:extends|clusters|functions|staff|horizon):", re.MULTILINE)
_HEAD = 65_536
#: Folders are looked into so deep, and at most so many files are listed.
_DEPTH = 2
_MOST = 200


def scenario_files(folder: Path) -> list[tuple[Path, str]]:
    """Files in a folder and those below it that look like scenarios, with their names."""
    found = []
    for path in _files(folder, _DEPTH):
        name = _name_of(path)
        if name is not None:
            found.append((path, name))
        if len(found) == _MOST:
            break
    return found


def _files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    yield from (each for each in entries if each.suffix in (".yaml", ".yml") and each.is_file())
    for each in entries:
        hidden = each.name.startswith((".", "_"))
        if depth > 1 and each.is_dir() and not hidden and not each.is_symlink():
            yield from _files(each, depth - 1)


def _name_of(path: Path) -> str | None:
    """The name of a scenario; None if the file is none."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return None
    if not _FORMAT.search(head) or not _SCENARIO.search(head):
        return None
    name = _NAME.search(head)
    return name[1].decode("utf-8", "replace").strip("\"'") if name else path.stem
