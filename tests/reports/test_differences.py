"""What differs from the plan that a plan was made from."""

from __future__ import annotations

from rollenplanner.domain.case import case_of
from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.measure import jumps
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT
from rollenplanner.domain.text import Translator
from rollenplanner.reports.differences import differences, differences_table
from rollenplanner.reports.people import People
from tests.reports.years import ENGLISH, labels, plain, plan_of, town
from tests.support.build import assign, person, role, scenario, vacancy


def test_differences_tell_role_from_to_and_when() -> None:
    place = town()
    earlier = assign(
        place,
        holders={
            "r": {"P1": (80, 80, 0, 0), "P2": (0, 0, 0, 80)},
            # P1 instead of P3 beside P4, and P4 with other shares, which is no difference.
            "s": {"P1": (20, 20, 0, 0), "P4": (20, 20, 0, 50)},
            "n": {"P4": (0, 0, 40, 40)},
            "m@a": {"P4": (20, 20, 0, 0), "P2": (0, 0, 20, 20)},
        },
        # P2 was no backup of r in the second period, P4 was one of the post in the last.
        backups={"r": {"P2": (1, 0, 0, 0)}, "m@a": {"P2": (1, 1, 0, 0), "P4": (0, 0, 0, 1)}},
    )
    plan = plan_of(place)
    table = differences_table(place, plan, earlier, labels(place))
    assert plain(table) == [
        ["Role s", "holder", "P1 → P3", "2027-01 to 2027-07"],
        ["Role r", "backup", "+ P2", "2027-07"],
        ["Post m a 1", "backup", "- P4", "2028-07"],
    ]
    # Two people in two periods, and two single cells: as many as the measure counts.
    assert ENGLISH.render(table.title) == "What differs from the earlier plan: 6 differences"
    assert sum(each.cells for each in differences(place, plan, earlier)) == 6
    assert jumps(case_of(place, plan), earlier) == 6 * UNIT


def test_how_many_differences_are_forced() -> None:
    place = scenario(roles=[role("r", 80)], staff=[person("P1"), person("P2")])
    mine, theirs = (assign(place, holders={"r": {who: 80}}) for who in ("P1", "P2"))

    def last(forced: Forced) -> str:
        table = differences_table(place, mine, theirs, labels(place), forced=forced)
        return ENGLISH.render(table.remarks[-1])

    assert last(Forced(1, exact=True)) == (
        "The scenario forces 1 of these 2: no plan differs less (proven). "
        "Chosen to make the plan better: 1."
    )
    assert last(Forced(1, exact=False)) == (
        "The scenario forces at least 1 of these 2 (proven); whether it forces more is not known."
    )
    same = differences_table(place, mine, mine, labels(place), forced=Forced(0, exact=True))
    assert not same.remarks


def test_the_same_plan_has_no_differences() -> None:
    place = town()
    table = differences_table(place, plan_of(place), plan_of(place), labels(place))
    assert not table.rows
    assert not table.remarks
    assert table.empty is not None
    assert Translator("nl").render(table.empty) == (
        "Houders en achtervang zijn dezelfde als in het eerdere plan."
    )


def test_names_only_on_request_and_vacancies_always() -> None:
    place = scenario(
        roles=[role("r", 80)], staff=[person("P1", name="Invented Name"), vacancy("V1")]
    )
    mine, theirs = (assign(place, holders={"r": {who: 80}}) for who in ("V1", "P1"))
    (hidden,) = plain(differences_table(place, mine, theirs, People(place, names=False)))
    (shown,) = plain(differences_table(place, mine, theirs, People(place, names=True)))
    assert hidden[2] == "P1 → V1 (vacancy)"
    assert shown[2] == "P1 (Invented Name) → V1 (vacancy)"


def _many(count: int) -> Scenario:
    return scenario(roles=[role(f"r{n}", 10) for n in range(count)], staff=[person("P1")])


def test_a_long_list_is_cut_short_unless_all_is_asked_for() -> None:
    for count, rows in ((13, 13), (14, 12)):
        place = _many(count)
        now = assign(place, holders={f"r{n}": {"P1": 10} for n in range(count)})
        short = differences_table(place, now, assign(place), labels(place))
        whole = differences_table(place, now, assign(place), labels(place), whole=True)
        assert (len(short.rows), len(whole.rows)) == (rows, count)
        more = [ENGLISH.render(each) for each in short.remarks][:-1]
        assert more == ([] if count == rows else ["and 2 rows more; --people shows them."])
