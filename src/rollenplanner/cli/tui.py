"""`rollenplanner tui`: the terminal interface."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command
from rollenplanner.cli.output import Output
from rollenplanner.domain.text import Language, Translator, text


@dataclass(frozen=True, slots=True)
class Opening:
    """What the interface opens with.

    Attributes:
        scenario: None asks which.
        plans: The first one is shown, the others are compared with it.
        language: As chosen; None: that of the scenario.
        names: Whether names of people are shown.
    """

    scenario: Path | None
    plans: tuple[Path, ...]
    language: Language | None
    names: bool


#: Opens the interface and returns the exit code. The two front ends do not know each other, so
#: whoever knows both hands it in (`__main__`).
OpenInterface = Callable[[Opening], int]


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "tui",
        tr,
        about=tr(
            "Opens the terminal interface: overview, function matrix, roles, people, gaps, stress "
            "test, comparison of plans, and the search for a better one. F1 is help, q leaves."
        ),
        example=(
            "rollenplanner tui scenarios/ommen-roulatie.yaml\n"
            "rollenplanner tui scenarios/ommen-4.0.yaml plan.yaml other-plan.yaml"
        ),
        run=run,
    )
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        type=Path,
        nargs="?",
        help=tr("scenario file (YAML); without one you choose from those in this folder"),
    )
    parser.add_argument(
        "plans",
        metavar="PLAN",
        type=Path,
        nargs="*",
        help=tr("plan files; the first one is shown, the others are compared with it"),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Open it; needs a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        output.say(text("The terminal interface needs a terminal; other commands do not."))
        return ExitCode.WRONG_INPUT
    opening = Opening(
        options.scenario, tuple(options.plans), getattr(options, "lang", None), output.names
    )
    code: int = options.open_interface(opening)
    return ExitCode(code)
