"""A process that works for this one: what is said to it, and how it is heard.

It is started as a program, not forked or spawned: the caller's own program need not be prepared
for that. Messages are pickled objects in its standard input and output. Staff data stays in these
pipes.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from rollenplanner.solver.outcome import StopFlag

#: How often the stop flag is looked at while waiting, in seconds.
POLL = 0.05
#: How long a process may take to end by itself, in seconds.
GRACE = 0.2


class Lost(Exception):
    """The process is gone, or does not do what it was asked for."""


@dataclass(slots=True)
class Companion:
    """The near end of a process.

    Attributes:
        module: The program at the other end, as `python -m` takes it.
        stop: Ends all waiting.
        lost: Whether nothing can be expected any more.
    """

    module: str
    stop: StopFlag
    lost: bool = False
    _process: subprocess.Popen[bytes] = field(init=False)
    _heard: queue.Queue[object] = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        """Start the process."""
        # -P: the folder that the user happens to work in is no place to import from. A group of its
        # own, so that Ctrl-C is the business of this process alone.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            process_group=0 if os.name == "posix" else None,
        )
        assert self._process.stdout is not None
        listen = threading.Thread(
            target=_listen, args=(self._process.stdout, self._heard), name="hear", daemon=True
        )
        listen.start()

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def say(self, message: object) -> None:
        """Send a message; nothing happens if the process is gone."""
        if self.lost or self._process.stdin is None:
            return
        content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        try:
            self._process.stdin.write(content)
            self._process.stdin.flush()
        except OSError:
            self.lost = True

    def hear(self, going: Callable[[], bool] | None = None) -> object | None:
        """The next answer; None if it is not waited for to the end.

        Args:
            going: Asked now and then: whether to go on waiting; None: until the stop flag is set.

        Raises:
            Lost: If none will come.
        """
        while not self.lost:
            with contextlib.suppress(queue.Empty):
                answer = self._heard.get(timeout=POLL)
                if answer is not None:
                    return answer
                self.lost = True
            if self.stop.is_set() or not (going is None or going()):
                # What was asked may still be answered later, to nobody.
                self.lost = True
                return None
        raise Lost

    def close(self) -> None:
        """End the process."""
        self.lost = True
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        if self.stop.is_set():
            self._process.kill()  # whoever stops waits for nothing
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def answer_orders(answer: Callable[[object], object]) -> None:
    """The far end: answer what comes in, one by one, until there is no more.

    Messages come on standard input, answers go to standard output; whatever else is printed gets
    lost.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(BrokenPipeError):  # nobody listens any more
        serve(sys.stdin.buffer, answers, answer)


def serve(hear: BinaryIO, say: BinaryIO, answer: Callable[[object], object]) -> None:
    """Answer orders until there are no more; an answer None is not sent.

    Args:
        hear: Where orders come from.
        say: Where answers go.
        answer: What becomes of an order: one answer, or several, sent as they come.
    """
    while True:
        try:
            order = pickle.load(hear)
        except EOFError:
            return
        found = answer(order)
        for each in found if isinstance(found, Iterator) else (found,):
            if each is not None:
                pickle.dump(each, say, protocol=pickle.HIGHEST_PROTOCOL)
                say.flush()


def _listen(stream: BinaryIO, heard: queue.Queue[object]) -> None:
    """Collect all that the other end says, and None at its end."""
    with stream:
        try:
            while True:
                heard.put(pickle.load(stream))
        except (EOFError, OSError, pickle.UnpicklingError):
            heard.put(None)


def _environment() -> dict[str, str]:
    """The same places to import from as here."""
    paths = os.pathsep.join(path for path in sys.path if path)
    return {**os.environ, "PYTHONPATH": paths}
