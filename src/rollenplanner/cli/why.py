"""`rollenplanner why`: why someone carries a role or does not; everything about one person."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import (
    AddParser,
    command,
    scenario_argument,
    search_arguments,
)
from rollenplanner.cli.output import Output
from rollenplanner.domain.text import Translator, text, text_n

if TYPE_CHECKING:
    from rollenplanner.domain.answers import Answer
    from rollenplanner.planning.why import Read

#: Seconds for the other plan; reading and judging come on top of it.
_TIME_LIMIT = 6.0


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "why",
        tr,
        about=tr(
            "Tells why someone carries a role in a plan or does not, and what the opposite would "
            "cost; without a role, everything about one person."
        ),
        example=(
            "rollenplanner why scenarios/ommen-4.0.yaml plan.yaml --person P20 \\\n"
            "    --role control\n"
            "rollenplanner why scenarios/ommen-4.0.yaml plan.yaml --person P20"
        ),
        run=run,
    )
    scenario_argument(parser, tr)
    parser.add_argument("plan", metavar="PLAN", type=Path, help=tr("plan file (YAML or JSON)"))
    parser.add_argument("--person", metavar="P", required=True, help=tr("id of the person"))
    parser.add_argument(
        "--role", metavar="R", help=tr("id of the role or post; without it the sheet of the person")
    )
    parser.add_argument(
        "--period", metavar="T", help=tr("a month (YYYY-MM) of the one period that it is about")
    )
    parser.add_argument(
        "--backup", action="store_true", help=tr("about backing the role up, not about holding it")
    )
    parser.add_argument(
        "--people", action="store_true", help=tr("with every difference between the two plans")
    )
    search_arguments(
        parser,
        tr,
        _TIME_LIMIT,
        tr(
            "seconds to search for the other plan (6); with --deterministic, units of "
            "deterministic time"
        ),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Answer one question."""
    from rollenplanner.planning.why import read

    asked = read(
        options.scenario,
        options.plan,
        options.person,
        options.role,
        options.period,
        backup=options.backup,
    )
    output.use(asked.scenario.language)
    output.problems(asked.notes, text("note"))
    if not asked.obeys:
        return _refuse(asked, options.plan, output)
    code = _sheet(asked, output) if asked.role is None else _answer(asked, options, output)
    if code is ExitCode.DONE and not asked.judgement.ok:
        output.say(
            text_n(
                "{file}: {n} figure that the plan states is not right; the answer counts anew.",
                "{file}: {n} figures that the plan states are not right; the answer counts anew.",
                len(asked.judgement.violations),
                file=str(options.plan),
            )
        )
        return ExitCode.BROKEN_RULE
    return code


def _refuse(asked: Read, plan: Path, output: Output) -> ExitCode:
    """A plan that breaks rules answers nothing; tell which, as `check` does."""
    from rollenplanner.domain.findings import finding_to_data
    from rollenplanner.domain.judge import MISSTATED
    from rollenplanner.reports.findings import by_rule
    from rollenplanner.reports.people import People

    people = People(asked.scenario, names=output.names)
    broken = [people.named(each) for each in asked.judgement.violations if each.kind != MISSTATED]
    if output.json:
        starts = asked.scenario.horizon.starts
        data = [finding_to_data(each, output.tr, starts) for each in broken]
        output.result_json({"ok": False, "violations": data})
    else:
        output.show(by_rule(broken))
    output.say(
        text(
            "{file}: the plan breaks rules, so it says nothing about why; `rollenplanner check` "
            "judges it.",
            file=str(plan),
        )
    )
    return ExitCode.BROKEN_RULE


def _sheet(asked: Read, output: Output) -> ExitCode:
    from rollenplanner.reports.people import People
    from rollenplanner.reports.person import Sheet
    from rollenplanner.reports.sheet import sheet
    from rollenplanner.reports.sheet_data import sheet_data

    made = Sheet(asked.scenario, asked.plan.assignment, asked.person, asked.period)
    people = People(asked.scenario, names=output.names)
    if output.json:
        output.result_json(sheet_data(made, people, output.tr.in_full()))
    else:
        output.show(sheet(made, people))
    return ExitCode.DONE


def _answer(asked: Read, options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.domain.answers import Outcome
    from rollenplanner.reports.people import People
    from rollenplanner.reports.why import why
    from rollenplanner.reports.why_data import why_data

    answer, interrupted = _solved(asked, options, output)
    people = People(asked.scenario, names=output.names)
    if output.json:
        output.result_json(why_data(answer, people, output.tr))
    else:
        output.show(why(answer, people, whole=options.people))
    if interrupted:
        return ExitCode.INTERRUPTED
    unknown = answer.comparison is not None and answer.comparison.outcome is Outcome.UNKNOWN
    return ExitCode.NOTHING_FOUND if unknown else ExitCode.DONE


def _solved(asked: Read, options: argparse.Namespace, output: Output) -> tuple[Answer, bool]:
    """The answer, and whether Ctrl-C cut it short."""
    from rollenplanner.cli.interrupts import Interrupts
    from rollenplanner.cli.progress import display_for
    from rollenplanner.domain.plan import Settings
    from rollenplanner.planning.why import answer
    from rollenplanner.solver import StopFlag

    assert asked.role is not None
    settings = Settings(options.seed, options.workers, options.time_limit, options.deterministic)
    display = display_for(output, asked.objective)
    stop = StopFlag()
    with Interrupts(stop, display.stopping) as interrupts:
        display.start()
        try:
            found = answer(asked, asked.role, settings, on_progress=display.follow, stop=stop)
        finally:
            display.stop(())
    return found, interrupts.count > 0
