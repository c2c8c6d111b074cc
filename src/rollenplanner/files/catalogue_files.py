"""Reads catalogues: the packaged ones by name, a user's own from a file or a folder.

A folder is read as one catalogue: all its `.yaml` and `.yml` files in the order of their names,
put together by top-level key. A map such as `functions` may be spread over several files; any
other key, and every entry of a map, stands in one file only. Both kinds of catalogue pass through
the same models, and every problem is reported with file, line, column and path.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Entry,
    Loc,
    MapNode,
    Node,
    Place,
    locate,
    path_text,
    problem_at,
    shown_value,
    to_data,
)
from rollenplanner.files.validation import problems_from
from rollenplanner.files.yaml_nodes import read_collecting

PACKAGED_DIR = Path(__file__).resolve().parent.parent / "catalogues"
#: What the files of a catalogue end in.
ENDINGS = frozenset({".yaml", ".yml"})


@functools.cache
def packaged_names() -> tuple[str, ...]:
    """The names of the catalogues that come with the program, in alphabetical order."""
    return tuple(sorted(path.name for path in PACKAGED_DIR.iterdir() if _is_catalogue_dir(path)))


def find_catalogue(name: str, base: Path | None = None) -> Path | None:
    """Where a catalogue lies that a scenario names.

    Args:
        name: Name of a packaged catalogue, or a path to one's own.
        base: Folder that a relative path starts from; the current one if None.

    Returns:
        The file or folder, or None if there is neither. A packaged name goes before a path, so
        that a scenario means the same wherever it lies; write `./name` for one's own.
    """
    if name in packaged_names():
        return PACKAGED_DIR / name
    path = (base or Path()) / name
    try:
        return path if path.exists() else None
    except OSError:
        # The system refuses to look for some names at all, such as very long ones.
        return None


def load_catalogue(name: str, base: Path | None = None) -> Catalogue:
    """Read a catalogue by packaged name or by path.

    Raises:
        InputError: There is no such catalogue, or something in it is wrong.
    """
    path = find_catalogue(name, base)
    if path is None:
        raise InputError([Problem(None, None, None, "", no_such_catalogue(name))])
    if name in packaged_names():
        return packaged_catalogue(name)
    return read_catalogue(path)


def no_such_catalogue(name: str, nearest: Nearest | None = None, own: Sequence[str] = ()) -> Text:
    """The sentence about a catalogue that is not there: as a file, or as a known one.

    Args:
        name: What was written.
        nearest: Suggests names.
        own: Ids of catalogues that are known beside the packaged ones.
    """
    if is_like_a_path(name):
        return text('There is no file or folder "{name}".', name=shown_value(name, 200))
    message = text('There is no catalogue "{name}".', name=shown_value(name, 200))
    nearest = nearest or Nearest()
    known = tuple(dict.fromkeys((*own, *packaged_names())))
    if nearest.name(name, known) is None:
        return text("{sentence} Known here: {keys}.", sentence=message, keys=known)
    return nearest.hint(message, name, known)


def is_like_a_path(name: str) -> bool:
    """Whether someone who writes this means a file or a folder, and no key or id."""
    return "/" in name or "\\" in name or Path(name).suffix in ENDINGS


@functools.cache
def packaged_catalogue(name: str) -> Catalogue:
    """Read a packaged catalogue, once per process.

    Raises:
        InputError: There is no packaged catalogue of that name.
    """
    return read_catalogue(PACKAGED_DIR / name)


def read_catalogue(path: Path) -> Catalogue:
    """Read and check one catalogue from a file or a folder.

    Raises:
        InputError: Something in it is wrong; carries all problems at once.
    """
    problems: list[Problem] = []
    root = _content(path, problems)
    if root is None:
        raise InputError(problems)
    try:
        catalogue = Catalogue.model_validate(to_data(root))
    except ValidationError as error:
        raise InputError([*problems, *problems_from(error, root, catalogue_schema())]) from None
    if problems:
        raise InputError(problems)
    return catalogue


def problem_in(path: Path, loc: Loc, message: Text) -> Problem:
    """A problem at a location of a catalogue that was read before; its files are read again."""
    root = _content(path, [])
    if root is None:
        return Problem(str(path), None, None, path_text(loc), message)
    return problem_at(locate(root, loc), loc, message)


@functools.cache
def catalogue_schema() -> dict[str, Any]:
    """The JSON Schema of catalogue format 1, for editors."""
    schema = Catalogue.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "rollenplanner catalogue, format 1",
    }


def _is_catalogue_dir(path: Path) -> bool:
    return path.is_dir() and any(_yaml_files(path))


def _yaml_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix in ENDINGS and path.is_file())


def _content(path: Path, problems: list[Problem]) -> MapNode | None:
    """All files of a catalogue as one map; None where nothing in them can be used."""
    parts = [_read_part(file, problems) for file in _files_of(path, problems)]
    return _joined([part for part in parts if part is not None], problems)


def _files_of(path: Path, problems: list[Problem]) -> list[Path]:
    """The files of a catalogue, in the order in which they are read."""
    if not path.is_dir():
        return [path]
    files = sorted(_yaml_files(path))
    if not files:
        message = text("This folder holds no .yaml file.")
        problems.append(Problem(str(path), None, None, "", message))
    return files


def _read_part(path: Path, problems: list[Problem]) -> MapNode | None:
    """One file of a catalogue; None where nothing in it can be used."""
    node = read_collecting(path, problems)
    if node is None or isinstance(node, MapNode):
        return node
    problems.append(problem_at(node.place, (), text("Expected keys with values.")))
    return None


def _joined(parts: list[MapNode], problems: list[Problem]) -> MapNode | None:
    """All files of a catalogue as one map."""
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    root = MapNode(parts[0].place)
    for part in parts:
        _join(root, part, (), problems)
    return root


def _join(into: MapNode, part: MapNode, path: tuple[str, ...], problems: list[Problem]) -> None:
    """Add the entries of one map to another; maps at the top level are joined in turn."""
    for key, entry in part.entries.items():
        first = into.entries.get(key)
        if first is None:
            into.entries[key] = entry if path else _own_copy(entry)
        elif not path and isinstance(first.node, MapNode) and isinstance(entry.node, MapNode):
            _join(first.node, entry.node, (key,), problems)
        else:
            problems.append(_twice(entry.key_place, (*path, key), first.key_place))


def _own_copy(entry: Entry) -> Entry:
    """The entry with a map of its own, so that joining changes no file's nodes."""
    node: Node = entry.node
    if isinstance(node, MapNode):
        node = MapNode(node.place, dict(node.entries))
    return Entry(entry.key_place, node)


def _twice(place: Place, path: tuple[str, ...], first: Place) -> Problem:
    message = text(
        'The key "{key}" stands here twice; the first is in {file} on line {line}.',
        key=path[-1],
        file=Path(first.file).name,
        line=first.line,
    )
    return problem_at(place, path, message)
