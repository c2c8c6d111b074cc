"""Which store of results to open: one that lies here, or a path that is typed and completed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList

from rollenplanner.batch.schema import APPLICATION_ID
from rollenplanner.domain.text import Translator
from rollenplanner.tui.dialogs import Finder, Found

#: How an SQLite file begins, and where the number stands that says whose it is.
_SQLITE, _WHOSE = b"SQLite format 3\0", slice(68, 72)
#: Folders are looked into so deep, and at most so many files are listed.
_DEPTH = 3
_MOST = 200
#: Endings of files that are looked at without being asked for.
_ENDINGS = (".db", ".sqlite", ".sqlite3")
#: So many names are guessed at where nothing is called what was typed.
_GUESSES = 5


def is_store(path: Path) -> bool:
    """Whether a file is a store of results."""
    try:
        with path.open("rb") as file:
            head = file.read(_WHOSE.stop)
    except OSError:
        return False
    return head.startswith(_SQLITE) and head[_WHOSE] == APPLICATION_ID.to_bytes(4, "big")


def store_files(folder: Path, depth: int = _DEPTH) -> Iterator[Path]:
    """The stores in a folder and those below it."""
    entries = _entries(folder)
    yield from (each for each in entries if each.suffix in _ENDINGS and is_store(each))
    for each in entries:
        hidden = each.name.startswith((".", "_"))
        if depth > 1 and not hidden and each.is_dir() and not each.is_symlink():
            yield from store_files(each, depth - 1)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def completions(typed: str) -> list[Path]:
    """Folders and stores whose path begins with what was typed, as a shell completes it."""
    at = Path(typed).expanduser()
    folder, begun = (at, "") if typed.endswith("/") or typed == "~" else (at.parent, at.name)
    found = []
    for each in _entries(folder):
        visible = begun.startswith(".") or not each.name.startswith(".")
        fits = visible and each.name.casefold().startswith(begun.casefold())
        if fits and (each.is_dir() or is_store(each)):
            found.append(each)
    return found[:_MOST]


def shown(path: Path) -> str:
    """A path as it is typed: a folder ends in a slash."""
    return f"{path}/" if path.is_dir() else str(path)


class StoreFinder(Finder):
    """Type part of a name, or a path; Tab completes, Enter opens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False, priority=True),
    ]

    def __init__(self, tr: Translator, take: Callable[[Path], None]) -> None:
        """Offer the stores that lie here.

        Args:
            tr: Language.
            take: Opens one.
        """
        self._here = list(islice(store_files(Path()), _MOST))
        self._take = take
        super().__init__(
            tr("Open results of a study"),
            tr("part of a name, or a path; Tab completes it, ⏎ opens"),
            tr(
                "No store of results here or below is called that; type a path, or make one with "
                "`rollenplanner batch`."
            ),
            (),
        )

    def _list(self, typed: str) -> None:
        if not self.built:
            return
        self._things = [self._found(each) for each in self._fitting(typed)]
        super()._list("")
        self.query_one(OptionList).highlighted = 0 if self._things else None

    def _fitting(self, typed: str) -> Sequence[Path]:
        """What is listed: by words, else by path, else what is called much like it."""
        words = typed.casefold().split()
        named = [each for each in self._here if all(w in str(each).casefold() for w in words)]
        if named or not words:
            return named
        found = completions(typed.strip())
        if found:
            return found
        names = {each.name.casefold(): each for each in self._here}
        near = difflib.get_close_matches(
            Path(typed.strip()).name.casefold(), names, n=_GUESSES, cutoff=0.5
        )
        return [names[name] for name in near]

    def _found(self, path: Path) -> Found:
        words = shown(path)
        return Found(words, words.casefold(), partial(self._take, path))

    def _choose(self, number: int | None) -> None:
        """Go into a folder, open a file; a typed path is opened as it is."""
        line = self.query_one(Input)
        typed = Path(line.value.strip()).expanduser()
        if number is None or number >= len(self._shown):
            if line.value.strip():
                self.dismiss()
                self.app.call_later(partial(self._take, typed))
            return
        path = Path(self._shown[number].words)
        if path.is_dir():
            self._type(shown(path))
        else:
            super()._choose(number)

    def action_complete(self) -> None:
        """Type what is marked in the list."""
        if not self.built:
            return
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._shown):
            self._type(self._shown[at].words)

    def _type(self, words: str) -> None:
        line = self.query_one(Input)
        line.value = words
        line.cursor_position = len(words)
