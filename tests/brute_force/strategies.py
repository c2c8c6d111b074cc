"""Random small scenarios, drawn to make the rules meet: scarce hours, clashes, short records."""

from __future__ import annotations

from hypothesis import strategies as st

from rollenplanner.domain.levels import ANY, Level, LevelOrAny
from rollenplanner.domain.months import Horizon, Month, Span
from rollenplanner.domain.scales import Scale
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
    Wishes,
)
from rollenplanner.domain.terms import UNIT, Term

CLUSTERS = ("noord", "zuid")
FUNCTIONS = ("adviseur", "beheerder")
LEVELS: list[LevelOrAny] = [ANY, *Level]
PIN_KINDS: list[PinKind] = ["role", "backup", "function", "cluster"]
DRAWN_TERMS = [term for term in Term if term is not Term.JUMPS]


@st.composite
def requirements(draw: st.DrawFn) -> Requirements:
    """Nothing, one competence at a level, perhaps an expertise."""
    asked = draw(st.lists(st.sampled_from(LEVELS), max_size=1))
    expertise = draw(st.sampled_from([{}, {}, {"kas": 2}]))
    return Requirements(tuple(Asked("visie", level) for level in asked), expertise)


def _demand(draw: st.DrawFn, step: int) -> int:
    return draw(st.sampled_from([step, 2 * step, 2 * step]))


@st.composite
def roles(draw: st.DrawFn, number: int, step: int) -> Role:
    """A role with any mix of holders, backups and restrictions."""
    demand = _demand(draw, step)
    return Role(
        id=f"rol{number}",
        name=f"Rol {number}",
        cluster=draw(st.sampled_from(CLUSTERS)),
        demand=(demand,),
        functions=draw(st.sampled_from([FUNCTIONS, FUNCTIONS, FUNCTIONS[:1]])),
        asked=draw(requirements()),
        min_holders=draw(st.sampled_from([1, 1, 1, 2])),
        max_holders=draw(st.sampled_from([None, 2, 1])),
        share=draw(st.sampled_from([step, step, demand])),
        backups=draw(st.sampled_from([0, 1, 1, 2])),
        backup_fte=draw(st.sampled_from([0, 5, 10])),
        critical=draw(st.booleans()),
        own_cluster=draw(st.sampled_from([False, False, True])),
        handover=draw(st.sampled_from([0, 1])),
    )


def post(draw: st.DrawFn, step: int, cluster: str, number: int, per_staff: int | None) -> Role:
    """A post of the module `leiding`."""
    suffix = "" if number == 1 else f"#{number}"
    return Role(
        id=f"leiding@{cluster}{suffix}",
        name="Leiding",
        cluster=cluster,
        demand=(step,),
        functions=FUNCTIONS,
        asked=Requirements((Asked("visie", Level.C),)),
        min_holders=1,
        max_holders=1,
        share=step,
        backups=draw(st.sampled_from([0, 1])),
        backup_fte=draw(st.sampled_from([0, 5])),
        own_cluster=True,
        post=Post("leiding", number, per_staff, FUNCTIONS[:1] if per_staff else ()),
    )


def _records(draw: st.DrawFn) -> dict[str, frozenset[LevelOrAny]]:
    if draw(st.integers(0, 3)) == 0:
        return {}
    levels = draw(st.sets(st.sampled_from(list(Level)), max_size=2))
    return {"visie": frozenset(levels)}


@st.composite
def people(draw: st.DrawFn, number: int, role_ids: tuple[str, ...], free: bool) -> Person:
    """Someone with a contract, a record, a present state and wishes."""
    id_ = f"P{number}"
    vacancy = draw(st.integers(0, 7)) == 0
    stated = not free or vacancy or draw(st.booleans())
    contract = draw(st.sampled_from([50, 75, 100, 100]))
    available = draw(st.sampled_from([contract, contract, contract, 25, 0]))
    present = draw(st.lists(st.sampled_from(role_ids), max_size=2, unique=True))
    wished = draw(st.dictionaries(st.sampled_from(role_ids), st.integers(-3, 3), max_size=2))
    return Person(
        id=id_,
        fte=contract,
        available=(available,),
        scale=draw(st.sampled_from([None, Scale.parse(8), Scale.parse(10)])),
        function=draw(st.sampled_from(FUNCTIONS)) if stated else None,
        cluster=draw(st.sampled_from(CLUSTERS)) if stated else None,
        competences=_records(draw),
        expertise=draw(st.sampled_from([{}, {"kas": 1}, {"kas": 2}])),
        roles={} if vacancy else {r: Held(25) for r in present[:1]},
        backups=() if vacancy else tuple(present[1:]),
        effort=draw(
            st.dictionaries(st.sampled_from(role_ids), st.sampled_from([33, 70, 130]), max_size=1)
        ),
        wishes=Wishes(wished, {draw(st.sampled_from(CLUSTERS)): draw(st.integers(-2, 2))}),
        max_roles=draw(st.sampled_from([None, None, 1, 3])),
        vacancy=vacancy,
    )


def _objective(draw: st.DrawFn) -> tuple[dict[Term, int], ...]:
    terms = draw(st.lists(st.sampled_from(DRAWN_TERMS), min_size=2, max_size=6, unique=True))
    # Half the scenarios want work done first, or an empty plan would be best too often.
    if draw(st.booleans()):
        terms = [Term.CRITICAL_UNCOVERED, Term.UNCOVERED, *terms]
    terms = list(dict.fromkeys(terms))
    size = draw(st.integers(1, 3))
    levels = [terms[i : i + size] for i in range(0, len(terms), size)]
    return tuple({term: draw(st.integers(1, 3)) for term in level} for level in levels)


def _pins(draw: st.DrawFn, staff: list[str], role_ids: tuple[str, ...], most: int) -> list[Pin]:
    pins = []
    for index in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(PIN_KINDS))
        targets = {"function": FUNCTIONS, "cluster": CLUSTERS}.get(kind, role_ids)
        target = draw(st.sampled_from(targets))
        pins.append(Pin(draw(st.sampled_from(staff)), kind, (target,), target, Span(), index))
    return pins


def _limits(draw: st.DrawFn) -> dict[Term, int]:
    chosen = draw(st.integers(0, 9))
    if chosen == 0:
        return {Term.MOVES: draw(st.integers(0, 1)) * UNIT}
    if chosen == 1:
        return {draw(st.sampled_from(DRAWN_TERMS)): draw(st.sampled_from([0, UNIT // 2, 2 * UNIT]))}
    return {}


def _modules(work: dict[str, Role]) -> dict[str, Module]:
    posts = [role for role in work.values() if role.post]
    if not posts or posts[0].post is None:
        return {}
    first = posts[0]
    return {
        "leiding": Module(
            id="leiding",
            clusters=(first.cluster,),
            functions=FUNCTIONS,
            fte=first.demand[0],
            deputies=first.backups,
            deputy_fte=first.backup_fte,
            posts=tuple(p.id for p in posts),
            per_staff=posts[0].post.per_staff,
        )
    }


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A complete scenario of one period with two or three people and as many roles."""
    free = draw(st.integers(0, 3)) == 0
    step = draw(st.sampled_from([25, 50]))
    size = 2 if free else draw(st.integers(2, 3))
    work = {r.id: r for r in (draw(roles(i, step)) for i in range(1, size + 1))}
    if draw(st.integers(0, 2)) == 0:
        made = post(draw, step, draw(st.sampled_from(CLUSTERS)), 1, None)
        work[made.id] = made
    elif draw(st.integers(0, 3)) == 0:
        cluster = draw(st.sampled_from(CLUSTERS))
        for number in (1, 2):
            made = post(draw, step, cluster, number, 1)
            work[made.id] = made
    ids = tuple(work)
    staff = {p.id: p for p in (draw(people(i, ids, free)) for i in range(1, size + 1))}
    clash = draw(st.integers(0, 1)) and len(ids) > 1
    gap = draw(st.sampled_from([None, None, 1]))
    return Scenario(
        name="klein",
        language="nl",
        horizon=Horizon(Month.parse("2027-01"), "half-year", 1),
        clusters={c: Cluster(c, c, draw(st.sampled_from([None, 100, 150]))) for c in CLUSTERS},
        functions={
            "adviseur": Function(
                "adviseur",
                "Adviseur",
                Scale.parse(10),
                draw(st.sampled_from([100, 200])),
                CLUSTERS,
                False,
                profile=Requirements((Asked("visie", Level.B),)),
            ),
            "beheerder": Function(
                "beheerder",
                "Beheerder",
                Scale.parse("10A") if draw(st.booleans()) else Scale.parse(12),
                draw(st.sampled_from([None, 100])),
                draw(st.sampled_from([CLUSTERS, CLUSTERS[:1]])),
                False,
            ),
        },
        competences={"visie": "Visie"},
        everyone=Requirements((Asked("visie", ANY),)),
        roles=work,
        modules=_modules(work),
        staff=staff,
        placement="free" if free else "fixed",
        pins=tuple(_pins(draw, list(staff), ids, draw(st.sampled_from([0, 0, 1])))),
        forbid=tuple(_pins(draw, list(staff), ids, 2)),
        incompatible=(Incompatible((ids[:1], ids[1:2]), None, 0),) if clash else (),
        limits=_limits(draw),
        rules=Rules(
            step=step,
            max_roles=draw(st.sampled_from([5, 2, 1])),
            max_backups=draw(st.sampled_from([None, 1])),
            full=draw(st.sampled_from([95, 80])),
            levels=draw(st.sampled_from(["presumed", "presumed", "strict"])),
            learning=None if gap is None else Learning(gap, draw(st.sampled_from([1, 2]))),
        ),
        objective=_objective(draw),
    )
