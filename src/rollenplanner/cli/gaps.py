"""`rollenplanner gaps`: what a plan, or the present state, cannot guarantee."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command, optional_plan_argument, scenario_argument
from rollenplanner.cli.output import Output
from rollenplanner.domain.text import LANGUAGES, Text, Translator, fte, text

if TYPE_CHECKING:
    from rollenplanner.domain.coverage.totals import Occupancy
    from rollenplanner.domain.findings import Severity
    from rollenplanner.planning.find_gaps import Gaps, State
    from rollenplanner.planning.gap_filters import Filters


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "gaps",
        tr,
        about=tr(
            "Tells what a plan cannot guarantee and what it repairs; without a plan, what the "
            "present state cannot guarantee."
        ),
        example=(
            "rollenplanner gaps scenarios/ommen-4.0.yaml\n"
            "rollenplanner gaps scenarios/ommen-4.0.yaml plan.yaml --fail-on critical\n"
            "rollenplanner gaps scenarios/ommen-4.0.yaml --cluster regie --role dvo-ict"
        ),
        run=run,
    )
    scenario_argument(parser, tr)
    optional_plan_argument(parser, tr("plan file; without one the present state is judged"))
    parser.add_argument(
        "--fail-on",
        type=_severity(tr),
        metavar="SEVERITY",
        help=tr(
            "exit with 6 if a finding of the plan (without one: of the present) is this severe or "
            "worse: critical, serious or notice"
        ),
    )
    for option, shown, about in (
        ("--cluster", "ID", tr("only what is about this cluster; may be repeated")),
        ("--role", "ID", tr("only what is about this role, post or module; may be repeated")),
        ("--person", "ID", tr("only what is about this person; may be repeated")),
    ):
        parser.add_argument(option, metavar=shown, action="append", default=[], help=about)


def _severity(tr: Translator) -> Callable[[str], Severity]:
    """A reader of a severity, by its key or its word in either language."""

    def read(value: str) -> Severity:
        from rollenplanner.reports.words import SEVERITY_WORDS

        words = {
            word: severity
            for severity, said in SEVERITY_WORDS.items()
            for word in (str(severity), *(Translator(each).render(said) for each in LANGUAGES))
        }
        found = words.get(value.lower())
        if found is None:
            raise argparse.ArgumentTypeError(
                tr("{value} is no severity: {words}", value=value, words=tuple(words))
            )
        return found

    return read


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Show every finding, and beside a plan what it repairs."""
    from rollenplanner.planning.find_gaps import gaps
    from rollenplanner.planning.gap_filters import Filters

    filters = Filters(tuple(options.cluster), tuple(options.role), tuple(options.person))
    found = gaps(options.scenario, options.plan, filters)
    output.use(found.judged.scenario.language)
    output.problems(found.notes, text("note"))
    if output.json:
        output.result_json(_data(found, filters, output))
    else:
        _show(found, filters, options.plan, output)
    if options.fail_on is None:
        return ExitCode.DONE
    limit = options.fail_on.rank
    reached = any(finding.severity.rank <= limit for finding in found.judged.findings)
    return ExitCode.SEVERITY_REACHED if reached else ExitCode.DONE


def _data(found: Gaps, filters: Filters, output: Output) -> dict[str, object]:
    """Everything, whole; what became of the findings of the present as lists of their ids."""
    data: dict[str, object] = {"findings": _listed(found.judged, output)}
    if found.comparison is not None:
        compared = found.comparison
        data["present"] = _listed(found.present, output)
        data["repaired"] = [each.id for each in compared.repaired]
        data["left"] = [each.id for each in compared.left]
        data["new"] = [each.id for each in compared.new]
        data["ahead"] = [each.id for each in compared.ahead]
    data["occupancy"] = [
        {
            "per": now.view,
            "id": now.id,
            "name": now.name,
            "formation": None if now.formation is None else fte(now.formation),
            "present": _filled(now)[0],
            **({} if then is None else {"plan": _filled(then)}),
        }
        for now, then in _side_by_side(found, filters)
    ]
    return data


def _listed(state: State, output: Output) -> list[dict[str, object]]:
    from rollenplanner.domain.findings import finding_to_data
    from rollenplanner.reports.people import People

    people = People(state.scenario, names=output.names)
    starts = state.scenario.horizon.starts
    return [finding_to_data(people.named(each), output.tr, starts) for each in state.findings]


def _filled(part: Occupancy) -> list[dict[str, object]]:
    """What stands there per period."""
    return [{"people": fte(each.people), "vacancies": fte(each.vacancies)} for each in part.filled]


def _side_by_side(found: Gaps, filters: Filters) -> list[tuple[Occupancy, Occupancy | None]]:
    """Occupancy at present and in the plan: all of it, or of the clusters asked for."""
    present = found.present.occupancy
    planned = found.plan.occupancy if found.plan else (None,) * len(present)
    if not filters.only_clusters:
        return []
    return [
        (now, then)
        for now, then in zip(present, planned, strict=True)
        if not filters.clusters or (now.view == "cluster" and now.id in filters.clusters)
    ]


def _show(found: Gaps, filters: Filters, plan: Path | None, output: Output) -> None:
    from rollenplanner.reports.findings import by_severity, total
    from rollenplanner.reports.people import People
    from rollenplanner.reports.present_and_plan import counts_table, occupancy_table, repaired
    from rollenplanner.reports.table import Item, Lines

    state, compared = found.judged, found.comparison
    people = People(state.scenario, names=output.names)
    findings = [people.named(finding) for finding in state.findings]
    became = compared.became if compared else {}
    output.show(by_severity(findings, state.scenario.horizon, became))
    if findings:
        output.show([Lines(None, (Item(_explained(plan)),))])
    if compared:
        before = People(found.present.scenario, names=output.names)
        output.show(repaired([before.named(each) for each in compared.repaired]))
    pairs = _side_by_side(found, filters)
    if pairs:
        then = [after for _, after in pairs if after is not None]
        output.show([occupancy_table([now for now, _ in pairs], then or None)])
    if compared:
        output.show([counts_table(found.present.findings, state.findings, compared)])
    output.result(total(findings, plan))


def _explained(plan: Path | None) -> Text:
    """What the ids are for."""
    if plan is None:
        return text("`explain SCENARIO --gap ID` tells why it stays, with an id in brackets.")
    return text("`explain SCENARIO PLAN --gap ID` tells why it stays, with an id in brackets.")
