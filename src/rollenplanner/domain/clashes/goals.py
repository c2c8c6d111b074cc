"""Goals: what a plan must reach beside the rules, where someone asks about a gap.

A gap of a plan becomes goals that close it, and goals that keep every other role as well off as it
is in that plan.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Measure(enum.StrEnum):
    """What a goal counts in a period; `reached.REACHED` has what counts it in a plan.

    Of a role: COVERED, hundredths that are held; ABLE, backups, no vacancies, who could hold it;
    DEPUTIES, backups of any kind, as posts count them; BEARERS, holders and able backups together;
    HOURS, 1 if every able backup finds the hours for the largest share; COULD, people who could
    hold it from where they stand; STAYERS, carriers who serve two periods later; SUCCESSORS, 1
    unless someone leaves and nobody is prepared.

    Of a person: TAKEN_OVER, 1 if others find the hours for all critical work of this person; FREE,
    minus the roles held by a vacancy; ROOM, ten-thousandths of load up to what is full; BUSY, those
    beyond what counts as having time left; HOLDING, roles held; COMPETENT, minus the steps short at
    a role; IN_TERM, minus whether a term that is over goes on; PROFILE, minus the steps short of
    the function and of what everyone is asked; CONFIRMED, minus what is presumed; PLACED, 1 if
    there is a function.

    Of the organisation: EXPERTS, people in service with an expertise as a role asks it; FILLED and
    WITHIN, hundredths above and below the formation of some functions, or the size of a cluster;
    CHANGES, takeovers in a cluster that are still allowed.
    """

    COVERED = "covered"
    ABLE = "able"
    DEPUTIES = "deputies"
    BEARERS = "bearers"
    HOURS = "hours"
    COULD = "could"
    STAYERS = "stayers"
    SUCCESSORS = "successors"
    TAKEN_OVER = "taken-over"
    FREE = "free"
    ROOM = "room"
    BUSY = "busy"
    HOLDING = "holding"
    COMPETENT = "competent"
    IN_TERM = "in-term"
    PROFILE = "profile"
    CONFIRMED = "confirmed"
    PLACED = "placed"
    EXPERTS = "experts"
    FILLED = "filled"
    WITHIN = "within"
    CHANGES = "changes"


#: Goals that are about a role as a whole: without its work nothing is asked.
ABOUT_ROLES = frozenset(
    (
        Measure.COVERED,
        Measure.ABLE,
        Measure.DEPUTIES,
        Measure.BEARERS,
        Measure.HOURS,
        Measure.COULD,
        Measure.STAYERS,
        Measure.SUCCESSORS,
    )
)
#: Goals that ask someone to carry more: roles that ask less, or longer hours, stand in their way.
ASKING_WORK = frozenset((Measure.BUSY, Measure.HOLDING))
#: What owners of goals about an expertise begin with.
EXPERTISE = "expertise:"
#: Goals that count fte of people who are placed.
COUNTING_FTE = frozenset((Measure.FILLED, Measure.WITHIN))


@dataclass(frozen=True, slots=True)
class Goal:
    """In a period, the measure of a role, a person or a part of the organisation is so much.

    Attributes:
        least: What the measure is at least.
        role, person: Ids, as far as the measure is about them.
        functions, cluster: Of `FILLED` and `WITHIN`, one or the other; `CHANGES` has a cluster.
        expertise: Of `EXPERTS`.
    """

    measure: Measure
    period: int
    least: int
    role: str = ""
    person: str = ""
    functions: tuple[str, ...] = ()
    cluster: str = ""
    expertise: str = ""

    @property
    def owner(self) -> str:
        """What all goals have in common that one condition asks together; no two owners mix."""
        if self.measure in ABOUT_ROLES:
            return self.role
        if self.person:
            return f"person:{self.person}"
        if self.expertise:
            return f"{EXPERTISE}{self.expertise}"
        return (
            f"cluster:{self.cluster}" if self.cluster else f"functions:{','.join(self.functions)}"
        )
