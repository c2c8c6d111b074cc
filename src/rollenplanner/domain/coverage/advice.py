"""What catalogues give for someone who falls short of a competence: what to ask, what to try."""

from __future__ import annotations

from collections.abc import Iterable

from rollenplanner.domain.requirements import Graded
from rollenplanner.domain.scenario import Guidance, Scenario
from rollenplanner.domain.text import Few, Text, text

_NONE = Guidance()


def guidance_of(scenario: Scenario, each: Graded) -> Guidance:
    """Questions and tips about an asked competence; none about an expertise."""
    return _NONE if each.is_expertise else scenario.guidance.get(each.id, _NONE)


def behaviour_of(given: Guidance, norms: Iterable[str | None]) -> tuple[str, ...]:
    """Behaviour that shows a competence, in the work of these norms if a catalogue tells it."""
    shown = (line for norm in norms if norm for line in given.in_practice.get(norm, ()))
    return tuple(dict.fromkeys(shown)) or given.indicators


def advised(scenario: Scenario, each: Graded, item: Text, norms: Iterable[str | None] = ()) -> Text:
    """What is missing, with the first question and the first tip, and how many more there are.

    Where there are neither, the first behaviour that shows it, in the work of `norms` if told.
    """
    found = guidance_of(scenario, each)
    questions, tips = Few(found.questions, most=1), Few(found.tips, most=1)
    if found.questions and found.tips:
        return text(
            "{item} [ask: {questions}; try: {tips}]", item=item, questions=questions, tips=tips
        )
    if found.questions:
        return text("{item} [ask: {questions}]", item=item, questions=questions)
    if found.tips:
        return text("{item} [try: {tips}]", item=item, tips=tips)
    shown = Few(behaviour_of(found, norms), most=1)
    return (
        text("{item} [shows as: {behaviour}]", item=item, behaviour=shown) if shown.items else item
    )
