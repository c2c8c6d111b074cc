"""Two sets of findings side by side: what a plan repairs of the present, leaves, and newly has.

Findings are matched by what they are about, not by their words, figures or periods: that
`economie` has no backup is the same thing at present and in 2028, whoever holds it. The present is
one period; of a plan, all periods count.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.rules import RuleId

#: Kinds that are degrees of one thing: whether someone could stand in for a role or post.
STAND_IN = frozenset(
    {"missing-backup", "learners-only", "backup-no-time", "missing-deputy", "coordinator-alone"}
)

#: Kinds about a role, a post or the roles named, whoever is concerned.
ABOUT_ROLES = frozenset(
    {
        "uncovered",
        "single-person",
        "sole-bearer",
        "missing-coordinator",
        "everyone-leaves",
        RuleId.HOLDERS,
        RuleId.NO_DOUBLE_CHANGE,
    }
)

#: Kinds about a person, whatever roles are named.
ABOUT_PEOPLE = frozenset(
    {
        "absence-uncovers",
        "profile-gap",
        "presumed",
        "overload",
        "unplaced",
        "carried-by-vacancy",
        "no-role",
        "idle",
        "leaver-without-handover",
        RuleId.CAPACITY,
        RuleId.MAX_ROLES,
        RuleId.MAX_BACKUPS,
    }
)

#: Kinds about one thing of the organisation, named by the discriminator or the cluster.
ABOUT_PLACES = frozenset(
    {
        "first-line",
        "unknown-expertise",
        "sole-expert",
        "over-formation",
        "formation-open",
        "scale-deviation",
        "group-deviation",
        "cluster-deviation",
        "change-limit",
        "wishes-unmet",
        RuleId.LIMITS,
        RuleId.MAX_CHANGES,
    }
)

#: Kinds about a person at a role; broken rules that are not named above are too.
ABOUT_BOTH = frozenset(
    {
        "segregation-standing-in",
        "competence-gap",
        "term-over",
        "term-without-successor",
        "learning-planned",
    }
)

#: Kinds that one period cannot show: the present never has them.
AHEAD = frozenset(
    {
        "term-without-successor",
        "leaver-without-handover",
        "everyone-leaves",
        "change-limit",
        "learning-planned",
        "wishes-unmet",
        RuleId.TERM,
        RuleId.HANDOVER,
        RuleId.MAX_CHANGES,
        RuleId.NO_DOUBLE_CHANGE,
    }
)


def subject(finding: Finding) -> tuple[object, ...]:
    """What a finding is about, the same for the present and for any plan."""
    kind, roles = finding.kind, tuple(sorted(finding.roles))
    if kind in STAND_IN:
        return ("stand-in", roles)
    if kind in ABOUT_ROLES:
        return (kind, roles)
    if kind in ABOUT_PEOPLE:
        return (kind, finding.people)
    if kind in ABOUT_PLACES:
        return (kind, finding.discriminator, *(() if finding.discriminator else finding.clusters))
    return (kind, roles, finding.people, finding.discriminator)


class Became(enum.Enum):
    """What is different about a finding of a plan."""

    NEW = "new"
    LIGHTER = "lighter"
    HEAVIER = "heavier"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the findings of the present in a plan; every tuple is sorted worst first.

    Attributes:
        repaired: Findings of the present that the plan does not have.
        left: Findings of the plan that the present has as well.
        new: Findings of the plan that the present could have and has not.
        ahead: Findings of the plan of which one period cannot tell, so that there is nothing to
            compare them with.
        lighter, heavier: Those left that are less, and more, severe than at present.
    """

    repaired: tuple[Finding, ...]
    left: tuple[Finding, ...]
    new: tuple[Finding, ...]
    ahead: tuple[Finding, ...]
    lighter: tuple[Finding, ...]
    heavier: tuple[Finding, ...]

    @property
    def became(self) -> Mapping[str, Became]:
        """Id of a finding of the plan -> in what it differs from the present, if in anything."""
        return {
            **{each.id: Became.NEW for each in self.new},
            **{each.id: Became.LIGHTER for each in self.lighter},
            **{each.id: Became.HEAVIER for each in self.heavier},
        }


def compare(present: Sequence[Finding], planned: Sequence[Finding]) -> Comparison:
    """Lay the findings of a plan beside those of the present."""
    before: dict[tuple[object, ...], int] = {}
    for each in present:
        about = subject(each)
        before[about] = min(each.severity.rank, before.get(about, each.severity.rank))
    now = {subject(each) for each in planned}
    left = [each for each in planned if subject(each) in before]
    others = [each for each in planned if subject(each) not in before]
    changes = [(each, each.severity.rank - before[subject(each)]) for each in left]
    return Comparison(
        repaired=tuple(each for each in present if subject(each) not in now),
        left=tuple(left),
        new=tuple(each for each in others if each.kind not in AHEAD),
        ahead=tuple(each for each in others if each.kind in AHEAD),
        lighter=tuple(each for each, change in changes if change > 0),
        heavier=tuple(each for each, change in changes if change < 0),
    )
