"""Bounds of a search over several periods: beside the polishing, and after it.

Slices of one period come first: they are small and prove what every period costs by itself. What
ties periods together only the linear relaxation of the whole knows, which takes longer: it runs in
a thread of its own, and what it proves holds for the better plans that come later.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.candidates import count_cells
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.overall import Overall
from rollenplanner.solver.relaxed import WholeBound
from rollenplanner.solver.slices import Slices

#: The whole is modelled if so many times what that takes is left; about so long per cell.
WORTH_BUILDING, SECONDS_PER_CELL = 4.0, 6e-4
#: Beyond so many cells the whole takes more memory than all the rest (1.9 GB at 38,600).
MOST_CELLS = 20_000
#: Part of the time after which the relaxation begins: most levels that can be closed are by then.
FIRST_PART = 0.1
#: How often the thread of the whole looks whether it is its turn, in seconds.
POLL = 0.1


@dataclass(slots=True)
class Bounding:
    """Who proves bounds, and how much time that takes.

    Attributes:
        going: Whether the search goes on.
        tell: Called with the number of a level about which more is known.
        cells: How many combinations of role, person and period may carry something.
    """

    scenario: Scenario
    settings: Settings
    clock: Clock
    stop: StopFlag
    overall: Overall
    going: Callable[[], bool]
    tell: Callable[[int], None]
    cells: int = field(init=False)
    slices: Slices = field(init=False)
    whole: WholeBound = field(init=False)
    _slice_time: float = 0.0
    _turns: dict[int, int] = field(default_factory=dict)
    _asked: bool = False
    _asking: threading.Lock = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _failures: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing is modelled before it is needed."""
        self.cells = count_cells(self.scenario)
        self.slices = Slices(self.scenario, self.settings, self.stop, self._proven)
        self.whole = WholeBound(self.scenario, self.settings, self.stop, self._proven)

    # Beside the polishing

    def start(self) -> None:
        """Let the relaxation of the whole run beside the search, until `close`."""
        self._thread = threading.Thread(target=self._work, name="bounds", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop that; an error on the way is an error of the search."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self.whole.close()
        if self._failures:
            raise self._failures[0]

    def beside(self, level: int, until: float, build_time: float) -> None:
        """Slices of a level in a part of the time, if those above it are proven.

        Args:
            level: From 0.
            until: When this has to be over, on the clock.
            build_time: What a working model takes to build, on the clock.
        """
        begun = self.clock.elapsed()
        due = self.settings.tuning.slice_part * begun >= self._slice_time
        if due and all(map(self.overall.closed, range(level))):
            self._by_slices(level, until, build_time)
            self._slice_time += self.clock.elapsed() - begun

    def _work(self) -> None:
        try:
            spent, whole_part = 0.0, self.settings.tuning.whole_part
            first = self.clock.elapsed() + self.clock.remaining() * FIRST_PART
            if self._worth_building():
                self.whole.prepare(self.cells, self._running)
            while self._running():
                now = self.clock.elapsed()
                if not self._worth_building() or now < first or spent > whole_part * now:
                    self._over.wait(POLL)
                    continue
                begun = self.clock.elapsed()
                if not self._next_by_whole(self._running):
                    self._over.wait(POLL)
                spent += self.clock.elapsed() - begun
        except BaseException as failure:
            self._failures.append(failure)

    def _running(self) -> bool:
        return not self._over.is_set() and self.going()

    def _worth_building(self) -> bool:
        """Whether the whole is modelled, or there is time for that and for using it, and room."""
        if self.cells > MOST_CELLS:
            return False
        wanted = WORTH_BUILDING * SECONDS_PER_CELL * self.cells
        return self._asked or self.clock.remaining() > wanted

    def _next_by_whole(self, going: Callable[[], bool]) -> bool:
        """Try the level that had the fewest turns; returns whether there was anything to try."""
        self._asked = True
        reached = self.overall.snapshot()[1]
        with self._asking:
            for level in sorted(self.overall.open_levels(), key=self._turns_of):
                self._turns[level] = self._turns.get(level, 0) + 1
                if self.whole.prove(level, reached, self.cells, self.clock, going):
                    return True
        return False

    def _turns_of(self, level: int) -> tuple[int, int]:
        return self._turns.get(level, 0), level

    # After it

    def at_last(self, build_time: float, threads: int) -> None:
        """Bounds of all open levels from the whole and from slices, until the time is over.

        Args:
            build_time: What a working model takes to build, on the clock.
            threads: How many may work side by side.
        """
        self.whole.renew(self.overall.snapshot()[1])
        with ThreadPoolExecutor(1, thread_name_prefix="bounds") as pool:
            beside = pool.submit(self._all_by_whole) if threads > 1 else None
            if beside is None:
                self._all_by_whole()
            self._all_by_slices(build_time)
            if beside is not None:
                beside.result()

    def _all_by_whole(self) -> None:
        while self.going() and self._worth_building() and self._next_by_whole(self.going):
            pass

    def _all_by_slices(self, build_time: float) -> None:
        """From the first level; those under loose ceilings come last."""
        tried = True
        while tried and self.going():
            tried = False
            for level in self.overall.open_levels():
                if self.going():
                    until = self.clock.elapsed() + self.clock.remaining()
                    tried |= self._by_slices(level, until, build_time)

    def _by_slices(self, level: int, until: float, build_time: float) -> bool:
        """One try at the bounds of a level; returns whether anything was left to try."""

        def on() -> bool:
            over = self.clock.elapsed() >= until
            return not over and self.going() and not self.overall.closed(level)

        if not self._grown(build_time, on):
            return False
        plan, reached = self.overall.snapshot()
        return self.slices.prove(level, plan, reached, self.clock, on, until)

    def _grown(self, build_time: float, going: Callable[[], bool]) -> bool:
        """Model all slices; returns whether there was time for it."""
        if self.slices.complete:
            return True
        if self.clock.remaining() < len(self.scenario.periods) * build_time:
            return False
        if not self.slices.grow(going):
            return False
        self.overall.proofs.raise_least(self.slices.least())
        return True

    def _proven(self, level: int, ceilings: tuple[int, ...], bound: int) -> None:
        self.overall.proofs.add(level, ceilings, bound)
        self.tell(level)
