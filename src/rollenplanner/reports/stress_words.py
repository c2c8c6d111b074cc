"""What a stress test proves, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.stressed import Counts, Stressed
from rollenplanner.domain.text import Text, fte, text, text_n
from rollenplanner.reports.people import People
from rollenplanner.reports.table import Item, Mark


def statement(scenario: Scenario, stressed: Stressed, people: People) -> Iterator[Item]:
    """What is proven, what is only known so far, and what is not counted."""
    yield from _only(scenario, stressed, people)
    words, mark = verdict(stressed)
    yield Item(words, mark)
    if stressed.counts is not None:
        yield from _counts(stressed.counts)
    if stressed.singles < stressed.candidates:
        yield Item(
            text(
                "Of {n} of {total} people it is not known what their absence alone costs: the "
                "fragility below is a part of it.",
                n=stressed.candidates - stressed.singles,
                total=stressed.candidates,
            ),
            Mark.ATTENTION,
        )
    if stressed.open:
        yield Item(
            text(
                "{fte} fte of critical work has no holder anyway; that is not counted.",
                fte=fte(stressed.open),
            ),
            Mark.ATTENTION,
        )
    if stressed.vacant:
        yield Item(
            text(
                "{fte} fte of critical work rests on vacancies, and counts as done here.",
                fte=fte(stressed.vacant),
            ),
            Mark.ATTENTION,
        )


def _only(scenario: Scenario, stressed: Stressed, people: People) -> Iterator[Item]:
    """Which combinations were asked for, where not all were."""
    asked = stressed.asked
    if asked.people:
        labels = tuple(map(people.label, asked.people))
        yield Item(text("Only absences of {people}, with or without others.", people=labels))
    for role in asked.roles:
        name = scenario.roles[role].name
        yield Item(text("Only absences of somebody who holds or backs up {role}.", role=name))


def verdict(stressed: Stressed) -> tuple[Text, Mark]:
    """The one sentence that counts."""
    if not stressed.complete:
        return _so_far(stressed), Mark.ATTENTION
    if stressed.combinations == 0:
        return text("There is no such absence."), Mark.NOTICE
    if not stressed.bound:
        return _kept(stressed), Mark.GOOD
    if stressed.counts is None:
        message = text(
            "The worst absence loses {fte} fte of critical work, and none loses more: proven.",
            fte=fte(stressed.bound),
        )
        return message, Mark.BAD
    message = text_n(
        "{n} of {total} absences loses critical work, {fte} fte at most: proven.",
        "{n} of {total} absences lose critical work, {fte} fte at most: proven.",
        stressed.counts.critical,
        total=stressed.counts.total,
        fte=fte(stressed.bound),
    )
    return message, Mark.BAD


def _kept(stressed: Stressed) -> Text:
    asked = stressed.asked
    if asked.people or asked.roles:
        return text("All such absences keep all critical work covered: proven.")
    return text_n(
        "Any {n} absence keeps all critical work covered: proven.",
        "Any {n} absences keep all critical work covered: proven.",
        asked.absent,
    )


def _so_far(stressed: Stressed) -> Text:
    """What a test that was stopped knows."""
    worst = stressed.worst[0].absence.loss.critical if stressed.worst else 0
    if stressed.counts is not None and not stressed.counts.total:
        return text(
            "Stopped early: {n} of {total} absences were tried, so nothing is known of what they "
            "cost.",
            n=0,
            total=stressed.combinations,
        )
    if stressed.counts is not None:
        return text(
            "Stopped early: {n} of {total} absences were tried, and nothing is proven about the "
            "others. So far the worst loses {fte} fte of critical work.",
            n=stressed.counts.total,
            total=stressed.combinations,
            fte=fte(worst),
        )
    if not stressed.worst:
        return text(
            "Stopped early: no absence was tried yet; it is proven that none loses more than "
            "{bound} fte of critical work.",
            bound=fte(stressed.bound or 0),
        )
    return text(
        "Stopped early: the worst absence found loses {fte} fte of critical work; it is proven "
        "that none loses more than {bound} fte.",
        fte=fte(worst),
        bound=fte(stressed.bound or 0),
    )


def _counts(counts: Counts) -> Iterator[Item]:
    if counts.other:
        message = text_n(
            "{n} absence loses other work only.",
            "{n} absences lose other work only.",
            counts.other,
        )
        yield Item(message, Mark.ATTENTION)
    if counts.nothing:
        message = text_n("{n} absence loses nothing.", "{n} absences lose nothing.", counts.nothing)
        yield Item(message, Mark.GOOD)
