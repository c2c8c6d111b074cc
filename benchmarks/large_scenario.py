"""Writes a scenario of any size, of invented people, to measure how large files are read.

The content is believable rather than minimal: people record competences and expertise, hold and
back up roles, and wish; roles ask for levels and name functions. Nothing in it is drawn by chance
that a seed does not fix.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_COMPETENCES = (
    "analyseren",
    "coachen",
    "klantgerichtheid",
    "netwerken",
    "omgevingsbewustzijn",
    "overtuigingskracht",
    "plannen",
    "samenwerken",
    "visie",
    "zelfreflectie",
)
_LEVELS = "DCBA"
_FUNCTIONS = 40
_FIRST_SCALE = 6
_PEOPLE_PER_CLUSTER = 50


def large_scenario(people: int, roles: int, seed: int = 1) -> str:
    """The text of a scenario file with so many people and roles."""
    return "\n".join(_lines(people, roles, random.Random(seed))) + "\n"


def _lines(people: int, roles: int, draw: random.Random) -> Iterator[str]:
    clusters = max(1, people // _PEOPLE_PER_CLUSTER)
    yield "format: 1"
    yield "name: Groot"
    yield "horizon: {start: 2027-01, period: half-year, count: 4}"
    yield "clusters:"
    yield from (f"  c{i}: {{name: Cluster {i}}}" for i in range(clusters))
    yield "functions:"
    for i in range(_FUNCTIONS):
        yield f"  f{i}: {{name: Functie {i}, scale: {_FIRST_SCALE + i % 7}}}"
    yield "competences:"
    yield from (f"  {name}: {{name: {name.capitalize()}}}" for name in _COMPETENCES)
    yield "everyone: {zelfreflectie: any}"
    yield "roles:"
    for i in range(roles):
        yield from _role(i, clusters, draw)
    yield "modules:"
    yield "  coordinatie: {fte: 0.4, deputies: 1}"
    yield "staff:"
    for i in range(people):
        yield from _person(i, clusters, roles, draw)
    yield "rules: {step: 0.05, learning: {gap: 1, shadow: 1}}"


def _role(number: int, clusters: int, draw: random.Random) -> Iterator[str]:
    first, second = draw.sample(_COMPETENCES, 2)
    functions = ", ".join(f"f{i}" for i in sorted(draw.sample(range(_FUNCTIONS), 12)))
    yield f"  r{number}:"
    yield f"    name: Rol {number}"
    yield f"    cluster: c{number % clusters}"
    yield f"    fte: {draw.randint(4, 20) * 5 / 100}"
    yield f"    functions: [{functions}]"
    yield f"    competences: {{{first}: {draw.choice('DC')}, {second}: any}}"
    yield "    holders: {min: 1, max: 3, share: 0.1}"
    yield "    backups: {count: 1, fte: 0.05}"
    yield f"    critical: {'true' if number % 10 == 0 else 'false'}"
    yield "    term: {min: 2, max: 8}"


def _person(number: int, clusters: int, roles: int, draw: random.Random) -> Iterator[str]:
    records = ", ".join(f"{c}: {draw.choice(_LEVELS)}" for c in draw.sample(_COMPETENCES, 6))
    held, backed, wished, shunned = draw.sample(range(roles), 4)
    yield f"  P{number:05d}:"
    yield f"    fte: {draw.randint(50, 100) / 100}"
    yield f"    function: f{draw.randrange(_FUNCTIONS)}"
    yield f"    cluster: c{draw.randrange(clusters)}"
    yield f"    competences: {{{records}}}"
    yield f"    expertise: {{vak{number % 30}: {draw.randint(1, 3)}}}"
    yield f"    roles: {{r{held}: {{fte: 0.3, since: 2025-01}}}}"
    yield f"    backups: [r{backed}]"
    yield f"    wishes: {{roles: {{r{wished}: 2, r{shunned}: -1}}}}"
