"""Measures how soon the totals bar tells what an edit does.

    python -m benchmarks.sitting

Per scenario: reading the file, then each sort of edit one after the other, with everything that the
totals bar shows (gaps by severity included) after it; and saving them all into the file. Printed is
processor time of this process in milliseconds, median and worst over the edits, so that what else
the machine does counts little; and the time by the clock beside it.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rollenplanner.domain.editing import (
    AddIncompatible,
    Edit,
    ForbidEdit,
    Leave,
    OpenVacancy,
    PinEdit,
    SetAvailable,
    SetCritical,
    SetDemand,
    SetFormation,
    SetFte,
    SetLimit,
)
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.planning.editing import Sitting
from tests.support.hard_names import hard_names_scenario

OMMEN = Path(__file__).resolve().parents[1] / "scenarios"
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds: of the processor, and by the clock."""

    processor: float
    clock: float


def timed(work: Callable[[], object]) -> Took:
    """How long something takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    processor, clock = time.process_time() - processor, time.perf_counter() - clock
    return Took(processor * 1000, clock * 1000)


def edits_of(scenario: Scenario) -> Iterator[Edit]:
    """One edit of every sort that touches people or work, for people who serve and roles asked."""
    people = [each for each in scenario.staff.values() if each.available[0] and not each.vacancy]
    roles = [each for each in scenario.roles.values() if each.post is None and each.active]
    start = scenario.horizon.start
    place = next(each for each in people if each.function and each.cluster)
    assert place.function is not None
    assert place.cluster is not None
    yield PinEdit(people[1].id, "role", roles[1].id, start.plus(1))
    yield ForbidEdit(people[2].id, "role", roles[2].id, start.plus(1))
    yield SetFte(people[3].id, people[3].fte + 5)
    yield SetAvailable(people[4].id, 0, start, start.plus(2))
    yield Leave(people[5].id, start.plus(3))
    yield SetDemand(roles[3].id, max(roles[3].demand) + 2 * scenario.rules.step)
    yield SetCritical(roles[4].id, not roles[4].critical)
    yield OpenVacancy("V98", place.function, place.cluster, 100)
    yield AddIncompatible((roles[5].id, roles[6].id))
    yield SetFormation(place.function, 1000)
    yield SetLimit(Term.MOVES, 5 * UNIT)


def measure(path: Path) -> Iterator[tuple[str, list[Took]]]:
    """What is measured of one scenario file, which is overwritten."""
    sittings: list[Sitting] = []
    yield "open", [timed(lambda: sittings.append(Sitting.open(path, recovery=False)))]
    sitting = sittings[0]
    yield "first figures", [timed(lambda: sitting.figures)]
    # What is left of reading is no part of an edit.
    gc.collect()
    gc.freeze()
    edits: list[Took] = []
    figures: list[Took] = []
    for edit in edits_of(sitting.scenario):
        for again in range(ROUNDS):
            edits.append(timed(partial(sitting.apply, edit)))
            figures.append(timed(lambda: sitting.figures))
            if again < ROUNDS - 1:
                sitting.undo()
    both = [
        Took(a.processor + b.processor, a.clock + b.clock)
        for a, b in zip(edits, figures, strict=True)
    ]
    yield "an edit", edits
    yield "its figures", figures
    yield "both", both
    yield "undo", [timed(lambda: (sitting.undo(), sitting.figures))]
    sitting.redo()
    yield "save", [timed(sitting.save)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure edits.")
    parser.add_argument("scenarios", type=Path, nargs="*", help="besides those of Ommen")
    chosen = parser.parse_args(arguments)
    print(f"{'scenario':34} {'what':14} {'median ms':>10} {'worst ms':>10} {'clock ms':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for path in _files(Path(folder), chosen.scenarios):
            for what, took in measure(path):
                processor = [each.processor for each in took]
                clock = statistics.median(each.clock for each in took)
                print(
                    f"{path.name:34} {what:14} {statistics.median(processor):10.1f} "
                    f"{max(processor):10.1f} {clock:10.1f}",
                    flush=True,
                )


def _files(folder: Path, others: Sequence[Path]) -> Iterator[Path]:
    for each in (*sorted(OMMEN.glob("*.yaml")), *others):
        (folder / each.name).write_bytes(each.read_bytes())
    # The second lies over the first, which is written to when it is measured.
    yield folder / "ommen-roulatie.yaml"
    yield folder / "ommen-4.0.yaml"
    for periods in (1, 6):
        path = folder / f"500-people-700-roles-{periods}.yaml"
        path.write_text(hard_names_scenario(periods=periods), encoding="utf-8")
        yield path
    yield from (folder / each.name for each in others)


if __name__ == "__main__":
    main()
