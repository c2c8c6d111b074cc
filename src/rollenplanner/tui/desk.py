"""What lies open on the desk: a scenario, its present, its plan, and how someone looks at them.

It knows nothing of any screen. Reading takes time and happens elsewhere (`read_all`); the desk
only takes what was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.findings import Severity
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.stressed import Fragility, Stressed
from rollenplanner.domain.text import DEFAULT_LANGUAGE, Language, Translator
from rollenplanner.domain.vouched import is_vouched
from rollenplanner.files.plan_files import read_plan
from rollenplanner.planning.check_plan import plan_notes
from rollenplanner.planning.editing import Sitting
from rollenplanner.planning.find_gaps import Gaps, State, look
from rollenplanner.planning.totals import Totals, totals
from rollenplanner.reports.people import People
from rollenplanner.reports.table import Block
from rollenplanner.tui.repairing import Repaired


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan and where it came from."""

    path: Path
    plan: Plan


@dataclass(frozen=True, slots=True)
class Opened:
    """What reading came to.

    Attributes:
        sitting: None where the files hold errors.
        problems: What is wrong.
        notes: What deserves a second look.
        plans: In the order in which they were named.
        gaps: Of the present, and of the first plan.
        left_out: What is wrong with other plans than the first one, which are not open then.
    """

    path: Path
    sitting: Sitting | None = None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    plans: tuple[PlanFile, ...] = ()
    gaps: Gaps | None = None
    left_out: tuple[Problem, ...] = ()


def read_all(path: Path, plan_paths: Sequence[Path]) -> Opened:
    """Read a scenario and plans for it; never raises for what a user wrote."""
    try:
        sitting = Sitting.open(path, plan_paths[0] if plan_paths else None)
    except InputError as error:
        return Opened(path, problems=error.problems, notes=error.notes)
    scenario = sitting.scenario
    notes = list(sitting.base.notes)
    plans = [] if sitting.accepted is None else [PlanFile(plan_paths[0], sitting.accepted)]
    left_out: list[Problem] = []
    for each in plan_paths[1:]:
        try:
            plans.append(PlanFile(each, read_plan(each, scenario)))
        except InputError as error:
            left_out += error.problems
    for file in plans:
        notes += plan_notes(scenario, file.plan, file.path)
    gaps = look(scenario, _of_now(plans[0].plan, scenario) if plans else None)
    return Opened(path, sitting, (), tuple(notes), tuple(plans), gaps, tuple(left_out))


def _belongs(plan: Plan, scenario: Scenario) -> bool:
    """Whether a plan was made for a scenario as its file is, as far as the plan tells."""
    return plan.scenario_sha256 in (None, "", scenario.sha256)


def _of_now(plan: Plan, scenario: Scenario) -> Plan:
    """A plan without the figures that it states of an earlier state of its scenario."""
    if _belongs(plan, scenario):
        return plan
    return Plan(plan.assignment, scenario.horizon.starts)


@dataclass
class Desk:
    """Everything that the screens show, and how.

    Attributes:
        language: Chosen by the user; None: that of the scenario.
        names: Whether names of people are shown.
        on_plan: Whether the plan is looked at; else the present.
        period: Which period, from 0.
        opened: What was read last.
        sitting: The scenario with what was changed, and the plan that counts; None while nothing
            is open.
        fragility: Of what is looked at, as far as known; `fragility_stale` tells whether it is of
            an earlier state.
        stressed: What the last stress test came to, and whether it is of an earlier state.
        solving: Whether a search is going on.
        answer: What the last search or explanation has to say beside a plan.
        repairs: What would make a plan possible, as changes.
        without_changes: Whether changes were looked for and none was found.
        plan_paths: The plans that were named when starting.
        store: File with results of a study, to be compared.
    """

    language: Language | None = None
    names: bool = False
    on_plan: bool = False
    period: int = 0
    opened: Opened | None = None
    sitting: Sitting | None = None
    fragility: Fragility | None = None
    fragility_stale: bool = True
    stressed: Stressed | None = None
    stressed_stale: bool = False
    solving: bool = False
    answer: tuple[Block, ...] = ()
    repairs: tuple[Repaired, ...] = ()
    without_changes: bool = False
    plan_paths: tuple[Path, ...] = field(default=())
    store: Path | None = None
    _made: list[tuple[object, Plan | None]] = field(default_factory=list)

    def take(self, opened: Opened) -> None:
        """Lay down what was read; looks at the first plan if there is one."""
        if self.sitting is not None:
            self.sitting.close()
        self.opened, self.sitting = opened, opened.sitting
        self.on_plan = bool(opened.plans)
        self.period = 0
        self.fragility, self.stressed = None, None
        self._forget()
        if opened.sitting is not None:
            plan = opened.sitting.accepted
            made = plan is None or _belongs(plan, opened.sitting.scenario)
            self._made = [(opened.sitting.state.edited, plan)] if made else []
        if opened.gaps is not None:
            self.__dict__["gaps"] = opened.gaps

    def take_plan(self, plan: Plan, gaps: Gaps) -> None:
        """Let a new plan count that was made for the scenario as it is; undoing goes back."""
        assert self.sitting is not None
        self.sitting.accept(plan)
        self._made.append((self.sitting.state.edited, plan))
        self.on_plan = True
        self.changed()
        self.__dict__["gaps"] = gaps

    def changed(self) -> None:
        """The sitting is in another state: what was computed before no longer holds."""
        self.fragility_stale = self.stressed_stale = True
        if self.sitting is not None and self.sitting.accepted is None:
            self.on_plan = False
        self._forget()

    def read_again(self) -> None:
        """Read the files again, with what was changed here on top; the plan goes on to count.

        Raises:
            InputError: A file is wrong, or a change does not fit it any more.
        """
        assert self.sitting is not None
        fitted, before = self.plan_fits, self.sitting.scenario
        self.sitting.reload()
        if fitted and self.sitting.scenario == before:
            self._made.append((self.sitting.state.edited, self.sitting.accepted))

    @property
    def unsaved(self) -> int:
        """How much stands in no file: changes, and a plan that a search put in place."""
        if self.sitting is None:
            return 0
        changes = len(self.sitting.edits) if self.sitting.dirty else 0
        return changes + int(self.sitting.plan_unsaved)

    def look_at(self, *, plan: bool) -> None:
        """Turn to the plan, or to the present."""
        if plan != self.on_plan:
            self.on_plan = plan
            self.fragility, self.fragility_stale = None, True
            self.stressed = None

    def _forget(self) -> None:
        self.answer, self.repairs = (), ()
        self.without_changes = False
        for kept in ("present", "gaps", "plan"):
            self.__dict__.pop(kept, None)

    # What is seen

    @property
    def tr(self) -> Translator:
        """In the chosen language, else that of the scenario."""
        scenario = self.sitting.scenario if self.sitting else None
        return Translator(self.language or (scenario.language if scenario else DEFAULT_LANGUAGE))

    @property
    def path(self) -> Path | None:
        """The scenario file."""
        return self.opened.path if self.opened else None

    @property
    def ready(self) -> bool:
        """Whether there is something to look at."""
        return self.sitting is not None

    @property
    def scenario(self) -> Scenario:
        """The scenario that is planned for, with what was changed; only where one was read."""
        assert self.sitting is not None
        return self.sitting.scenario

    @property
    def catalogues(self) -> tuple[Catalogue, ...]:
        """The catalogues that the scenario names."""
        return self.sitting.base.catalogues if self.sitting else ()

    @cached_property
    def plan(self) -> Plan | None:
        """The plan that counts, as far as the scenario knows it; stated figures only if they fit.

        Only what was made for the scenario as it is can state how good it is.
        """
        sitting = self.sitting
        if sitting is None or sitting.accepted is None or sitting.plan is None:
            return None
        if self.plan_fits and is_vouched(sitting.scenario, sitting.accepted):
            return replace(sitting.accepted, assignment=sitting.plan)
        return Plan(sitting.plan, sitting.scenario.horizon.starts)

    @property
    def plan_fits(self) -> bool:
        """Whether the plan was made, or read, for the scenario as it is now."""
        sitting = self.sitting
        return sitting is not None and any(
            edited is sitting.state.edited and plan is sitting.accepted
            for edited, plan in self._made
        )

    @property
    def earlier(self) -> Assignment | None:
        """The plan before the one that counts."""
        return self.sitting.previous if self.sitting else None

    @cached_property
    def gaps(self) -> Gaps:
        """Findings of the present, and of the plan; only where something was read."""
        return look(self.scenario, self.plan)

    @cached_property
    def present(self) -> Case:
        """The present state, laid beside its scenario of one period."""
        assert self.sitting is not None
        view = self.sitting.state.view
        if view.is_present:
            return view.case
        return case_of(present_scenario(self.scenario), present_plan(self.scenario))

    @property
    def state(self) -> State:
        """What is looked at: the plan or the present."""
        return (self.gaps.plan if self.on_plan else None) or self.gaps.present

    @property
    def case(self) -> Case:
        """The same, laid beside its scenario; told without a look at what it leaves open."""
        if self.on_plan and self.plan is not None:
            return case_of(self.scenario, self.plan.assignment)
        return self.present

    @property
    def periods(self) -> range:
        """Periods of what is looked at."""
        return self.case.scenario.periods

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
        """The figures of the bar at the top, at once: gaps are counted, not listed."""
        return totals(self.case, self.at, self._counted)

    @property
    def _counted(self) -> Mapping[Severity, int]:
        """Gaps of each severity of what is looked at."""
        assert self.sitting is not None
        if self.sitting.state.view.is_present != self.on_plan:
            return self.sitting.figures.gaps
        found = Counter(each.severity for each in self.state.findings)
        return {severity: found[severity] for severity in Severity}

    def changed_role(self, role: str, period: int) -> bool:
        """Whether a role is carried by others in a period than in the plan before."""
        sitting = self.sitting
        return bool(self.on_plan and sitting and (role, period) in sitting.marks.role_periods)

    def changed_person(self, person: str, period: int) -> bool:
        """Whether a person carries something else in a period than in the plan before."""
        sitting = self.sitting
        return bool(self.on_plan and sitting and (person, period) in sitting.marks.person_periods)

    def label(self, person: str) -> str:
        """A person as shown: the id, with the name where names may be seen."""
        return self.tr.render(self.people.label(person))
