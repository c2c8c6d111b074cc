"""What one run came to, as a line of JSON; so tables can be drawn again, and runs resumed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.comparison.curves import Event

WAYS = ("planner", "one piece", "highs")
"""This planner; its model given to CP-SAT in one piece; its model given to HiGHS."""
GOOD = "plan"
"""State of a run that ended with a plan that obeys every rule."""
_TOWN = re.compile(r"(town-\d+x\d+-(?:slack|tight)(?:-d[\d.]+)?)-\d+")
"""Invented towns that differ by their seed only are of one kind."""


@dataclass(frozen=True, slots=True)
class Key:
    """What was run: the same key is never run twice.

    Attributes:
        scenario: Name of the file without ending.
        content: First twelve digits of the SHA-256 of its bytes.
        label: Free text that tells runs apart, such as a version of the program.
    """

    scenario: str
    content: str
    way: str
    seed: int
    workers: int
    time_limit: float
    label: str = ""

    @property
    def kind(self) -> str:
        """What is compared together: towns of one shape, whatever their seed, or one scenario."""
        town = _TOWN.fullmatch(self.scenario)
        return f"{self.scenario} {self.content}" if town is None else town[1]

    @property
    def case(self) -> tuple[str, str]:
        """The scenario that it is about, in one content."""
        return self.scenario, self.content


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to; values and bounds in units, one per level.

    Attributes:
        state: `plan`; `no plan`; `infeasible`; `breaks a rule`; `killed` (hard limit); `failed`.
        names: Terms of each level, for tables.
        values: Of the plan, as `domain.measure` judges it; None without a plan that is right.
        bounds: Proven by the run; None where it proved nothing.
        stream: What the run told while it was under way, and its plan at the end.
        seconds: Without reading the file and judging the plan.
        cpu: Seconds of processor time.
        memory: Bytes at the highest point, of the largest process.
        detail: Figures of the scenario and the model, and what went wrong.
    """

    key: Key
    state: str
    names: tuple[str, ...] = ()
    values: tuple[int, ...] | None = None
    bounds: tuple[int | None, ...] = ()
    stream: tuple[Event, ...] = ()
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    detail: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """The run as one line of JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Run:
        """The reverse of `line`, from parsed JSON."""
        return cls(
            Key(**data["key"]),
            data["state"],
            tuple(data["names"]),
            None if data["values"] is None else tuple(data["values"]),
            tuple(data["bounds"]),
            tuple(Event(*each) for each in data["stream"]),
            data["seconds"],
            data["cpu"],
            data["memory"],
            data["detail"],
        )


def content_of(path: Path) -> str:
    """What tells one content of a scenario file from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def read_runs(path: Path) -> dict[Key, Run]:
    """Every run recorded in a file, by key; a last line that was cut off is left out."""
    runs: dict[Key, Run] = {}
    if not path.exists():
        return runs
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            run = Run.of(json.loads(line))
        except json.JSONDecodeError:
            continue
        runs[run.key] = run
    return runs


def add_run(path: Path, run: Run) -> None:
    """Append one run to a file, which is made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    with path.open("a", encoding="utf-8") as file:
        if before and not before.endswith(b"\n"):
            file.write("\n")
        file.write(f"{run.line()}\n")


def thinned(events: Iterable[Event], grain: float = 0.05) -> tuple[Event, ...]:
    """Only news; of what came within `grain` seconds about the same level, only the last."""
    kept: list[Event] = []
    last: dict[int, int] = {}
    for event in sorted(events, key=lambda each: each.seconds):
        place = last.get(event.level)
        if place is not None:
            old = kept[place]
            if old[2:] == event[2:]:
                continue
            if event.seconds - old.seconds < grain and place == len(kept) - 1:
                kept[place] = event
                continue
        last[event.level] = len(kept)
        kept.append(event)
    return tuple(kept)


def settled(events: Iterable[Event], values: Sequence[int], seconds: float) -> tuple[Event, ...]:
    """A stream with the plan at its end, and with levels that it never told.

    A level that a run reaches by the levels above it is never worked on, so nothing is told about
    it: it had its value from the moment at which a level below it was first told.
    """
    told = list(events)
    for level, value in enumerate(values):
        if not any(event.level == level and event.value is not None for event in told):
            later = [event.seconds for event in told if event.level > level]
            if later:
                told.append(Event(min(later), level, value, None))
    told.sort(key=lambda event: event.seconds)
    return (*told, *(Event(seconds, level, value, None) for level, value in enumerate(values)))
