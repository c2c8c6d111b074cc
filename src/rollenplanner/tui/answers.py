"""What came of a question, as blocks to read: why a gap stays, why there is no plan, why a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollenplanner.domain.text import Text, text
from rollenplanner.reports.explanation import (
    ShownClash,
    ShownRepair,
    clashes,
    repairs,
    verdict,
)
from rollenplanner.reports.people import People
from rollenplanner.reports.table import Block, Item, Lines, Mark
from rollenplanner.reports.why import why

if TYPE_CHECKING:
    from rollenplanner.domain.answers import Answer
    from rollenplanner.planning.explain.explain import Explanation
    from rollenplanner.planning.make_plan import Made


#: Where nothing was found that would make a plan possible.
NO_CHANGES = text("No changes were found in time; more time may help: + and s on the screen Solve.")


def explained(found: Explanation, people: People) -> tuple[Block, ...]:
    """An explanation: the verdict, what clashes, and the cheapest changes."""
    shown = [ShownClash(each.conditions, each.irreducible) for each in found.clashes]
    changes = [
        ShownRepair(each.price, tuple((part.message, change.source) for change, part in each.parts))
        for each in found.repairs
    ]
    gap = people.named(found.gap).message if found.gap else None
    ended = text("The search ended early.") if found.repairs or found.gap else NO_CHANGES
    early = () if found.complete else (_line(ended, Mark.ATTENTION),)
    return (
        verdict(
            feasible=found.feasible, gap=gap, note=found.note, blocked_alone=found.blocked_alone
        ),
        *clashes(shown, people, sole=found.sole),
        *repairs(changes, people, proven=found.proven, exhausted=found.exhausted),
        *early,
    )


def stayed_open(made: Made, explanation: Explanation | None, people: People) -> tuple[Block, ...]:
    """Why a search found no plan."""
    if explanation is not None:
        return explained(explanation, people)
    from rollenplanner.planning.make_plan import Ending

    if made.ending is Ending.INFEASIBLE:
        return (_line(text("There is no plan that obeys every rule; this is proven."), Mark.BAD),)
    if made.stopped:
        return (_line(text("Stopped before any plan was found."), Mark.ATTENTION),)
    return (
        _line(
            text(
                "No plan was found in time, and it is not proven that there is none. More time "
                "may help: + and then s."
            ),
            Mark.ATTENTION,
        ),
    )


def why_blocks(answer: Answer | None, people: People) -> tuple[Block, ...]:
    """An answer to why someone carries a role or does not."""
    if answer is None:
        words = text("The plan breaks rules, so it says nothing about why.")
        return (_line(words, Mark.BAD),)
    return why(answer, people, whole=True)


def _line(words: Text, mark: Mark) -> Lines:
    return Lines(None, (Item(words, mark),))
