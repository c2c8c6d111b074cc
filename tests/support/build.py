"""Small scenarios and plans in memory, for tests: the domain dataclasses with defaults filled in.

Fte are hundredths (100 = 1 fte). A scenario built without more has one cluster `c`, one function
`f` that stands in it, one half-year from 2027-01, placement `fixed`, and rules without maxima and
with a step of 0.01, so that a test switches on only what it is about:

    two = scenario(roles=[role("r", 80)], staff=[person("P1"), person("P2", 50)])
    plan = assign(two, holders={"r": {"P1": 80}})

A number stands for every period; a tuple gives one per period.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from rollenplanner.domain.levels import LevelOrAny, parse_level_or_any
from rollenplanner.domain.months import Horizon, Month, PeriodKind, Span
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.scales import Scale
from rollenplanner.domain.scenario import (
    Asked,
    Cluster,
    Function,
    Held,
    Incompatible,
    Module,
    Person,
    Pin,
    PinKind,
    PlacementMode,
    Post,
    Requirements,
    Role,
    Rules,
    Scenario,
    Wishes,
)
from rollenplanner.domain.terms import DEFAULT_OBJECTIVE, UNITS_PER_HUNDREDTH, ObjectiveLevel, Term

_Listed = TypeVar("_Listed", Pin, Incompatible)

PerPeriod = int | tuple[int, ...]

#: Rules that forbid nothing by themselves.
NO_RULES = Rules(step=1, max_roles=None)


def cluster(id: str = "c", fte: int | None = None) -> Cluster:
    """A cluster; `fte` in hundredths."""
    return Cluster(id, f"Cluster {id}", fte)


def function(
    id: str = "f",
    fte: int | None = None,
    *,
    scale: str | int | None = None,
    clusters: Sequence[str] = ("c",),
    management: bool = False,
    profile: Requirements | None = None,
) -> Function:
    """A function; `fte` is its formation in hundredths, None for not laid down."""
    return Function(
        id,
        f"Function {id}",
        None if scale is None else Scale.parse(scale),
        fte,
        tuple(clusters),
        management,
        profile=profile or Requirements(),
    )


def asks(*competences: str, **expertise: int) -> Requirements:
    """Requirements: `asks("visie:B", "coaching", economie=2)`; without level means any."""
    asked = (each.partition(":") for each in competences)
    return Requirements(
        tuple(Asked(name, parse_level_or_any(level or "any")) for name, _, level in asked),
        expertise,
    )


def shows(**competences: str) -> dict[str, frozenset[LevelOrAny]]:
    """Recorded levels: `shows(visie="B", klant="BC", coaching="")`; empty is without level."""
    return {
        name: frozenset(parse_level_or_any(letter) for letter in levels)
        for name, levels in competences.items()
    }


def role(
    id: str,
    demand: PerPeriod = 100,
    *,
    cluster: str = "c",
    functions: Sequence[str] = ("f",),
    asked: Requirements | None = None,
    **fields: Any,
) -> Role:
    """A role; `fields` are those of `Role` (share, backups, backup_fte, critical, ..)."""
    return Role(
        id,
        f"Role {id}",
        cluster,
        _row(demand),
        tuple(functions),
        asked or Requirements(),
        **fields,
    )


@dataclasses.dataclass(frozen=True)
class ModuleSketch:
    """A coordination module of which `scenario` makes the posts."""

    id: str
    fte: int
    clusters: tuple[str, ...]
    functions: tuple[str, ...]
    deputies: int
    deputy_fte: int
    per_staff: int | None
    head_functions: tuple[str, ...]
    asked: Requirements
    fields: Mapping[str, Any]


def module(
    id: str = "m",
    fte: int = 40,
    *,
    clusters: Sequence[str] = ("c",),
    functions: Sequence[str] = ("f",),
    deputies: int = 0,
    deputy_fte: int = 0,
    per_staff: int | None = None,
    head_functions: Sequence[str] = ("f",),
    asked: Requirements | None = None,
    **fields: Any,
) -> ModuleSketch:
    """A module: one post per cluster, or with `per_staff` one per started number of heads."""
    return ModuleSketch(
        id,
        fte,
        tuple(clusters),
        tuple(functions),
        deputies,
        deputy_fte,
        per_staff,
        tuple(head_functions),
        asked or Requirements(),
        fields,
    )


def person(
    id: str,
    fte: int = 100,
    *,
    function: str | None = "f",
    cluster: str | None = "c",
    available: PerPeriod | None = None,
    scale: str | int | None = None,
    roles: Mapping[str, int | Held] | None = None,
    wishes: Mapping[str, int] | None = None,
    cluster_wishes: Mapping[str, int] | None = None,
    **fields: Any,
) -> Person:
    """A person; `roles` are held at present (hundredths, or `Held`), `fields` those of `Person`."""
    return Person(
        id,
        fte,
        _row(fte if available is None else available),
        None if scale is None else Scale.parse(scale),
        function,
        cluster,
        roles={
            name: held if isinstance(held, Held) else Held(held)
            for name, held in (roles or {}).items()
        },
        wishes=Wishes(wishes or {}, cluster_wishes or {}),
        **fields,
    )


def vacancy(id: str, fte: int = 100, **fields: Any) -> Person:
    """A vacancy; give it the profile of its function in `competences` as the reader would."""
    return person(id, fte, vacancy=True, **fields)


def pin(
    person: str,
    kind: PinKind,
    *targets: str,
    start: str | None = None,
    end: str | None = None,
    index: int = 0,
) -> Pin:
    """A pin or a forbidding; `end` is exclusive."""
    span = Span(Month.parse(start) if start else None, Month.parse(end) if end else None)
    return Pin(person, kind, targets, targets[0], span, index)


def clash(*roles: str | tuple[str, ...], source: str | None = None) -> Incompatible:
    """Roles that nobody may carry together; a tuple is the posts of one module."""
    return Incompatible(tuple((r,) if isinstance(r, str) else r for r in roles), source, 0)


def scenario(
    roles: Iterable[Role] = (),
    staff: Iterable[Person] = (),
    *,
    modules: Iterable[ModuleSketch] = (),
    functions: Iterable[Function] | None = None,
    clusters: Iterable[Cluster] | None = None,
    count: int = 1,
    period: PeriodKind = "half-year",
    placement: PlacementMode = "fixed",
    everyone: Requirements | None = None,
    pins: Iterable[Pin] = (),
    forbid: Iterable[Pin] = (),
    incompatible: Iterable[Incompatible] = (),
    limits: Mapping[Term, int] | None = None,
    rules: Rules = NO_RULES,
    objective: Sequence[ObjectiveLevel] = DEFAULT_OBJECTIVE,
    **fields: Any,
) -> Scenario:
    """A scenario; `limits` are hundredths, `fields` the rest of `Scenario`."""
    people = [_stretch_person(each, count) for each in staff]
    sketches = list(modules)
    posts = {sketch.id: _posts(sketch, count, len(people)) for sketch in sketches}
    every_role = [_stretch_role(each, count) for each in roles]
    every_role += [post for some in posts.values() for post in some]
    return Scenario(
        name="test",
        language="en",
        horizon=Horizon(Month.parse("2027-01"), period, count),
        clusters={each.id: each for each in ([cluster()] if clusters is None else clusters)},
        functions={each.id: each for each in ([function()] if functions is None else functions)},
        competences={},
        everyone=everyone or Requirements(),
        roles={each.id: each for each in every_role},
        modules={sketch.id: _module(sketch, posts[sketch.id]) for sketch in sketches},
        staff={each.id: each for each in people},
        placement=placement,
        pins=_numbered(pins),
        forbid=_numbered(forbid),
        incompatible=_numbered(incompatible),
        limits={term: value * UNITS_PER_HUNDREDTH for term, value in (limits or {}).items()},
        rules=rules,
        objective=tuple(objective),
        **fields,
    )


def assign(
    scenario: Scenario,
    holders: Mapping[str, Mapping[str, PerPeriod]] | None = None,
    backups: Mapping[str, Sequence[str] | Mapping[str, PerPeriod]] | None = None,
    placement: Mapping[str, tuple[str, str]] | None = None,
) -> Assignment:
    """An assignment; without `placement` everyone stands where they stand at present.

    A number of hundredths, or an id in a list of backups, means every period.
    """
    count = scenario.horizon.count
    if placement is None:
        placed = {
            each.id: Placed(each.function, each.cluster)
            for each in scenario.staff.values()
            if each.function is not None and each.cluster is not None
        }
    else:
        placed = {who: Placed(*place) for who, place in placement.items()}
    return Assignment(
        placed,
        {
            each: {who: _stretch(_row(share), count) for who, share in shares.items()}
            for each, shares in (holders or {}).items()
        },
        {each: _backups(people, count) for each, people in (backups or {}).items()},
    )


def _backups(
    people: Sequence[str] | Mapping[str, PerPeriod], count: int
) -> dict[str, tuple[bool, ...]]:
    rows = people if isinstance(people, Mapping) else dict.fromkeys(people, 1)
    return {who: tuple(map(bool, _stretch(_row(row), count))) for who, row in rows.items()}


def _posts(sketch: ModuleSketch, count: int, people: int) -> list[Role]:
    """The posts that could exist: at most one per started number of all the people."""
    most = 1 if sketch.per_staff is None else max(1, math.ceil(people / sketch.per_staff))
    heads = () if sketch.per_staff is None else sketch.head_functions
    return [
        Role(
            f"{sketch.id}@{where}" + (f"#{number}" if number > 1 else ""),
            f"Post {sketch.id} {where} {number}",
            where,
            (sketch.fte,) * count,
            sketch.functions,
            sketch.asked,
            min_holders=1,
            max_holders=1,
            share=sketch.fte,
            backups=sketch.deputies,
            backup_fte=sketch.deputy_fte,
            own_cluster=True,
            post=Post(sketch.id, number, sketch.per_staff, heads),
            **sketch.fields,
        )
        for where in sketch.clusters
        for number in range(1, most + 1)
    ]


def _module(sketch: ModuleSketch, posts: Sequence[Role]) -> Module:
    return Module(
        sketch.id,
        sketch.clusters,
        sketch.functions,
        sketch.fte,
        sketch.deputies,
        sketch.deputy_fte,
        tuple(post.id for post in posts),
        sketch.per_staff,
    )


def _numbered(rules: Iterable[_Listed]) -> tuple[_Listed, ...]:
    return tuple(dataclasses.replace(rule, index=i) for i, rule in enumerate(rules))


def _row(value: PerPeriod) -> tuple[int, ...]:
    return (value,) if isinstance(value, int) else value


def _stretch(row: tuple[int, ...], count: int) -> tuple[int, ...]:
    return row * count if len(row) == 1 else row


def _stretch_role(each: Role, count: int) -> Role:
    return dataclasses.replace(each, demand=_stretch(each.demand, count))


def _stretch_person(each: Person, count: int) -> Person:
    return dataclasses.replace(each, available=_stretch(each.available, count))
