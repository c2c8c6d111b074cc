"""`rollenplanner solve`: make a plan."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import (
    AddParser,
    command,
    number_or_any,
    scenario_argument,
    search_arguments,
    tuning_argument,
)
from rollenplanner.cli.output import Output
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.text import Text, Translator, text, text_n

if TYPE_CHECKING:
    from rollenplanner.domain.plan import Assignment, LevelResult, Plan, Settings
    from rollenplanner.domain.scenario import Scenario
    from rollenplanner.domain.terms import ObjectiveLevel
    from rollenplanner.planning.make_plan import Made

#: Cells that a plan made from another may change beyond what the scenario forces.
_ALLOWED_JUMPS = 5


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "solve",
        tr,
        about=tr("Makes a plan, shows how far it is, and prints a summary."),
        example=(
            "rollenplanner solve scenarios/ommen-4.0.yaml -o plan.yaml\n"
            "rollenplanner solve scenarios/ommen-4.0.yaml --time-limit 20 --people\n"
            "rollenplanner solve edited.yaml --from plan.yaml -o next.yaml --time-limit 5"
        ),
        run=run,
    )
    scenario_argument(parser, tr)
    parser.add_argument(
        "-o",
        "--output",
        metavar="PLAN",
        type=Path,
        help=tr("write the plan to this file (.yaml or .json); without it no file is written"),
    )
    search_arguments(
        parser,
        tr,
        60.0,
        tr("seconds to search (60); with --deterministic, units of deterministic time"),
    )
    tuning_argument(parser, tr)
    parser.add_argument(
        "--from",
        dest="start",
        metavar="PLAN",
        type=Path,
        help=tr("plan to start from, and to stay close to where nothing else is lost"),
    )
    parser.add_argument(
        "--jumps",
        metavar="N",
        type=number_or_any(tr, 0),
        default=_ALLOWED_JUMPS,
        help=tr(
            "with --from: how many holders and backups may change beyond what the scenario forces "
            "(5); `any`: as many as make the plan better"
        ),
    )
    parser.add_argument(
        "--people", action="store_true", help=tr("with every role and every person in the summary")
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Make one plan."""
    from rollenplanner.cli.interrupts import Interrupts
    from rollenplanner.cli.progress import display_for
    from rollenplanner.files.yaml_nodes import without_collector
    from rollenplanner.planning.make_plan import make_plan

    task = _Task.read(options, output)
    _announce(task, output)
    display = display_for(output, task.objective)
    from rollenplanner.solver import StopFlag

    stop = StopFlag()
    with Interrupts(stop, display.stopping) as interrupts:
        display.start()
        levels: tuple[LevelResult, ...] = ()
        try:
            made = make_plan(
                task.scenario,
                task.settings,
                translator=output.tr,
                on_progress=display.follow,
                stop=stop,
                start=task.start,
                allowed_jumps=task.allowed_jumps,
            )
            levels = made.plan.objective if made.plan else ()
        finally:
            display.stop(levels)
        # A search leaves millions of objects; a look through them takes longer than the summary.
        with without_collector():
            code = _finish(task, made, output)
    return ExitCode.INTERRUPTED if interrupts.count else code


@dataclass(frozen=True, slots=True)
class _Task:
    """What was asked for, with every file read."""

    path: Path
    scenario: Scenario
    settings: Settings
    start: Assignment | None
    allowed_jumps: int | None
    destination: Path | None
    people: bool

    @property
    def objective(self) -> tuple[ObjectiveLevel, ...]:
        """The levels of the plan: one more, of jumps, for a plan made from an earlier one."""
        from rollenplanner.domain.terms import staying_close

        objective = self.scenario.objective
        return objective if self.start is None else staying_close(objective)

    @classmethod
    def read(cls, options: argparse.Namespace, output: Output) -> _Task:
        """Read the files, and check where the plan will go before any time is spent.

        Raises:
            InputError: Something about the files is wrong.
        """
        from rollenplanner.domain.plan import Settings
        from rollenplanner.domain.tuning import tuned
        from rollenplanner.files.scenario_files import read_scenario
        from rollenplanner.planning.destination import check_destination
        from rollenplanner.planning.earlier_plan import read_earlier

        loaded = read_scenario(options.scenario)
        scenario = loaded.scenario
        output.use(scenario.language)
        _mention_notes(len(loaded.notes), options.scenario, output)
        if options.output is not None:
            inputs = {Path(source.file) for source in scenario.sources.values()}
            check_destination(options.output, inputs)
        earlier = None if options.start is None else read_earlier(options.start, scenario)
        if earlier is not None:
            output.problems(earlier.notes, text("note"))
        settings = Settings(
            options.seed,
            options.workers,
            options.time_limit,
            options.deterministic,
            tuned(options.tune),
        )
        return cls(
            options.scenario,
            scenario,
            settings,
            earlier.assignment if earlier else None,
            options.jumps,
            options.output,
            options.people,
        )


def _mention_notes(count: int, scenario: Path, output: Output) -> None:
    if count:
        message = text_n(
            "{n} note on the scenario; `rollenplanner validate {file}` shows it.",
            "{n} notes on the scenario; `rollenplanner validate {file}` shows them.",
            count,
            file=str(scenario),
        )
        output.say(message)


def _announce(task: _Task, output: Output) -> None:
    if task.destination is None:
        output.say(text("No file will be written; `-o plan.yaml` writes the plan to a file."))


def _finish(task: _Task, made: Made, output: Output) -> ExitCode:
    from rollenplanner.planning.make_plan import Ending

    if made.plan is not None:
        return _deliver(task, made, made.plan, output)
    if made.ending is Ending.INFEASIBLE:
        _say_infeasible(task, output)
        code = ExitCode.INFEASIBLE
    else:
        output.say(_nothing_found(made))
        code = ExitCode.NOTHING_FOUND
    if output.json:
        output.result_json({"status": "infeasible" if code is ExitCode.INFEASIBLE else "unknown"})
    return code


def _nothing_found(made: Made) -> Text:
    if made.stopped:
        return text("Stopped before any plan was found; nothing is written.")
    return text(
        "No plan was found in time, and it is not proven that there is none. "
        "More time may help: --time-limit."
    )


def _deliver(task: _Task, made: Made, plan: Plan, output: Output) -> ExitCode:
    """Write the file first, then show; a plan that cannot be written is printed instead."""
    from rollenplanner.files.plan_files import plan_text

    written = task.destination is None or _write(task.destination, plan, output)
    if output.json:
        output.result_as_it_is(plan_text(plan, as_json=True).rstrip())
    elif not written:
        output.result_as_it_is(plan_text(plan).rstrip())
    else:
        _show_summary(task, made, plan, output)
    if written and task.destination is not None:
        output.say(text("Plan written to {file}.", file=str(task.destination)))
    return ExitCode.DONE if written else ExitCode.WRONG_INPUT


def _write(destination: Path, plan: Plan, output: Output) -> bool:
    from rollenplanner.files.plan_files import write_plan

    try:
        write_plan(plan, destination)
    except InputError as error:
        output.problems(error.problems)
        output.say(text("The plan is printed here instead."))
        return False
    return True


def _show_summary(task: _Task, made: Made, plan: Plan, output: Output) -> None:
    from rollenplanner.reports.people import People
    from rollenplanner.reports.summary import summary

    people = People(task.scenario, names=output.names)
    output.show(
        summary(
            task.scenario,
            plan,
            [people.named(finding) for finding in made.findings],
            names=output.names,
            people=task.people,
            interrupted=made.stopped,
            earlier=task.start,
            forced=made.forced,
        )
    )


def _say_infeasible(task: _Task, output: Output) -> None:
    from rollenplanner.reports.infeasible import hints
    from rollenplanner.reports.people import People

    scenario = task.scenario
    output.say(text("There is no plan that obeys every rule; this is proven."))
    for hint in hints(scenario, People(scenario, names=output.names)):
        output.say(hint)
    output.say(
        text(
            "`rollenplanner explain {file}` tells what clashes, and the cheapest changes.",
            file=str(task.path),
        )
    )
