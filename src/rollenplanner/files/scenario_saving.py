"""Saves an edited scenario, into its file or as a new file that extends it.

A file that exists keeps its comments, order, quotes and indents. Whatever is about to be written is
read first, by the reader of files: it says exactly what the edited scenario is, or nothing is
written.
"""

from __future__ import annotations

import os
from pathlib import Path

from rollenplanner.domain.errors import InputError, InternalError, Problem
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.files.fitting import fitted
from rollenplanner.files.nodes import Data, MapNode, to_data
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.files.spans import Listed, Single, Spanned, spans_of
from rollenplanner.files.whole_files import write_whole
from rollenplanner.files.yaml_writing import flow_text

_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


def save_into(
    path: Path, before: bytes, below: dict[str, Data], written: MapNode, scenario: Scenario
) -> bytes:
    """Change a scenario file so that it says what the edited scenario is.

    Args:
        path: The file.
        before: What it holds now.
        below: What the files that it extends say.
        written: The edited content, as it is to be written, over all files.
        scenario: The edited scenario, with its checksum.

    Returns:
        What the file holds now.

    Raises:
        InputError: It cannot be written.
        InternalError: What would be written says something else.
    """
    wanted = _content(written)
    content = before.decode("utf-8-sig")
    mark = _MARK if before.startswith(_MARK) else b""
    after = mark + fitted(content, below, wanted).encode()
    if not _says(path, after, scenario):
        # An alias repeats what was changed, so that it has to be written out.
        after = mark + fitted(without_aliases(content), below, wanted).encode()
        if not _says(path, after, scenario):
            raise _other()
    _write(path, after)
    return after


def save_beside(
    path: Path, base: Path, below: MapNode, written: MapNode, scenario: Scenario, *, replace: bool
) -> None:
    """Write a new file that extends another and says what the edited scenario is.

    Args:
        path: The new file.
        base: The file that it extends; the path to it is written relative where that is possible.
        below: What that file says together with what it extends.
        written: The edited content, as it is to be written, over all files.
        scenario: The edited scenario, with its checksum.
        replace: Whether a file that is there may be overwritten.

    Raises:
        InputError: It cannot be written, or a file is there.
        InternalError: What would be written says something else.
    """
    if path.resolve() == base.resolve():
        raise _refused(path, text("A variant cannot extend itself; save into the file instead."))
    if path.exists() and not replace:
        raise _refused(path, text("This file exists already."))
    if not path.resolve().parent.is_dir():
        folder = str(path.parent)
        raise _refused(path, text("The folder {folder} does not exist.", folder=folder))
    wanted = {**_content(written), "name": scenario.name}
    header = f"format: 1\nname: {flow_text(scenario.name)}\nextends: {flow_text(_way(path, base))}"
    after = fitted(f"{header}\n", _content(below), wanted).encode()
    if not _says(path, after, scenario):
        raise _other()
    _write(path, after)


def _way(path: Path, base: Path) -> str:
    try:
        found = os.path.relpath(base.resolve(), path.resolve().parent)
    except ValueError:  # on another drive
        return str(base.resolve())
    return Path(found).as_posix()


def _content(node: MapNode) -> dict[str, Data]:
    data = to_data(node)
    assert isinstance(data, dict)
    return data


def _says(path: Path, content: bytes, scenario: Scenario) -> bool:
    """Whether a file with this content is the very same scenario."""
    try:
        found = read_scenario(path, content)
    except InputError:
        return False
    return found.sha256 == scenario.sha256 and found.scenario == scenario


def without_aliases(content: str) -> str:
    """The text of a file in which every alias is written out."""
    for part in sorted(_aliases(spans_of(content)), key=lambda each: each.start, reverse=True):
        content = content[: part.start] + flow_text(part.data) + content[part.end :]
    return content


def _aliases(part: Spanned) -> list[Single]:
    if isinstance(part, Single):
        return [part] if part.alias else []
    parts = part.items if isinstance(part, Listed) else list(part.values.values())
    return [alias for each in parts for alias in _aliases(each)]


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _refused(path, text("This cannot be written: {reason}", reason=reason)) from error


def _refused(path: Path, message: Text) -> InputError:
    return InputError([Problem(str(path), None, None, "", message)])


def _other() -> InternalError:
    return InternalError(text("what would be saved is not what was edited; nothing is written."))
