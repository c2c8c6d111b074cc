"""Invents municipalities of any size, to measure how plans for them are made.

    python -m benchmarks.municipality build/towns --people 50 200 --periods 1 6 --seed 1 --tight

One complete scenario file per number of people and periods. EVERY PERSON IN THEM IS INVENTED, and
so is all work: only functions, competences and rules are those of the Ommen example. The same
arguments give the same files, byte for byte. Sectors of about 52 people in three clusters stand in
a ring; a third of the roles is open to the sectors beside their own, so that the number of roles
that a person could hold or back up (`--density`) does not depend on the size of the whole.

Printed is what makes files comparable: roles that a person could hold, could hold or back up, what
demand and overlap ask of the available fte, and what nobody holds at present.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.municipalities.abilities import Abilities, hand_out
from benchmarks.municipalities.organisation import found_town
from benchmarks.municipalities.people import draw_staff
from benchmarks.municipalities.present import draw_persons, draw_present
from benchmarks.municipalities.shape import DENSITY, Shape
from benchmarks.municipalities.work import draw_work
from benchmarks.ommen_draft import Draft
from benchmarks.ommen_draw import repair_coordination
from benchmarks.ommen_variants import ORIGINAL, norm_profiles
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.present import judge_present
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNITS_PER_HUNDREDTH, Term
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.files.yaml_writing import yaml_text

HEADER = """\
# {name}: drawn by benchmarks/municipality.py.
# Every person, all work and every regulation in this file is invented.
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What makes one municipality comparable with another.

    Attributes:
        holdable: Roles (no posts) that a person meets and to whom they are open, on average.
        density: The same with the roles that a person could back up while learning.
        pressure: Demand of roles and posts, with the overlap of all backups asked for, as a part
            of the available fte, over all periods.
        uncovered: Hundredths of fte that nobody holds at present.
    """

    people: int
    roles: int
    holdable: float
    density: float
    pressure: float
    uncovered: int


def invent(shape: Shape) -> str:
    """The text of the scenario file of a municipality.

    Raises:
        ValueError: The density is out of reach.
    """
    template = read_scenario(ORIGINAL)
    assert isinstance(template.resolved, dict)
    seed = f"{shape.seed}/{shape.people}/{shape.periods}/{shape.tight}/{shape.density}"
    draft = Draft(template.resolved, norm_profiles(template.scenario), seed)
    town = found_town(shape, draft)
    draw_staff(town)
    draw_work(town)
    repair_coordination(draft)
    abilities = Abilities(town)
    hand_out(town, abilities)
    draw_present(town, abilities)
    draw_persons(town, abilities)
    return f"{HEADER.format(name=shape.name)}\n{yaml_text(draft.data)}"


def write(shape: Shape, directory: Path) -> Path:
    """Write the file of a municipality, named after its shape; returns where it is."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"town-{shape.name}.yaml"
    path.write_text(invent(shape), encoding="utf-8")
    return path


def figures_of(scenario: Scenario) -> Figures:
    """Measure a scenario with fixed placement."""
    facts = facts_of(scenario)
    roles = [role for role in scenario.roles.values() if role.post is None]
    holdable = carried = 0
    places = {person: facts.present(person) for person in scenario.staff}
    for role in roles:
        for person, place in places.items():
            if facts.admits(role, place):
                holdable += facts.could_hold(person, role)
                carried += facts.could_back_up(person, role)
    overlap = sum(
        len(role.active) * role.backups * role.backup_fte for role in scenario.roles.values()
    )
    terms = judge_present(scenario).terms
    return Figures(
        len(scenario.staff),
        len(roles),
        holdable / len(scenario.staff),
        carried / len(scenario.staff),
        (sum(facts.demand) + overlap) / sum(facts.available),
        (terms[Term.UNCOVERED] + terms[Term.CRITICAL_UNCOVERED]) // UNITS_PER_HUNDREDTH,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the files and print what they are like."""
    parser = argparse.ArgumentParser(description="Invent municipalities.")
    parser.add_argument("directory", type=Path, help="where the files go; made if it is missing")
    parser.add_argument("--people", type=int, nargs="+", default=[50], help="default 50")
    parser.add_argument("--periods", type=int, nargs="+", default=[1], help="default 1")
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="default 1")
    parser.add_argument("--density", type=float, default=DENSITY, help=f"default {DENSITY:g}")
    parser.add_argument("--tight", action="store_true", help="little room, much change")
    chosen = parser.parse_args(arguments)
    print(f"{'file':32} people roles  could hold  or back up  asked/available  uncovered now")
    for people in chosen.people:
        for periods in chosen.periods:
            for seed in chosen.seed:
                shape = Shape(people, periods, chosen.tight, seed, chosen.density)
                path = write(shape, chosen.directory)
                _print(path.name, figures_of(read_scenario(path).scenario))


def _print(name: str, found: Figures) -> None:
    print(
        f"{name:32} {found.people:6} {found.roles:5}  {found.holdable:10.1f}  {found.density:10.1f}"
        f"  {found.pressure:15.1%}  {found.uncovered / 100:13.2f}"
    )


if __name__ == "__main__":
    main()
