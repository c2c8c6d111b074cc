"""What a command says, and where: the result on stdout, all other talk on stderr."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.words import LANGUAGE_VARIABLE, as_language
from rollenplanner.cli.wrapping import screen_width, wrapped
from rollenplanner.domain.text import DEFAULT_LANGUAGE, Language, Text, Translator

if TYPE_CHECKING:
    from rich.console import Console

    from rollenplanner.domain.errors import Problem
    from rollenplanner.reports.table import Block


_STATED_LANGUAGE = re.compile(rb"""^language: *["']?(nl|en)["']? *(?:#.*)?\r?$""", re.MULTILINE)
_HEAD = 65_536
#: What the second and further lines of a problem begin with, so that its place stands out.
HANGING = "  "


class Output:
    """The voice of one command.

    Attributes:
        tr: Language of what is said; the scenario's once it is known, unless the user chose one.
        names: Whether names of people may be shown.
        json: Whether the user asked for machine-readable output.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        """Take the common options from the parsed arguments."""
        self._chosen: Language | None = getattr(options, "lang", None)
        self.names: bool = getattr(options, "names", False)
        self.json: bool = getattr(options, "json", False)
        from_environment = as_language(os.environ.get(LANGUAGE_VARIABLE))
        self.tr = Translator(self._chosen or from_environment or DEFAULT_LANGUAGE)

    def use(self, language: Language | None) -> None:
        """Go on in the language of the scenario, unless the user chose one."""
        if self._chosen is None and language is not None:
            self.tr = Translator(language)

    def use_language_in(self, scenario: Path) -> None:
        """Go on in the language that a scenario file states, before anything of it is checked.

        So its errors come in its own language. What cannot be read changes nothing.
        """
        with contextlib.suppress(OSError):
            if scenario.is_file():
                with scenario.open("rb") as file:
                    found = _STATED_LANGUAGE.search(file.read(_HEAD))
                self.use(as_language(found[1].decode()) if found else None)

    def say(self, message: Text | str, *, hanging: str = "") -> None:
        """Talk: a line on stderr, broken between words where it is wider than the screen."""
        line = wrapped(self.tr.render(message), screen_width(), hanging)
        print(line, file=sys.stderr, flush=True)

    def result(self, message: Text | str, *, hanging: str = "") -> None:
        """Part of the result: a line on stdout, broken between words."""
        print(wrapped(self.tr.render(message), screen_width(), hanging))

    def result_as_it_is(self, content: str) -> None:
        """Part of the result: the content of a file, on stdout."""
        print(content)

    def result_json(self, value: object) -> None:
        """The result as JSON on stdout."""
        print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain_number))

    def show(self, blocks: Iterable[Block]) -> None:
        """Part of the result: tables and lines on stdout."""
        from rollenplanner.reports.draw import draw

        console = self.console()
        with console.capture() as drawn:
            console.print(draw(blocks, self.tr, console))
        # Tables fill their columns with spaces; at the end of a line these serve nobody.
        sys.stdout.write(re.sub(r" +$", "", drawn.get(), flags=re.MULTILINE))

    def console(self, *, stderr: bool = False) -> Console:
        """A console that never reads brackets in names as markup."""
        from rich.console import Console

        return Console(stderr=stderr, markup=False, highlight=False, emoji=False)

    def problems(self, problems: Iterable[Problem], label: Text | None = None) -> None:
        """Say each problem in the form `file:line:column: path: message` on stderr."""
        for problem in problems:
            self.say(self.problem_line(problem, label), hanging=HANGING)

    def problem_line(self, problem: Problem, label: Text | None = None) -> str:
        """One problem with its place, as editors and terminals recognise it."""
        place = ":".join(
            str(part) for part in (problem.file, problem.line, problem.column) if part is not None
        )
        parts = (
            place,
            self.tr.render(label) if label else "",
            problem.path,
            self.tr.render(problem.message),
        )
        return ": ".join(part for part in parts if part)

    def problem_data(self, problem: Problem) -> dict[str, object]:
        """One problem as design section 6 gives it for JSON."""
        return {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "path": problem.path,
            "message": self.tr.render(problem.message),
        }


def _plain_number(value: object) -> int | float:
    """A Decimal as the number that it is; raises TypeError for anything else."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"cannot be written as JSON: {type(value).__name__}")


def prepare_streams() -> None:
    """Let a stream that cannot write a character replace it, instead of failing halfway."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a captured stream is none
            stream.reconfigure(errors="replace")


def swallow_rest_of_stdout() -> None:
    """After the reader of stdout has gone, make sure that closing it cannot fail again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
