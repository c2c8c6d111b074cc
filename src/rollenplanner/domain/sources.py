"""Where in the user's file the things stand that a sentence is about."""

from __future__ import annotations

from rollenplanner.domain.scenario import Person, Role, Scenario, Source


def source_of(scenario: Scenario, *paths: str) -> Source | None:
    """Where the first of these paths stands that stands anywhere."""
    return next((scenario.sources[path] for path in paths if path in scenario.sources), None)


def role_source(scenario: Scenario, role: Role) -> Source | None:
    """Where a role, or the module of a post, stands."""
    path = f"modules.{role.post.module}" if role.post else f"roles.{role.id}"
    return source_of(scenario, path)


def person_source(scenario: Scenario, person: Person) -> Source | None:
    """Where a person stands."""
    return source_of(scenario, f"staff.{person.id}")


def month(scenario: Scenario, period: int) -> str:
    """First month of a period, as sentences name the period."""
    return str(scenario.horizon.period_start(period))
