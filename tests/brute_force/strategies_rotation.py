"""Random small scenarios of two and three periods, drawn to make the rules over time meet.

Two people, one or two roles, steps of 0.50; what changes over time is demand, hours, who carries
what at present, and which rules over time are stated. Plain random numbers: they spread wider over
so many rules than draws that prefer simple values, and cases this small need no shrinking.
"""

from __future__ import annotations

from random import Random

from rollenplanner.domain.levels import Level
from rollenplanner.domain.months import Horizon, Month, Span
from rollenplanner.domain.scenario import (
    Asked,
    Cluster,
    Function,
    Held,
    Incompatible,
    Learning,
    Module,
    Person,
    Pin,
    PinKind,
    Post,
    Requirements,
    Role,
    Rules,
    Scenario,
    TermBounds,
    Wishes,
)
from rollenplanner.domain.terms import UNIT, Term

STEP = 50
START = Month.parse("2027-01")
CLUSTERS = ("noord", "zuid")
PEOPLE = ("P1", "P2")
POST = "leiding@noord"
DRAWN_TERMS = [term for term in Term if term is not Term.JUMPS]
WORK = (Term.CRITICAL_UNCOVERED, Term.UNCOVERED)
PIN_KINDS: tuple[PinKind, PinKind] = ("role", "backup")
#: Some, enough and too many whole half-years before the start; and unknown.
SINCE = (None, *map(Month.parse, ("2026-07", "2026-01", "2020-01")))


def scenario_of(seed: int) -> Scenario:
    """A complete scenario of two or three periods; the same seed draws the same."""
    rng = Random(seed)
    count = rng.choice([2, 3])
    free = rng.random() < 0.1
    numbers = rng.choice([(1,), (1, 2), (1, 2), (0, 1)])[: 1 if free else 2]
    # Two roles over three periods have too many plans where two people can hold each together.
    most = STEP if count * len(numbers) > 4 else 2 * STEP
    work = {role.id: role for role in (_role(rng, number, count, most) for number in numbers)}
    ids = tuple(work)
    clash = len(ids) > 1 and rng.random() < 0.3
    limit: dict[Term, int] = {rng.choice(DRAWN_TERMS): rng.randint(0, 4) * UNIT // 2}
    return Scenario(
        name="klein",
        language="nl",
        horizon=Horizon(START, "half-year", count),
        clusters={c: Cluster(c, c, None) for c in CLUSTERS},
        functions={"adviseur": Function("adviseur", "", None, 200, CLUSTERS, False)},
        competences={"visie": "Visie"},
        everyone=Requirements(),
        roles=work,
        modules=_modules(work),
        staff={id: _person(rng, id, ids, count, free) for id in PEOPLE},
        placement="free" if free else "fixed",
        pins=_pins(rng, ids, count, rng.choice([0, 0, 0, 1])),
        forbid=_pins(rng, ids, count, rng.choice([0, 0, 1, 2])),
        incompatible=(Incompatible((ids[:1], ids[1:2]), None, 0),) if clash else (),
        limits=limit if rng.random() < 0.1 else {},
        rules=_rules(rng),
        objective=_objective(rng),
    )


def _role(rng: Random, number: int, count: int, most: int) -> Role:
    """A role with any mix of rules over time; number 0 is a post."""
    is_post = number == 0
    return Role(
        id=POST if is_post else f"rol{number}",
        name="",
        cluster=CLUSTERS[0] if is_post else rng.choice(CLUSTERS),
        demand=(STEP,) * count if is_post else _demand(rng, count, most),
        functions=("adviseur",),
        asked=Requirements(rng.choice([(), (Asked("visie", Level.B),)])),
        min_holders=1 if is_post else rng.choice([1, 1, 1, 1, 2]),
        max_holders=1 if is_post else rng.choice([None, 1]),
        share=STEP,
        backups=rng.choice([0, 0, 1, 1, 2]),
        backup_fte=rng.choice([0, 5, 30]),
        critical=not is_post and rng.random() < 0.5,
        own_cluster=is_post,
        term=_term(rng),
        handover=rng.choice([0, 0, 1, 2]),
        post=Post("leiding", 1) if is_post else None,
    )


def _demand(rng: Random, count: int, most: int) -> tuple[int, ...]:
    """Mostly steady; else it may pause, begin late, end early or be twice as much."""
    if rng.random() < 0.6:
        return (rng.choice([STEP, most]),) * count
    return tuple(rng.choice([0, STEP, STEP, most]) for _ in range(count))


def _term(rng: Random) -> TermBounds | None:
    """No term, a minimum, a maximum, or both."""
    if rng.random() < 0.3:
        return None
    least = rng.choice([None, 2, 2, 3])
    most = rng.choice([None, 1, 2, 2])
    return TermBounds(least, max(least, most) if least and most else most)


def _person(rng: Random, id: str, roles: tuple[str, ...], count: int, free: bool) -> Person:
    """Someone with hours per period, a record, a present state and wishes."""
    vacancy = rng.random() < 0.05
    fte = rng.choice([50, 100, 100])
    hours = tuple(min(fte, rng.choice([fte] * 9 + [0, 0, 50])) for _ in range(count))
    held = [role for role in roles if rng.random() < 0.4]
    backed = [role for role in roles if role not in held and rng.random() < 0.4]
    record = rng.choice([{}, {"visie": "C"}, {"visie": "C"}, {"visie": "B"}])
    return Person(
        id=id,
        fte=fte,
        available=hours,
        function=None if free and not vacancy and rng.random() < 0.5 else "adviseur",
        cluster=rng.choice((*CLUSTERS, CLUSTERS[0])),
        competences={name: frozenset([Level[level]]) for name, level in record.items()},
        roles={} if vacancy else {role: Held(STEP, rng.choice(SINCE)) for role in held},
        backups=() if vacancy else tuple(backed),
        wishes=Wishes({role: rng.choice([-3, -1, 1, 2, 3]) for role in roles}),
        max_roles=rng.choice([None, None, None, 1]),
        vacancy=vacancy,
    )


def _pins(rng: Random, roles: tuple[str, ...], count: int, most: int) -> tuple[Pin, ...]:
    pins = []
    for index in range(most):
        first = rng.randrange(count)
        last = rng.randrange(first, count)
        span = Span(START.plus(6 * first), START.plus(6 * last + 6))
        target = rng.choice(roles)
        pins.append(Pin(rng.choice(PEOPLE), rng.choice(PIN_KINDS), (target,), target, span, index))
    return tuple(pins)


def _rules(rng: Random) -> Rules:
    gap = rng.choice([None, 1, 1, 1])
    return Rules(
        step=STEP,
        max_roles=rng.choice([5, 5, 5, 1]),
        max_backups=rng.choice([None, None, None, 1]),
        learning=None if gap is None else Learning(gap, rng.choice([1, 1, 2])),
        max_changes=rng.choice([None, None, 0, 1]),
        no_double_change=rng.random() < 0.5,
    )


def _objective(rng: Random) -> tuple[dict[Term, int], ...]:
    """Wishes make people change places and work makes them carry anything; then anything."""
    wishes = (Term.WISHES,)
    first = rng.choice([WORK, (*WORK, *wishes), wishes, (*wishes, *WORK)])
    every = list(dict.fromkeys([*first, *rng.sample(DRAWN_TERMS, 2)]))
    size = rng.randint(1, 3)
    levels = [every[i : i + size] for i in range(0, len(every), size)]
    return tuple({term: rng.randint(1, 3) for term in level} for level in levels)


def _modules(work: dict[str, Role]) -> dict[str, Module]:
    post = work.get(POST)
    if post is None:
        return {}
    sizes = (STEP, post.backups, post.backup_fte)
    return {"leiding": Module("leiding", (post.cluster,), post.functions, *sizes, (POST,))}
