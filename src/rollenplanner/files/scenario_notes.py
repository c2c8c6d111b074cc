"""What a scenario allows but someone should look at: notes, not errors (design section 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, fte, text, text_n
from rollenplanner.files.candidates import Candidates, why_nobody
from rollenplanner.files.nodes import Loc, MapNode, locate, problem_at
from rollenplanner.files.pin_notes import pin_notes
from rollenplanner.files.scenario_format import DEFAULT_START, ScenarioFile

#: Times the median that one person's wishes may weigh without a note.
_LOUD = 5


@dataclass(frozen=True, slots=True)
class Read:
    """A scenario that was read without errors, in its three forms."""

    root: MapNode
    stated: ScenarioFile
    scenario: Scenario

    def note(self, loc: Loc, message: Text) -> Problem:
        """A note at a location of the file."""
        return problem_at(locate(self.root, loc, key=True), loc, message)


def notes_of(read: Read, incomplete: Set[str] = frozenset()) -> Iterator[Problem]:
    """All notes, in no particular order.

    Args:
        read: The scenario.
        incomplete: Sections of which something is missing, because it was wrong; no note is given
            that depends on all of such a section.
    """
    for find, sections in _FINDERS:
        if not incomplete & sections:
            yield from find(read)


def _pins(read: Read) -> Iterator[Problem]:
    for loc, message in pin_notes(read.scenario):
        yield read.note(loc, message)


# -- candidates


def _roles_nobody_may_hold(read: Read) -> Iterator[Problem]:
    candidates = Candidates(read.scenario)
    for role in read.scenario.roles.values():
        if not role.active or candidates.exist_for(role):
            continue
        if role.post is None:
            message = text("Nobody may hold this role.")
            yield read.note(("roles", role.id), why_nobody(candidates, role, message))
        elif role.post.number == 1:
            message = text(
                "Nobody in cluster {cluster} may hold this module.", cluster=role.cluster
            )
            loc = ("modules", role.post.module)
            yield read.note(loc, why_nobody(candidates, role, message))


def _posts_that_never_exist(read: Read) -> Iterator[Problem]:
    """Posts per number of staff that something names, beyond all that there could be."""
    for role in read.scenario.roles.values():
        if role.post is None:
            continue
        posts = read.scenario.modules[role.post.module].posts
        if role.id not in posts:
            message = text(
                'Something names "{post}", but there are never enough people for that post.',
                post=role.id,
            )
            yield read.note(("modules", role.post.module), message)


# -- work


def _managers_in_modules(read: Read) -> Iterator[Problem]:
    functions = read.scenario.functions
    for key, module in read.stated.modules.items():
        for position, function in enumerate(module.functions or ()):
            if functions[function].management:
                message = text(
                    '"{function}" is management; coordination is meant for others.',
                    function=function,
                )
                yield read.note(("modules", key, "functions", position), message)


def _expertise_of_nobody(read: Read) -> Iterator[Problem]:
    recorded = {key for person in read.stated.staff.values() for key in person.expertise}
    for role, stated in read.stated.roles.items():
        for expertise in stated.expertise:
            if expertise not in recorded:
                message = text('Nobody has a record of expertise "{id}".', id=expertise)
                yield read.note(("roles", role, "expertise", expertise), message)


def _never_holdable(read: Read) -> Iterator[Problem]:
    """Holders who each need their least share ask for more than there is.

    A single holder may take all of a demand below the share (design section 4, `holders`).
    """
    for role in read.scenario.roles.values():
        for period in role.active:
            demand = role.demand[period]
            least = min(role.share, demand)
            if role.min_holders * least > demand:
                message = text(
                    "{min} holders of at least {share} fte do not fit in {demand} fte, so nobody "
                    "can hold this role.",
                    min=role.min_holders,
                    share=fte(role.share),
                    demand=fte(demand),
                )
                yield read.note(("roles", role.id, "holders"), message)
                break


# -- time


def _dates_inside_periods(read: Read) -> Iterator[Problem]:
    horizon = read.scenario.horizon
    end = horizon.period_start(horizon.count)
    for loc, month in _dates(read.stated):
        if horizon.start < month < end and not horizon.on_boundary(month):
            message = text(
                "{month} lies inside a period; periods of this scenario start every {months} "
                "months from {start}.",
                month=str(month),
                months=horizon.months,
                start=str(horizon.start),
            )
            yield read.note(loc, message)


def _unstated_start(read: Read) -> Iterator[Problem]:
    if read.stated.horizon.start is not None:
        return
    if any(True for _ in _dates(read.stated)):
        message = text("horizon.start is not stated; {start} is taken.", start=DEFAULT_START)
        yield read.note(("horizon", "start"), message)


def _dates(stated: ScenarioFile) -> Iterator[tuple[Loc, Month]]:
    """Every date that limits something, with its location; `since` lies in the past."""
    for key, role in stated.roles.items():
        yield from _span(("roles", key), role.from_, role.until)
    for key, person in stated.staff.items():
        yield from _span(("staff", key), person.from_, person.until)
        for position, less in enumerate(person.available):
            yield from _span(("staff", key, "available", position), less.from_, less.until)
    for section, pins in (("pins", stated.pins), ("forbid", stated.forbid)):
        for position, pin in enumerate(pins):
            yield from _span((section, position), pin.from_, pin.until)


def _span(loc: Loc, start: Month | None, end: Month | None) -> Iterator[tuple[Loc, Month]]:
    if start is not None:
        yield (*loc, "from"), start
    if end is not None:
        yield (*loc, "until"), end


# -- sums


def _clusters_against_formation(read: Read) -> Iterator[Problem]:
    """The fte of the clusters beside the formation.

    Also counted as seed 001 does, with a whole fte for each coordinator and the management beside
    the clusters: 13 + 15.5 + 13, 3 and 1 make 45.5 against a formation of 45.00.
    """
    scenario = read.scenario
    functions = scenario.functions.values()
    clusters = [c.fte for c in scenario.clusters.values() if c.fte is not None]
    formation = sum(f.fte or 0 for f in functions)
    if not clusters or not formation or sum(clusters) == formation:
        return
    note = _beside_clusters(scenario, clusters, formation)
    yield read.note(("clusters",), note)


def _beside_clusters(scenario: Scenario, clusters: Sequence[int], formation: int) -> Text:
    """The clusters against the formation, with what may stand beside them where there is any."""
    management = sum(f.fte or 0 for f in scenario.functions.values() if f.management)
    lasting = (m for m in scenario.modules.values() if m.per_staff is None)
    coordinators = sum(len(module.posts) for module in lasting)
    beside = [text_n("{n} coordinator", "{n} coordinators", coordinators)] if coordinators else []
    if management:
        beside.append(text("{fte} fte management", fte=fte(management)))
    if not beside:
        return text(
            "The clusters have {clusters} fte together; the formation is {formation} fte.",
            clusters=fte(sum(clusters)),
            formation=fte(formation),
        )
    return text(
        "The clusters have {clusters} fte together, {total} fte with {beside} beside them; "
        "the formation is {formation} fte.",
        clusters=fte(sum(clusters)),
        total=fte(sum(clusters) + 100 * coordinators + management),
        beside=tuple(beside),
        formation=fte(formation),
    )


def _loud_wishes(read: Read) -> Iterator[Problem]:
    totals = {
        key: total
        for key, person in read.stated.staff.items()
        if (total := _weight(person.wishes.roles, person.wishes.clusters))
    }
    doubled = _double_median(totals.values())
    for person, total in totals.items():
        if 2 * total > _LOUD * doubled:
            # No figures: what someone wishes is for that person's own sheet.
            message = text(
                "The weights of these wishes add up to more than {times} times the median of all.",
                times=_LOUD,
            )
            yield read.note(("staff", person, "wishes"), message)


def _weight(*wishes: Mapping[str, int]) -> int:
    return sum(abs(weight) for each in wishes for weight in each.values())


def _double_median(totals: Iterable[int]) -> int:
    """Twice the median, so that it stays a whole number; 0 without totals."""
    ranked: Sequence[int] = sorted(totals)
    if not ranked:
        return 0
    return ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]


def _norm_of_no_line(read: Read) -> Iterator[Problem]:
    """A norm for the first line where no role says that it belongs to it."""
    if read.stated.rules.first_line is None:
        return
    if not any(role.line == "first" for role in read.stated.roles.values()):
        message = text("No role has `line: first`, so there is nothing to hold to this norm.")
        yield read.note(("rules", "first_line"), message)


# -- all of them

_WHO_MAY = frozenset(
    {
        "clusters",
        "competences",
        "forbid",
        "functions",
        "modules",
        "placement",
        "pins",
        "roles",
        "rules",
        "staff",
    }
)

#: What looks for notes, and the sections that have to be complete for these to be right.
_FINDERS: tuple[tuple[Callable[[Read], Iterator[Problem]], frozenset[str]], ...] = (
    (_roles_nobody_may_hold, _WHO_MAY),
    (_posts_that_never_exist, _WHO_MAY),
    (_managers_in_modules, frozenset({"functions", "modules"})),
    (_expertise_of_nobody, frozenset({"roles", "staff"})),
    (_never_holdable, frozenset({"modules", "roles", "rules"})),
    (_dates_inside_periods, frozenset()),
    (_unstated_start, frozenset()),
    (_clusters_against_formation, frozenset({"clusters", "functions", "modules"})),
    (_loud_wishes, frozenset({"clusters", "modules", "roles", "staff"})),
    (_norm_of_no_line, frozenset({"roles", "rules"})),
    (_pins, _WHO_MAY | {"incompatible"}),
)
