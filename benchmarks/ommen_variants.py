"""Draws variants of the Ommen example: other people, wishes and roles, just as dense.

    python -m benchmarks.ommen_variants build/variants --count 5 --seed 1

Every variant is a complete scenario file. The sums per function, the number of people, the total
demand, the rules and the objective stay as they are; contracts, competences, expertise, demand and
requirements per role, the present state, effort and wishes are drawn anew. The same seed gives the
same files, byte for byte. Printed is what makes a variant comparable with the original: how many
roles a person could hold on average, what demand and overlap ask of the available fte, how
fragile the present state is, and how many wishes are about a role that their owner could hold.

The original has to state what Ommen states: holders with max and share, rules with a step.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ommen_draft import Content, Draft
from benchmarks.ommen_draw import (
    draw_effort,
    draw_people,
    draw_roles,
    draw_wishes,
    repair,
    repair_coordination,
)
from benchmarks.ommen_present import draw_present
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.present import judge_present
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.terms import UNITS_PER_HUNDREDTH, Term
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario
from rollenplanner.files.yaml_writing import yaml_text

ORIGINAL = Path(__file__).resolve().parent.parent / "scenarios" / "ommen-4.0.yaml"
TRIES = 50
LEAST_UNCOVERED = 300
LEAST_WITHOUT_BACKUP = 8
"""How fragile the present state has to be: hundredths of fte, critical roles."""
HEADER = """\
# Variant {name} of {original}, drawn with seed {seed}.
# All people, wishes and present roles in it are invented.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What makes one scenario comparable with another.

    Attributes:
        density: Roles (no posts) that a person could hold, on average.
        pressure: Demand of roles and posts, with the overlap of all backups asked for, as a part
            of the available fte.
        uncovered: Hundredths of fte that nobody holds at present.
        without_backup: Critical roles without a present backup who could step in.
        wishes: Wishes about roles that their owner could hold; no plan decides about others.
    """

    density: float
    pressure: float
    uncovered: int
    without_backup: int
    wishes: int

    @property
    def fragile(self) -> bool:
        """Whether the present state is as fragile as the example has to be."""
        enough = self.without_backup >= LEAST_WITHOUT_BACKUP
        return enough and self.uncovered >= LEAST_UNCOVERED


def figures_of(scenario: Scenario) -> Figures:
    """Measure a scenario of one period."""
    roles = [role for role in scenario.roles.values() if role.post is None]
    able = {role.id: who_could_hold(scenario, role) for role in roles}
    facts = facts_of(scenario)
    overlap = sum(role.backups * role.backup_fte for role in scenario.roles.values())
    terms = judge_present(scenario).terms
    open_now = terms[Term.UNCOVERED] + terms[Term.CRITICAL_UNCOVERED]
    bare = [role for role in roles if role.critical and not _able_backups(scenario, role, able)]
    return Figures(
        density=sum(map(len, able.values())) / len(scenario.staff),
        pressure=(facts.demand[0] + overlap) / facts.available[0],
        uncovered=open_now // UNITS_PER_HUNDREDTH,
        without_backup=len(bare),
        wishes=sum(
            1 for role in roles for person in able[role.id] if facts.wish(person, role) != 0
        ),
    )


def who_could_hold(scenario: Scenario, role: Role) -> frozenset[str]:
    """People whose function a role admits, who meet its requirements and are not kept from it."""
    facts = facts_of(scenario)
    kept_out = {each.person for each in scenario.forbid if role.id in each.targets}
    return frozenset(
        person
        for person in scenario.staff
        if person not in kept_out
        and facts.admits(role, facts.present(person))
        and facts.could_hold(person, role)
    )


def _able_backups(
    scenario: Scenario, role: Role, able: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    backing = {person.id for person in scenario.staff.values() if role.id in person.backups}
    return able[role.id] & backing


def draw_variant(loaded: LoadedScenario, number: int, seed: int, path: Path) -> Figures:
    """Write one variant that is as dense as the original, and fragile at present.

    Raises:
        RuntimeError: None was found in fifty tries.
    """
    assert isinstance(loaded.resolved, dict)
    scenario = loaded.scenario
    draft = Draft(loaded.resolved, norm_profiles(scenario), f"{seed}/{number}")
    draft.data["name"] = f"{scenario.name}, variant {seed}-{number}"
    draw_people(draft)
    draw_roles(draft)
    repair(draft)
    repair_coordination(draft)
    draw_wishes(draft)
    draw_effort(draft)
    draw_present(draft)
    target = figures_of(scenario).density
    header = HEADER.format(name=f"{seed}-{number}", original=scenario.name, seed=seed)
    for _ in range(TRIES):
        path.write_text(f"{header}\n{yaml_text(draft.data)}", encoding="utf-8")
        figures = figures_of(read_scenario(path).scenario)
        missing = math.ceil((target - figures.density) * len(draft.staff) / 3)
        if missing > 0:
            draft.thicken(missing)
        elif figures.fragile:
            return figures
        else:
            draw_present(draft)
    raise RuntimeError(f"variant {seed}-{number} came out too sparse or too sound")


def norm_profiles(scenario: Scenario) -> dict[str, Content]:
    """What the norms of roles and modules ask, by the id of the role or module."""
    return {
        role.post.module if role.post else role.id: {
            each.competence: str(each.level) for each in role.asked.competences
        }
        for role in scenario.roles.values()
        if role.norm
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the variants and print what they are like."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("directory", type=Path, help="where the files go; made if it is missing")
    parser.add_argument("--count", type=int, default=5, help="how many variants (default 5)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the draw (default 1)")
    parser.add_argument("--scenario", type=Path, default=ORIGINAL, help="what to vary")
    options = parser.parse_args(arguments)
    options.directory.mkdir(parents=True, exist_ok=True)
    loaded = read_scenario(options.scenario)
    print(
        f"{'scenario':24} roles per person  asked/available  uncovered now  without backup  wishes"
    )
    _print(options.scenario.name, figures_of(loaded.scenario))
    for number in range(1, options.count + 1):
        path = options.directory / f"ommen-variant-{options.seed}-{number}.yaml"
        _print(path.name, draw_variant(loaded, number, options.seed, path))


def _print(name: str, figures: Figures) -> None:
    print(
        f"{name:24} {figures.density:16.1f}  {figures.pressure:15.1%}"
        f"  {figures.uncovered / 100:13.2f}  {figures.without_backup:14}  {figures.wishes:6}"
    )


if __name__ == "__main__":
    main()
