"""Random small organisations with a plan of one or two periods, drawn so that the clauses meet.

Plans obey nothing: as in a present state, people may be overloaded, unable, in the wrong cluster,
or carry what is incompatible.
"""

from __future__ import annotations

from random import Random

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Learning, Person, Pin, Role, Rules, Scenario
from tests.support.build import (
    asks,
    assign,
    clash,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
)

CLUSTERS = ("c", "d")
STEP = 10


def town(number: int, people: int = 4, work: int = 4) -> tuple[Scenario, Assignment]:
    """An organisation and a plan; the same number gives the same ones."""
    random = Random(number)
    count = random.choice([1, 1, 2])
    names = [f"P{n}" for n in range(people)]
    roles = [_role(random, f"r{n}") for n in range(work)]
    posts = ["m@c"] if random.random() < 0.3 else []
    ids = [each.id for each in roles] + posts
    made = scenario(
        roles=roles,
        staff=[_person(random, name, ids, count) for name in names],
        modules=[module(fte=2 * STEP, deputy_fte=random.choice([0, 5]))] if posts else [],
        functions=[function("f", clusters=CLUSTERS), function("g", clusters=CLUSTERS)],
        clusters=[cluster(each) for each in CLUSTERS],
        count=count,
        incompatible=[clash(*random.sample(ids, 2)) for _ in range(random.choice([0, 1, 2, 3]))],
        forbid=_forbid(random, names, ids),
        rules=Rules(
            step=STEP,
            max_roles=1,
            stretch=random.choice([0, 10, 50]),
            learning=Learning(1, 1) if random.random() < 0.5 else None,
        ),
    )
    return made, _plan(random, made, count)


def _role(random: Random, name: str) -> Role:
    return role(
        name,
        random.choice([1, 2, 2, 3]) * STEP,
        cluster=random.choice(CLUSTERS),
        functions=random.choice([("f", "g"), ("f", "g"), ("f",)]),
        asked=asks(kas=2) if random.random() < 0.5 else None,
        share=random.choice([STEP, 2 * STEP]) if random.random() < 0.3 else STEP,
        max_holders=1,
        backups=1,
        backup_fte=random.choice([0, 5, 10, 25]),
        critical=random.random() < 0.5,
        own_cluster=random.random() < 0.3,
    )


def _person(random: Random, name: str, roles: list[str], count: int) -> Person:
    contract = random.choice([20, 30, 40, 60, 90])
    available = tuple(random.choice([contract, contract, contract - 10, 0]) for _ in range(count))
    if not any(available):
        available = (contract,) * count
    return person(
        name,
        contract,
        function=random.choice(["f", "f", "g"]),
        cluster=random.choice(CLUSTERS),
        available=available,
        expertise={"kas": random.choice([0, 1, 1, 2, 2])},
        effort={each: random.choice([70, 130]) for each in random.sample(roles, 2)},
        backups=tuple(random.sample(roles, 1)) if random.random() < 0.2 else (),
        vacancy=random.random() < 0.1,
    )


def _forbid(random: Random, names: list[str], roles: list[str]) -> list[Pin]:
    if random.random() < 0.4:
        return []
    return [
        pin(random.choice(names), "role", each, end=random.choice([None, "2027-07"]))
        for each in random.sample(roles, 2)
    ]


def _plan(random: Random, made: Scenario, count: int) -> Assignment:
    holders: dict[str, dict[str, tuple[int, ...]]] = {}
    backups: dict[str, dict[str, tuple[int, ...]]] = {}
    names = list(made.staff)
    for each in made.roles.values():
        some = random.sample(names, min(len(names), random.choice([0, 1, 2, 3, 3])))
        holding = some[: random.choice([1, 1, 2])]
        most = each.demand[0] // STEP
        holders[each.id] = {
            who: tuple(random.randint(0, most) * STEP for _ in range(count)) for who in holding
        }
        backups[each.id] = {
            who: tuple(random.choice([0, 1, 1]) for _ in range(count))
            for who in some
            if who not in holding
        }
    return assign(made, holders, backups)
