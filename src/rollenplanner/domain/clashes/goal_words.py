"""Goals in words: what closes a gap, and what keeps a role as well off as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.clashes.reached import laid_down
from rollenplanner.domain.coverage.people import IDLE
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.sources import month
from rollenplanner.domain.text import Few, Text, fte, text, text_n

#: Says what some goals of one measure ask together.
_Words = Callable[[Scenario, Sequence[Goal]], Text]


def closing_words(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    """What goals of one owner ask that close a gap; the one that does stands first."""
    same = [goal for goal in goals if goal.measure is goals[0].measure]
    return _CLOSING[goals[0].measure](scenario, same)


def keeping_words(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    """What goals of a role ask that keep it as well off as it is."""
    role = named(scenario.roles[goals[0].role])
    covered = [goal.least for goal in goals if goal.measure is Measure.COVERED]
    if not covered:
        return text("{role} keeps the backups that it has.", role=role)
    return text(
        "{role} loses nothing for it: {fte} fte stays held, with the backups that it has.",
        role=role,
        fte=fte(max(covered)),
    )


def _role(scenario: Scenario, goals: Sequence[Goal]) -> Text | str:
    return named(scenario.roles[goals[0].role])


def _covered(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "{role} is held for all of its {fte} fte.",
        role=_role(scenario, goals),
        fte=fte(max(scenario.roles[goals[0].role].demand)),
    )


def _able(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text_n(
        "{role} has {n} backup who could step in.",
        "{role} has {n} backups who could step in.",
        goals[0].least,
        role=_role(scenario, goals),
    )


def _deputies(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text_n(
        "{role} has {n} deputy.",
        "{role} has {n} deputies.",
        goals[0].least,
        role=_role(scenario, goals),
    )


def _bearers(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text("{role} does not rest on one person alone.", role=_role(scenario, goals))


def _hours(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "{role} has a backup who finds the hours for the largest share of one holder.",
        role=_role(scenario, goals),
    )


def _could(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text_n(
        "{n} person could hold {role}.",
        "{n} people could hold {role}.",
        goals[0].least,
        role=_role(scenario, goals),
    )


def _stayers(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "Somebody who carries {role} in {period} still serves two periods later.",
        role=_role(scenario, goals),
        period=month(scenario, goals[0].period),
    )


def _successors(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "When {person} leaves {role}, somebody is prepared to follow.",
        person=goals[0].person,
        role=_role(scenario, goals),
    )


def _taken_over(_: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "If {person} is absent, others find the hours for all critical work of this person.",
        person=goals[0].person,
    )


def _free(_: Scenario, goals: Sequence[Goal]) -> Text:
    return text("Nothing rests on vacancy {person}.", person=goals[0].person)


def _room(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "{person} carries at most {part} of the available fte (rules.full).",
        person=goals[0].person,
        part=fte(scenario.rules.full),
    )


def _busy(_: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "{person} carries more than {part} of the available fte.",
        person=goals[0].person,
        part=fte(100 - IDLE),
    )


def _holding(_: Scenario, goals: Sequence[Goal]) -> Text:
    return text("{person} holds a role.", person=goals[0].person)


def _competent(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "{person} meets what {role} asks, or does not hold it.",
        person=goals[0].person,
        role=_role(scenario, goals),
    )


def _in_term(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "{person} does not go on at {role} after the longest term.",
        person=goals[0].person,
        role=_role(scenario, goals),
    )


def _profile(_: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "{person} meets what is asked in the function and of everyone.", person=goals[0].person
    )


def _confirmed(_: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "Of {person} nothing is presumed: every asked level is recorded.", person=goals[0].person
    )


def _placed(_: Scenario, goals: Sequence[Goal]) -> Text:
    return text("{person} has a function.", person=goals[0].person)


def _experts(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    roles = tuple(dict.fromkeys(named(scenario.roles[goal.role]) for goal in goals))
    return text_n(
        "{n} person has expertise {expertise} as {roles} asks it.",
        "{n} people have expertise {expertise} as {roles} asks it.",
        goals[0].least,
        expertise=goals[0].expertise,
        roles=Few(roles),
    )


def _size(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    goal = goals[0]
    figure = fte(laid_down(scenario, goal))
    if goal.cluster:
        cluster = named(scenario.clusters[goal.cluster])
        return text("{cluster} has {fte} fte, as indicated.", cluster=cluster, fte=figure)
    functions = Few(tuple(named(scenario.functions[each]) for each in goal.functions))
    if goal.measure is Measure.WITHIN:
        return text(
            "No more than {fte} fte is placed in {functions}.", fte=figure, functions=functions
        )
    return text("People fill {fte} fte in {functions}.", fte=figure, functions=functions)


def _changes(scenario: Scenario, goals: Sequence[Goal]) -> Text:
    return text(
        "In {cluster} fewer roles change hands in a period than are allowed.",
        cluster=named(scenario.clusters[goals[0].cluster]),
    )


_CLOSING: dict[Measure, _Words] = {
    Measure.COVERED: _covered,
    Measure.ABLE: _able,
    Measure.DEPUTIES: _deputies,
    Measure.BEARERS: _bearers,
    Measure.HOURS: _hours,
    Measure.COULD: _could,
    Measure.STAYERS: _stayers,
    Measure.SUCCESSORS: _successors,
    Measure.TAKEN_OVER: _taken_over,
    Measure.FREE: _free,
    Measure.ROOM: _room,
    Measure.BUSY: _busy,
    Measure.HOLDING: _holding,
    Measure.COMPETENT: _competent,
    Measure.IN_TERM: _in_term,
    Measure.PROFILE: _profile,
    Measure.CONFIRMED: _confirmed,
    Measure.PLACED: _placed,
    Measure.EXPERTS: _experts,
    Measure.FILLED: _size,
    Measure.WITHIN: _size,
    Measure.CHANGES: _changes,
}
