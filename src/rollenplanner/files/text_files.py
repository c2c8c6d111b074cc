"""Writes texts of other formats than our own, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import text
from rollenplanner.files.whole_files import write_whole


def write_text(path: Path, content: str) -> None:
    """Write a file.

    Raises:
        InputError: It cannot be written there.
    """
    try:
        write_whole(path, content.encode())
    except OSError:
        message = text("This file cannot be written.")
        raise InputError([Problem(str(path), None, None, "", message)]) from None
