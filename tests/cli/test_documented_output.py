"""What the documents quote of commands that solve nothing is what these commands print.

A block of `console` holds commands and below each what it prints, at 80 columns. A line with two
dots stands for what is left out; the rest has to be there word for word, in that order.
"""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = ".."
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Sub-commands of which nothing is solved, and what they may be given at most.
_QUICK = {"catalogue": None, "validate": 1, "gaps": 1}


@dataclass(frozen=True)
class Quoted:
    """A command in a document, with the lines below it."""

    document: str
    words: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def is_quick(self) -> bool:
        """Whether it solves nothing and needs no plan."""
        if len(self.words) < 2 or self.words[1] not in _QUICK:
            return False
        most = _QUICK[self.words[1]]
        files = [word for word in self.words if word.endswith(".yaml")]
        return most is None or len(files) <= most


def _quoted_in(document: Path) -> Iterator[list[Quoted]]:
    """The commands of each block; those of one block follow each other in one folder."""
    for block in _BLOCK.findall(document.read_text(encoding="utf-8")):
        found: list[Quoted] = []
        command, lines = "", list[str]()
        # A backslash at the end of a line takes the next one along, as in a shell.
        for line in (*block.replace("\\\n", " ").splitlines(), "$ "):
            if not line.startswith("$ "):
                lines.append(line)
                continue
            if command:
                words = tuple(shlex.split(command))
                found.append(Quoted(document.name, words, tuple(lines)))
            command, lines = line.removeprefix("$ "), []
        yield found


def _blocks() -> list[list[Quoted]]:
    documents = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
    blocks = (block for document in documents for block in _quoted_in(document))
    quick = ([each for each in block if each.is_quick] for block in blocks)
    return [block for block in quick if block]


def _pieces(lines: Sequence[str]) -> list[list[str]]:
    """The lines between what is left out."""
    grouped = itertools.groupby(lines, key=lambda line: line == LEFT_OUT)
    return [list(group) for is_left_out, group in grouped if not is_left_out]


def _without_blank_end(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _place(piece: Sequence[str], printed: Sequence[str], start: int) -> int | None:
    """Where a piece stands in what was printed, from some line on; None where it does not."""
    last = len(printed) - len(piece)
    return next(
        (at for at in range(start, last + 1) if list(printed[at : at + len(piece)]) == piece), None
    )


def missing(quoted: Sequence[str], printed: Sequence[str]) -> list[str]:
    """The first piece of what is quoted that was not printed in its place; empty if all was."""
    told, seen = _without_blank_end(quoted), _without_blank_end(printed)
    start = 0
    for piece in _pieces(told):
        at = _place(_without_blank_end(piece), seen, start)
        begins_late = start == 0 and told[0] != LEFT_OUT and at
        if at is None or begins_late:
            return piece
        start = at + len(_without_blank_end(piece))
    ends_early = bool(told) and told[-1] != LEFT_OUT and start < len(seen)
    return [f"after it: {line}" for line in seen[start:]] if ends_early else []


@pytest.mark.parametrize(
    "block", _blocks(), ids=lambda block: f"{block[0].document} {' '.join(block[0].words[1:4])}"
)
def test_what_is_quoted_is_printed(
    run: Run, block: list[Quoted], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for each in block:
        result = run(*each.words[1:])
        assert result.code in (0, 2), result.err
        # Talk on stderr comes first where it is quoted at all.
        lacks = missing(each.lines, (result.err + result.out).splitlines())
        lacks = lacks and missing(each.lines, result.out.splitlines())
        assert not lacks, "\n".join((" ".join(each.words), "does not print", *lacks))


def test_the_documents_quote_such_commands() -> None:
    names = {each.document for block in _blocks() for each in block}
    assert names >= {"commands.md", "kcc.md", "ommen.md"}


@pytest.mark.parametrize(
    ("quoted", "lacks"),
    [
        (["a", "b", "c"], []),
        (["a", "..", "c"], []),
        (["a", ".."], []),
        (["..", "b", ".."], []),
        ([".."], []),
        (["b", ".."], ["b"]),
        (["a", "b"], ["after it: c"]),
        (["a", "..", "x", ".."], ["x"]),
        (["..", "c", "..", "a", ".."], ["a"]),
        # Nothing is quoted, so nothing is claimed.
        ([], []),
    ],
)
def test_pieces_stand_in_their_order(quoted: list[str], lacks: list[str]) -> None:
    assert missing(quoted, ["a", "b", "c"]) == lacks
