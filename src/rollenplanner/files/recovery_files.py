"""Keeps unsaved edits of a sitting in a file of its own, so that a crash loses nothing.

The file stands beside the scenario, or in the user's folder for states where that cannot be written
to. Each sitting has a name of its own and holds a lock on its file while it lives; so two sittings
on one scenario never touch each other's, and only what a sitting left behind is found.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.edit_data import edit_from_data, edit_to_data

try:
    import fcntl
except ImportError:  # Windows; without locks, what living sittings keep is found as well.
    _LOCKS = False
else:
    _LOCKS = True

_FORMAT = 1
_SUFFIX = ".recovery.json"
#: Letters of the name of a scenario that are shown where names might grow too long.
_SHORT = 40


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Edits that a sitting left behind.

    Attributes:
        path: The file that keeps them.
        when: When the last of them was made, in UTC.
        sha256: Checksum of the scenario that they are edits of.
        edits: In the order in which they were made.
        plan: Text of the plan file of the plan that was accepted; None if there was none.
    """

    path: Path
    when: datetime
    sha256: str
    edits: tuple[Edit, ...]
    plan: str | None = None

    def discard(self) -> None:
        """Remove the file; nothing happens if it is gone."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)


class RecoveryFile:
    """The file of one sitting; made when there is something to keep."""

    def __init__(self, scenario: Path) -> None:
        """Prepare for the file being edited."""
        self._scenario = scenario.resolve()
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._path: Path | None = None
        self._handle: int | None = None

    @property
    def path(self) -> Path | None:
        """Where it is; None while nothing is kept."""
        return self._path

    def keep(self, sha256: str, edits: Sequence[Edit], plan: str | None = None) -> None:
        """Keep these edits in place of those before.

        Args:
            sha256: Checksum of the scenario that they are edits of.
            edits: In the order in which they were made.
            plan: Text of the plan file of a plan that was accepted.

        Raises:
            OSError: No folder can be written to.
        """
        content = {
            "format": _FORMAT,
            "sha256": sha256,
            "edits": [edit_to_data(edit) for edit in edits],
            **({"plan": plan} if plan is not None else {}),
        }
        raw = json.dumps(content, ensure_ascii=False, indent=1).encode()
        if self._path is not None:
            self._write(self._path, raw)
            return
        trouble: OSError | None = None
        for path in _paths(self._scenario, self._name):
            try:
                self._write(path, raw)
            except OSError as error:
                trouble = error
            else:
                self._path = path
                return
        assert trouble is not None
        raise trouble

    def drop(self) -> None:
        """There is nothing to keep any more."""
        path, self._path = self._path, None
        if path is not None:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        self._let_go(None)

    def leave(self) -> None:
        """Let go of the file and leave it for the next sitting."""
        self._path = None
        self._let_go(None)

    def _write(self, path: Path, raw: bytes) -> None:
        """Put a new file in place of the old one, locked from before it has its name."""
        temporary = path.with_name(f"{path.name}.tmp")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            _lock(handle)
            with os.fdopen(os.dup(handle), "wb") as stream:
                stream.write(raw)
                stream.flush()
                os.fsync(handle)
            temporary.replace(path)
        except OSError:
            os.close(handle)
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        self._let_go(handle)

    def _let_go(self, handle: int | None) -> None:
        before, self._handle = self._handle, handle
        if before is not None:
            os.close(before)


def left_behind(scenario: Path) -> list[LeftBehind]:
    """What sittings on a scenario left behind that are gone, newest first."""
    found: dict[Path, LeftBehind] = {}
    for folder, prefix in _folders(scenario.resolve()):
        with contextlib.suppress(OSError):
            for path in sorted(folder.glob(f"{_escaped(prefix)}*{_SUFFIX}")):
                left = _read(path)
                if left is not None:
                    found[path] = left
    return sorted(found.values(), key=lambda each: (each.when, each.path), reverse=True)


def _read(path: Path) -> LeftBehind | None:
    """A file that nobody holds; None for one in use, and for what is no such file."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        if not _lock(handle):
            return None
        with os.fdopen(os.dup(handle), "rb") as stream:
            raw = stream.read()
        when = datetime.fromtimestamp(os.fstat(handle).st_mtime, UTC)
        return _left(path, when, json.loads(raw))
    except (OSError, ValueError):
        return None
    finally:
        os.close(handle)


def _left(path: Path, when: datetime, data: Any) -> LeftBehind | None:
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        return None
    edits, sha256, plan = data.get("edits"), data.get("sha256"), data.get("plan")
    if not isinstance(edits, list) or not isinstance(sha256, str):
        return None
    if plan is not None and not isinstance(plan, str):
        return None
    return LeftBehind(path, when, sha256, tuple(map(edit_from_data, edits)), plan)


def _lock(handle: int) -> bool:
    """Take the lock of an open file; it goes when the file is closed, also by a crash."""
    if not _LOCKS:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


# -- where


def _paths(scenario: Path, name: str) -> Iterator[Path]:
    for folder, prefix in _folders(scenario):
        with contextlib.suppress(OSError):
            if folder != scenario.parent:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield folder / f"{prefix}{name}{_SUFFIX}"


def _folders(scenario: Path) -> Iterator[tuple[Path, str]]:
    """Folders in which a file can be, and how the names of this scenario's begin there."""
    yield scenario.parent, f".{scenario.name}."
    state = os.environ.get("XDG_STATE_HOME")
    folder = Path(state) if state else Path.home() / ".local" / "state"
    # Scenarios of one name in different folders are kept apart.
    where = hashlib.sha256(str(scenario).encode()).hexdigest()[:16]
    yield folder / "rollenplanner", f"{scenario.stem[:_SHORT]}.{where}."


def _escaped(prefix: str) -> str:
    """A prefix for a search in which no sign means anything but itself."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in prefix)
