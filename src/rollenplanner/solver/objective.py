"""The soft terms as sums of slacks: one function per term, registered under the term.

A slack is a whole-number form with the least value it can have at all; a term is the sum of its
slacks times the term's unit. Minimised, or kept under a ceiling, a slack equals the figure of
design section 4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ortools.sat.python.cp_model import IntVar

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.terms import (
    UNIT,
    UNITS_PER_HUNDREDTH,
    UNITS_PER_TEN_THOUSANDTH,
    Term,
)
from rollenplanner.solver.builder import Formula
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.listed import most_listed
from rollenplanner.solver.loads import Cost, cost_of
from rollenplanner.solver.over_time import learned, learnt_backup, takeover
from rollenplanner.solver.variables import Feature, Variables


@dataclass(frozen=True, slots=True)
class Slack:
    """One countable shortcoming, e.g. the uncovered part of one role in one period.

    Attributes:
        form: Its size.
        least: What it can be at least, whatever the plan.
    """

    form: Linear
    least: int

    @classmethod
    def count(cls, form: Linear) -> Slack:
        """A slack that can never be below 0."""
        return cls(form, max(0, form.least))


@dataclass(frozen=True, slots=True)
class TermModel:
    """How a term is modelled: its slacks, and what one of them is worth in `terms.UNIT`."""

    slacks: Callable[[Variables], Iterator[Slack]]
    unit: int


def slacks_of(variables: Variables, term: Term) -> tuple[Slack, ...]:
    """The slacks of a term in units; variables are made when a term is first asked for."""
    if term not in variables.slacks:
        model = TERMS[term]
        variables.slacks[term] = tuple(
            Slack(slack.form.times(model.unit), slack.least * model.unit)
            for slack in model.slacks(variables)
        )
    return variables.slacks[term]


def _uncovered(variables: Variables, *, critical: bool) -> Iterator[Slack]:
    step = variables.scenario.rules.step
    for role, t in variables.roles():
        if role.post is None and role.critical == critical:
            covered = variables.covered(role.id, t)
            yield Slack.count(covered.times(-step).plus(role.demand[t]))


def uncovered(variables: Variables) -> Iterator[Slack]:
    """Hundredths of demand nobody holds, of roles that are not critical."""
    return _uncovered(variables, critical=False)


def critical_uncovered(variables: Variables) -> Iterator[Slack]:
    """Hundredths of demand nobody holds, of critical roles."""
    return _uncovered(variables, critical=True)


def _missing_backups(variables: Variables, *, critical: bool) -> Iterator[Slack]:
    for role, t in variables.roles():
        if role.post is None and role.critical == critical and role.backups:
            those = (able(variables, cell) for cell in variables.backups_of(role.id, t))
            yield _short_of(variables, role, t, Linear.total(those))


def able(variables: Variables, cell: Cell) -> Linear:
    """1 if someone, no vacancy, backs up and could hold the role by then."""
    if variables.scenario.staff[cell.person].vacancy:
        return Linear()
    return learnt_backup(variables, cell)


def _short_of(variables: Variables, role: Role, t: int, present: Linear) -> Slack:
    """max(0, asked - backups that count)."""
    asked = variables.existence(role).times(role.backups)
    short = Linear.total((asked, present.times(-1)))
    if most_listed(variables, role, t) <= role.backups:
        return Slack.count(short)
    missing = variables.builder.derive(
        0, role.backups, lambda values: max(0, short.value(values)), "missing", role.id, t
    )
    enough = Linear.total((Linear.of(missing), short.times(-1)))
    variables.builder.at_least(enough, 0, "missing-is", role.id, t)
    return Slack.count(Linear.of(missing))


def missing_backups(variables: Variables) -> Iterator[Slack]:
    """Backups asked for and not there, of roles that are not critical."""
    return _missing_backups(variables, critical=False)


def critical_missing_backups(variables: Variables) -> Iterator[Slack]:
    """Backups asked for and not there, of critical roles."""
    return _missing_backups(variables, critical=True)


def coordination(variables: Variables) -> Iterator[Slack]:
    """Posts without holder, and deputies asked for and not there."""
    for role, t in variables.roles():
        if role.post is None:
            continue
        held = variables.count(variables.holders_of(role.id, t))
        yield Slack.count(Linear.total((variables.existence(role), held.times(-1))))
        if role.backups:
            deputies = variables.count(variables.backups_of(role.id, t), backups=True)
            yield _short_of(variables, role, t, deputies)


def unplaced(variables: Variables) -> Iterator[Slack]:
    """Contract hundredths of people without a function."""
    if not variables.counts_once:
        return
    for person in variables.people():
        placed = variables.placed(person.id, variables.eligibility.places[person.id])
        yield Slack.count(placed.times(-1).plus(1).times(person.fte))


def placed_fte(
    variables: Variables,
    t: int,
    *,
    function: str = "",
    cluster: str = "",
    vacancies: bool = True,
) -> Linear:
    """Hundredths in service placed in a function, or in a cluster, with or without vacancies."""
    staff = variables.scenario.staff
    return Linear.total(
        variables.placed(who, places).times(staff[who].available[t])
        for who, places in variables.standing(function=function, cluster=cluster).items()
        if vacancies or not staff[who].vacancy
    )


def over_formation(variables: Variables) -> Iterator[Slack]:
    """Hundredths in service placed above the formation of a function that has one."""
    for function in variables.scenario.functions.values():
        if function.fte is None:
            continue
        for t in variables.periods:
            above = placed_fte(variables, t, function=function.id).plus(-function.fte)
            if above.most <= 0:
                continue
            over = variables.builder.derive(
                max(0, above.least), above.most, _positive(above), "over", function.id, t
            )
            room = Linear.total((Linear.of(over), above.times(-1)))
            variables.builder.at_least(room, 0, "over-is", function.id, t)
            yield Slack.count(Linear.of(over))


def _positive(form: Linear) -> Formula:
    return lambda values: max(0, form.value(values))


def _any(form: Linear) -> Formula:
    return lambda values: int(form.value(values) > 0)


def cluster_deviation(variables: Variables) -> Iterator[Slack]:
    """Distance between hundredths in service in a cluster and what it should have."""
    for cluster in variables.scenario.clusters.values():
        if cluster.fte is None:
            continue
        for t in variables.periods:
            above = placed_fte(variables, t, cluster=cluster.id).plus(-cluster.fte)
            yield _distance(variables, above, ("deviation", cluster.id, t))


def _distance(variables: Variables, form: Linear, name: tuple[object, ...]) -> Slack:
    if form.least == form.most:
        return Slack.count(Linear((), abs(form.least)))
    most = max(abs(form.least), abs(form.most))
    least = max(0, form.least, -form.most)
    distance = variables.builder.derive(least, most, lambda values: abs(form.value(values)), *name)
    for sign in (1, -1):
        side = Linear.total((Linear.of(distance), form.times(sign)))
        variables.builder.at_least(side, 0, f"{name[0]}-is", *name[1:], sign)
    return Slack(Linear.of(distance), least)


def competence_gap(variables: Variables) -> Iterator[Slack]:
    """Steps short over held roles, over the profile of one's function and over `everyone`."""
    for cell, holding in variables.eligibility.holdings.items():
        if holding.short:
            yield Slack.count(unlearned(variables, cell).times(holding.short))
    fit = facts_of(variables.scenario).fit
    for person in variables.people():
        serving = sum(1 for t in variables.periods if person.available[t] > 0)
        profile = Linear.total(
            variables.placed(person.id, [place]).times(
                serving * fit.steps(person.id, variables.scenario.functions[place.function].profile)
            )
            for place in variables.eligibility.places[person.id]
        )
        everyone = serving * fit.steps(person.id, variables.scenario.everyone)
        yield Slack.count(profile.plus(everyone))


def unlearned(variables: Variables, cell: Cell) -> Linear:
    """At least 1 if held without having learned it, which only who is exempt can."""
    if not variables.eligibility.holdings[cell].exempt:
        return Linear()
    held, done = Linear.of(variables.holds[cell]), learned(variables, cell)
    if not done.pairs:
        return Linear() if done.least else held
    rest = Linear.total((held, done.times(-1)))
    short = variables.builder.derive(0, 1, _positive(rest), "short", *cell)
    room = Linear.total((Linear.of(short), rest.times(-1)))
    variables.builder.at_least(room, 0, "short-is", *cell)
    return Linear.of(short)


def imbalance(variables: Variables) -> Iterator[Slack]:
    """Ten-thousandths between load and fair share."""
    for person, t in variables.serving():
        fair = 100 * facts_of(variables.scenario).fair_share(person, t)
        yield Slack.count(cost_of(variables, person, t, _distance_to(fair), "imbalance"))


def imbalance_squared(variables: Variables) -> Iterator[Slack]:
    """Squared ten-thousandths between load and fair share."""
    for person, t in variables.serving():
        fair = 100 * facts_of(variables.scenario).fair_share(person, t)
        yield Slack.count(cost_of(variables, person, t, _square_about(fair), "squared"))


def overload(variables: Variables) -> Iterator[Slack]:
    """Ten-thousandths of load above the full part of the contract."""
    for person, t in variables.serving():
        full = variables.scenario.rules.full * variables.scenario.staff[person].available[t]
        yield Slack.count(cost_of(variables, person, t, _above(full), "overload"))


def _distance_to(fair: int) -> Cost:
    return lambda load: abs(load - fair)


def _square_about(fair: int) -> Cost:
    return lambda load: (load - fair) ** 2


def _above(full: int) -> Cost:
    return lambda load: max(0, load - full)


def wishes(variables: Variables) -> Iterator[Slack]:
    """Minus the weights of wishes granted."""
    facts = facts_of(variables.scenario)
    for cell, held in variables.holds.items():
        weight = facts.wish(cell.person, variables.scenario.roles[cell.role])
        if weight:
            yield Slack(Linear.of(held, -weight), min(0, -weight))
    for person in variables.people() if variables.counts_once else ():
        weights = person.wishes.clusters
        there = [p for p in variables.eligibility.places[person.id] if weights.get(p.cluster)]
        if there:
            granted = Linear.total(
                variables.placed(person.id, [place]).times(-weights[place.cluster])
                for place in there
            )
            # Placed once at most, so at best one of the wishes is granted.
            best = min(-weights[place.cluster] for place in there)
            yield Slack(granted, max(granted.least, min(0, best)))


def moves(variables: Variables) -> Iterator[Slack]:
    """People whose function or cluster differs from the present."""
    if not variables.counts_once:
        return
    for person in variables.people():
        if person.vacancy or person.function is None:
            continue
        staying = [
            place
            for place in variables.eligibility.places[person.id]
            if place.function == person.function and place.cluster == person.cluster
        ]
        yield Slack.count(variables.placed(person.id, staying).times(-1).plus(1))


def changes(variables: Variables) -> Iterator[Slack]:
    """Takeovers: held now and not in the role's previous active period, or at present."""
    for cell in variables.holds:
        taken = takeover(variables, cell)
        if taken.pairs:
            yield Slack.count(taken)


def unprepared(variables: Variables) -> Iterator[Slack]:
    """Takeovers in a role's first active period, with a handover, by who is no present backup."""
    for cell, held in variables.holds.items():
        role = variables.scenario.roles[cell.role]
        person = variables.scenario.staff[cell.person]
        first = role.handover > 0 and cell.period == role.active[0]
        if first and cell.role not in person.roles and cell.role not in person.backups:
            yield Slack.count(Linear.of(held))


def fragmentation(variables: Variables) -> Iterator[Slack]:
    """Held roles above one."""
    for person, t in variables.serving():
        held = variables.count(variables.held_by(person, t))
        if held.most <= 1:
            continue
        anything = variables.builder.derive(0, 1, _any(held), "holds-any", person, t)
        variables.features[anything.index] = Feature(
            person, t, of_counts=lambda held, _: int(held > 0)
        )
        above = Linear.total((held, Linear.of(anything, -1)))
        variables.builder.at_least(above, 0, "holds-any-is", person, t)
        yield Slack.count(above)


def headcount(variables: Variables) -> Iterator[Slack]:
    """People who hold or back up anything, once."""
    if not variables.counts_once:
        return
    carried_by: dict[str, list[tuple[Cell, IntVar]]] = {}
    for table in (variables.holds, variables.backs):
        for cell, carried in table.items():
            carried_by.setdefault(cell.person, []).append((cell, carried))
    for person, cells in carried_by.items():
        anything = Linear.total(Linear.of(carried) for _, carried in cells)
        counted = variables.builder.derive(0, 1, _any(anything), "carries", person)
        if len(variables.periods) == 1:
            variables.features[counted.index] = Feature(
                person, 0, of_counts=lambda held, backed_up: int(held + backed_up > 0)
            )
        for cell, carried in carried_by[person]:
            variables.builder.only_if(carried, [counted], "carries-is", *cell)
        yield Slack.count(Linear.of(counted))


def jumps(variables: Variables) -> Iterator[Slack]:
    """Holder or backup cells that differ from the plan to stay close to."""
    reference = variables.reference
    if reference is None:
        return
    people = list(variables.people())
    for role in variables.scenario.roles.values():
        for person in people:
            for t in variables.periods:
                cell = Cell(role.id, person.id, t)
                pairs = (
                    (variables.holds.get(cell), reference.share(*cell) > 0),
                    (variables.backs.get(cell), reference.is_backup(*cell)),
                )
                for variable, was in pairs:
                    form = Linear() if variable is None else Linear.of(variable)
                    if variable is not None or was:
                        yield Slack.count(form.times(-1).plus(1) if was else form)


TERMS: Mapping[Term, TermModel] = {
    Term.UNCOVERED: TermModel(uncovered, UNITS_PER_HUNDREDTH),
    Term.CRITICAL_UNCOVERED: TermModel(critical_uncovered, UNITS_PER_HUNDREDTH),
    Term.MISSING_BACKUPS: TermModel(missing_backups, UNIT),
    Term.CRITICAL_MISSING_BACKUPS: TermModel(critical_missing_backups, UNIT),
    Term.COORDINATION: TermModel(coordination, UNIT),
    Term.UNPLACED: TermModel(unplaced, UNITS_PER_HUNDREDTH),
    Term.OVER_FORMATION: TermModel(over_formation, UNITS_PER_HUNDREDTH),
    Term.CLUSTER_DEVIATION: TermModel(cluster_deviation, UNITS_PER_HUNDREDTH),
    Term.COMPETENCE_GAP: TermModel(competence_gap, UNIT),
    Term.IMBALANCE: TermModel(imbalance, UNITS_PER_TEN_THOUSANDTH),
    Term.IMBALANCE_SQUARED: TermModel(imbalance_squared, 1),
    Term.OVERLOAD: TermModel(overload, UNITS_PER_TEN_THOUSANDTH),
    Term.WISHES: TermModel(wishes, UNIT),
    Term.MOVES: TermModel(moves, UNIT),
    Term.CHANGES: TermModel(changes, UNIT),
    Term.UNPREPARED: TermModel(unprepared, UNIT),
    Term.FRAGMENTATION: TermModel(fragmentation, UNIT),
    Term.HEADCOUNT: TermModel(headcount, UNIT),
    Term.JUMPS: TermModel(jumps, UNIT),
}
