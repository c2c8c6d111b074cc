"""How sentences name terms, roles, people and long lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.findings import Finding, Severity, finding_to_data
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.term_words import TERM_WORDS, with_key
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Few, Language, Translator, text
from tests.support.build import assign, function, person, role, scenario

DUTCH, ENGLISH = Translator("nl"), Translator("en")


def test_every_term_has_words_of_its_own() -> None:
    assert set(TERM_WORDS) == set(Term)
    for language in ("nl", "en"):
        assert len({Translator(language).render(words) for words in TERM_WORDS.values()}) == len(
            Term
        )


def test_a_term_is_named_with_the_key_of_the_files() -> None:
    said = ENGLISH.render(with_key(Term.CRITICAL_UNCOVERED))
    assert said == "critical work without holder (critical_uncovered)"


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("nl", 5, "P1, P2, P3 en nog 2"),
        ("en", 5, "P1, P2, P3 and 2 more"),
        # One more takes no more room than saying that there is one more.
        ("en", 4, "P1, P2, P3, P4"),
        ("en", 3, "P1, P2, P3"),
    ],
)
def test_a_long_list_is_cut_short(language: Language, number: int, said: str) -> None:
    listed = Few(tuple(f"P{n}" for n in range(1, number + 1)), most=3)
    sentence = text("{people}", people=listed)
    assert Translator(language).render(sentence) == said


def _idle_town() -> Scenario:
    """Six people who could all take a role that nobody holds."""
    return scenario(roles=[role("r", 50)], staff=[person(f"P{n}") for n in range(1, 7)])


def test_data_for_machines_holds_whole_lists() -> None:
    town = _idle_town()
    (finding,) = (f for f in find_gaps(town, assign(town)) if f.kind == "uncovered")
    data = finding_to_data(finding, ENGLISH, town.horizon.starts)
    assert str(data["message"]).endswith("time is left with P1, P2, P3, P4, P5, P6.")
    assert ENGLISH.render(finding.message).endswith("time is left with P1, P2, P3 and 3 more.")


def test_data_keeps_its_language() -> None:
    finding = Finding("x", Severity.NOTICE, text("nobody is eligible"))
    assert finding_to_data(finding, DUTCH, ())["message"] == "niemand komt in aanmerking"


def test_roles_functions_and_clusters_have_name_and_id_unless_these_are_the_same() -> None:
    town = scenario(
        functions=[function()],
        roles=[role("r", 50)],
        staff=[person("P1")],
    )
    assert ENGLISH.value(named(town.roles["r"])) == "Role r (r)"
    assert ENGLISH.value(named(town.functions["f"])) == "Function f (f)"
    assert ENGLISH.value(named(town.clusters["c"])) == "Cluster c (c)"
    # As of posts, which a file gives no name.
    assert named(replace(town.roles["r"], name="r")) == "r"


def test_broken_rules_name_a_role_with_its_id() -> None:
    town = _idle_town()
    broken = assign(town, holders={"r": {"P1": 60}})
    said = [ENGLISH.render(finding.message) for finding in check_all(town, broken)]
    assert said == ["Role r (r) is held for 0.60 fte in 2027-01; 0.50 fte is asked."]
