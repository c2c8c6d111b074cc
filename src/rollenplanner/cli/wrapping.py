"""Lines broken between words only, at the width of the screen."""

from __future__ import annotations

import os
import re
import sys
import textwrap

#: Where nobody tells how wide the screen is.
_USUAL = 80
#: On anything narrower, lines are left as they are: a word a line serves nobody.
_LEAST = 20
_COMMAND = re.compile(r"`[^`]*`")
_NO_BREAK = "\N{NO-BREAK SPACE}"


def screen_width() -> int:
    """Columns of the terminal, whichever stream it hangs on; `COLUMNS` goes before, else 80."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isascii() and stated.isdecimal() and int(stated):
        return int(stated)
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        try:
            return os.get_terminal_size(stream.fileno()).columns if stream else _USUAL
        except (OSError, ValueError):
            continue
    return _USUAL


def wrapped(line: str, width: int, hanging: str = "") -> str:
    """A line broken at spaces; what stands between backquotes stays together where it fits.

    Ids, paths and other words are never broken, also where they are wider than the screen.

    Args:
        line: One line; spaces at its start are kept on every line.
        width: Columns of the screen.
        hanging: What every line but the first begins with, beside those spaces.
    """
    if width < _LEAST or len(line) <= width:
        return line
    indent = line[: len(line) - len(line.lstrip())] + hanging

    def together(found: re.Match[str]) -> str:
        command = found[0]
        return command.replace(" ", _NO_BREAK) if len(command) + len(indent) <= width else command

    return textwrap.fill(
        _COMMAND.sub(together, line),
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ).replace(_NO_BREAK, " ")
