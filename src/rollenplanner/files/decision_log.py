"""The log beside a scenario: which changes somebody answers for, why, and what they changed.

One JSON object per line (docs/editing.md). People are ids. Hours and service of a person are told
without figures and months: absence and leaving read the same here as everywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.edit_data import edit_to_data
from rollenplanner.domain.editing.figures import Changed
from rollenplanner.domain.editing.people import AllHours, Begin, Leave, SetAvailable
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import text
from rollenplanner.files.yaml_writing import number_text

_FORMAT = 1
_SUFFIX = ".decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody answers for.

    Attributes:
        when: With its time zone.
        initials, reason: Who, and why, as they put it.
        sha256: Checksum of the scenario with the edits.
        plan: Whether a plan was accepted that was made in the same sitting.
        edits: In the order in which they were made.
        withdrawn: Edits of earlier decisions that are no longer in force.
        figures: Figures of the totals bar that differ.
    """

    when: datetime
    initials: str
    reason: str
    sha256: str
    plan: bool
    edits: Sequence[Edit]
    withdrawn: Sequence[Edit]
    figures: Sequence[Changed]


def log_of(scenario: Path) -> Path:
    """Where the log of a scenario is."""
    return scenario.with_name(f"{scenario.stem}{_SUFFIX}")


def append_decision(scenario: Path, decision: Decision) -> Path:
    """Add one line to the log; it is there whole, behind what others added, or not at all.

    Returns:
        The log.

    Raises:
        InputError: It cannot be written to.
    """
    path = log_of(scenario)
    line = json.dumps(_data(scenario, decision), ensure_ascii=False)
    try:
        _append(path, line)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = text("This cannot be written: {reason}", reason=reason)
        raise InputError([Problem(str(path), None, None, "", message)]) from error
    return path


def _append(path: Path, line: str) -> None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        _wait_for_others(handle)
        size = os.fstat(handle).st_size
        # A line that broke off, by a full disk or a crash, must not spoil this one.
        broken = size > 0 and _last_byte(handle, size) != b"\n"
        raw = f"{chr(10) if broken else ''}{line}\n".encode()
        if os.write(handle, raw) != len(raw):
            os.ftruncate(handle, size)
            raise OSError(None, "the disk is full")
        os.fsync(handle)
    finally:
        os.close(handle)


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)


def _wait_for_others(handle: int) -> None:
    """Take the lock of the log; where there are no locks, appending one piece has to do."""
    with contextlib.suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


def _data(scenario: Path, decision: Decision) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "when": decision.when.isoformat(timespec="seconds"),
        "scenario": scenario.name,
        "sha256": decision.sha256,
        "initials": decision.initials,
        "reason": decision.reason,
        "edits": [_edit(edit) for edit in decision.edits],
        "withdrawn": [_edit(edit) for edit in decision.withdrawn],
        "plan_accepted": decision.plan,
        "figures": {each.id: _figure(each) for each in decision.figures},
    }


def _edit(edit: Edit) -> Mapping[str, object]:
    if isinstance(edit, AllHours | Begin | Leave | SetAvailable):
        return {"kind": "time", "path": f"staff.{edit.person}"}
    return {**edit_to_data(edit), "path": edit.path}


def _figure(changed: Changed) -> list[object]:
    return [_number(changed.before), _number(changed.after)]


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(number_text(value))
