"""Formation against occupancy over scales and function groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import worst
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Cluster, Function, Person, Scenario
from rollenplanner.domain.text import Text, fte, text


@dataclass(frozen=True, slots=True)
class Filled:
    """Hundredths of fte in service: of people, and of vacancies beside them."""

    people: int = 0
    vacancies: int = 0

    @property
    def together(self) -> int:
        """People and vacancies."""
        return self.people + self.vacancies


def filled(case: Case, functions: Iterable[str], period: int) -> Filled:
    """What stands in some functions in a period."""
    staff = case.scenario.staff
    there = [staff[who] for each in functions for who in case.standing_in.get(each, ())]
    return _in_service(there, period)


def _in_service(people: Iterable[Person], period: int) -> Filled:
    fte_of = {True: 0, False: 0}
    for person in people:
        fte_of[person.vacancy] += person.available[period]
    return Filled(fte_of[False], fte_of[True])


def by_scale(scenario: Scenario) -> Mapping[str, list[Function]]:
    """Functions with a formation per scale, lightest first."""
    functions = [each for each in scenario.functions.values() if each.scale]
    functions.sort(key=lambda each: each.scale.tenths if each.scale else 0)
    return _gather((str(each.scale), each) for each in functions)


def by_group(scenario: Scenario) -> Mapping[str, list[Function]]:
    """Functions with a formation per function group, in the order of the scenario."""
    return _gather((each.group, each) for each in scenario.functions.values() if each.group)


def _gather(pairs: Iterable[tuple[str, Function]]) -> Mapping[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for label, function in pairs:
        if function.fte is not None:
            found.setdefault(label, []).append(function)
    return found


def scale_deviation(case: Case) -> Iterator[Finding]:
    """Scales on which the fte in service differs from the formation."""
    for scale, functions in by_scale(case.scenario).items():
        yield from _deviation(
            case, "scale-deviation", scale, text("Scale {scale}", scale=scale), functions
        )


def group_deviation(case: Case) -> Iterator[Finding]:
    """Function groups in which the fte in service differs from the formation."""
    for group, functions in by_group(case.scenario).items():
        yield from _deviation(
            case, "group-deviation", group, text("Function group {group}", group=group), functions
        )


def _deviation(
    case: Case, kind: str, label: str, name: Text, functions: list[Function]
) -> Iterator[Finding]:
    """One finding if people fill less than the formation, or with vacancies more.

    Only functions with a formation count. One alone has this said of itself already.
    """
    if len(functions) < 2:
        return
    formation = sum(each.fte or 0 for each in functions)
    ids = [each.id for each in functions]
    found = worst({t: _distance(filled(case, ids, t), formation) for t in case.scenario.periods})
    if found is None:
        return
    periods, period = found
    there = filled(case, ids, period)
    figures = {"occupied": fte(there.people), "formation": fte(formation)}
    message = text(
        "{functions}: {occupied} of {formation} fte is filled.", functions=name, **figures
    )
    if there.vacancies:
        message = text(
            "{functions}: {occupied} of {formation} fte is filled; vacancies make {vacancies} fte.",
            functions=name,
            vacancies=fte(there.vacancies),
            **figures,
        )
    yield Finding(
        kind,
        Severity.NOTICE,
        message,
        periods=periods,
        figures={**figures, "vacancies": fte(there.vacancies)},
        discriminator=label,
    )


def _distance(there: Filled, formation: int) -> int:
    return max(formation - there.people, there.together - formation)


View = Literal["function", "scale", "group", "cluster"]


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Formation of one part of the organisation, and what stands there per period.

    Attributes:
        view: What kind of part.
        id: Id of a function or cluster; label of a scale or function group.
        name: As people know it.
        formation: Hundredths; of a cluster its indication, None where not laid down.
        filled: Per period.
    """

    view: View
    id: str
    name: str
    formation: int | None
    filled: tuple[Filled, ...]

    @property
    def worst(self) -> int | None:
        """The largest distance to the formation in any period, below 0 if too little stands there.

        None where no formation is laid down.
        """
        if self.formation is None:
            return None
        return max((each.together - self.formation for each in self.filled), key=abs)


def occupancy(case: Case) -> list[Occupancy]:
    """Every function, scale, function group and cluster beside its formation.

    Scales and groups count functions with a formation only.
    """
    scenario = case.scenario

    def counted(view: View, id: str, name: str, functions: list[Function]) -> Occupancy:
        laid_down = [each.fte for each in functions if each.fte is not None]
        ids = [each.id for each in functions]
        filled_in = tuple(filled(case, ids, t) for t in scenario.periods)
        return Occupancy(view, id, name, sum(laid_down) if laid_down else None, filled_in)

    return [
        *(counted("function", f.id, f.name, [f]) for f in scenario.functions.values()),
        *(counted("scale", label, label, some) for label, some in by_scale(scenario).items()),
        *(counted("group", label, label, some) for label, some in by_group(scenario).items()),
        *(_of_cluster(case, cluster) for cluster in scenario.clusters.values()),
    ]


def _of_cluster(case: Case, cluster: Cluster) -> Occupancy:
    staff = case.scenario.staff
    there = [staff[who] for who, place in case.placement.items() if place.cluster == cluster.id]
    per_period = tuple(_in_service(there, t) for t in case.scenario.periods)
    return Occupancy("cluster", cluster.id, cluster.name, cluster.fte, per_period)
