"""The resolved scenario: overlays applied, catalogues looked up, defaults filled in.

Everything the checker, the solver and the reports know about an organisation stands here. Fte are
hundredths (int), effort is hundredths (100 = normal), one value per period where it can differ.
Ids are the keys of the mappings; the order of a mapping is the order of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rollenplanner.domain.levels import LevelOrAny
from rollenplanner.domain.months import Horizon, Month, Span
from rollenplanner.domain.scales import Scale
from rollenplanner.domain.terms import ObjectiveLevel, Term
from rollenplanner.domain.text import Language

PlacementMode = Literal["fixed", "free"]
LevelReading = Literal["presumed", "strict"]
PinKind = Literal["role", "backup", "function", "cluster"]
LineOfService = Literal["first", "second"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands in a file that the user wrote (line and column from 1)."""

    file: str
    line: int
    column: int
    path: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One asked competence: at a level, or at any."""

    competence: str
    level: LevelOrAny


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a role, a function or the organisation asks of a person.

    Attributes:
        competences: Asked competences; the same competence may be asked at two levels (levels are
            not cumulative), exact repeats are left out.
        expertise: Expertise id -> asked grade 1..3 (cumulative).
    """

    competences: tuple[Asked, ...] = ()
    expertise: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guidance:
    """What catalogues give for a conversation about a competence.

    Attributes:
        questions: To ask.
        tips: Ways to develop it.
        indicators: Behaviour that shows it.
        in_practice: The same in one kind of work, by the norm as a role may name it.
    """

    questions: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    in_practice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster; `fte` (hundredths) is indicative, None when not stated."""

    id: str
    name: str
    fte: int | None


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the municipality.

    Attributes:
        fte: Formation in hundredths; None means not laid down, never zero.
        norm: Catalogue key of the norm function, or None.
        series: Function series of the norm (row of the function matrix), or None.
        group: Function group of the norm (column of the function matrix), or None.
        clusters: Where it may stand.
        profile: What its norm asks of whoever stands in it.
    """

    id: str
    name: str
    scale: Scale | None
    fte: int | None
    clusters: tuple[str, ...]
    management: bool
    norm: str | None = None
    series: str | None = None
    group: str | None = None
    profile: Requirements = Requirements()


@dataclass(frozen=True, slots=True)
class TermBounds:
    """Least and most active periods in a row that one person holds a role; None: no bound."""

    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What makes a role a post of a module.

    Attributes:
        module: Id of the module.
        number: 1 for `m@c`, 2 for `m@c#2`, ..
        per_staff: The post exists only if more than (number - 1) * per_staff heads are placed in
            its cluster in `head_functions`; None: it always exists (one per cluster).
        head_functions: Functions whose people are counted as heads.
    """

    module: str
    number: int
    per_staff: int | None = None
    head_functions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A role, or a post of a module (then `post` is set and the rules of posts hold).

    Attributes:
        demand: Hundredths of fte per period; 0 where the role is not active.
        functions: Whose holders and backups it admits.
        asked: Its own requirements and its norm's together.
        min_holders: Least number of holders, if there is any holder at all.
        max_holders: Most holders, or None.
        share: Least hundredths per holder.
        backups: Backups (deputies for a post) asked for.
        backup_fte: Overlap in hundredths that each backup spends, per period.
        own_cluster: Holders and backups are placed in `cluster`.
        line: Whether it answers customers at first contact, or does what is passed on; None: no
            work for customers.
        active: The periods in which it lives with demand above 0 (a post may still not exist).
    """

    id: str
    name: str
    cluster: str
    demand: tuple[int, ...]
    functions: tuple[str, ...]
    asked: Requirements
    min_holders: int = 1
    max_holders: int | None = None
    share: int = 1
    backups: int = 0
    backup_fte: int = 0
    critical: bool = False
    own_cluster: bool = False
    term: TermBounds | None = None
    handover: int = 0
    results: tuple[str, ...] = ()
    norm: str | None = None
    post: Post | None = None
    line: LineOfService | None = None
    active: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the active periods once: they are asked for a million times."""
        active = tuple(t for t, demand in enumerate(self.demand) if demand > 0)
        object.__setattr__(self, "active", active)


@dataclass(frozen=True, slots=True)
class Module:
    """A coordination module; its posts stand in `Scenario.roles` with `post.module` set.

    Attributes:
        fte: Hundredths per post.
        posts: Ids of all posts that could exist, in order.
    """

    id: str
    clusters: tuple[str, ...]
    functions: tuple[str, ...]
    fte: int
    deputies: int
    deputy_fte: int
    posts: tuple[str, ...]
    per_staff: int | None = None
    norm: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A role that someone holds at present: hundredths of fte, and since when if known."""

    fte: int
    since: Month | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """Weights (whole, -1000..1000) per role, post or module id, and per cluster id."""

    roles: Mapping[str, int] = field(default_factory=dict)
    clusters: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on the staff, or a vacancy.

    Attributes:
        fte: Contract in hundredths.
        available: Hundredths per period; 0 in periods in which the person does not serve.
        function, cluster: At present; None where not stated.
        competences: Recorded levels per competence; an empty set is a record without level. A
            vacancy also has the profile of its function here.
        expertise: Recorded grade 1..3 per expertise.
        roles: Roles and posts held at present.
        backups: Roles and posts backed up at present.
        effort: Hundredths per role or post id; 100 where not stated.
        max_roles: Own maximum, or None for the organisation's.
        name: Private; shown only on request.
    """

    id: str
    fte: int
    available: tuple[int, ...]
    scale: Scale | None = None
    function: str | None = None
    cluster: str | None = None
    competences: Mapping[str, frozenset[LevelOrAny]] = field(default_factory=dict)
    expertise: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, Held] = field(default_factory=dict)
    backups: tuple[str, ...] = ()
    effort: Mapping[str, int] = field(default_factory=dict)
    wishes: Wishes = Wishes()
    max_roles: int | None = None
    vacancy: bool = False
    service: Span = field(default_factory=Span)
    name: str | None = field(default=None, repr=False, compare=False)

    def effort_for(self, role: str) -> int:
        """Hundredths of the role's share that this person needs (100 = as laid down)."""
        return self.effort.get(role, 100)


@dataclass(frozen=True, slots=True)
class Pin:
    """A pin or a forbidding: a person and a role, post, module, function or cluster.

    Attributes:
        targets: For kind role or backup: the ids in `Scenario.roles` it stands for (a module id
            stands for all its posts); for function and cluster: the one id.
        written: The id as the user wrote it.
        span: When it binds; kinds function and cluster bind for the whole horizon.
        index: Its place in the list of the resolved scenario, for messages.
    """

    person: str
    kind: PinKind
    targets: tuple[str, ...]
    written: str
    span: Span
    index: int


@dataclass(frozen=True, slots=True)
class Incompatible:
    """Roles that one person may never carry at the same time, two by two (posts filled in).

    Attributes:
        groups: Per written id, the ids in `Scenario.roles` it stands for. Two posts of one module
            that stand for one written id do not clash with each other.
        source: Where the rule comes from, as stated by the user.
        index: Its place in the list of the resolved scenario.
        written: The ids as the user wrote them.
    """

    groups: tuple[tuple[str, ...], ...]
    source: str | None
    index: int
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learning:
    """A role up to `gap` steps short may be held after `shadow` periods as its backup."""

    gap: int
    shadow: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Organisation-wide rules (design section 3, `rules`); fte in hundredths.

    Attributes:
        step: Granularity of shares.
        full: Hundredths of the available fte above which load counts as overload.
        stretch: Hundredths above the available fte while standing in (stress test).
        scale_down, scale_up: Tenths of a scale below and above the person's own.
        first_line: Hundredths of the customers' work that the first line should handle; a norm
            that is reported, not a rule.
    """

    step: int = 5
    max_roles: int | None = 5
    max_backups: int | None = None
    own_cluster: bool = False
    full: int = 95
    stretch: int = 10
    levels: LevelReading = "presumed"
    scale_down: int = 20
    scale_up: int = 10
    learning: Learning | None = None
    max_changes: int | None = None
    no_double_change: bool = False
    first_line: int | None = None


@dataclass(frozen=True)
class Scenario:
    """A complete planning problem.

    Attributes:
        competences: All known competences (catalogues' and own): id -> Dutch name.
        guidance: Questions, tips and behaviour of the catalogues, by competence; none where they
            give none.
        without_levels: Competences of catalogues without levels, where asking none goes unsaid.
        everyone: Asked of everyone in the organisation.
        roles: Roles and posts by id; roles first, then posts per module.
        limits: Term -> ceiling in units (`terms.UNIT`).
        sources: Path in the scenario (`roles.economie`, `pins.0`, `limits.moves`) -> where it
            stands; every role, module, person, function, cluster, pin, forbid, incompatible,
            limit and rule has one when the scenario came from a file.
        sha256: Of the canonical JSON of the resolved scenario and its catalogues ("" if built in
            memory).
    """

    name: str
    language: Language
    horizon: Horizon
    clusters: Mapping[str, Cluster]
    functions: Mapping[str, Function]
    competences: Mapping[str, str]
    everyone: Requirements
    roles: Mapping[str, Role]
    modules: Mapping[str, Module]
    staff: Mapping[str, Person]
    placement: PlacementMode
    pins: tuple[Pin, ...]
    forbid: tuple[Pin, ...]
    incompatible: tuple[Incompatible, ...]
    limits: Mapping[Term, int]
    rules: Rules
    objective: tuple[ObjectiveLevel, ...]
    catalogues: tuple[str, ...] = ()
    guidance: Mapping[str, Guidance] = field(default_factory=dict, repr=False)
    without_levels: frozenset[str] = field(default=frozenset(), repr=False)
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)
    sha256: str = ""

    @property
    def periods(self) -> range:
        """Period numbers, from 0."""
        return range(self.horizon.count)

    @cached_property
    def clashes(self) -> Mapping[str, frozenset[str]]:
        """Role or post id -> the ids that nobody may carry beside it."""
        found: dict[str, set[str]] = {}
        for rule in self.incompatible:
            for i, group in enumerate(rule.groups):
                others = {r for j, g in enumerate(rule.groups) if j != i for r in g}
                for role in group:
                    found.setdefault(role, set()).update(others - {role})
        return {role: frozenset(others) for role, others in found.items()}

    def clash_between(self, role: str, other: str) -> Incompatible:
        """The first rule by which two roles or posts clash.

        Raises:
            StopIteration: They do not clash.
        """
        return next(
            rule
            for rule in self.incompatible
            if any(role in group for group in rule.groups)
            and any(other in group for group in rule.groups)
        )

    @property
    def present_binds(self) -> bool:
        """Whether the present counts as the period before the first for rules over time.

        With one period or free placement nothing binds that step (design section 4).
        """
        return self.horizon.count > 1 and self.placement == "fixed"
