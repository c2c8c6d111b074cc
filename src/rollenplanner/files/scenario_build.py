"""Makes the resolved scenario of a validated file: defaults filled in, catalogues looked up.

Everything here trusts that shapes and references were checked before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rollenplanner.domain.catalogue import Catalogue, NormFunction
from rollenplanner.domain.catalogue_union import CatalogueUnion, OwnCompetence
from rollenplanner.domain.levels import LevelOrAny
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
from rollenplanner.domain.terms import DEFAULT_OBJECTIVE
from rollenplanner.files.scenario_format import (
    DEFAULT_START,
    FunctionFile,
    HorizonFile,
    ModuleFile,
    PerStaffFile,
    PinFile,
    RoleFile,
    RulesFile,
    ScenarioFile,
    TermFile,
)
from rollenplanner.files.staff_format import PersonFile

_T = TypeVar("_T")


def build(stated: ScenarioFile, catalogues: Sequence[Catalogue], default_name: str) -> Scenario:
    """The resolved scenario, without the places in the file and without its checksum.

    Args:
        stated: What the file states, overlays applied.
        catalogues: Its catalogues, in the order in which it names them.
        default_name: Name of the scenario where the file states none.
    """
    return _Builder(stated, catalogues, default_name).scenario()


def own_competences(stated: ScenarioFile) -> dict[str, OwnCompetence]:
    """The competences that a scenario adds to those of its catalogues, or names anew."""
    return {
        key: OwnCompetence(own.name or key, tuple(own.same_as))
        for key, own in stated.competences.items()
    }


class _Builder:
    """Builds the parts in an order in which each finds what it needs."""

    def __init__(
        self, stated: ScenarioFile, catalogues: Sequence[Catalogue], default_name: str
    ) -> None:
        self._stated = stated
        self._catalogues = catalogues
        self._union = CatalogueUnion(catalogues, own_competences(stated))
        self._default_name = default_name
        self._horizon = _horizon(stated.horizon)
        self._everywhere = tuple(stated.clusters)
        self._workers = tuple(
            key for key, function in stated.functions.items() if not function.management
        )
        self._functions = {key: self._function(key, f) for key, f in stated.functions.items()}
        self._staff = {key: self._person(key, person) for key, person in stated.staff.items()}
        self._roles = {key: self._role(key, role) for key, role in stated.roles.items()}
        self._modules: dict[str, Module] = {}
        for key, module in stated.modules.items():
            self._add_module(key, module)
        for key in _named_posts(stated):
            self._add_named_post(key)

    def scenario(self) -> Scenario:
        """Put the parts together."""
        stated = self._stated
        return Scenario(
            name=stated.name or self._default_name,
            language=stated.language,
            horizon=self._horizon,
            clusters={k: Cluster(k, c.name or k, c.fte) for k, c in stated.clusters.items()},
            functions=self._functions,
            competences=dict(self._union.competences),
            everyone=_requirements(self._by_id(stated.everyone)),
            roles=self._roles,
            modules=self._modules,
            staff=self._staff,
            placement=stated.placement,
            pins=self._pins(stated.pins),
            forbid=self._pins(stated.forbid),
            incompatible=tuple(
                Incompatible(
                    tuple(map(self._targets, rule.roles)), rule.source, index, tuple(rule.roles)
                )
                for index, rule in enumerate(stated.incompatible)
            ),
            limits=dict(stated.limits),
            rules=_rules(stated.rules),
            objective=DEFAULT_OBJECTIVE if stated.objective is None else tuple(stated.objective),
            catalogues=tuple(catalogue.id for catalogue in self._catalogues),
            guidance=self._union.guidance,
            without_levels=self._union.without_levels,
        )

    # -- catalogues

    def _by_id(self, written: Mapping[str, _T]) -> dict[str, _T]:
        """What someone wrote about competences, by their ids in the scenario."""
        return {self._union.competence(key): value for key, value in written.items()}

    def _asked_by(self, norm: str | None) -> Mapping[str, LevelOrAny]:
        return self._union.asked(norm) if norm else {}

    # -- organisation

    def _function(self, key: str, stated: FunctionFile) -> Function:
        series, group = self._series_and_group(stated.norm)
        return Function(
            id=key,
            name=stated.name or key,
            scale=stated.scale,
            fte=stated.fte,
            clusters=_stated_or(stated.clusters, self._everywhere),
            management=stated.management,
            norm=stated.norm,
            series=series,
            group=group,
            profile=_requirements(self._asked_by(stated.norm)),
        )

    def _series_and_group(self, key: str | None) -> tuple[str | None, str | None]:
        found = self._union.norm(key) if key else None
        if found is None:
            return None, None
        catalogue, norm = found
        if not isinstance(norm, NormFunction):
            return None, None
        series = catalogue.series[norm.series].name if norm.series else None
        group = catalogue.groups[norm.group].name if norm.group else None
        return series, group

    # -- staff

    def _person(self, key: str, stated: PersonFile) -> Person:
        function = self._functions[stated.function] if stated.function else None
        scale = stated.scale or (function.scale if function else None)
        span = Span(stated.from_, stated.until)
        return Person(
            id=key,
            fte=stated.fte,
            available=tuple(self._available(stated, span)),
            scale=scale,
            function=stated.function,
            cluster=stated.cluster or _only_cluster(function),
            competences=self._recorded(stated, function),
            expertise=dict(stated.expertise),
            roles={role: Held(held.fte, held.since) for role, held in stated.roles.items()},
            backups=tuple(stated.backups),
            effort=dict(stated.effort),
            wishes=Wishes(dict(stated.wishes.roles), dict(stated.wishes.clusters)),
            max_roles=stated.max_roles,
            vacancy=stated.vacancy,
            service=span,
            name=stated.name,
        )

    def _recorded(
        self, stated: PersonFile, function: Function | None
    ) -> dict[str, frozenset[LevelOrAny]]:
        """Recorded levels; a vacancy also meets the profile of its function (design section 4)."""
        recorded: dict[str, frozenset[LevelOrAny]] = {}
        for written, levels in stated.competences.items():
            id = self._union.competence(written)
            stated_levels = frozenset(levels if isinstance(levels, list) else [levels])
            recorded[id] = recorded.get(id, frozenset()) | stated_levels
        if stated.vacancy and function is not None:
            for asked in function.profile.competences:
                levels_there = recorded.get(asked.competence, frozenset())
                recorded[asked.competence] = levels_there | {asked.level}
        return {key: levels - {"any"} for key, levels in recorded.items()}

    def _available(self, stated: PersonFile, service: Span) -> Iterator[int]:
        """Hundredths per period: none outside service, and the lowest that touches a period."""
        less = [(Span(a.from_, a.until), a.fte) for a in stated.available]
        for period in range(self._horizon.count):
            if not self._horizon.covers(service, period):
                yield 0
                continue
            touching = (fte for span, fte in less if self._horizon.touches(span, period))
            yield min(touching, default=stated.fte)

    # -- work

    def _role(self, key: str, stated: RoleFile) -> Role:
        return Role(
            id=key,
            name=stated.name or key,
            cluster=stated.cluster,
            demand=tuple(self._demand(stated)),
            functions=_stated_or(stated.functions, self._workers),
            asked=_requirements(
                self._by_id(stated.competences),
                self._asked_by(stated.norm),
                expertise=stated.expertise,
            ),
            min_holders=stated.holders.min,
            max_holders=stated.holders.max,
            share=stated.holders.share or self._stated.rules.step,
            backups=stated.backups.count,
            backup_fte=stated.backups.fte,
            critical=stated.critical,
            own_cluster=stated.own_cluster or self._stated.rules.own_cluster,
            term=_term(stated.term),
            handover=stated.handover,
            results=tuple(stated.results),
            norm=stated.norm,
            line=stated.line,
        )

    def _demand(self, stated: RoleFile) -> Iterator[int]:
        life = Span(stated.from_, stated.until)
        shares = stated.fte if isinstance(stated.fte, list) else [stated.fte] * self._horizon.count
        for period, share in enumerate(shares):
            yield share if self._horizon.touches(life, period) else 0

    def _add_module(self, key: str, stated: ModuleFile) -> None:
        clusters = _stated_or(stated.clusters, self._everywhere)
        functions = _stated_or(stated.functions, self._workers)
        per = stated.per if isinstance(stated.per, PerStaffFile) else None
        posts: list[str] = []
        for cluster in clusters:
            for number in range(1, self._most_posts(per, cluster) + 1):
                post = self._post(key, stated, cluster, number, functions)
                self._roles[post.id] = post
                posts.append(post.id)
        self._modules[key] = Module(
            id=key,
            clusters=clusters,
            functions=functions,
            fte=stated.fte,
            deputies=stated.deputies,
            deputy_fte=stated.deputy_fte,
            posts=tuple(posts),
            per_staff=per.staff if per else None,
            norm=stated.norm,
        )

    def _add_named_post(self, key: str) -> None:
        """A post that something names, though there are never enough heads for it.

        It never exists, but whoever holds it at present can be judged and told so.
        """
        if key not in self._roles:
            module, _, place = key.partition("@")
            cluster, _, number = place.partition("#")
            functions = self._modules[module].functions
            stated = self._stated.modules[module]
            self._roles[key] = self._post(module, stated, cluster, int(number), functions)

    def _post(
        self, module: str, stated: ModuleFile, cluster: str, number: int, functions: tuple[str, ...]
    ) -> Role:
        per = stated.per if isinstance(stated.per, PerStaffFile) else None
        key = f"{module}@{cluster}" if number == 1 else f"{module}@{cluster}#{number}"
        return Role(
            id=key,
            name=self._post_name(module, stated, cluster, number),
            cluster=cluster,
            demand=(stated.fte,) * self._horizon.count,
            functions=functions,
            asked=_requirements(self._asked_by(stated.norm)),
            min_holders=1,
            max_holders=1,
            share=stated.fte,
            backups=stated.deputies,
            backup_fte=stated.deputy_fte,
            own_cluster=True,
            term=_term(stated.term),
            handover=stated.handover,
            norm=stated.norm,
            post=Post(module, number, per.staff, tuple(per.functions))
            if per
            else Post(module, number),
        )

    def _post_name(self, module: str, stated: ModuleFile, cluster: str, number: int) -> str:
        """`Coördinatie, Beleid en Ontwikkeling`: what is done, and where."""
        found = self._union.norm(stated.norm) if stated.norm else None
        what = found[1].name if found else module.capitalize()
        name = f"{what}, {self._stated.clusters[cluster].name or cluster}"
        return name if number == 1 else f"{name} {number}"

    def _most_posts(self, per: PerStaffFile | None, cluster: str) -> int:
        """Posts that could exist in a cluster: one, or as many as its heads could ask for."""
        if per is None:
            return 1
        heads = sum(self._could_count(person, per, cluster) for person in self._staff.values())
        return -(-heads // per.staff)

    def _could_count(self, person: Person, per: PerStaffFile, cluster: str) -> bool:
        if not any(person.available):
            return False
        if self._stated.placement == "fixed" or person.vacancy:
            return person.cluster == cluster and person.function in per.functions
        return any(cluster in self._functions[key].clusters for key in per.functions)

    # -- pins and incompatibilities

    def _targets(self, written: str) -> tuple[str, ...]:
        module = self._modules.get(written)
        if module is not None:
            return module.posts
        return (written,) if written in self._roles else ()

    def _pins(self, stated: Iterable[PinFile]) -> tuple[Pin, ...]:
        return tuple(self._pin(index, pin) for index, pin in enumerate(stated))

    def _pin(self, index: int, stated: PinFile) -> Pin:
        kinds: tuple[tuple[PinKind, str | None], ...] = (
            ("role", stated.role),
            ("backup", stated.backup),
            ("function", stated.function),
            ("cluster", stated.cluster),
        )
        kind, written = next((kind, value) for kind, value in kinds if value is not None)
        is_work = kind in {"role", "backup"}
        return Pin(
            person=stated.person,
            kind=kind,
            targets=self._targets(written) if is_work else (written,),
            written=written,
            span=Span(stated.from_, stated.until),
            index=index,
        )


def _named_posts(stated: ScenarioFile) -> Iterable[str]:
    """Posts after the first, `m@c#2`, that something names; each once."""
    named: list[str] = []
    for person in stated.staff.values():
        named += (*person.roles, *person.backups, *person.effort, *person.wishes.roles)
    for pin in (*stated.pins, *stated.forbid):
        named += (each for each in (pin.role, pin.backup) if each is not None)
    for rule in stated.incompatible:
        named += rule.roles
    return dict.fromkeys(each for each in named if "#" in each)


def _horizon(stated: HorizonFile) -> Horizon:
    return Horizon(stated.start or Month.parse(DEFAULT_START), stated.period, stated.count)


def _stated_or(stated: Collection[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    return default if stated is None else tuple(stated)


def _only_cluster(function: Function | None) -> str | None:
    return function.clusters[0] if function and len(function.clusters) == 1 else None


def _requirements(
    *profiles: Mapping[str, LevelOrAny], expertise: Mapping[str, int] | None = None
) -> Requirements:
    """Profiles together; what two of them ask at the same level counts once."""
    asked = dict.fromkeys(
        Asked(competence, level) for profile in profiles for competence, level in profile.items()
    )
    return Requirements(tuple(asked), dict(expertise or {}))


def _term(stated: TermFile | None) -> TermBounds | None:
    return TermBounds(stated.min, stated.max) if stated else None


def _rules(stated: RulesFile) -> Rules:
    learning = stated.learning
    return Rules(
        step=stated.step,
        max_roles=stated.max_roles,
        max_backups=stated.max_backups,
        own_cluster=stated.own_cluster,
        full=stated.full,
        stretch=stated.stretch,
        levels=stated.levels,
        scale_down=stated.scale_down,
        scale_up=stated.scale_up,
        learning=Learning(learning.gap, learning.shadow) if learning else None,
        max_changes=stated.max_changes,
        no_double_change=stated.no_double_change,
        first_line=stated.first_line,
    )
