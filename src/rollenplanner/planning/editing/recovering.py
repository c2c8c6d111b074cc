"""What a sitting keeps for the case that it ends before anything is saved, and what others left."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.files.plan_files import parse_plan, plan_text
from rollenplanner.files.recovery_files import LeftBehind, RecoveryFile, left_behind
from rollenplanner.files.scenario_editing import EditedScenario
from rollenplanner.planning.editing.state import ANOTHER_PLAN


@dataclass(frozen=True, slots=True)
class Recovery:
    """Unsaved edits of a sitting that ended without saying what to do with them.

    Attributes:
        why: Why they cannot be taken over; None where they can.
    """

    left: LeftBehind = field(repr=False)
    why: Text | None

    @property
    def fits(self) -> bool:
        """Whether they can be taken over."""
        return self.why is None

    @property
    def when(self) -> datetime:
        """When the last of them was made, in UTC."""
        return self.left.when

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits, in the order in which they were made."""
        return self.left.edits

    @property
    def sentences(self) -> tuple[Text, ...]:
        """What was done."""
        plan = (ANOTHER_PLAN,) if self.left.plan is not None else ()
        return (*(each.sentence for each in self.edits), *plan)

    def plan(self, scenario: Scenario) -> Plan | None:
        """The plan that was accepted, if there was one.

        Raises:
            InputError: It is malformed, or is about other periods than the scenario.
        """
        if self.left.plan is None:
            return None
        return parse_plan(self.left.plan.encode(), self.left.path, scenario)


def _recovery(left: LeftBehind, sha256: str) -> Recovery:
    if left.sha256 == sha256:
        return Recovery(left, None)
    message = text(
        "The scenario was changed since these edits were made, so they are not made again; "
        "{file} keeps them.",
        file=str(left.path),
    )
    return Recovery(left, message)


class Keeper:
    """Keeps the unsaved edits of one sitting in a file, and knows what others left behind."""

    def __init__(self, edited: EditedScenario, *, recovery: bool) -> None:
        """Look for what was left behind; `recovery` false keeps and finds nothing."""
        self.problem: Text | None = None
        self.recoveries: tuple[Recovery, ...] = ()
        self._file = RecoveryFile(edited.path) if recovery else None
        self._before: RecoveryFile | None = None
        self._first = self._sha256 = edited.base.sha256
        self._elsewhere: tuple[Edit, ...] | None = None
        self._plan: Plan | None = None
        self._written: tuple[Plan, str] | None = None
        if recovery:
            found = left_behind(edited.path)
            self.recoveries = tuple(_recovery(each, self._sha256) for each in found)

    def begin_anew(self, edited: EditedScenario) -> None:
        """Edits are counted from the file as it was read now; what is kept stays until then."""
        self._first = self._sha256 = edited.base.sha256
        if self._file is not None:
            self._before, self._file = self._file, RecoveryFile(edited.path)

    def count_from(self, edited: EditedScenario) -> None:
        """The file says what these edits make of it."""
        self._sha256 = edited.with_checksum().sha256

    def saved_elsewhere(self, edits: tuple[Edit, ...]) -> None:
        """These edits are safe in another file."""
        self._elsewhere = edits

    def is_safe(self, edited: EditedScenario) -> bool:
        """Whether a file says what the edits make of the scenario."""
        return edited.saved or edited.edits == self._elsewhere

    def saved_plan(self, plan: Plan) -> None:
        """This plan is safe in a file."""
        self._plan = plan

    def has_saved(self, plan: Plan) -> bool:
        """Whether a plan is safe in a file."""
        return self._plan is plan

    def keep(self, edited: EditedScenario, plan: Plan | None) -> None:
        """Keep what is not safe anywhere else; a folder that refuses is a problem, no error."""
        if self._file is None:
            return
        unsaved = None if plan is None or self.has_saved(plan) else plan
        safe = self.is_safe(edited)
        try:
            if safe and unsaved is None:
                self._file.drop()
            else:
                self._write(self._file, edited, unsaved, safe=safe)
        except OSError as error:
            self.problem = text(
                "Unsaved edits cannot be kept for the case of a crash: {reason}",
                reason=error.strerror or type(error).__name__,
            )
            return
        self.problem = None
        if self._before is not None:
            self._before.drop()
            self._before = None

    def _write(
        self, file: RecoveryFile, edited: EditedScenario, plan: Plan | None, *, safe: bool
    ) -> None:
        content = None if plan is None else self._text_of(plan)
        if edited.withdrawn and not safe:
            # What was saved and then undone cannot be told as edits of the file as it is.
            file.keep(self._first, edited.edits, content)
        else:
            file.keep(self._sha256, () if safe else edited.pending, content)

    def _text_of(self, plan: Plan) -> str:
        """The text of a plan, made once: many edits follow on one plan."""
        if self._written is None or self._written[0] is not plan:
            self._written = (plan, plan_text(plan, as_json=True))
        return self._written[1]

    def discard(self, recovery: Recovery) -> None:
        """Remove what was left behind."""
        recovery.left.discard()
        self.recoveries = tuple(each for each in self.recoveries if each is not recovery)

    def close(self, *, discard: bool) -> None:
        """Leave the file for the next sitting, or remove it."""
        if self._file is None:
            return
        if discard:
            self._file.drop()
        else:
            self._file.leave()
