"""Changes of the organisation as a whole: sizes, rules, limits, placement, name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, get_args

from rollenplanner.domain.editing.organisation import (
    RemoveLimit,
    Rename,
    SetClusters,
    SetClusterSize,
    SetFormation,
    SetLimit,
    SetPlacement,
)
from rollenplanner.domain.editing.rules import RuleKey, SetRule, SwitchRule
from rollenplanner.domain.scenario import Function
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import UNIT, Term, decimal_of
from rollenplanner.domain.text import text
from rollenplanner.tui.asking import ask, ask_fte, choice, choose
from rollenplanner.tui.dialogs import Found
from rollenplanner.tui.editing import make

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp

#: Tenths of a scale, and hundredths or whole numbers, in which a rule counts.
_IN_SCALES = frozenset(("scale_down", "scale_up"))


# Functions and clusters


def formation(app: PlannerApp, functions: Sequence[Function]) -> None:
    """Ask for the formation of a function; of several ones, ask which first."""
    if not functions:
        app.tell(text("No function stands here."))
    elif len(functions) == 1:
        _ask_formation(app, functions[0])
    else:
        things = (choice(each.name, partial(_ask_formation, app, each)) for each in functions)
        choose(app, app.desk.tr("Formation of which function?"), things)


def _ask_formation(app: PlannerApp, function: Function) -> None:
    def done(fte: int | None) -> None:
        make(app, SetFormation(function.id, fte))

    title = app.desk.tr("Formation of {function}", function=function.name)
    ask_fte(app, title, function.fte, done, empty=app.desk.tr("In fte; empty: not laid down."))


def clusters(app: PlannerApp, functions: Sequence[Function]) -> None:
    """List the clusters in which functions may stand, and in which not."""
    tr, known = app.desk.tr, app.desk.scenario.clusters

    def things() -> Iterator[Found]:
        for function in functions:
            for id, cluster in known.items():
                about = {"function": function.name, "cluster": cluster.name}
                if id in function.clusters:
                    listed = tuple(each for each in function.clusters if each != id)
                    words = tr("{function} may no longer stand in {cluster}", **about)
                else:
                    listed = tuple(each for each in known if each in (*function.clusters, id))
                    words = tr("{function} may stand in {cluster} as well", **about)
                yield choice(words, partial(make, app, SetClusters(function.id, listed)))

    choose(app, tr("Where may it stand?"), things())


def cluster_size(app: PlannerApp, cluster: str) -> None:
    """Ask for the fte that a cluster is meant to have."""
    found = app.desk.scenario.clusters[cluster]

    def done(fte: int | None) -> None:
        make(app, SetClusterSize(cluster, fte or 0))

    title = app.desk.tr("Indicated fte of {cluster}", cluster=found.name)
    ask_fte(app, title, found.fte, done)


# The whole


def of_organisation(app: PlannerApp) -> None:
    """List what can be changed about rules, limits, placement and the name."""
    things = [*_placement(app), *_rules(app), *_limits(app), *_name(app)]
    choose(app, app.desk.tr("Change the organisation"), things)


def _placement(app: PlannerApp) -> Iterator[Found]:
    edit = SetPlacement("fixed" if app.desk.scenario.placement == "free" else "free")
    yield choice(app.desk.tr.render(edit.sentence), partial(make, app, edit), "placement")


def _rules(app: PlannerApp) -> Iterator[Found]:
    rules, tr = app.desk.scenario.rules, app.desk.tr
    keys: tuple[RuleKey, ...] = get_args(RuleKey)
    for key in keys:
        now: int | None = getattr(rules, key)
        shown = "–"
        if now is not None:
            shown = tr.number(Decimal(now) / 10) if key in _IN_SCALES else str(now)
        words = tr("Rule {key}: {value}", key=key, value=shown)
        yield choice(words, partial(_ask_rule, app, key, "" if now is None else shown))
    for edit in (
        SwitchRule("no_double_change", not rules.no_double_change),
        SwitchRule("own_cluster", not rules.own_cluster),
        SwitchRule("strict_levels", rules.levels != "strict"),
    ):
        yield choice(tr.render(edit.sentence), partial(make, app, edit))


def _ask_rule(app: PlannerApp, key: RuleKey, now: str) -> None:
    tr = app.desk.tr
    factor = 10 if key in _IN_SCALES else 1

    def check(answer: str) -> str | None:
        right = _scaled(answer, factor) is not None and "-" not in answer
        return None if right else tr("A number, not below zero.")

    def done(answer: str) -> None:
        make(app, SetRule(key, _scaled(answer, factor) or 0))

    title = tr("Rule {key}", key=key)
    ask(app, title, tr("⏎ takes it, Esc does not."), now, check, done)


def _limits(app: PlannerApp) -> Iterator[Found]:
    tr, limits = app.desk.tr, app.desk.scenario.limits
    for term in sorted(Term, key=lambda each: each not in limits):
        now = tr.number(decimal_of(limits[term])) if term in limits else "–"
        words = tr("Limit on {term}: {value}", term=tr.render(with_key(term)), value=now)
        yield choice(words, partial(_ask_limit, app, term))


def _ask_limit(app: PlannerApp, term: Term) -> None:
    tr, limits = app.desk.tr, app.desk.scenario.limits

    def check(answer: str) -> str | None:
        right = not answer.strip() or _scaled(answer, UNIT) is not None
        return None if right else tr("A number; empty: no limit.")

    def done(answer: str) -> None:
        units = _scaled(answer, UNIT)
        make(app, RemoveLimit(term) if units is None else SetLimit(term, units))

    now = tr.number(decimal_of(limits[term])) if term in limits else ""
    title = tr.render(text("Limit on {term}", term=with_key(term)))
    ask(app, title, tr("A number; empty: no limit."), now, check, done)


def _name(app: PlannerApp) -> Iterator[Found]:
    tr, name = app.desk.tr, app.desk.scenario.name

    def check(answer: str) -> str | None:
        return None if answer.strip() else tr("A name is needed.")

    def rename() -> None:
        hint = tr("⏎ takes it, Esc does not.")
        ask(app, tr("Name"), hint, name, check, lambda answer: make(app, Rename(answer.strip())))

    yield choice(tr("Name: {name}", name=name), rename)


def _scaled(answer: str, factor: int) -> int | None:
    """A number times a factor, if that is whole."""
    try:
        value = Decimal(answer.strip().replace(",", ".")) * factor
    except InvalidOperation:
        return None
    whole = value.is_finite() and value == value.to_integral_value()
    return int(value) if whole else None
