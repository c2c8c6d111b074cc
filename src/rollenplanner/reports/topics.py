"""What findings are about, by which long lists of them are grouped."""

from __future__ import annotations

import enum

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.text import Text, text


class Topic(enum.IntEnum):
    """Groups of kinds, in the order in which people read them."""

    RULES = 1
    WORK = 2
    STAND_IN = 3
    FRAGILE = 4
    TIME = 5
    FORMATION = 6
    LOAD = 7
    FITNESS = 8


TOPIC_WORDS: dict[Topic, Text] = {
    Topic.RULES: text("Broken rules"),
    Topic.WORK: text("Work that nobody carries yet"),
    Topic.STAND_IN: text("Who stands in"),
    Topic.FRAGILE: text("Resting on one person"),
    Topic.TIME: text("Terms, leaving and learning"),
    Topic.FORMATION: text("Formation and occupancy"),
    Topic.LOAD: text("Too much and too little work"),
    Topic.FITNESS: text("Competences"),
}

#: Topic of every kind that is no broken rule.
TOPICS: dict[str, Topic] = {
    "segregation-standing-in": Topic.RULES,
    "uncovered": Topic.WORK,
    "first-line": Topic.WORK,
    "missing-coordinator": Topic.WORK,
    "carried-by-vacancy": Topic.WORK,
    "missing-backup": Topic.STAND_IN,
    "learners-only": Topic.STAND_IN,
    "backup-no-time": Topic.STAND_IN,
    "missing-deputy": Topic.STAND_IN,
    "coordinator-alone": Topic.STAND_IN,
    "absence-uncovers": Topic.FRAGILE,
    "single-person": Topic.FRAGILE,
    "sole-bearer": Topic.FRAGILE,
    "sole-expert": Topic.FRAGILE,
    "unknown-expertise": Topic.FITNESS,
    "term-over": Topic.TIME,
    "term-without-successor": Topic.TIME,
    "leaver-without-handover": Topic.TIME,
    "everyone-leaves": Topic.TIME,
    "change-limit": Topic.TIME,
    "learning-planned": Topic.TIME,
    "wishes-unmet": Topic.TIME,
    "over-formation": Topic.FORMATION,
    "formation-open": Topic.FORMATION,
    "scale-deviation": Topic.FORMATION,
    "group-deviation": Topic.FORMATION,
    "cluster-deviation": Topic.FORMATION,
    "unplaced": Topic.FORMATION,
    "overload": Topic.LOAD,
    "no-role": Topic.LOAD,
    "idle": Topic.LOAD,
    "competence-gap": Topic.FITNESS,
    "profile-gap": Topic.FITNESS,
    "presumed": Topic.FITNESS,
}


def topic_of(finding: Finding) -> Topic:
    """The topic of a finding; everything that is no gap is a broken rule."""
    return TOPICS.get(finding.kind, Topic.RULES)
