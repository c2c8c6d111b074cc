"""A case of a rule: a scenario, an assignment, and what the checker has to say about it.

`CASES` are gathered from the test modules of this folder by `test_registry`; so each case runs
beside its arithmetic, and a rule without an obeying and a violating case fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rollenplanner.domain.check import check_all
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Scenario


@dataclass(frozen=True)
class RuleCase:
    """Attributes:
    broken: How many findings of the rule there are; every other rule is obeyed.
    figures: Of the first finding, each stated exactly.
    """

    name: str
    rule: RuleId
    scenario: Scenario
    assignment: Assignment
    broken: int = 0
    figures: Mapping[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Assert that this rule, and no other, is broken so many times."""
        found = list(check_all(self.scenario, self.assignment))
        assert [finding.kind for finding in found] == [str(self.rule)] * self.broken, [
            str(finding.message) for finding in found
        ]
        assert len({finding.id for finding in found}) == len(found)
        for name, value in self.figures.items():
            assert found[0].figures[name] == Decimal(value)
        for finding in found:
            assert_names_what_it_is_about(finding)


def assert_names_what_it_is_about(finding: Finding) -> None:
    """The sentence shows every figure and every id of the finding's fields."""
    sentence = str(finding.message)
    for figure in finding.figures.values():
        assert str(figure) in sentence
    for named in finding.people:
        assert named in sentence
