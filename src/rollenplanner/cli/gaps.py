"""`rollenplanner gaps`: what a plan, or the present state, cannot guarantee."""

from __future__ import annotations

import argparse
from pathlib import Path

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command, scenario_argument
from rollenplanner.cli.output import Output
from rollenplanner.domain.text import Translator, text

#: Worst first, as in `domain.findings.Severity`, which --help does not load.
SEVERITIES = ("critical", "serious", "notice")


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "gaps",
        tr,
        about=tr("Tells what a plan cannot guarantee; without a plan, the present state."),
        example=(
            "rollenplanner gaps scenarios/ommen-4.0.yaml\n"
            "rollenplanner gaps scenarios/ommen-4.0.yaml plan.yaml --fail-on critical"
        ),
        run=run,
    )
    scenario_argument(parser, tr)
    parser.add_argument(
        "plan",
        metavar="PLAN",
        type=Path,
        nargs="?",
        help=tr("plan file; without one the present state is judged"),
    )
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        metavar="SEVERITY",
        help=tr("exit with 6 if a finding is this severe or worse: critical, serious or notice"),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Show every finding."""
    from rollenplanner.domain.findings import Severity, finding_to_data
    from rollenplanner.planning.find_gaps import gaps
    from rollenplanner.reports.findings import by_severity, total
    from rollenplanner.reports.people import People

    found = gaps(options.scenario, options.plan)
    output.use(found.scenario.language)
    output.problems(found.notes, text("note"))
    people = People(found.scenario, names=output.names)
    findings = [people.named(finding) for finding in found.findings]
    if output.json:
        starts = found.scenario.horizon.starts
        data = [finding_to_data(finding, output.tr, starts) for finding in findings]
        output.result_json({"findings": data})
    else:
        output.show(by_severity(findings, found.scenario.horizon))
        output.result(total(findings, options.plan))
    if options.fail_on is None:
        return ExitCode.DONE
    limit = Severity(options.fail_on).rank
    reached = any(finding.severity.rank <= limit for finding in findings)
    return ExitCode.SEVERITY_REACHED if reached else ExitCode.DONE
