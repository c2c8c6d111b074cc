"""The registry of hard rules: id, name and sentence of each (design section 4).

The checker and the solver each have one function per rule under the same id; tests walk this
registry and require both, two cases in each, and both translations.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from rollenplanner.domain.text import Text, text


class RuleId(enum.StrEnum):
    """Ids of the hard rules, as findings name them."""

    CAPACITY = "capacity"
    HOLDERS = "holders"
    ELIGIBLE = "eligible"
    BACKUP_ELIGIBLE = "backup-eligible"
    LEARNING = "learning"
    MAX_ROLES = "max-roles"
    MAX_BACKUPS = "max-backups"
    TERM = "term"
    HANDOVER = "handover"
    MAX_CHANGES = "max-changes"
    NO_DOUBLE_CHANGE = "no-double-change"
    INCOMPATIBLE = "incompatible"
    PLACEMENT = "placement"
    IN_SERVICE = "in-service"
    OWN_CLUSTER = "own-cluster"
    PINS = "pins"
    FORBID = "forbid"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule as people read it.

    Attributes:
        over_time: Binds only over several periods.
    """

    id: RuleId
    name: Text
    sentence: Text
    over_time: bool = False


_RULES = (
    Rule(
        RuleId.CAPACITY,
        text("available fte"),
        text("Nobody carries more fte in a period than the fte of that period."),
    ),
    Rule(
        RuleId.HOLDERS,
        text("holders"),
        text(
            "A role has no holder at all, or a number of holders between its minimum and its "
            "maximum, each with at least the least share and together never more than the demand."
        ),
    ),
    Rule(
        RuleId.ELIGIBLE,
        text("may hold"),
        text(
            "Who holds a role stands in a function that the role admits and meets its "
            "requirements, unless that person already holds it at present."
        ),
    ),
    Rule(
        RuleId.BACKUP_ELIGIBLE,
        text("may back up"),
        text(
            "Who backs a role up stands in a function that the role admits and falls short of "
            "its requirements by no more steps than learning allows."
        ),
    ),
    Rule(
        RuleId.LEARNING,
        text("learning"),
        text(
            "Who falls short of a role holds it only after the stated number of periods as its "
            "backup."
        ),
        over_time=True,
    ),
    Rule(
        RuleId.MAX_ROLES,
        text("number of roles"),
        text("Nobody holds more roles in a period than the maximum."),
    ),
    Rule(
        RuleId.MAX_BACKUPS,
        text("number of backups"),
        text("Nobody backs up more roles in a period than the maximum."),
    ),
    Rule(
        RuleId.TERM,
        text("term"),
        text("A role is held for at least its least and at most its longest term in a row."),
        over_time=True,
    ),
    Rule(
        RuleId.HANDOVER,
        text("handover"),
        text("Who takes a role over was its backup in the periods of handover before."),
        over_time=True,
    ),
    Rule(
        RuleId.MAX_CHANGES,
        text("takeovers per cluster"),
        text("In a period no more roles of a cluster are taken over than the maximum."),
        over_time=True,
    ),
    Rule(
        RuleId.NO_DOUBLE_CHANGE,
        text("no double change"),
        text("Of those who carried a role, at least one still carries it in the next period."),
        over_time=True,
    ),
    Rule(
        RuleId.INCOMPATIBLE,
        text("segregation of duties"),
        text("Nobody carries two incompatible roles at the same time, as holder or as backup."),
    ),
    Rule(
        RuleId.PLACEMENT,
        text("placement"),
        text(
            "Everyone stands in one function, in a cluster where that function may stand and "
            "within the scale limits, or nowhere and then carries nothing."
        ),
    ),
    Rule(
        RuleId.IN_SERVICE,
        text("in service"),
        text("Only people who serve in a period carry roles, and only active roles are carried."),
    ),
    Rule(
        RuleId.OWN_CLUSTER,
        text("own cluster"),
        text("Such a role is held and backed up only by people placed in its cluster."),
    ),
    Rule(
        RuleId.PINS,
        text("pins"),
        text("What is pinned happens in every active period that the pin touches."),
    ),
    Rule(
        RuleId.FORBID,
        text("forbidden"),
        text("What is forbidden happens in no period that the prohibition touches."),
    ),
    Rule(
        RuleId.LIMITS,
        text("limits"),
        text("No term of the plan lies above its limit."),
    ),
)

#: Every hard rule, in the order of design section 4.
RULES: dict[RuleId, Rule] = {rule.id: rule for rule in _RULES}
