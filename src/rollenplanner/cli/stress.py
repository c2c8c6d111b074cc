"""`rollenplanner stress`: what is lost when people are absent, and who steps in."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from rollenplanner.cli.bars import terminal_bar
from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import (
    AddParser,
    command,
    optional_plan_argument,
    scenario_argument,
    whole_number,
)
from rollenplanner.cli.output import Output
from rollenplanner.domain.text import Text, Translator, fte, text

if TYPE_CHECKING:
    from rollenplanner.domain.stressed import Progress

_MOST_ABSENT = 10_000
_STOPPING = text("Stopping with what is known so far; Ctrl-C again leaves at once.")


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "stress",
        tr,
        about=tr(
            "Takes people away in turn: what is lost after everyone else is redeployed as well as "
            "possible, and who steps in."
        ),
        example=(
            "rollenplanner stress scenarios/ommen-4.0.yaml\n"
            "rollenplanner stress scenarios/ommen-4.0.yaml plan.yaml --absent 2\n"
            "rollenplanner stress scenarios/ommen-4.0.yaml --absent 2 --person P38"
        ),
        run=run,
    )
    scenario_argument(parser, tr)
    optional_plan_argument(parser, tr("plan file; without one the present state is tested"))
    parser.add_argument(
        "--absent",
        metavar="K",
        type=whole_number(tr, 1, _MOST_ABSENT),
        default=1,
        help=tr("how many people are absent together (1)"),
    )
    parser.add_argument(
        "--role",
        metavar="ROLE",
        action="append",
        default=[],
        help=tr("only absences of somebody who holds or backs up this role; may be repeated"),
    )
    parser.add_argument(
        "--person",
        metavar="PERSON",
        action="append",
        default=[],
        help=tr("only absences of this person, with or without others; may be repeated"),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Test, and show what is lost."""
    from rollenplanner.domain.stressed import Asked
    from rollenplanner.planning.stress_test import read_subject, try_absences
    from rollenplanner.reports.people import People
    from rollenplanner.reports.stress import stress_report
    from rollenplanner.reports.stress_data import stress_data

    asked = Asked(
        options.absent, tuple(dict.fromkeys(options.person)), tuple(dict.fromkeys(options.role))
    )
    subject = read_subject(options.scenario, options.plan, asked)
    output.use(subject.scenario.language)
    output.problems(subject.notes, text("note"))
    from rollenplanner.cli.interrupts import Interrupts
    from rollenplanner.solver import StopFlag

    stop = StopFlag()
    with Interrupts(stop, lambda: _say_stopping(output)) as interrupts:
        with _progress(output) as listen:
            stressed = try_absences(subject, asked, on_progress=listen, stop=stop)
        if output.json:
            output.result_json(stress_data(subject.scenario, stressed, output.tr))
        else:
            people = People(subject.scenario, names=output.names)
            output.show(stress_report(subject.scenario, stressed, people))
    return ExitCode.INTERRUPTED if interrupts.count else ExitCode.DONE


def _say_stopping(output: Output) -> None:
    """Tell it past all buffers: the handler may have interrupted a write to them."""
    os.write(sys.stderr.fileno(), f"\n{output.tr.render(_STOPPING)}\n".encode())


@contextlib.contextmanager
def _progress(output: Output) -> Iterator[Callable[[Progress], None]]:
    """A bar on the terminal, which goes away at the end; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with terminal_bar(output) as move:
        yield lambda progress: move(_how_far(progress), progress.total, progress.done)


def _how_far(progress: Progress) -> Text:
    worst = fte(progress.worst.critical)
    if progress.total is not None:
        return text(
            "{done} of {total} absences, worst so far {worst} fte",
            done=progress.done,
            total=progress.total,
            worst=worst,
        )
    if progress.bound is None:
        return text("{done} people one by one", done=progress.done)
    return text(
        "{done} absences tried, worst {worst} fte, at most {bound} fte",
        done=progress.done,
        worst=worst,
        bound=fte(progress.bound),
    )
