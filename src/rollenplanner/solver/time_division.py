"""How the time of a solve is divided over the levels: pure functions, no clock.

Time is in seconds, or in units of deterministic time; the functions do not mind which.
"""

from __future__ import annotations

#: Shorter than this is not worth the presolve.
LEAST_SLICE = 0.1
#: However many levels follow, a level gets this part of what is left: early levels decide.
LEAST_PART = 0.3
#: A fine level gets so much more than another one: what it gains, the bounds below gain too, and
#: the level after them is mostly stuck long before its time is over.
FINE_WEIGHT = 1.5
#: Part of a level's slice that the whole model may take, at the first visit and at later ones.
PROOF_PARTS = (0.04, 0.3)
#: The same where columns cannot help, and the part that columns may take.
LONE_PROOF_PART, COLUMN_PART = 0.4, 0.8
#: Before columns are tried, all polish what is easy: until so many neighbourhoods brought nothing,
#: or this part of a level's slice is over.
FIRST_STALLED, EASY_PART = 6, 0.15
#: How close to its bound a fine level is left at the first visit, while others wait: at once, and
#: at the end of its slice. What an upper level loses, the bounds of the levels below lose too.
NEAR_AT_ONCE, NEAR_AT_LAST = 0.01, 0.02
#: Neighbourhoods without progress after which a level is left, at the first visit.
FIRST_PATIENCE = 300
MORE_PATIENCE = 1.5
#: After so many, a fine level, or the last one, begins again from the plan that it began with: it
#: is stuck where chance has led it, and may be luckier. The best plan is kept meanwhile.
AGAIN_STALLED = 100
#: Where such a level has been stuck for so many, such a part of the next ones try a level above
#: it, in such a part of the time after columns; the rest is there to make up for what it costs.
LEND_STALLED, LEND_PART, LEND_TIME = 20, 0.4, 0.6
MOST_PATIENCE = 1_500
FIRST_STAGED_PATIENCE, MORE_STAGED_PATIENCE = 20, 1.25
#: Patience grows no further after so many rounds; it is at its most by then.
MOST_ROUNDS = 50
#: Visits that every part should have, and the time for one at least.
SWEEPS, LEAST_PART_VISIT = 3, 8.0


def near_enough(part: float) -> float:
    """The gap at which a fine level is left while others wait.

    Args:
        part: How much of the level's slice is over, from 0 to 1.
    """
    return NEAR_AT_ONCE + (NEAR_AT_LAST - NEAR_AT_ONCE) * part**2


def worth_a_visit(remaining: float, visit: int, spent_after: float) -> bool:
    """Whether there is time for a level: what it gains may cost the levels below all they have.

    Args:
        remaining: What is left of the time limit.
        visit: Number of the visit, from 0.
        spent_after: What the levels below it have taken so far.
    """
    return visit == 0 or remaining >= spent_after


def level_slice(
    remaining: float, levels_after: int, *, fine: bool = False, least_part: float = LEAST_PART
) -> float:
    """Time for one visit to a level; what it does not use is there for the next ones.

    Args:
        remaining: What is left of the time limit.
        levels_after: Open levels after this one.
        fine: Whether it is a matter of degree (`Level.fine`).
        least_part: Of what is left that a level gets, however many follow.
    """
    weight = FINE_WEIGHT if fine else 1.0
    return max(0.0, remaining * max(least_part, weight / (weight + levels_after)))


def proof_slice(slice_: float, visit: int, *, alone: bool) -> float:
    """Part of a level's slice for the whole model.

    Args:
        slice_: Of the visit.
        visit: Number of the visit, from 0.
        alone: Nothing but the whole model can prove a bound there.
    """
    return slice_ * (LONE_PROOF_PART if alone else PROOF_PARTS[min(visit, len(PROOF_PARTS) - 1)])


def easy_slice(slice_: float) -> float:
    """Part of a level's slice for polishing before columns are tried."""
    return slice_ * EASY_PART


def column_slice(slice_: float) -> float:
    """Part of a level's slice for columns."""
    return slice_ * COLUMN_PART


def lend_slice(left: float) -> float:
    """Part of what is left of a level's slice in which it may lend neighbourhoods."""
    return left * LEND_TIME


def part_budget(remaining: float, workers: int, parts: int, *, most: float) -> float:
    """Time for one visit to a part, so that each has several before the time is over.

    Args:
        remaining: What is left of the time limit.
        workers: Who visit parts at the same time.
        parts: How many there are.
        most: What a visit takes at most (`Tuning.part_visit`).
    """
    each = remaining * workers / (parts * SWEEPS)
    return min(remaining, min(most, max(LEAST_PART_VISIT, each)))


def staged_patience(number_of_round: int) -> int:
    """The same with working models, of which the next may do better; rounds from 0."""
    rounds = min(number_of_round, MOST_ROUNDS)
    return int(min(MOST_PATIENCE, FIRST_STAGED_PATIENCE * MORE_STAGED_PATIENCE**rounds))


def patience(visit: int) -> int:
    """Neighbourhoods without progress that are borne at the visit of that number, from 0."""
    return int(min(MOST_PATIENCE, FIRST_PATIENCE * MORE_PATIENCE**visit))
