"""A sitting: one scenario file, the edits tried on it, the plan that counts, and the way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from pathlib import Path

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.figures import Figures, changed
from rollenplanner.domain.editing.marks import Marks
from rollenplanner.domain.editing.organisation import Rename
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment, Plan, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.files.decision_log import Decision, append_decision
from rollenplanner.files.plan_files import read_plan, write_plan
from rollenplanner.files.scenario_editing import EditedScenario, open_scenario
from rollenplanner.files.scenario_files import LoadedScenario
from rollenplanner.planning.editing.fragility import Fragile, FragilityRequest, FragilityResult
from rollenplanner.planning.editing.recovering import Keeper, Recovery
from rollenplanner.planning.editing.resolve import Resolved, ResolveRequest
from rollenplanner.planning.editing.state import Accepted, Made, State, Step, View

_INITIALS = re.compile(r"[^\W\d_](?:[^\W\d_]|[. -]){0,19}")
_LONGEST_REASON = 2000


class Sitting:
    """Everything that is tried on one scenario; belongs to one thread.

    What takes long is a request (`resolve_request`, `fragility_request`) that runs anywhere and
    never touches the sitting.
    """

    def __init__(self, edited: EditedScenario, plan: Plan | None, keeper: Keeper) -> None:
        """Begin; `Sitting.open` reads the files."""
        self._states = [State(edited, plan)]
        self._steps: list[Step] = []
        self._position = 0
        self._recorded = (self._states[0], 0)
        self._brought: Plan | None = None
        self._fragility: FragilityResult | None = None
        self._keeper = keeper

    @classmethod
    def open(cls, path: Path, plan: Path | None = None, *, recovery: bool = True) -> Sitting:
        """Read a scenario, and the plan that counts if there is one.

        Args:
            path: The scenario file.
            plan: A plan file; None: the present state counts until a plan is accepted.
            recovery: Whether unsaved edits are kept in a file while the sitting lasts.

        Raises:
            InputError: A file cannot be read or is malformed; carries all problems.
        """
        edited = open_scenario(path)
        found = None if plan is None else read_plan(plan, edited.scenario)
        return cls(edited, found, Keeper(edited, recovery=recovery))

    # -- what there is

    @property
    def path(self) -> Path:
        """The file being edited."""
        return self._edited.path

    @property
    def base(self) -> LoadedScenario:
        """The scenario as the file has it, with its notes."""
        return self._edited.base

    @property
    def state(self) -> State:
        """Where the sitting is; another object after every change."""
        return self._states[self._position]

    @property
    def _edited(self) -> EditedScenario:
        return self.state.edited

    @property
    def scenario(self) -> Scenario:
        """The scenario with the edits in force."""
        return self._edited.scenario

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits in force, in the order in which they were made."""
        return self._edited.edits

    @property
    def dirty(self) -> bool:
        """Whether the edits in force, or their absence, stand in no file."""
        return not self._keeper.is_safe(self._edited)

    @property
    def plan(self) -> Assignment | None:
        """What the scenario knows of the plan that counts; None where the present state does."""
        return self.state.plan

    @property
    def accepted(self) -> Plan | None:
        """The plan that counts as it was made or read, for a scenario that may have changed."""
        return self.state.accepted

    @property
    def previous(self) -> Assignment | None:
        """The plan that counted before the one that does."""
        return self.state.previous

    @property
    def view(self) -> View:
        """What every screen shows; the same object until something changes."""
        return self.state.view

    @property
    def figures(self) -> Figures:
        """The totals bar."""
        return self.state.figures

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the view cannot guarantee, and what rules it breaks; worst first."""
        return self.state.findings

    @property
    def marks(self) -> Marks:
        """In what the plan that counts differs from the one before it."""
        return self.state.marks

    def free_vacancy_id(self) -> str:
        """An id that a new vacancy can have."""
        return self._edited.free_vacancy_id()

    # -- trying

    def apply(self, *edits: Edit) -> None:
        """Make edits, all of them or none; what was undone before is gone then.

        Raises:
            InputError: An edit is refused, or makes the scenario wrong. Nothing has changed.
        """
        if edits:
            before = self.state
            edited = before.edited.after(*edits)
            self._go_on(Made(edits), State(edited, before.accepted, before.previous, before))

    def accept(self, plan: Plan) -> None:
        """Let another plan count from here on; to go back is to undo."""
        self._go_on(Accepted(plan), State(self._edited, plan, self.plan, self.state))

    def _go_on(self, step: Step, state: State) -> None:
        self._steps[self._position :] = [step]
        self._states[self._position + 1 :] = [state]
        self._move(1)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to go back."""
        return self._position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step that was undone."""
        return self._position < len(self._steps)

    def undo(self) -> Step | None:
        """Go one step back; returns the step, None if there is none."""
        if not self.can_undo:
            return None
        self._move(-1)
        return self._steps[self._position]

    def redo(self) -> Step | None:
        """Make the step again that was undone last; returns it, None if there is none."""
        if not self.can_redo:
            return None
        self._move(1)
        return self._steps[self._position - 1]

    def _move(self, by: int) -> None:
        self._position += by
        self._keep()

    # -- what takes long

    def resolve_request(self, settings: Settings, *, jumps: int | None = 5) -> ResolveRequest:
        """A search for a plan of the scenario as it is now, close to the plan that counts.

        Args:
            settings: Seed, workers, time limit, determinism.
            jumps: How many cells may differ beyond what is forced; None: any number.
        """
        return ResolveRequest(settings, jumps, self.state)

    def fits(self, resolved: Resolved) -> bool:
        """Whether a plan was made for the scenario as it is now."""
        return resolved.state.edited is self._edited

    def fragility_request(self) -> FragilityRequest:
        """A computation of how fragile the view is."""
        return FragilityRequest(self.state)

    def take_fragility(self, result: FragilityResult) -> None:
        """Keep what a computation came to, unless it was stopped early."""
        if result.value.complete:
            result.state.fragility = result.value
            self._fragility = result

    @property
    def fragility(self) -> Fragile:
        """How fragile the view is; stale where that was computed for another state only."""
        if self.state.fragility is not None:
            return Fragile(self.state.fragility, stale=False)
        return Fragile(self._fragility.value if self._fragility else None, stale=True)

    # -- files

    @property
    def changed_on_disk(self) -> bool:
        """Whether somebody else changed a file of the scenario."""
        return self._edited.changed_on_disk

    def reload(self) -> None:
        """Read the file again and make the edits again that it does not have yet.

        Steps can be undone back to the file as it is now. A plan that counted goes on to count.

        Raises:
            InputError: The file is wrong, or an edit does not fit it any more. Nothing has changed.
        """
        fresh = open_scenario(self.path)
        pending = self._edited.pending
        again = fresh.after(*pending)
        plan, previous = self.accepted, self.previous
        self._brought = self._new_plan
        self._keeper.begin_anew(fresh)
        self._states = [State(fresh, plan, previous)]
        self._steps, self._position = [], 0
        self._recorded = (self._states[0], 0)
        if pending:
            self._go_on(Made(pending), State(again, plan, previous))
        else:
            self._keep()

    def save(self) -> Path:
        """Save into the file being edited, which keeps everything that no edit is about.

        Raises:
            InputError: Somebody else changed a file meanwhile, or it cannot be written.
            InternalError: What would be written says something else; nothing is written.
        """
        path = self._edited.save()
        self._keeper.count_from(self._edited)
        self._keep()
        return path

    @property
    def plan_unsaved(self) -> bool:
        """Whether a plan counts that was accepted here and that no file holds."""
        return self._new_plan is not None and not self._keeper.has_saved(self._new_plan)

    def save_plan(self, path: Path) -> Path:
        """Write the plan that was accepted last as a plan file, whole or not at all.

        Raises:
            InputError: No plan was accepted, or the file cannot be written there.
        """
        plan = self.accepted
        if plan is None:
            message = text("There is no plan to save; the present state counts.")
            raise InputError([Problem(str(path), None, None, "", message)])
        write_plan(plan, path)
        self._keeper.saved_plan(plan)
        self._keep()
        return path

    def save_as(self, path: Path, *, name: str | None = None, replace: bool = False) -> Path:
        """Save the edits as a new file that extends the one being edited, which stays as it is.

        Args:
            path: The new file.
            name: Name of the variant; None: that of the scenario.
            replace: Whether a file that is there may be overwritten.

        Raises:
            InputError: A file was changed meanwhile or is there, or it cannot be written.
            InternalError: What would be written says something else; nothing is written.
        """
        named = self._edited if name is None else self._edited.after(Rename(name))
        saved = named.save_as(path, replace=replace)
        self._keeper.saved_elsewhere(self.edits)
        self._keep()
        return saved

    @property
    def unrecorded(self) -> tuple[Edit, ...]:
        """Edits in force that nobody has put initials to in this sitting."""
        recorded = self._recorded[0].edited.edits
        return self.edits[_common(self.edits, recorded) :]

    def record(self, initials: str, reason: str, when: datetime) -> Path:
        """Put initials and a reason to the edits that have none yet, in the log of the scenario.

        Args:
            initials: Of who answers for them.
            reason: Why; without anything about the health or life of a person.
            when: Now, with a time zone.

        Returns:
            The log.

        Raises:
            InputError: Initials or reason are missing, or the log cannot be written to.
        """
        initials, reason = initials.strip(), reason.strip()
        _insist(initials, reason)
        before, position = self._recorded
        since = self._steps[position : self._position]
        decision = Decision(
            when,
            initials,
            reason,
            self._edited.with_checksum().sha256,
            any(isinstance(step, Accepted) for step in since),
            self.unrecorded,
            before.edited.edits[_common(before.edited.edits, self.edits) :],
            changed(before.figures, self.figures),
        )
        path = append_decision(self.path, decision)
        self._recorded = (self.state, self._position)
        return path

    # -- what a crash must not lose

    @property
    def recoveries(self) -> tuple[Recovery, ...]:
        """What earlier sittings left behind, newest first."""
        return self._keeper.recoveries

    @property
    def recovery_problem(self) -> Text | None:
        """Why unsaved edits cannot be kept anywhere; None as long as they are."""
        return self._keeper.problem

    def recover(self, recovery: Recovery) -> None:
        """Make the edits of an earlier sitting again, and let its plan count.

        Raises:
            InputError: They do not fit the scenario any more. Nothing has changed.
        """
        if recovery.why is not None:
            raise InputError([Problem(str(self.path), None, None, "", recovery.why)])
        plan = recovery.plan(self._states[0].edited.scenario)
        self.apply(*recovery.edits)
        if plan is not None:
            self.accept(plan)
        self.discard_recovery(recovery)

    def discard_recovery(self, recovery: Recovery) -> None:
        """Remove what an earlier sitting left behind."""
        self._keeper.discard(recovery)

    def close(self, *, discard: bool = False) -> None:
        """End the sitting; unsaved edits stay for the next one unless they are discarded."""
        self._keeper.close(discard=discard)

    @property
    def _new_plan(self) -> Plan | None:
        """The plan that counts, if it was accepted in this sitting."""
        steps = self._steps[: self._position]
        brought = self._brought is not None and self.accepted is self._brought
        new = brought or any(isinstance(step, Accepted) for step in steps)
        return self.accepted if new else None

    def _keep(self) -> None:
        self._keeper.keep(self._edited, self._new_plan)


def _common(some: Sequence[Edit], others: Sequence[Edit]) -> int:
    """How many edits are the same from the first on."""
    pairs = zip(some, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def wrong_initials(initials: str) -> Text | None:
    """What is wrong with initials; None if nothing is."""
    if _INITIALS.fullmatch(initials.strip()):
        return None
    return text("Give initials: at most 20 letters, with or without points.")


def _insist(initials: str, reason: str) -> None:
    problems = []
    wrong = wrong_initials(initials)
    if wrong is not None:
        problems.append(Problem(None, None, None, "initials", wrong))
    if not reason or len(reason) > _LONGEST_REASON:
        message = text("Give a reason of at most {n} characters.", n=_LONGEST_REASON)
        problems.append(Problem(None, None, None, "reason", message))
    if problems:
        raise InputError(problems)
