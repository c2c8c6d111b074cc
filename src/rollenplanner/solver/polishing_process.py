"""The far end of `remote`: a program that polishes what it is told to, and ends with its input."""

from __future__ import annotations

import os
import pickle
import sys
from typing import BinaryIO

import numpy as np

from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.memory import peak_memory
from rollenplanner.solver.model import build_model
from rollenplanner.solver.polish import Polisher, polisher_of_stages
from rollenplanner.solver.remote import Begin, Found, Load, Loaded, Step, mark_of
from rollenplanner.solver.repair import hold_jumps


def serve(hear: BinaryIO, say: BinaryIO) -> None:
    """Answer orders until there are no more.

    Args:
        hear: Where orders come from; the first one is a `Begin`.
        say: Where answers go.
    """
    begin = pickle.load(hear)
    assert isinstance(begin, Begin)
    polisher: Polisher | None = None
    while True:
        try:
            order = pickle.load(hear)
        except EOFError:
            return
        if isinstance(order, Load):
            polisher = _load(begin, order, polisher)
            answer: Loaded | Found = Loaded(mark_of(polisher.flat))
        else:
            assert isinstance(order, Step)
            assert polisher is not None
            answer = _step(polisher, order)
        pickle.dump(answer, say, protocol=pickle.HIGHEST_PROTOCOL)
        say.flush()


def _load(begin: Begin, order: Load, before: Polisher | None) -> Polisher:
    model = build_model(begin.scenario, begin.start, order.pairs)
    if order.most_jumps is not None:
        hold_jumps(model, order.most_jumps)
    polisher = polisher_of_stages(FlatModel(model), order.seed)
    if before is not None:
        polisher.learn_from(before)
    return polisher


def _step(polisher: Polisher, order: Step) -> Found:
    before = polisher.effort
    values = polisher.step(order.number, order.values.tolist(), order.seconds)
    found = None if values is None else np.array(values, dtype=np.int64)
    return Found(found, polisher.effort - before, peak_memory() or 0)


def main() -> None:
    """Listen on standard input, answer on standard output; whatever else is printed gets lost."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(sys.stdin.buffer, answers)
    except BrokenPipeError:
        return  # nobody listens any more


if __name__ == "__main__":
    main()
