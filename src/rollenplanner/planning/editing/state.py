"""One state of a sitting, and what every screen shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.coverage import find_gaps, with_broken_rules
from rollenplanner.domain.earlier import carried
from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.figures import Figures, figures_of
from rollenplanner.domain.editing.marks import Marks, marks_between
from rollenplanner.domain.facts import share_grades
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.stressed import Stressed
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.files.scenario_editing import EditedScenario
from rollenplanner.files.yaml_nodes import without_collector

#: So many edits of one step are told.
_TOLD = 3
ANOTHER_PLAN = text("Another plan is accepted.")


@dataclass(frozen=True, slots=True)
class Made:
    """A step of a sitting: edits that were made together."""

    edits: tuple[Edit, ...]

    @property
    def sentence(self) -> Text:
        """What was edited; of many edits the first ones."""
        said, *more = [each.sentence for each in self.edits[:_TOLD]]
        for sentence in more:
            said = text("{sentences} {sentence}", sentences=said, sentence=sentence)
        left = len(self.edits) - _TOLD
        if left > 0:
            said = text_n(
                "{sentences} And {n} change more.",
                "{sentences} And {n} changes more.",
                left,
                sentences=said,
            )
        return said


@dataclass(frozen=True, slots=True)
class Accepted:
    """A step of a sitting: another plan counts from here on."""

    plan: Plan

    @property
    def sentence(self) -> Text:
        """That it is another one."""
        return ANOTHER_PLAN


Step = Made | Accepted


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What every screen shows: a plan, or the present state as a plan of one period.

    Attributes:
        scenario: What the assignment is for; of the present state that of its one period.
        assignment: As far as the scenario knows it.
        is_present: It is the present state.
    """

    scenario: Scenario
    assignment: Assignment
    is_present: bool

    @property
    def case(self) -> Case:
        """The assignment laid beside its scenario."""
        return case_of(self.scenario, self.assignment)


class State:
    """A scenario with edits and the plan that counts; what follows is computed when asked for."""

    def __init__(
        self,
        edited: EditedScenario,
        plan: Plan | None = None,
        previous: Assignment | None = None,
        before: State | None = None,
    ) -> None:
        """Begin.

        Args:
            edited: The scenario.
            plan: The plan that counts; None: the present state does.
            previous: The plan that counted before.
            before: The state that an edit or another plan made this of.
        """
        self.edited = edited
        self.accepted = plan
        self.previous = previous
        self.fragility: Stressed | None = None
        self._before = before

    @cached_property
    def plan(self) -> Assignment | None:
        """What the scenario still knows of the plan."""
        if self.accepted is None:
            return None
        return carried(self.edited.scenario, self.accepted.assignment).assignment

    @cached_property
    def view(self) -> View:
        """What every screen shows."""
        with without_collector():
            return self._view()

    def _view(self) -> View:
        scenario, before = self.edited.scenario, self._before
        if self.plan is not None:
            found = View(scenario, self.plan, is_present=False)
        else:
            found = View(present_scenario(scenario), present_plan(scenario), is_present=True)
        if before is not None:
            share_grades(found.scenario, before.view.scenario)
            self._before = None
        return found

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the view cannot guarantee, and the rules that it breaks; worst first."""
        scenario, assignment = self.view.scenario, self.view.assignment
        with without_collector():
            found = with_broken_rules(
                find_gaps(scenario, assignment), check_all(scenario, assignment)
            )
        return tuple(found)

    @cached_property
    def figures(self) -> Figures:
        """The totals bar."""
        with without_collector():
            return figures_of(self.view.case)

    @cached_property
    def marks(self) -> Marks:
        """In what the plan differs from the one before it; nothing where there is none."""
        if self.plan is None or self.previous is None:
            return Marks()
        return marks_between(self.previous, self.plan)
