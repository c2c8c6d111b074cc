"""What to ask and to try where someone falls short of a competence, for that person's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rollenplanner.domain.coverage.advice import behaviour_of, guidance_of
from rollenplanner.domain.requirements import Grade, Graded
from rollenplanner.domain.scenario import Guidance
from rollenplanner.domain.text import text
from rollenplanner.reports.person import Sheet
from rollenplanner.reports.requirements import graded
from rollenplanner.reports.table import Block, Item, Lines, Mark

#: Nothing is short here: a heavier level is recorded, or the asked one.
_MET = frozenset({Grade.MET, Grade.PRESUMED})


def guidance_blocks(made: Sheet) -> tuple[Block, ...]:
    """A block per competence that is short and about which a catalogue has something to say."""
    return tuple(
        Lines(
            text("To talk about: {competence}", competence=made.scenario.competences.get(key, key)),
            tuple(_lines(found)),
        )
        for key, found in guidance_for(made).items()
    )


def guidance_for(made: Sheet) -> Mapping[str, Guidance]:
    """Competence -> what to talk about, of what is short, in the order in which it is asked.

    Behaviour stands there only where no catalogue has questions or tips; it is that of the work
    that the person carries where a catalogue tells how the competence shows in it.
    """
    short = {each.id: each for each in _asked(made) if each.grade not in _MET}
    norms = dict.fromkeys(each.role.norm for each in made.carried() if each.role.norm)
    found = {key: _chosen(guidance_of(made.scenario, each), norms) for key, each in short.items()}
    return {key: each for key, each in found.items() if each != Guidance()}


def _chosen(given: Guidance, norms: Iterable[str]) -> Guidance:
    """Questions and tips, or else the behaviour to look for."""
    if given.questions or given.tips:
        return Guidance(given.questions, given.tips)
    return Guidance(indicators=behaviour_of(given, norms))


def _asked(made: Sheet) -> Iterator[Graded]:
    for _, asked in made.asked():
        yield from graded(made.scenario, made.person, asked)


def _lines(found: Guidance) -> Iterator[Item]:
    if found.questions:
        yield Item(text("Questions:"))
        yield from (Item(question, Mark.NOTICE) for question in found.questions)
    if found.tips:
        yield Item(text("Ways to develop it:"))
        yield from (Item(tip, Mark.NOTICE) for tip in found.tips)
    if found.indicators:
        yield Item(text("Behaviour that shows it:"))
        yield from (Item(line, Mark.NOTICE) for line in found.indicators)
