"""`rollenplanner check`: judge any plan, without the solver."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command, scenario_argument
from rollenplanner.cli.output import Output
from rollenplanner.domain.text import Text, Translator, text, text_n

if TYPE_CHECKING:
    from rollenplanner.planning.check_plan import Checked


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "check",
        tr,
        about=tr("Judges a plan by every rule, also one that was made by hand."),
        example=(
            "rollenplanner check scenarios/ommen-4.0.yaml plan.yaml\n"
            "rollenplanner check scenarios/ommen-4.0.yaml plan.yaml --summary --people"
        ),
        run=run,
    )
    scenario_argument(parser, tr)
    parser.add_argument("plan", metavar="PLAN", type=Path, help=tr("plan file (YAML or JSON)"))
    parser.add_argument(
        "--from",
        dest="earlier",
        metavar="PLAN",
        type=Path,
        help=tr("plan that it was made from; only then jumps are judged"),
    )
    parser.add_argument(
        "--summary", action="store_true", help=tr("show the summary of the plan as well")
    )
    parser.add_argument(
        "--people", action="store_true", help=tr("with every role and every person in the summary")
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Check one plan."""
    from rollenplanner.planning.check_plan import check_plan

    checked = check_plan(options.scenario, options.plan, options.earlier)
    output.use(checked.scenario.language)
    output.problems(checked.notes, text("note"))
    if output.json:
        output.result_json(_data(checked, output))
    else:
        _show(checked, options, output)
    return ExitCode.DONE if checked.judgement.ok else ExitCode.BROKEN_RULE


def _data(checked: Checked, output: Output) -> dict[str, object]:
    from rollenplanner.domain.findings import finding_to_data
    from rollenplanner.domain.terms import decimal_of
    from rollenplanner.reports.people import People

    scenario, judgement = checked.scenario, checked.judgement
    people = People(scenario, names=output.names)
    starts = scenario.horizon.starts
    terms = {str(term): decimal_of(units) for term, units in judgement.terms.items()}
    return {
        "ok": judgement.ok,
        "violations": [
            finding_to_data(people.named(each), output.tr, starts) for each in judgement.violations
        ],
        "terms": terms,
        "objective": [
            {"terms": {str(term): terms[str(term)] for term in level}, "value": decimal_of(value)}
            for level, value in zip(scenario.objective, judgement.levels, strict=True)
        ],
    }


def _show(checked: Checked, options: argparse.Namespace, output: Output) -> None:
    from rollenplanner.domain.coverage import find_gaps
    from rollenplanner.domain.judge import MISSTATED
    from rollenplanner.domain.vouched import vouched
    from rollenplanner.reports.findings import by_rule
    from rollenplanner.reports.people import People
    from rollenplanner.reports.summary import summary

    scenario, judgement = checked.scenario, checked.judgement
    people = People(scenario, names=output.names)
    if options.summary or options.people:
        findings = [people.named(f) for f in find_gaps(scenario, checked.plan.assignment)]
        output.show(
            summary(
                scenario,
                vouched(scenario, checked.plan),
                findings,
                names=output.names,
                people=options.people,
                earlier=checked.earlier,
                forced=checked.forced,
            )
        )
    if judgement.ok:
        output.result(text("{file}: every rule is kept.", file=str(options.plan)))
        return
    broken = [each for each in judgement.violations if each.kind != MISSTATED]
    misstated = len(judgement.violations) - len(broken)
    # After a change by hand many figures no longer fit; a rule that breaks matters more.
    shown = broken or judgement.violations
    output.show(by_rule(people.named(violation) for violation in shown))
    if misstated and broken:
        output.result(
            text_n(
                "{n} figure that the plan states no longer fits it; `--json` shows it.",
                "{n} figures that the plan states no longer fit it; `--json` shows them.",
                misstated,
            )
        )
    output.result(_verdict(str(options.plan), len(broken), misstated))


def _verdict(file: str, broken: int, misstated: int) -> Text:
    if broken:
        return text_n(
            "{file}: {n} rule broken.", "{file}: rules broken {n} times.", broken, file=file
        )
    return text_n(
        "{file}: every rule is kept; {n} figure that the plan states is not right.",
        "{file}: every rule is kept; {n} figures that the plan states are not right.",
        misstated,
        file=file,
    )
