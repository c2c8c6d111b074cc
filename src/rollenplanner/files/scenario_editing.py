"""A scenario file with edits laid over it in memory, until somebody saves it.

The edited scenario is validated by the very reader of files; an edit that would make it wrong is
refused with the sentences that the file would get.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from pathlib import Path

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.operations import Operation
from rollenplanner.domain.editing.people import Hire, OpenVacancy, free_vacancy_id
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nodes import MapNode
from rollenplanner.files.patching import patched
from rollenplanner.files.scenario_files import Again, LoadedScenario, Reading, read_for_editing
from rollenplanner.files.scenario_saving import save_beside, save_into


@dataclass(slots=True)
class _Disk:
    """What the files hold as far as is known; shared by all states of one scenario.

    Attributes:
        files: What each file of the scenario held when it was read or written last.
        says: The content of the scenario according to them.
        edits: The edits that are in the file by now.
    """

    files: dict[Path, bytes | None]
    says: MapNode
    edits: tuple[Edit, ...] = ()

    def changed(self) -> Path | None:
        """A file that somebody else changed since, if there is one."""
        return next((each for each, held in self.files.items() if _held(each) != held), None)


def _held(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return None


@dataclass(frozen=True)
class EditedScenario:
    """A scenario with the edits in force; never changes.

    Attributes:
        edits: In the order in which they were made.
        scenario: With the edits; without a checksum as soon as there is an edit.
    """

    edits: tuple[Edit, ...]
    scenario: Scenario
    _reading: Reading = field(repr=False)
    _root: MapNode = field(repr=False)
    _disk: _Disk = field(repr=False)
    _again: Again | None = field(repr=False, default=None)

    @property
    def path(self) -> Path:
        """The file being edited."""
        return self._reading.path

    @property
    def base(self) -> LoadedScenario:
        """The file as it was read."""
        return self._reading.loaded

    @property
    def saved(self) -> bool:
        """Whether the file says what these edits make of it."""
        return self._disk.edits == self.edits

    @property
    def withdrawn(self) -> bool:
        """Whether the file has edits by now that are no longer in force."""
        return self.edits[: len(self._disk.edits)] != self._disk.edits

    @property
    def pending(self) -> tuple[Edit, ...]:
        """The edits in force that the file does not have, from the first that differs on."""
        both = zip(self.edits, self._disk.edits, strict=False)
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
        return self.edits[common:]

    @property
    def changed_on_disk(self) -> bool:
        """Whether somebody else changed a file of the scenario since it was read or saved."""
        return self._disk.changed() is not None

    def after(self, *edits: Edit) -> EditedScenario:
        """The scenario after more edits, all of them or none.

        Raises:
            InputError: An edit is refused, or makes the scenario wrong; with all that is wrong.
        """
        if not edits:
            return self
        state = self
        for edit in edits:
            state = state._after(edit)
        return state

    def _after(self, edit: Edit) -> EditedScenario:
        refusal = edit.refusal(self.scenario) or self._comes_back(edit)
        if refusal is not None:
            raise InputError([Problem(str(self.path), None, None, edit.path, refusal)])
        root = patched(self._root, edit.operations())
        again = self._reading.again(root)
        return EditedScenario(
            (*self.edits, edit), again.scenario, self._reading, root, self._disk, again
        )

    def _comes_back(self, edit: Edit) -> Text | None:
        """Why somebody new cannot have the id of somebody whom an overlay removed."""
        id = edit.vacancy if isinstance(edit, OpenVacancy) else ""
        id = edit.person if isinstance(edit, Hire) else id
        if id not in self.gone:
            return None
        return text('"{id}" was removed by an overlay; use another id.', id=id)

    @property
    def gone(self) -> Collection[str]:
        """Ids of people whom an overlay removed; nobody new can have one of them."""
        return self._reading.gone

    def free_vacancy_id(self) -> str:
        """An id that a new vacancy can have."""
        return free_vacancy_id(self.scenario, self._reading.gone)

    def with_checksum(self) -> Scenario:
        """The scenario with the checksum that its file has, or would have once it is saved."""
        return self._with_checksum

    @cached_property
    def _with_checksum(self) -> Scenario:
        return self._again.with_checksum() if self._again else self.scenario

    def save(self) -> Path:
        """Save into the file being edited, which keeps everything that no edit is about.

        Raises:
            InputError: Somebody else changed a file meanwhile, or it cannot be written.
            InternalError: What would be written says something else.
        """
        self._insist_unchanged()
        path = self.path
        before = self._disk.files[path]
        assert before is not None
        written = self._written()
        after = save_into(path, before, self._reading.below, written, self.with_checksum())
        self._disk.files[path] = after
        self._disk.says, self._disk.edits = written, self.edits
        return path

    def save_as(self, path: Path, *, replace: bool = False) -> Path:
        """Save as a new file that extends the file being edited, which stays as it is.

        Args:
            path: The new file.
            replace: Whether a file that is there may be overwritten.

        Raises:
            InputError: Somebody else changed a file meanwhile, a file is there, or it cannot be
                written.
            InternalError: What would be written says something else.
        """
        self._insist_unchanged()
        says, written = self._disk.says, self._written()
        save_beside(path, self.path, says, written, self.with_checksum(), replace=replace)
        return path

    def _written(self) -> MapNode:
        return patched(self._reading.written, self._operations())

    def _operations(self) -> Iterator[Operation]:
        for edit in self.edits:
            yield from edit.operations()

    def _insist_unchanged(self) -> None:
        found = self._disk.changed()
        if found is not None:
            raise InputError([Problem(str(found), None, None, "", _CHANGED)])


_CHANGED: Text = text(
    "This file was changed by somebody else since it was read; nothing is written over it."
)


def open_scenario(path: Path) -> EditedScenario:
    """Read a scenario file to be edited.

    Raises:
        InputError: Something is wrong; carries all problems, in the order of the files.
    """
    reading = read_for_editing(path)
    scenario = reading.loaded.scenario
    files = {path, *(Path(source.file) for source in scenario.sources.values())}
    disk = _Disk({each: _held(each) for each in files}, reading.written)
    return EditedScenario((), scenario, reading, reading.root, disk)
