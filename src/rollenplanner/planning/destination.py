"""Where a result goes: checked before the work begins, so that no work is lost at the end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, text


def check_destination(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Make sure that a file can be written there, without writing it.

    Args:
        path: Where the result will go; an ordinary file there will be replaced.
        inputs: Files that were read and must not be overwritten.

    Raises:
        InputError: The folder is missing or not writable, or something else stands in the way.
    """
    problem = _obstacle(path, inputs)
    if problem is not None:
        raise InputError([Problem(str(path), None, None, "", problem)])


def _obstacle(path: Path, inputs: Iterable[Path]) -> Text | None:
    folder = path.resolve().parent
    try:
        if not folder.is_dir():
            return text("The folder {folder} does not exist.", folder=str(path.parent))
        if path.is_dir():
            return text("This is a folder; name a file in it.")
        if path.exists() and not path.is_file():
            return None  # a terminal or a pipe takes the plan as it comes
        if any(each.exists() and path.exists() and path.samefile(each) for each in inputs):
            return text("This file was just read; the plan would overwrite it.")
        # The rights of a folder do not tell whether its disk can be written to; trying does.
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return text(
            "Nothing can be written to the folder {folder}: {reason}",
            folder=str(path.parent),
            reason=error.strerror or type(error).__name__,
        )
