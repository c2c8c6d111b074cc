"""What lies open on the desk: a scenario, its present, its plan, and how someone looks at them.

It knows nothing of any screen. Reading takes time and happens elsewhere (`read_all`); the desk
only takes what was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.stressed import Fragility, Stressed
from rollenplanner.domain.text import DEFAULT_LANGUAGE, Language, Translator
from rollenplanner.files.plan_files import read_plan
from rollenplanner.planning.check_plan import plan_notes
from rollenplanner.planning.find_gaps import Gaps, State, look
from rollenplanner.planning.totals import Totals, totals
from rollenplanner.planning.validate import validate
from rollenplanner.reports.differences import differences
from rollenplanner.reports.people import People
from rollenplanner.reports.table import Block


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan and where it came from."""

    path: Path
    plan: Plan


@dataclass(frozen=True, slots=True)
class Opened:
    """What reading came to.

    Attributes:
        scenario: None where the files hold errors.
        problems: What is wrong.
        notes: What deserves a second look.
        plans: In the order in which they were named.
        gaps: Of the present, and of the first plan.
    """

    path: Path
    scenario: Scenario | None
    catalogues: tuple[Catalogue, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    plans: tuple[PlanFile, ...] = ()
    gaps: Gaps | None = None


def read_all(path: Path, plan_paths: Sequence[Path]) -> Opened:
    """Read a scenario and plans for it; never raises for what a user wrote."""
    found = validate(path)
    if found.loaded is None:
        return Opened(path, None, problems=found.errors, notes=found.notes)
    scenario = found.loaded.scenario
    plans: list[PlanFile] = []
    problems: list[Problem] = []
    notes = list(found.notes)
    for each in plan_paths:
        try:
            plan = read_plan(each, scenario)
        except InputError as error:
            problems += error.problems
        else:
            plans.append(PlanFile(each, plan))
            notes += plan_notes(scenario, plan, each)
    if problems:
        return Opened(path, None, problems=tuple(problems), notes=tuple(notes))
    gaps = look(scenario, plans[0].plan if plans else None)
    return Opened(
        path,
        scenario,
        found.loaded.catalogues,
        notes=tuple(notes),
        plans=tuple(plans),
        gaps=gaps,
    )


@dataclass
class Desk:
    """Everything that the screens show, and how.

    Attributes:
        language: Chosen by the user; None: that of the scenario.
        names: Whether names of people are shown.
        on_plan: Whether the plan is looked at; else the present.
        period: Which period, from 0.
        earlier: The plan before the present one, to mark what changed.
        fragility: Of what is looked at, as far as known; `stale` tells whether it is of an
            earlier state.
        stressed: What the last stress test came to, and whether it is of an earlier state.
        solving: Whether a search is going on.
        answer: What the last search or explanation has to say beside a plan.
        plan_paths: The plans that were named when starting.
    """

    language: Language | None = None
    names: bool = False
    on_plan: bool = False
    period: int = 0
    opened: Opened | None = None
    plan: Plan | None = None
    earlier: Assignment | None = None
    fragility: Fragility | None = None
    fragility_stale: bool = True
    stressed: Stressed | None = None
    stressed_stale: bool = False
    solving: bool = False
    answer: tuple[Block, ...] = ()
    plan_paths: tuple[Path, ...] = field(default=())

    def take(self, opened: Opened) -> None:
        """Lay down what was read; looks at the first plan if there is one."""
        self.opened = opened
        self.plan = opened.plans[0].plan if opened.plans else None
        self.earlier = None
        self.on_plan = self.plan is not None
        self.period = 0
        self.fragility, self.fragility_stale = None, True
        self.stressed, self.answer = None, ()
        self._forget()

    def take_plan(self, plan: Plan, gaps: Gaps) -> None:
        """Lay down a new plan; the one before stays, to tell what changed."""
        assert self.opened is not None
        self.earlier = self.plan.assignment if self.plan else None
        self.plan = plan
        self.opened = Opened(
            self.opened.path,
            self.opened.scenario,
            self.opened.catalogues,
            notes=self.opened.notes,
            plans=self.opened.plans,
            gaps=gaps,
        )
        self.on_plan = True
        self.fragility_stale = self.stressed_stale = True
        self.answer = ()
        self._forget()

    def look_at(self, *, plan: bool) -> None:
        """Turn to the plan, or to the present."""
        if plan != self.on_plan:
            self.on_plan = plan
            self.fragility, self.fragility_stale = None, True
            self.stressed = None

    def _forget(self) -> None:
        for kept in ("present", "_changes"):
            self.__dict__.pop(kept, None)

    # What is seen

    @property
    def tr(self) -> Translator:
        """In the chosen language, else that of the scenario."""
        scenario = self.opened.scenario if self.opened else None
        return Translator(self.language or (scenario.language if scenario else DEFAULT_LANGUAGE))

    @property
    def path(self) -> Path | None:
        """The scenario file."""
        return self.opened.path if self.opened else None

    @property
    def scenario(self) -> Scenario:
        """The scenario that is planned for; only where one was read."""
        assert self.opened is not None
        assert self.opened.scenario is not None
        return self.opened.scenario

    @property
    def ready(self) -> bool:
        """Whether there is something to look at."""
        return self.opened is not None and self.opened.gaps is not None

    @property
    def gaps(self) -> Gaps:
        """Findings of the present, and of the plan; only where something was read."""
        assert self.opened is not None
        assert self.opened.gaps is not None
        return self.opened.gaps

    @cached_property
    def present(self) -> Case:
        """The present state, laid beside its scenario of one period."""
        return case_of(self.gaps.present.scenario, self.gaps.present.assignment)

    @property
    def state(self) -> State:
        """What is looked at: the plan or the present."""
        return (self.gaps.plan if self.on_plan else None) or self.gaps.present

    @property
    def case(self) -> Case:
        """The same, laid beside its scenario."""
        return case_of(self.state.scenario, self.state.assignment)

    @property
    def periods(self) -> range:
        """Periods of what is looked at."""
        return self.state.scenario.periods

    @property
    def at(self) -> int:
        """The period that is looked at, within what there is."""
        return min(self.period, len(self.periods) - 1)

    @property
    def people(self) -> People:
        """How people are shown."""
        return People(self.scenario, names=self.names)

    @property
    def totals(self) -> Totals:
        """The figures of the bar at the top."""
        return totals(self.state, self.at)

    @cached_property
    def _changes(self) -> tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int]]]:
        """Roles and people with periods in which they differ from the plan before."""
        if self.earlier is None or self.gaps.plan is None:
            return frozenset(), frozenset()
        roles: set[tuple[str, int]] = set()
        people: set[tuple[str, int]] = set()
        for each in differences(self.scenario, self.gaps.plan.assignment, self.earlier):
            for period in range(each.first, each.last + 1):
                roles.add((each.role.id, period))
                people.update((who, period) for who in (*each.gone, *each.came))
        return frozenset(roles), frozenset(people)

    def changed(self, role: str, period: int) -> bool:
        """Whether a role is carried by others in a period than in the plan before."""
        return self.on_plan and (role, period) in self._changes[0]

    def changed_person(self, person: str, period: int) -> bool:
        """Whether a person carries something else in a period than in the plan before."""
        return self.on_plan and (person, period) in self._changes[1]

    def label(self, person: str) -> str:
        """A person as shown: the id, with the name where names may be seen."""
        return self.tr.render(self.people.label(person))
