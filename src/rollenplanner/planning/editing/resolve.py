"""Makes a plan anew from the one that counts, beside the interface."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rollenplanner.domain.case import case_of
from rollenplanner.domain.editing.figures import Figures, figures_of
from rollenplanner.domain.editing.marks import Marks, marks_between
from rollenplanner.domain.plan import Plan, Settings
from rollenplanner.domain.terms import ObjectiveLevel, staying_close
from rollenplanner.domain.text import Translator
from rollenplanner.planning.editing.state import State
from rollenplanner.planning.make_plan import Ending, Made, make_plan

if TYPE_CHECKING:
    from rollenplanner.solver import Progress, StopFlag


@dataclass(frozen=True, slots=True)
class Resolved:
    """What making a plan anew came to; accept its plan, or drop it and everything is as it was.

    Attributes:
        made: How it ended; a plan in it is judged by the checker.
        marks: In what the plan differs from the one it was made from; nothing where either lacks.
        figures: The totals bar of the plan; None without a plan.
    """

    made: Made
    marks: Marks
    figures: Figures | None
    state: State = field(repr=False)

    @property
    def plan(self) -> Plan | None:
        """The plan, if one was found."""
        return self.made.plan

    @property
    def ending(self) -> Ending:
        """Whether there is a plan, and if not whether that is proven."""
        return self.made.ending


@dataclass(frozen=True, slots=True)
class ResolveRequest:
    """A search for one state; may run in any thread.

    Attributes:
        settings: Seed, workers, time limit, determinism.
        jumps: How many cells may differ beyond what the scenario forces; None: any number.
    """

    settings: Settings
    jumps: int | None
    state: State = field(repr=False)

    @property
    def objective(self) -> tuple[ObjectiveLevel, ...]:
        """The levels that progress counts: one more, of jumps, where there is a plan to stay by."""
        objective = self.state.edited.scenario.objective
        return objective if self.state.plan is None else staying_close(objective)

    def run(
        self,
        translator: Translator,
        stop: StopFlag | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Resolved:
        """Search, staying close to the plan that counts if there is one.

        Args:
            translator: Language of the findings that a plan file lists.
            stop: Ends the search early; the best plan so far is what comes back.
            on_progress: Hears every better plan or bound, not always in the caller's thread.

        Raises:
            InternalError: The checker disagrees with the solver.
        """
        start = self.state.plan
        scenario = self.state.edited.with_checksum()
        made = make_plan(
            scenario,
            self.settings,
            translator=translator,
            on_progress=on_progress,
            stop=stop,
            start=start,
            allowed_jumps=self.jumps if start is not None else None,
        )
        if made.plan is None:
            return Resolved(made, Marks(), None, self.state)
        found = made.plan.assignment
        marks = Marks() if start is None else marks_between(start, found)
        figures = figures_of(case_of(scenario, found))
        return Resolved(made, marks, figures, self.state)
