"""The far end of `remote`: a program that polishes what it is told to, and ends with its input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rollenplanner.solver.clock import WallClock
from rollenplanner.solver.companion import answer_orders
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.memory import peak_memory
from rollenplanner.solver.model import build_model
from rollenplanner.solver.part_polish import Gain, PartOrder, PartPolisher
from rollenplanner.solver.polish import Polisher, polisher_of_stages
from rollenplanner.solver.remote import Begin, Found, Load, Loaded, Step, Visited, mark_of
from rollenplanner.solver.repair import hold_jumps


@dataclass(slots=True)
class Polishing:
    """What the process knows so far."""

    begin: Begin | None = None
    polisher: Polisher | None = None
    parts: PartPolisher | None = None

    def answer(self, order: object) -> Loaded | Found | Iterator[Visited] | None:
        """Do what is asked; a `Begin` comes first and has no answer."""
        if isinstance(order, PartOrder):
            return self.visit(order)
        if isinstance(order, Begin):
            self.begin = order
            return None
        if isinstance(order, Load):
            return self._load(order)
        assert isinstance(order, Step)
        return self._step(order)

    def visit(self, order: PartOrder) -> Iterator[Visited]:
        """Polish a part: every gain, and the end."""
        assert self.begin is not None
        if self.parts is None:
            self.parts = PartPolisher(self.begin.scenario, self.begin.start, self.begin.tuning)
        clock = WallClock(order.budget)
        for gain in self.parts.visit(order, clock, lambda: True, seconds=True):
            yield self._visited(gain)
        yield self._visited(None)

    def _visited(self, gain: Gain | None) -> Visited:
        assert self.parts is not None
        return Visited(gain, self.parts.effort, self.parts.size, peak_memory() or 0)

    def _load(self, order: Load) -> Loaded:
        assert self.begin is not None
        model = build_model(self.begin.scenario, self.begin.start, order.pairs)
        if order.most_jumps is not None:
            hold_jumps(model, order.most_jumps)
        before = self.polisher
        self.polisher = polisher_of_stages(FlatModel(model), order.seed, self.begin.tuning)
        if before is not None:
            self.polisher.learn_from(before)
        return Loaded(mark_of(self.polisher.flat))

    def _step(self, order: Step) -> Found:
        polisher = self.polisher
        assert polisher is not None
        before = polisher.effort
        values = polisher.step(order.number, order.values.tolist(), order.seconds)
        found = None if values is None else np.array(values, dtype=np.int64)
        return Found(found, polisher.effort - before, peak_memory() or 0)


if __name__ == "__main__":
    answer_orders(Polishing().answer)
