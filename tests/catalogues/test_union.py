"""Several catalogues in one scenario: whose a name is, and what `same_as` makes one."""

from __future__ import annotations

from typing import Any

import pytest

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.catalogue_union import (
    CatalogueUnion,
    DeadLink,
    OwnCompetence,
    made_the_same,
    no_such_competence,
)
from rollenplanner.domain.levels import Level
from rollenplanner.files.catalogue_files import load_catalogue, packaged_names


def made(id: str, competences: dict[str, Any], **sections: Any) -> Catalogue:
    entries = {key: {"name": f"{key} of {id}", **entry} for key, entry in competences.items()}
    return Catalogue.model_validate(
        {
            "format": 1,
            "id": id,
            "name": id,
            "cumulative": False,
            "levels": ["D", "C", "B", "A"],
            "competences": entries,
            **sections,
        }
    )


def asking(name: str, profile: dict[str, str]) -> dict[str, Any]:
    return {name: {"name": name, "profile": profile}}


FIRST = made("first", {"klant": {}, "moed": {}}, functions=asking("balie", {"klant": "any"}))
SECOND = made(
    "second",
    {"klant": {"same_as": ["first:klant"]}, "moed": {}, "rust": {}},
    functions=asking("balie", {"klant": "C", "moed": "B", "rust": "D"}),
)


def test_a_plain_key_is_that_of_the_catalogue_named_first() -> None:
    union = CatalogueUnion([FIRST, SECOND])
    assert union.competences == {
        "klant": "klant of first",
        "moed": "moed of first",
        "second:moed": "moed of second",
        "rust": "rust of second",
    }
    assert union.competence("moed") == "moed"
    assert union.competence("second:moed") == "second:moed"
    assert union.competence("second:rust") == "rust"
    assert union.competence("elsewhere:rust") == "elsewhere:rust"


def test_the_order_of_the_catalogues_decides() -> None:
    union = CatalogueUnion([SECOND, FIRST])
    assert union.competence("first:klant") == "klant"
    assert union.competences["klant"] == "klant of second"
    assert union.competence("first:moed") == "first:moed"


def test_linked_competences_are_one_whoever_names_the_link() -> None:
    for catalogues in ([FIRST, SECOND], [SECOND, FIRST]):
        union = CatalogueUnion(catalogues)
        assert union.competence("first:klant") == union.competence("second:klant") == "klant"


def test_a_norm_asks_the_competences_of_its_own_catalogue() -> None:
    union = CatalogueUnion([FIRST, SECOND])
    assert union.asked("balie") == {"klant": "any"}
    assert union.asked("second:balie") == {
        "klant": Level.C,
        "second:moed": Level.B,
        "rust": Level.D,
    }
    assert union.asked("third:balie") == {}


def test_names_that_mean_two_things_are_told() -> None:
    assert [str(note) for note in CatalogueUnion([FIRST, SECOND]).clashes()] == [
        '"moed" stands in first and in second; it means that of first, and the other is written '
        "second:moed.",
        '"balie" stands in first and in second; it means that of first, and the other is written '
        "second:balie.",
    ]
    assert list(CatalogueUnion([SECOND]).clashes()) == []


def test_links_run_on_over_a_third_catalogue() -> None:
    # third:x = first:klant and third:x = second:rust, so klant and rust are one, though neither
    # says so; klant of second is linked too, and then second has two of one: told.
    third = made("third", {"x": {"same_as": ["first:klant", "second:rust"]}})
    union = CatalogueUnion([third, FIRST, SECOND])
    assert {union.competence(w) for w in ("x", "klant", "rust", "second:klant")} == {"x"}
    assert [str(made_the_same(found)) for found in union.doubled()] == [
        'The links make "klant" and "rust" of catalogue second the same competence.'
    ]


def test_a_link_to_nothing_is_told_only_where_the_catalogue_is_there() -> None:
    loose = made("loose", {"x": {"same_as": ["first:niets", "absent:niets"]}})
    union = CatalogueUnion([loose, FIRST])
    assert list(union.dead_links()) == [DeadLink(("loose", "x"), 0, ("first", "niets"))]
    assert [str(no_such_competence(link)) for link in union.dead_links()] == [
        '"loose:x" is the same as "first:niets", which does not exist.'
    ]
    assert list(union.strange_links()) == [DeadLink(("loose", "x"), 1, ("absent", "niets"))]


def test_a_link_is_seen_from_both_sides_and_over_a_third() -> None:
    # first:klant = second:klant by second, third:x = first:klant by third.
    third = made("third", {"x": {"same_as": ["first:klant"]}})
    union = CatalogueUnion([FIRST, SECOND, third])
    assert list(union.same_elsewhere(("first", "klant"))) == ["second:klant", "third:x"]
    assert list(union.same_elsewhere(("second", "klant"))) == ["first:klant", "third:x"]
    assert list(union.same_elsewhere(("third", "x"))) == ["first:klant", "second:klant"]
    assert list(union.same_elsewhere(("first", "moed"))) == []
    assert list(union.same_elsewhere(("absent", "klant"))) == []


def test_a_competence_of_the_scenario_may_link_two_catalogues() -> None:
    own = {
        "durf": OwnCompetence("Durf", ("first:moed", "second:moed")),
        "moed": OwnCompetence("Moed, zo heet het hier"),
    }
    union = CatalogueUnion([FIRST, SECOND], own)
    assert union.competence("durf") == union.competence("second:moed") == "moed"
    assert union.competences["moed"] == "Moed, zo heet het hier"
    assert list(union.clashes())[:1] != []


@pytest.mark.parametrize("name", packaged_names())
def test_links_of_the_packaged_catalogues_lead_somewhere(name: str) -> None:
    """Every link names a competence that is there, and makes no two of one catalogue one."""
    all_of_them = [load_catalogue(each) for each in packaged_names()]
    union = CatalogueUnion(all_of_them)
    known = {f"{c.id}:{key}" for c in all_of_them for key in c.competences}
    for competence in load_catalogue(name).competences.values():
        assert set(competence.same_as) <= known, competence.name
    assert list(union.doubled()) == []
