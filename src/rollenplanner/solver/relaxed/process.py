"""The far end of `remote`: a program that proves what it is asked for, and ends with its input."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.companion import answer_orders
from rollenplanner.solver.memory import peak_memory
from rollenplanner.solver.relaxed.relaxation import Found, Question, Relaxation
from rollenplanner.solver.relaxed.remote import Ready


@dataclass(slots=True)
class Proving:
    """What the process knows so far."""

    relaxation: Relaxation | None = None

    def answer(self, order: object) -> Ready | Found:
        """Do what is asked; a scenario comes first."""
        if isinstance(order, Scenario):
            self.relaxation = Relaxation.of(order)
            return Ready(self.relaxation.units)
        assert isinstance(order, Question)
        assert self.relaxation is not None
        found = self.relaxation.solve(order, lambda: True)
        return replace(found, memory=peak_memory() or 0)


if __name__ == "__main__":
    answer_orders(Proving().answer)
