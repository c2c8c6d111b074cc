"""The search over an organisation that is too large for one working model: part by part.

Every worker takes a part that has nothing in common with those of the others, has it polished with
a model of its own (`part_polish`), in a process of its own where there are several, and merges what
came of it into the plan. So memory grows with the part, and so does the time of a neighbourhood.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.measure import least_level_value, measure
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.domain.tuning import Tuning
from rollenplanner.solver.builder import StoppedBuilding
from rollenplanner.solver.candidates import Pair
from rollenplanner.solver.cluster_bounds import ClusterBounds
from rollenplanner.solver.companion import Lost
from rollenplanner.solver.merging import goes_together
from rollenplanner.solver.outcome import ModelSize
from rollenplanner.solver.part_polish import Gain, PartOrder, PartPolisher
from rollenplanner.solver.parts import Part, Parts
from rollenplanner.solver.remote import RemotePolisher
from rollenplanner.solver.time_division import part_budget, staged_patience

if TYPE_CHECKING:
    from rollenplanner.solver.staged import Staged

#: Part of the time for bounds that is for slices of one period, if that is enough for them.
SLICE_PART = 0.5
#: How often it is looked at whether bounds are due, or a part is free, in seconds.
POLL = 0.25
#: So much later than the time limit, as a part of it, news of a visit is still waited for.
LATE_PART = 0.02


#: Terms that are at least what they are where nobody carries anything.
_STANDING = frozenset(
    {
        Term.UNPLACED,
        Term.OVER_FORMATION,
        Term.CLUSTER_DEVIATION,
        Term.COMPETENCE_GAP,
        Term.MOVES,
    }
)


def goes_by_parts(scenario: Scenario, tuning: Tuning) -> bool:
    """Whether a scenario is too large for one working model, and can be worked on in parts.

    Where placement is free, who is placed where concerns everybody.

    Args:
        scenario: What is planned.
        tuning: Says what is too large.
    """
    facts = facts_of(scenario)
    cells = sum(len(role.active) for role in scenario.roles.values())
    return cells > tuning.whole_size and all(facts.stays(person) for person in scenario.staff)


@dataclass(slots=True)
class ByParts:
    """Workers and the parts that they are at.

    Attributes:
        memory: Bytes that processes that have ended used at most, together.
        size: The largest model of a part.
        visits: How many there were.
        bounds: What is proven of the clusters by themselves.
    """

    search: Staged
    parts: Parts = field(init=False)
    busy: list[Part] = field(default_factory=list)
    bounds: ClusterBounds = field(init=False)
    memory: int = 0
    size: ModelSize = field(default_factory=lambda: ModelSize(0, 0))
    visits: int = 0
    _base: list[int] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Nobody works yet."""
        self.parts = Parts(
            self.search.scenario, self.search.rng, self.search.settings.tuning.part_size
        )
        self.bounds = ClusterBounds(
            self.search.scenario, self.search.settings, self.search.stop, self._proven
        )

    def go(self, count: int, *, apart: bool, reserve: float, slices: bool) -> None:
        """Work on parts until the time is over.

        Args:
            count: Workers.
            apart: Whether they have processes of their own.
            reserve: Time at the end in which this process proves bounds; workers that are apart
                go on meanwhile.
            slices: Whether that is enough to model every period as a whole.
        """
        search = self.search
        self._base = self._least()  # nobody moves, so it stays what it is
        search.overall.proofs.raise_least(self._base)
        with ThreadPoolExecutor(count, thread_name_prefix="part") as pool:
            until = 0.0 if apart else reserve
            working = [pool.submit(self._work, count, apart, until) for _ in range(count)]
            while wait(working, POLL).not_done and search.clock.remaining() > reserve:
                pass
            if apart:
                self._prove(count, reserve, slices=slices)
        for each in working:
            each.result()  # an error in a worker is an error of the search
        if not apart:
            self._prove(count, reserve, slices=slices)
            self._work(count, apart=False, reserve=0.0)

    def _prove(self, count: int, reserve: float, *, slices: bool) -> None:
        """Bounds from the clusters, and from the periods if there is time for that too."""
        search = self.search
        kept = reserve * SLICE_PART if slices else 0.0
        plan, _ = search.overall.snapshot()
        with contextlib.suppress(StoppedBuilding):
            self.bounds.prove(
                plan, search.clock, lambda: search.going() and search.clock.remaining() > kept
            )
        if slices:
            search.bounding.at_last(search.build_time, count)

    def _proven(self, level: int, work: int) -> None:
        """The work of a level comes to so much at least, whatever else it counts."""
        least = list(self._base)
        least[level] += work
        self.search.overall.proofs.raise_least(least)
        self.search.tell(level)

    def _least(self) -> list[int]:
        """Per level, what it cannot be below: where people stand is fixed, whatever they carry."""
        scenario = self.search.scenario
        plan, _ = self.search.overall.snapshot()
        standing = measure(scenario, Assignment(plan.placement, {}, {}))
        return [
            least_level_value(scenario, level)
            + sum(weight * standing[term] for term, weight in level.items() if term in _STANDING)
            for level in scenario.objective
        ]

    def _work(self, count: int, apart: bool, reserve: float) -> None:
        """One worker: part after part."""
        search = self.search
        known = search.scenario, search.start
        tuning = search.settings.tuning
        here = PartPolisher(*known, tuning)
        there = RemotePolisher(*known, search.stop, tuning) if apart else None
        try:
            while search.going() and search.clock.remaining() > reserve:
                order = self.next(count)
                if order is None:
                    if not self.busy:
                        return
                    time.sleep(POLL)  # others work on all there is
                    continue
                try:
                    goes = True
                    for gain in self._visit(order, here, there):
                        # The next gain counts from this one, and is none without it.
                        goes = goes and self.merge(gain)
                except Lost:
                    self._end(here, there)
                    there = None  # this process takes its place
                finally:
                    with self._lock:
                        self.busy.remove(order.part)
        finally:
            self._end(here, there)

    def _end(self, here: PartPolisher, there: RemotePolisher | None) -> None:
        sizes = [here.size] if there is None else [here.size, there.size]
        if there is not None:
            there.close()
        with self._lock:
            self.memory += there.memory if there is not None else 0
            self.size = max(self.size, *sizes, key=lambda size: size.variables)

    def _visit(
        self, order: PartOrder, here: PartPolisher, there: RemotePolisher | None
    ) -> Iterator[Gain]:
        search = self.search
        if there is not None:
            late = -LATE_PART * search.settings.time_limit
            return there.visit(order, lambda: search.clock.remaining() > late)
        seconds = not search.settings.deterministic
        return here.visit(order, search.clock, search.going, seconds=seconds)

    def next(self, count: int) -> PartOrder | None:
        """The next part that a worker takes."""
        with self._lock:
            search = self.search
            plan, _ = search.overall.snapshot()
            part = self.parts.draw(plan, self.busy)
            if part is None:
                return None
            tuning = search.settings.tuning
            pairs: frozenset[Pair] = self.parts.pairs(part, plan, tuning.candidates)
            self.busy.append(part)
            sweep = min(self.parts.visits[cluster] for cluster in part.clusters)
            self.visits += 1
            return PartOrder(
                part,
                pairs,
                plan,
                self._room(plan, count),
                search.settings.seed + self.visits,
                part_budget(
                    search.clock.remaining(), count, self.parts.count, most=tuning.part_visit
                ),
                staged_patience(sweep),
            )

    def _room(self, plan: Assignment, count: int) -> dict[Term, int]:
        """What is left under every limit, divided among those who work at the same time."""
        scenario = self.search.scenario
        limits = scenario.limits
        reached = measure(scenario, plan, self.search.start) if limits else {}
        return {term: max(0, limit - reached[term]) // count for term, limit in limits.items()}

    def merge(self, gain: Gain) -> bool:
        """Take a gain over, if it goes with what others have done meanwhile."""
        search = self.search
        level = next(number for number, change in enumerate(gain.change) if change)
        goes = partial(goes_together, search.scenario, roles=gain.roles)
        if not search.overall.merge(gain, search.scenario, goes):
            return False
        search.tell(level)
        return True
