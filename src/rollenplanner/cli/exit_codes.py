"""What the program exits with (design section 6)."""

import enum


class ExitCode(enum.IntEnum):
    """The numbers that scripts rely on; they never change meaning."""

    DONE = 0
    OUR_ERROR = 1
    WRONG_INPUT = 2
    INFEASIBLE = 3
    NOTHING_FOUND = 4
    BROKEN_RULE = 5
    SEVERITY_REACHED = 6
    INTERRUPTED = 130
    PIPE_CLOSED = 141
