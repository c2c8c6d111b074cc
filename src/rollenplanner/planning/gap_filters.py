"""Which findings someone wants to see: those about some clusters, roles or people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nearest import Nearest


@dataclass(frozen=True, slots=True)
class Filters:
    """Ids by which findings are chosen; none of a sort means all.

    A finding has to be about one of the clusters, one of the roles and one of the people.

    Attributes:
        roles: Roles, posts, or modules, which stand for all their posts.
    """

    clusters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def only_clusters(self) -> bool:
        """Whether neither roles nor people are chosen."""
        return not self.roles and not self.people

    def check(self, scenario: Scenario) -> None:
        """Insist that every id exists.

        Raises:
            InputError: An id does not, with the nearest that does.
        """
        problems = list(self._unknown(scenario))
        if problems:
            raise InputError(problems)

    def _unknown(self, scenario: Scenario) -> Iterator[Problem]:
        nearest = Nearest()
        roles = {*scenario.roles, *scenario.modules}
        sorts: tuple[tuple[str, Iterable[str], Collection[str], str], ...] = (
            ("--cluster", self.clusters, scenario.clusters, "cluster"),
            ("--role", self.roles, roles, "role"),
            ("--person", self.people, scenario.staff, "person"),
        )
        for option, ids, known, sort in sorts:
            for id in ids:
                if id not in known:
                    message = nearest.hint(_does_not_exist(sort, id), id, sorted(known))
                    yield Problem(None, None, None, option, message)

    def keep(self, scenario: Scenario, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that are wanted, in the same order."""
        roles = {post for role in self.roles for post in _posts_of(scenario, role)}
        return tuple(
            finding
            for finding in findings
            if _touches(self.clusters, finding.clusters)
            and _touches(roles, finding.roles)
            and _touches(self.people, finding.people)
        )


def _posts_of(scenario: Scenario, role: str) -> tuple[str, ...]:
    module = scenario.modules.get(role)
    return module.posts if module else (role,)


def _touches(wanted: Collection[str], about: Iterable[str]) -> bool:
    return not wanted or any(each in wanted for each in about)


def _does_not_exist(sort: str, id: str) -> Text:
    if sort == "cluster":
        return text("Cluster {id} does not exist in the scenario.", id=id)
    if sort == "role":
        return text("Role {id} does not exist in the scenario.", id=id)
    return text("Person {id} does not exist in the scenario.", id=id)
