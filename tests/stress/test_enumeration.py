"""Everything that a stress test calls proven, derived again by trying every redeployment."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from rollenplanner.domain.case import Case
from rollenplanner.domain.redeployment import Loss
from rollenplanner.domain.stressed import Asked, Stressed
from rollenplanner.stress import critical_losses, stress, testing
from rollenplanner.stress.trials import Trials
from tests.stress.enumerate import Best, best
from tests.stress.searches import SEARCHES
from tests.stress.towns import town

Every = dict[tuple[str, ...], list[Best]]

#: 8 x 50 = 400 organisations; separate tests, so that two processes share them.
BATCHES = 8
PER_BATCH = 50


def numbers(batch: int) -> range:
    return range(batch * PER_BATCH, (batch + 1) * PER_BATCH)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_absence_of_up_to_two_in_every_period(batch: int) -> None:
    for number in numbers(batch):
        made, plan = town(number)
        trials = Trials(Case(made, plan), SEARCHES)
        for size in (1, 2):
            for people in map(frozenset, combinations(made.staff, size)):
                for board in trials.boards:
                    found = trials.in_period(board, people)
                    expected = best(made, plan, people, board.period)
                    assert found is not None
                    assert found.loss == Loss(expected.critical, expected.other), number
                    dropped = sum(
                        max(0, plan.share(role, who, board.period) - share)
                        for role, who, share in found.redeployment.changed
                    )
                    assert dropped == expected.dropped, number


@pytest.mark.parametrize("batch", range(BATCHES))
def test_critical_work_lost_when_one_is_absent_in_the_worst_period(batch: int) -> None:
    for number in numbers(batch):
        made, plan = town(number)
        there = [p.id for p in made.staff.values() if any(p.available) and not p.vacancy]
        assert critical_losses(Case(made, plan), SEARCHES) == {
            who: max(best(made, plan, frozenset((who,)), t).critical for t in made.periods)
            for who in there
        }, number


def test_critical_losses_that_were_stopped_are_not_known() -> None:
    made, plan = next(
        (made, plan)
        for made, plan in map(town, range(PER_BATCH))
        if any((critical_losses(Case(made, plan), SEARCHES) or {}).values())
    )
    stopped = replace(SEARCHES, stopped=lambda: True)
    assert critical_losses(Case(made, plan), stopped) is None


def _tested(number: int, absent: int, people: int = 4) -> tuple[Stressed, Every]:
    made, plan = town(number, people)
    there = [p.id for p in made.staff.values() if any(p.available) and not p.vacancy]
    size = min(absent, len(there))
    tested = stress(Case(made, plan), Asked(size), SEARCHES, lambda _: None)
    every = {
        chosen: [best(made, plan, frozenset(chosen), t) for t in made.periods]
        for chosen in combinations(there, size)
    }
    assert tested.complete
    return tested, every


def _worst(found: list[Best]) -> Loss:
    return max(Loss(each.critical, each.other) for each in found)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_fragility_and_counts(batch: int) -> None:
    for number in numbers(batch):
        tested, every = _tested(number, 1)
        losses = {chosen: _worst(found) for chosen, found in every.items()}
        assert {(who,): loss for who, loss in tested.fragility.people.items()} == losses
        made, _ = town(number)
        most = {
            role: max((b.most[role] for found in every.values() for b in found), default=0)
            for role in made.roles
        }
        shown = {each.role: each.lost for each in tested.fragility.roles}
        assert shown == {role: lost for role, lost in most.items() if lost}, number
        for cluster, loss in tested.fragility.clusters.items():
            here = [lost for role, lost in most.items() if made.roles[role].cluster == cluster]
            assert loss.critical + loss.other == sum(here)
        assert tested.counts is not None
        assert tested.counts.critical == sum(loss.critical > 0 for loss in losses.values())
        assert tested.counts.nothing == sum(loss == Loss() for loss in losses.values())


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_ten_worst_pairs(batch: int) -> None:
    for number in numbers(batch):
        tested, every = _tested(number, 2)
        losses = sorted(map(_worst, every.values()), reverse=True)
        losing = [loss for loss in losses if loss > Loss()][:10]
        assert [detail.absence.loss for detail in tested.worst] == losing
        assert tested.bound == max((loss.critical for loss in losses), default=0)
        for detail in tested.worst:
            assert _worst(every[detail.absence.people]) == detail.absence.loss


@pytest.mark.parametrize("batch", range(4))
def test_the_worst_three_of_six_are_proven(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With covers instead of one by one: no combination costs more critical work."""
    monkeypatch.setattr(testing, "EVERY", 0)
    for number in range(1000 + 20 * batch, 1020 + 20 * batch):
        tested, every = _tested(number, 3, people=6)
        if tested.asked.absent < 3:
            continue
        assert tested.counts is None
        critical = sorted((_worst(found).critical for found in every.values()), reverse=True)
        assert tested.bound == critical[0], number
        shown = [detail.absence.loss.critical for detail in tested.worst]
        assert shown == [each for each in critical if each][:10], number
