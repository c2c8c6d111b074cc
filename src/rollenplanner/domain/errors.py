"""The exceptions of this program: what went wrong, as data, rendered at the edge.

Every exception carries translatable text and an exit code (design section 6), so that both front
ends can show it in the language of choice without looking inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rollenplanner.domain.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth noting, in a file that a user wrote.

    Attributes:
        file: The file as the user named it; `None` when the problem is not in a file.
        line: Line in that file, counted from 1; `None` when unknown.
        column: Column in that line, counted from 1; `None` when unknown.
        path: Where in the content, such as `staff.P01.roles.economie.fte`; empty for the whole.
        message: The translatable sentence.
    """

    file: str | None
    line: int | None
    column: int | None
    path: str
    message: Text

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order by file, line, column and path; what has no place comes first."""
        return (self.file or "", self.line or 0, self.column or 0, self.path)

    def __lt__(self, other: Problem) -> bool:
        """Order problems as a reader meets them in the file."""
        return self.sort_key < other.sort_key


class RollenplannerError(Exception):
    """The root of every error that this program raises on purpose.

    Attributes:
        exit_code: What the command line exits with (design section 6).
    """

    exit_code = 1


class InputError(RollenplannerError):
    """Files that a user gave are wrong; carries all problems at once, sorted.

    Attributes:
        problems: At least one problem, in the order of file, line and column.
        notes: What deserves a second look beside, as far as that can be told; sorted.
    """

    exit_code = 2

    def __init__(self, problems: Iterable[Problem], notes: Iterable[Problem] = ()) -> None:
        """Keep the problems and notes, sorted.

        Args:
            problems: What is wrong; at least one.
            notes: What deserves a second look in what is right.

        Raises:
            ValueError: There are no problems, so there is nothing to raise.
        """
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        self.notes: tuple[Problem, ...] = tuple(sorted(notes))
        if not self.problems:
            raise ValueError("an InputError needs at least one problem")
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Show every problem on a line of its own, for logs and tests; front ends render."""
        return "\n".join(
            f"{problem.file}:{problem.line}:{problem.column}: {problem.path}: {problem.message}"
            for problem in self.problems
        )


class InternalError(RollenplannerError):
    """A promise of this program to itself was broken: an error of ours, never of the user.

    Attributes:
        message: The translatable sentence, with the figures that disagree.
    """

    def __init__(self, message: Text) -> None:
        """Keep the sentence.

        Args:
            message: What was promised and what came out.
        """
        self.message = message
        super().__init__(message)
