"""What a stress test came to, as plain data for `--json`; fte are numbers with two decimals."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rollenplanner.domain.redeployment import Loss
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.standing_in import is_critical
from rollenplanner.domain.stressed import Detail, Fragility, StandIn, Stressed
from rollenplanner.domain.text import Translator, fte
from rollenplanner.reports.stress_words import verdict


def stress_data(scenario: Scenario, stressed: Stressed, tr: Translator) -> dict[str, object]:
    """Everything, also what the tables for people leave out."""
    counts, asked = stressed.counts, stressed.asked
    return {
        "absent": asked.absent,
        "people": list(asked.people),
        "roles": list(asked.roles),
        "complete": stressed.complete,
        "statement": tr.render(verdict(stressed)[0]),
        "combinations": stressed.combinations,
        "counts": None
        if counts is None
        else {"critical": counts.critical, "other": counts.other, "nothing": counts.nothing},
        "critical_lost_at_most": None if stressed.bound is None else fte(stressed.bound),
        "critical_without_holder": fte(stressed.open),
        "critical_on_vacancies": fte(stressed.vacant),
        "worst": [_detail(scenario, detail) for detail in stressed.worst],
        "fragility": _fragility(scenario, stressed.fragility),
        "people_computed": stressed.singles,
    }


def _loss(loss: Loss) -> dict[str, Decimal]:
    return {"critical": fte(loss.critical), "other": fte(loss.other)}


def _detail(scenario: Scenario, detail: Detail) -> dict[str, object]:
    return {
        "absent": list(detail.absence.people),
        "period": str(scenario.horizon.period_start(detail.absence.period)),
        **_loss(detail.absence.loss),
        "lost": [
            {
                "role": role,
                "fte": fte(lost),
                "learners": [
                    {"person": each.person, "steps": each.steps, "periods": each.periods}
                    for each in detail.learners[role]
                ],
            }
            for role, lost in detail.lost.items()
        ],
        "takes": _work(detail.taken),
        "puts_down": _work(detail.dropped),
    }


def _work(some: Iterable[StandIn]) -> list[dict[str, object]]:
    return [{"person": each.person, "role": each.role, "fte": fte(each.fte)} for each in some]


def _fragility(scenario: Scenario, fragile: Fragility) -> dict[str, object]:
    return {
        "people": [{"person": who, **_loss(loss)} for who, loss in fragile.people.items()],
        "roles": [
            {
                "role": each.role,
                "critical": is_critical(scenario.roles[each.role]),
                "fte": fte(each.lost),
                "absent": each.person,
            }
            for each in fragile.roles
        ],
        "clusters": [
            {"cluster": cluster, **_loss(loss)} for cluster, loss in fragile.clusters.items()
        ],
    }
