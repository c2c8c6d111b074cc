"""`rollenplanner explain`: why there is no plan, or why a gap stays, and the cheapest changes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import (
    AddParser,
    command,
    optional_plan_argument,
    positive_number,
    scenario_argument,
    seed_argument,
    whole_number,
)
from rollenplanner.cli.output import Output
from rollenplanner.domain.clashes.prices import DEFAULT_PRICES, PriceKind
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Translator, text

if TYPE_CHECKING:
    from rollenplanner.planning.explain.explain import Explanation, Wanted
    from rollenplanner.solver import StopFlag

_MOST_REPAIRS = 50
#: The word that takes a sort of change out of the list.
_NEVER = "never"
#: One price; None: never proposed.
_Price = tuple[PriceKind, Decimal | None]


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "explain",
        tr,
        about=tr("Tells why there is no plan, or why a gap stays, and the cheapest changes."),
        example=(
            "rollenplanner explain scenarios/ommen-onmogelijk.yaml\n"
            "rollenplanner explain scenarios/ommen-onmogelijk.yaml --price pin=5\n"
            "rollenplanner explain scenarios/ommen-4.0.yaml plan.yaml --gap 1a2b3c4d"
        ),
        run=run,
    )
    scenario_argument(parser, tr)
    optional_plan_argument(
        parser, tr("with --gap: the plan that has the gap; without one it is the present state")
    )
    parser.add_argument(
        "--gap", metavar="ID", help=tr("explain a gap, by its id in `gaps` or the end of it")
    )
    parser.add_argument(
        "--price",
        metavar="KIND=N",
        action="append",
        type=_price(tr),
        default=[],
        help=tr(
            "what a change costs, or KIND=never; unless stated {prices}; fte and demand per "
            "started 0.1 fte, training per step",
            prices=", ".join(f"{kind}={price}" for kind, price in DEFAULT_PRICES.items()),
        ),
    )
    parser.add_argument(
        "--repairs",
        metavar="N",
        type=whole_number(tr, 1, _MOST_REPAIRS),
        default=5,
        help=tr("how many different changes to look for (5)"),
    )
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=positive_number(tr),
        default=60.0,
        help=tr("seconds for everything together (60)"),
    )
    seed_argument(parser, tr)


def _price(tr: Translator) -> Callable[[str], _Price]:
    """A reader of `KIND=N` and `KIND=never`."""

    def read(value: str) -> _Price:
        kind, _, number = value.partition("=")
        if kind not in list(PriceKind):
            raise argparse.ArgumentTypeError(
                tr("{value} names no sort of change: {kinds}", value=value, kinds=tuple(PriceKind))
            )
        if number == _NEVER:
            return PriceKind(kind), None
        try:
            price = Decimal(number.replace(",", "."))
        except InvalidOperation:
            price = Decimal(0)
        exponent = price.as_tuple().exponent
        if price.is_finite() and 0 < price <= 1000 and isinstance(exponent, int) and exponent >= -2:
            return PriceKind(kind), price
        raise argparse.ArgumentTypeError(
            tr(
                "{value}: a price is a number above 0 with at most two decimals, at most 1000, or "
                "`never`",
                value=value,
            )
        )

    return read


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Explain one scenario, or one gap."""
    from rollenplanner.cli.explain_progress import watcher_for
    from rollenplanner.cli.interrupts import Interrupts
    from rollenplanner.files.yaml_nodes import without_collector
    from rollenplanner.solver import StopFlag

    wanted = _wanted(options)
    stop, watcher = StopFlag(), watcher_for(output)
    with Interrupts(stop, watcher.stopping) as interrupts, without_collector():
        watcher.start()
        try:
            found = _explain(options.scenario, wanted, stop, watcher.follow, output)
        finally:
            watcher.stop()
        _show(found, output)
    if interrupts.count:
        return ExitCode.INTERRUPTED
    if found.note is not None:
        return ExitCode.DONE
    unknown = found.feasible is None or (found.feasible is False and not found.clashes)
    return ExitCode.NOTHING_FOUND if unknown else ExitCode.DONE


def _wanted(options: argparse.Namespace) -> Wanted:
    from rollenplanner.planning.explain.explain import Wanted

    if options.plan is not None and options.gap is None:
        message = text("A plan is explained by one of its gaps: add --gap ID.")
        raise InputError([Problem(str(options.plan), None, None, "", message)])
    stated = dict(options.price)
    prices = {
        kind: price
        for kind, usual in DEFAULT_PRICES.items()
        if (price := stated.get(kind, usual)) is not None
    }
    return Wanted(
        prices, options.repairs, options.time_limit, options.seed, options.gap, options.plan
    )


def _explain(
    path: Path,
    wanted: Wanted,
    stop: StopFlag,
    follow: Callable[..., None],
    output: Output,
) -> Explanation:
    from rollenplanner.files.scenario_files import read_scenario
    from rollenplanner.planning.explain.explain import explain_gap, explain_scenario

    scenario = read_scenario(path).scenario
    output.use(scenario.language)
    if wanted.gap is not None:
        return explain_gap(path, wanted, stop, follow)
    return explain_scenario(scenario, wanted, stop, follow)


def _show(found: Explanation, output: Output) -> None:
    from rollenplanner.cli.explain_data import explanation_to_data
    from rollenplanner.reports.explanation import (
        ShownClash,
        ShownRepair,
        clashes,
        repairs,
        verdict,
    )
    from rollenplanner.reports.people import People

    people = People(found.scenario, names=output.names)
    output.problems(found.notes, text("note"))
    if output.json:
        output.result_json(explanation_to_data(found, people, output.tr))
        return
    shown_clashes = [ShownClash(each.conditions, each.irreducible) for each in found.clashes]
    shown_repairs = [
        ShownRepair(each.price, tuple((part.message, change.source) for change, part in each.parts))
        for each in found.repairs
    ]
    gap = people.named(found.gap).message if found.gap else None
    output.show(
        (
            verdict(
                feasible=found.feasible,
                gap=gap,
                note=found.note,
                blocked_alone=found.blocked_alone,
            ),
            *clashes(shown_clashes, people, sole=found.sole),
            *repairs(shown_repairs, people, proven=found.proven, exhausted=found.exhausted),
        )
    )
    _talk(found, output)


def _talk(found: Explanation, output: Output) -> None:
    """What is worth knowing about the work itself."""
    if found.complete:
        return
    if found.feasible is False and found.clashes:
        output.say(text("The search ended early; everything that stands here is shown by solving."))
        if not found.repairs:
            output.say(text("No changes were found in time. More time may help: --time-limit."))
    elif found.feasible is False:
        output.say(text("No clash was found in time. More time may help: --time-limit."))
    else:
        output.say(text("More time may help: --time-limit."))
