"""What is asked about a plan, and the first plan in which it is so where models are large."""

from __future__ import annotations

from dataclasses import dataclass

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.clock import Clock, WallClock
from rollenplanner.solver.nearest import Nearest
from rollenplanner.solver.outcome import StopFlag

#: Seconds at least for a first plan.
LEAST_FIRST = 10.0


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a plan.

    Attributes:
        scenario: The edited one: something is pinned or forbidden that was not. Its last level
            counts `jumps` from the plan.
        start: The plan at hand.
        targets: Its value per level of the edited scenario, in units.
        role, person: What and whom the edit is about.
        pressed: Levels at which the plan at hand is known to be best, or says nothing about that;
            at the others only the surroundings of the edit are searched.
    """

    scenario: Scenario
    start: Assignment
    targets: tuple[int, ...]
    role: str
    person: str
    pressed: tuple[bool, ...]


def mended(
    question: Question, settings: Settings, clock: Clock, stop: StopFlag
) -> tuple[Assignment, bool]:
    """Change as little of the plan at hand as the edit asks, with a small model at a time.

    Returns:
        The plan at hand if nothing better is known, and whether no plan obeys the rules (proven).
    """
    found = [question.start]
    if not any(check_all(question.scenario, question.start)):
        return question.start, False
    if isinstance(clock, WallClock):  # on a busy machine too there is a plan before time is over
        clock = WallClock(max(LEAST_FIRST, clock.remaining()))
    nearest = Nearest(question.scenario, question.start, settings, clock, stop, found.append)
    nearest.go(clock.elapsed())
    return found[-1], nearest.infeasible
