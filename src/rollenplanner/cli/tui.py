"""`rollenplanner tui`: the terminal interface."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

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
        store: Results of a study to compare.
    """

    scenario: Path | None
    plans: tuple[Path, ...]
    language: Language | None
    names: bool
    store: Path | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Where the interface is served to browsers.

    Attributes:
        arguments: Of `rollenplanner` in the process of every visitor.
        token: What visitors have to bring; None: nothing.
        public_url: How visitors reach it, if not by host and port.
    """

    arguments: tuple[str, ...]
    host: str
    port: int
    token: str | None
    public_url: str | None


class Interface(Protocol):
    """The other front end. The two do not know each other; whoever knows both hands it in."""

    def open(self, opening: Opening) -> int:
        """Run it until someone leaves; returns the exit code."""
        ...

    def serve(self, site: Site, tr: Translator, say: Callable[[str], None]) -> None:
        """Serve it until Ctrl-C; raises ImportError without the optional extra."""
        ...


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
            "rollenplanner tui scenarios/ommen-4.0.yaml plan.yaml other-plan.yaml\n"
            "rollenplanner tui scenarios/ommen-4.0.yaml --store studie.db"
        ),
        run=run,
    )
    files_arguments(parser, tr)


def files_arguments(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """Add the scenario and the plans, all of which may be left out."""
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
    parser.add_argument(
        "--store",
        metavar="FILE",
        type=Path,
        help=tr("store of results, as `batch` makes it, to look at on the screen Compare"),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Open it; needs a terminal, or the browser of `serve`."""
    served = "TEXTUAL_DRIVER" in os.environ
    if not served and not (sys.stdin.isatty() and sys.stdout.isatty()):
        output.say(text("The terminal interface needs a terminal; other commands do not."))
        return ExitCode.WRONG_INPUT
    opening = Opening(
        options.scenario,
        tuple(options.plans),
        getattr(options, "lang", None),
        output.names,
        options.store,
    )
    interface: Interface = options.interface
    return ExitCode(interface.open(opening))
