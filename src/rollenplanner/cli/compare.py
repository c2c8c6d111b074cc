"""`rollenplanner compare`: plans, or the variants of a study, side by side."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command
from rollenplanner.cli.output import Output
from rollenplanner.domain.compared import FIGURES
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, Translator, text

if TYPE_CHECKING:
    from rollenplanner.domain.compared import Comparison
    from rollenplanner.reports.comparison_matrix import Matrix
    from rollenplanner.reports.people import People
    from rollenplanner.reports.table import Block

_KEYS = (*map(str, Term), *FIGURES)
_PICTURES = (".png", ".svg")


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "compare",
        tr,
        about=tr(
            "Lays plans, or the variants of a study, side by side: how good, what for an "
            "organisation, which ones another beats, and what differs."
        ),
        example=(
            "rollenplanner compare scenarios/ommen-4.0.yaml plan.yaml other.yaml\n"
            "rollenplanner compare --store studie.db\n"
            "rollenplanner compare --store studie.db --case nu --case twee-clusters\n"
            "rollenplanner compare ommen.yaml --store s.db --case nu --case vrij --names\n"
            "rollenplanner compare --store studie.db --pareto moves uncovered "
            "--plot f.svg"
        ),
        run=run,
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        type=Path,
        nargs="*",
        help=tr(
            "a scenario and plans for it; a plan belongs to the scenario named before it. With "
            "--store and --names: a scenario that has the names"
        ),
    )
    parser.add_argument(
        "--store", metavar="FILE", type=Path, help=tr("store of results, as `batch` makes it")
    )
    for option, meta, about in (
        ("--study", "ID", tr("study in the store; may be repeated")),
        ("--case", "ID", tr("only this case, by id, variant or number; may be repeated")),
    ):
        parser.add_argument(option, metavar=meta, action="append", default=[], help=about)
    parser.add_argument(
        "--pareto",
        metavar="TERM",
        nargs="+",
        type=_key(tr),
        help=tr("the Pareto front over these terms: {keys}", keys=", ".join(_KEYS)),
    )
    parser.add_argument(
        "--matrix", metavar="TERM", type=_key(tr), help=tr("a term as a grid over two axes")
    )
    parser.add_argument(
        "--axes",
        metavar=("ROWS", "COLUMNS"),
        nargs=2,
        help=tr("with --matrix: the axes, where the study has more than two"),
    )
    parser.add_argument(
        "--csv", metavar="FILE", type=Path, help=tr("write what is compared as CSV")
    )
    parser.add_argument(
        "--jsonl",
        metavar="FILE",
        type=Path,
        help=tr("write everything in the store about the study, a line of JSON per case"),
    )
    parser.add_argument(
        "--plot",
        metavar="FILE",
        type=Path,
        help=tr("with --pareto or --matrix: draw it, as .png or .svg"),
    )
    parser.add_argument("--all", action="store_true", help=tr("every row, however many there are"))


def _key(tr: Translator) -> Callable[[str], str]:
    """A reader of keys of terms and figures."""

    def read(value: str) -> str:
        if value in _KEYS:
            return value
        raise argparse.ArgumentTypeError(tr("{value} is no term: {keys}", value=value, keys=_KEYS))

    return read


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Compare, show, and write the files that are asked for."""
    _check(options, output)
    compared = _compared(options, output)
    output.use(compared.language)
    people = _people(options, output)
    grids = _grids(options, compared)
    if output.json:
        from rollenplanner.reports.comparison_data import comparison_data

        output.result_json(comparison_data(compared, options.pareto or (), people))
    else:
        output.show(_blocks(options, compared, grids, people))
    _write(options, compared, grids, output)
    return ExitCode.DONE


def _check(options: argparse.Namespace, output: Output) -> None:
    """Options that do not go together."""
    problems = []

    def refuse(option: str, message: Text) -> None:
        problems.append(Problem(None, None, None, option, message))

    if not options.files and options.store is None:
        refuse("", text("Name either a scenario with plans, or a store with --store."))
    if options.files and options.store is not None and not output.names:
        refuse("", text("A scenario beside a store is for --names; plans come from the store."))
    for option, value in (("--study", options.study), ("--jsonl", options.jsonl)):
        if value and options.store is None:
            refuse(option, text("This goes with --store only."))
    if options.plot is not None:
        if options.plot.suffix.lower() not in _PICTURES:
            refuse("--plot", text("The name ends in .png or .svg."))
        if options.matrix is None and len(options.pareto or ()) != 2:
            refuse("--plot", text("This goes with --matrix, or --pareto with two terms."))
    if problems:
        raise InputError(problems)


def _compared(options: argparse.Namespace, output: Output) -> Comparison:
    from rollenplanner.planning.compare import compare_plans, compare_study

    if options.store is not None:
        if options.files:
            from rollenplanner.planning.compare_people import only_scenarios

            only_scenarios(options.files)
        return compare_study(options.store, options.study, options.case)
    output.use_language_in(options.files[0])
    compared, notes = compare_plans(options.files)
    output.problems(notes, text("note"))
    return compared


def _people(options: argparse.Namespace, output: Output) -> People | None:
    """How people are shown, where names are asked for and known; None: by id."""
    if not output.names:
        return None
    if not options.files:
        output.say(
            text(
                "A store holds no names. Name the scenario for these: "
                "`rollenplanner compare SCENARIO --store {store} --names`.",
                store=str(options.store),
            )
        )
        return None
    from rollenplanner.planning.compare_people import everybody
    from rollenplanner.reports.people import People

    scenario = everybody(options.files)
    people = None if scenario is None else People(scenario, names=True)
    if people is None or not people.known_names:
        output.say(text("Nobody has a name in the scenario, so people are shown by id."))
    return people


def _grids(options: argparse.Namespace, compared: Comparison) -> list[Matrix]:
    if options.matrix is None:
        return []
    from rollenplanner.reports.comparison_matrix import matrices

    axes = tuple(options.axes or compared.axes)
    unknown = [axis for axis in axes if axis not in compared.axes]
    if len(axes) != 2 or unknown:
        message = text(
            "A grid needs two axes; this study has {axes}. Name them with --axes ROWS COLUMNS.",
            axes=compared.axes or ("–",),
        )
        raise InputError([Problem(None, None, None, "--matrix", message)])
    return matrices(compared, options.matrix, (axes[0], axes[1]))


def _blocks(
    options: argparse.Namespace,
    compared: Comparison,
    grids: Sequence[Matrix],
    people: People | None,
) -> list[Block]:
    from rollenplanner.reports.comparison import comparison_blocks, front_table
    from rollenplanner.reports.comparison_details import away_lines, details_blocks
    from rollenplanner.reports.comparison_matrix import matrix_table

    blocks: list[Block] = []
    traced = _traced(options)
    if traced is not None:
        blocks += traced
    elif options.pareto:
        blocks.append(front_table(compared, options.pareto))
    blocks += [matrix_table(grid) for grid in grids]
    if not blocks:
        blocks += comparison_blocks(compared, whole=options.all)
        shown = {} if people is None else {"label": people.label}
        blocks += details_blocks(compared, whole=options.all, **shown)
    away = None if people is None else away_lines(compared, people.label)
    return blocks if away is None else [*blocks, away]


def _traced(options: argparse.Namespace) -> list[Block] | None:
    """The points of a trade-off as `batch --frontier` shows them, where the study traced it."""
    if options.store is None or not options.pareto or options.case:
        return None
    from rollenplanner.planning.compare import compared_front
    from rollenplanner.reports.tradeoff import tradeoff_blocks

    front = compared_front(options.store, options.study, options.pareto)
    if front is None:
        return None
    # The name of such a study ends in the keys of its terms, which the title has in words.
    name = front.name.removesuffix(f": {', '.join(map(str, front.terms))}")
    return tradeoff_blocks(name, front.terms, front.points, front.held, front.complete)


def _write(
    options: argparse.Namespace, compared: Comparison, grids: Sequence[Matrix], output: Output
) -> None:
    from rollenplanner.files.text_files import write_text
    from rollenplanner.planning.compare import json_lines
    from rollenplanner.reports.comparison_files import comparison_csv, matrix_csv
    from rollenplanner.reports.comparison_plots import front_plot, matrix_plot

    if options.csv is not None:
        front = options.pareto or ()
        write_text(options.csv, matrix_csv(grids) if grids else comparison_csv(compared, front))
    if options.jsonl is not None:
        write_text(options.jsonl, "".join(json_lines(options.store, compared)))
    if options.plot is not None and grids:
        matrix_plot(grids, options.plot, output.tr, compared.name)
    elif options.plot is not None:
        front_plot(compared, options.pareto, options.plot, output.tr)
    for path in (options.csv, options.jsonl, options.plot):
        if path is not None:
            output.say(text("Written to {file}.", file=str(path)))
