"""`rollenplanner batch`: make a plan for every variant of a study."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.bars import terminal_bar
from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command, positive_number, whole_number
from rollenplanner.cli.output import Output
from rollenplanner.cli.wrapping import screen_width, wrapped
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, Translator, text, text_n

if TYPE_CHECKING:
    from rollenplanner.batch.running import Progress
    from rollenplanner.planning.run_batch import Batch, Where

_MOST_WORKERS = 1_000
_MOST_POINTS = 1_000
#: Solves of a trade-off before it looks between the ends: what counts more, the least, two ends.
_FIRST_SOLVES = 4
_STOPPING = text("Stopping; what is done is kept. The same command later goes on from there.")
#: Cases between two lines of progress where stderr is no terminal, as a part of all.
_LINES = 10


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "batch",
        tr,
        about=tr(
            "Makes a plan for every variant of a study, on all cores or many machines, and keeps "
            "the results in a store. Run again, it goes on where it was."
        ),
        example=(
            "rollenplanner batch scenarios/studie-clusters.yaml\n"
            "rollenplanner batch studie.yaml --store results.db --workers 2 --time-limit 5\n"
            "rollenplanner batch studie.yaml --frontier moves missing_backups -n 9"
        ),
        run=run,
    )
    parser.add_argument(
        "spec", metavar="SPEC", type=Path, help=tr("batch specification (YAML), or a scenario")
    )
    parser.add_argument(
        "--store",
        metavar="FILE",
        type=Path,
        help=tr("store of results; the name of SPEC with .db unless stated"),
    )
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=positive_number(tr),
        help=tr("units of deterministic time per case, in place of what SPEC says"),
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=whole_number(tr, 1, _MOST_WORKERS),
        help=tr("processes on this machine; unless stated one per core"),
    )
    parser.add_argument(
        "--retry", action="store_true", help=tr("try cases that failed before once more")
    )
    parser.add_argument(
        "--frontier",
        metavar=("TERM1", "TERM2"),
        nargs=2,
        type=_term(tr),
        help=tr("trace the trade-off between two terms in the base, in place of the variants"),
    )
    parser.add_argument(
        "-n",
        dest="points",
        metavar="N",
        type=whole_number(tr, 2, _MOST_POINTS),
        default=9,
        help=tr("with --frontier: so many points at most (9)"),
    )
    _cluster_arguments(parser, tr)


def _term(tr: Translator) -> Callable[[str], Term]:
    """A reader of keys of terms."""

    def read(value: str) -> Term:
        if value in list(Term):
            return Term(value)
        raise argparse.ArgumentTypeError(
            tr("{value} is no term: {keys}", value=value, keys=tuple(map(str, Term)))
        )

    return read


def _cluster_arguments(parser: argparse.ArgumentParser, tr: Translator) -> None:
    group = parser.add_argument_group(tr("many machines"))
    group.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help=tr("Dask scheduler, tcp://host:port or tls://host:port"),
    )
    for option, about in (
        ("--tls-ca", tr("certificate of the authority, for tls")),
        ("--tls-cert", tr("own certificate, for tls")),
        ("--tls-key", tr("own key, for tls")),
    ):
        group.add_argument(option, metavar="FILE", type=Path, help=about)
    group.add_argument(
        "--allow-plain",
        action="store_true",
        help=tr("data about staff may travel unencrypted to another machine"),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Run one batch."""
    from rollenplanner.planning.run_batch import prepare, run_batch

    where = _where(options)
    output.use_language_in(options.spec)
    store: Path = options.store or Path(options.spec.with_suffix(".db").name)
    if options.frontier:
        return _trace(options, store, where, output)
    batch = prepare(options.spec, store, options.time_limit, retry=options.retry)
    output.use(batch.study.language)
    output.problems(batch.notes, text("note"))
    _announce(batch, where, output)
    with stopping(output) as stopped, progress(output) as listen:
        ended = run_batch(batch, where, listen, stopped)
    _tell(batch, ended, output)
    return ExitCode.INTERRUPTED if stopped() else ExitCode.DONE


def _trace(options: argparse.Namespace, store: Path, where: Where, output: Output) -> ExitCode:
    """Trace one trade-off."""
    from rollenplanner.planning.frontier import Asked, Tracing, trace
    from rollenplanner.planning.make_plan import versions
    from rollenplanner.planning.run_batch import read_limited
    from rollenplanner.reports.tradeoff import tradeoff_blocks, tradeoff_data

    loaded = read_limited(options.spec, store, options.time_limit)
    output.use(loaded.study.language)
    terms = (options.frontier[0], options.frontier[1])
    output.say(
        text(
            "At most {n} points: {first} solves to begin with, then usually one or two per point, "
            "about {most} together at most.",
            n=options.points,
            first=_FIRST_SOLVES,
            most=_FIRST_SOLVES + 2 * (options.points - 2),
        )
    )
    with stopping(output) as stopped, progress(output) as listen:

        def tracing(asked: Asked) -> Tracing:
            return Tracing(asked, store, where.runner, versions(), listen, stopped)

        traced = trace(loaded.study, loaded.base, terms, options.points, tracing)
    seen = (terms, traced.points, traced.held, traced.complete)
    if output.json:
        data = tradeoff_data(*seen)
        output.result_json({"study": traced.study, "store": str(store), **data})
    else:
        output.show(tradeoff_blocks(loaded.study.name, *seen))
    if not output.json and len(traced.points) > 1:
        output.result(
            text(
                "`rollenplanner compare --store {store} --study {id} --pareto {first} {second} "
                "--plot front.svg` draws it.",
                store=str(store),
                id=traced.study,
                first=str(terms[0]),
                second=str(terms[1]),
            )
        )
    return ExitCode.INTERRUPTED if stopped() else ExitCode.DONE


def _where(options: argparse.Namespace) -> Where:
    from rollenplanner.batch.cluster import Certificates
    from rollenplanner.planning.run_batch import Where

    files = (options.tls_ca, options.tls_cert, options.tls_key)
    certificates = None if None in files else Certificates(*files)
    where = Where(options.workers, options.scheduler, certificates, options.allow_plain)
    where.check()
    return where


def _announce(batch: Batch, where: Where, output: Output) -> None:
    """How many cases there are, before anything runs."""
    output.say(
        text_n(
            "{study}: {n} case; {known} of {different} different ones in {store} already.",
            "{study}: {n} cases; {known} of {different} different ones in {store} already.",
            len(batch.study.cases),
            study=batch.study.name,
            known=batch.known,
            different=batch.different,
            store=str(batch.store),
        )
    )
    if batch.known == batch.different:
        return
    if where.scheduler is None:
        output.say(
            text_n(
                "{n} process works on them.",
                "{n} processes work on them.",
                where.processes(batch.study),
            )
        )
    else:
        output.say(text("The workers of {address} work on them.", address=where.scheduler))


@contextlib.contextmanager
def stopping(output: Output) -> Iterator[Callable[[], bool]]:
    """Ctrl-C once: no more cases; whatever is under way is given up."""
    from rollenplanner.cli.interrupts import Interrupts

    def say() -> None:
        shown = wrapped(output.tr.render(_STOPPING), screen_width())
        os.write(sys.stderr.fileno(), f"\n{shown}\n".encode())

    stop = threading.Event()
    with Interrupts(stop, say):
        yield stop.is_set


@contextlib.contextmanager
def progress(output: Output) -> Iterator[Callable[[Progress], None]]:
    """A bar on the terminal; elsewhere a line now and then."""
    if not sys.stderr.isatty():
        yield _Lines(output)
        return
    with terminal_bar(output) as move:
        yield lambda step: move(how_far(step), step.total, step.known + step.done)


class _Lines:
    """A line per tenth of the cases."""

    def __init__(self, output: Output) -> None:
        """Say it through the output of the command."""
        self._output = output
        self._told = 0

    def __call__(self, step: Progress) -> None:
        """Take one step into account."""
        part = step.done * _LINES // max(1, step.total - step.known)
        if part > self._told:
            self._told = part
            self._output.say(how_far(step))


def how_far(step: Progress) -> Text:
    """So many cases of so many, and how long the rest will take."""
    shown: dict[str, object] = {"done": step.known + step.done, "total": step.total}
    if step.left is None or not step.open:
        return text("{done} of {total} cases", **shown)
    if step.left < 90:
        return text("{done} of {total} cases, about {n} s left", n=round(step.left), **shown)
    return text("{done} of {total} cases, about {n} min left", n=round(step.left / 60), **shown)


def _tell(batch: Batch, ended: Progress, output: Output) -> None:
    from rollenplanner.planning.compare import statuses

    counts = statuses(batch.store, batch.study.id)
    if output.json:
        output.result_json(
            {
                "study": batch.study.id,
                "store": str(batch.store),
                "cases": len(batch.study.cases),
                "computed": ended.done,
                "statuses": counts,
                "seconds": Decimal(f"{ended.seconds:.2f}"),
            }
        )
        return
    words = STATUS_WORDS
    listed = tuple(
        text("{n} {status}", n=count, status=words[status]) for status, count in counts.items()
    )
    output.result(
        text(
            "{study}: {counts}; {done} computed in {seconds} s.",
            study=batch.study.name,
            counts=listed,
            done=ended.done,
            seconds=Decimal(f"{ended.seconds:.1f}"),
        )
    )
    _tell_without_plan(batch, output)
    if not counts.keys() & {"optimal", "feasible"}:
        return
    output.result(
        text(
            "`rollenplanner compare --store {store} --study {id}` lays them side by side.",
            store=str(batch.store),
            id=batch.study.id,
        )
    )


def _tell_without_plan(batch: Batch, output: Output) -> None:
    """Why cases have no plan, briefly, and what to do about it."""
    from rollenplanner.planning.compare import without_plan
    from rollenplanner.reports.reasons import reason_in_words

    entries = without_plan(batch.store, batch.study.id)
    for entry in entries[:_TOLD]:
        figures = {"case": entry.title, "status": STATUS_WORDS[entry.status]}
        said = text("  {case}: {status}", **figures)
        if entry.reason:
            why = reason_in_words(entry.reason)
            said = text("  {case}: {status} ({reason})", reason=why, **figures)
        output.result(said, hanging="  ")
    if len(entries) > _TOLD:
        more = len(entries) - _TOLD
        output.result(text_n("  and {n} case more.", "  and {n} cases more.", more))
    for status, advice in _ADVICE.items():
        if any(entry.status == status for entry in entries):
            output.result(advice)


#: So many cases without a plan are named.
_TOLD = 5
#: What to do about cases of a status.
_ADVICE: dict[str, Text] = {
    "infeasible": text(
        "Impossible: `rollenplanner explain` tells why, with a scenario that has the variant in it."
    ),
    "unknown": text("Without a plan in time: a higher --time-limit may find one."),
    "failed": text("Failed: the same command with --retry tries these once more."),
}

STATUS_WORDS: dict[str, Text] = {
    "optimal": text("proven best"),
    "feasible": text("with a plan"),
    "infeasible": text("impossible"),
    "unknown": text("without a plan in time"),
    "failed": text("failed"),
    "open": text("not computed yet"),
}
