"""What catalogues give for someone who falls short of a competence: what to ask, what to try."""

from __future__ import annotations

from rollenplanner.domain.requirements import Graded
from rollenplanner.domain.scenario import Guidance, Scenario
from rollenplanner.domain.text import Few, Text, text

_NONE = Guidance()


def guidance_of(scenario: Scenario, each: Graded) -> Guidance:
    """Questions and tips about an asked competence; none about an expertise."""
    return _NONE if each.is_expertise else scenario.guidance.get(each.id, _NONE)


def advised(scenario: Scenario, each: Graded, item: Text) -> Text:
    """What is missing, with the first question and the first tip, and how many more there are."""
    found = guidance_of(scenario, each)
    questions, tips = Few(found.questions, most=1), Few(found.tips, most=1)
    if found.questions and found.tips:
        return text(
            "{item} [ask: {questions}; try: {tips}]", item=item, questions=questions, tips=tips
        )
    if found.questions:
        return text("{item} [ask: {questions}]", item=item, questions=questions)
    return text("{item} [try: {tips}]", item=item, tips=tips) if found.tips else item
