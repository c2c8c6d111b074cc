"""Formation against occupancy, clusters against their figure, people without a function."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.away import away
from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_person, worst
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Cluster, Function
from rollenplanner.domain.sources import source_of
from rollenplanner.domain.text import Text, fte, text


def over_formation(case: Case) -> Iterator[Finding]:
    """Functions with more fte in service than their formation."""
    for function, formation in _with_formation(case):
        found = worst(
            {
                t: case.in_function.get((function.id, t), 0) - formation
                for t in case.scenario.periods
            }
        )
        if found is None:
            continue
        periods, period = found
        figures = {
            "placed": fte(case.in_function[function.id, period]),
            "formation": fte(formation),
        }
        message = text(
            "{function}: {placed} fte is placed; the formation is {formation} fte.",
            function=function.name,
            **figures,
        )
        yield _about(case, "over-formation", Severity.SERIOUS, message, function, periods, figures)


def formation_open(case: Case) -> Iterator[Finding]:
    """Functions whose formation the people in service do not fill; vacancies are shown apart."""
    for function, formation in _with_formation(case):
        found = worst(
            {
                t: formation - _occupied(case, function, t, vacancies=False)
                for t in case.scenario.periods
            }
        )
        if found is None:
            continue
        periods, period = found
        figures = {
            "occupied": fte(_occupied(case, function, period, vacancies=False)),
            "vacancies": fte(_occupied(case, function, period, vacancies=True)),
            "formation": fte(formation),
        }
        message = _filled(case, function, period, figures)
        yield _about(case, "formation-open", Severity.NOTICE, message, function, periods, figures)


def _filled(case: Case, function: Function, period: int, figures: dict[str, Decimal]) -> Text:
    there = [who for who, place in case.placement.items() if place.function == function.id]
    vacancies = text("vacancies make {vacancies} fte", vacancies=figures["vacancies"])
    parts = (
        *((vacancies,) if figures["vacancies"] else ()),
        *away(case.scenario, there, period).parts(),
    )
    words = {
        "function": function.name,
        "occupied": figures["occupied"],
        "formation": figures["formation"],
    }
    if not parts:
        return text("{function}: {occupied} of {formation} fte is filled.", **words)
    return text(
        "{function}: {occupied} of {formation} fte is filled; {parts}.", **words, parts=parts
    )


def _with_formation(case: Case) -> Iterator[tuple[Function, int]]:
    for function in case.scenario.functions.values():
        if function.fte is not None:
            yield function, function.fte


def _occupied(case: Case, function: Function, period: int, *, vacancies: bool) -> int:
    """Hundredths in service in a function: of vacancies, or of people."""
    staff = case.scenario.staff
    return sum(
        staff[person].available[period]
        for person, place in case.placement.items()
        if place.function == function.id and staff[person].vacancy is vacancies
    )


def _about(
    case: Case,
    kind: str,
    severity: Severity,
    message: Text,
    function: Function,
    periods: tuple[int, ...],
    figures: dict[str, Decimal],
) -> Finding:
    return Finding(
        kind,
        severity,
        message,
        periods=periods,
        figures=figures,
        source=source_of(case.scenario, f"functions.{function.id}"),
        discriminator=function.id,
    )


def cluster_deviation(case: Case) -> Iterator[Finding]:
    """Clusters whose fte in service differs from their indication."""
    for cluster in case.scenario.clusters.values():
        indicated = cluster.fte
        if indicated is None:
            continue
        found = worst(
            {
                t: abs(case.in_cluster.get((cluster.id, t), 0) - indicated)
                for t in case.scenario.periods
            }
        )
        if found is None:
            continue
        periods, period = found
        figures = {
            "placed": fte(case.in_cluster.get((cluster.id, period), 0)),
            "indicated": fte(indicated),
        }
        yield Finding(
            "cluster-deviation",
            Severity.NOTICE,
            _counted(case, cluster, period, figures),
            clusters=(cluster.id,),
            periods=periods,
            figures=figures,
            source=source_of(case.scenario, f"clusters.{cluster.id}"),
        )


def _counted(case: Case, cluster: Cluster, period: int, figures: dict[str, Decimal]) -> Text:
    there = [who for who, place in case.placement.items() if place.cluster == cluster.id]
    parts = away(case.scenario, there, period).parts()
    words = {"cluster": cluster.name, **figures}
    if not parts:
        return text("{cluster}: {placed} fte is placed; {indicated} fte is indicated.", **words)
    return text(
        "{cluster}: {placed} fte is placed; {indicated} fte is indicated. Beside that: {parts}.",
        **words,
        parts=parts,
    )


def unplaced(case: Case) -> Iterator[Finding]:
    """People who stand in no function."""
    for person in case.scenario.staff.values():
        if case.place(person.id) is None:
            figures = {"fte": fte(person.fte)}
            message = text("{person} ({fte} fte) has no function.", person=person.id, **figures)
            yield about_person(case, "unplaced", Severity.SERIOUS, message, person, figures=figures)
