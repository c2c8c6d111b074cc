"""Many machines: hands tasks to a Dask scheduler (optional extra `cluster`).

A worker that dies costs no case: the scheduler gives its case to another one, and gives a case up
only after it has taken several workers along.
"""

from __future__ import annotations

import ipaddress
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from rollenplanner.batch.tasks import Outcome, Solve, Task, failed
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, text

if TYPE_CHECKING:
    from distributed import Client, Future

#: Tasks that wait at the scheduler for each thread of the workers, so that none of them idles.
_AHEAD = 3
#: How often the end is looked at, in seconds.
_POLL = 0.2
#: Seconds to reach the scheduler.
_PATIENCE = 15


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files for a connection that both sides prove themselves on."""

    authority: Path
    certificate: Path
    key: Path


def check_address(address: str, certificates: Certificates | None, *, plain: bool) -> None:
    """Make sure that data about staff travels encrypted, or that the user says it need not.

    Args:
        address: `tcp://host:port` or `tls://host:port`.
        certificates: For `tls`.
        plain: Whether an unencrypted connection to another machine is wanted.

    Raises:
        InputError: The address is none of these, or it is not safe.
    """
    problem = _obstacle(address, certificates, plain=plain)
    if problem is not None:
        raise InputError([Problem(None, None, None, "--scheduler", problem)])


def _obstacle(address: str, certificates: Certificates | None, *, plain: bool) -> Text | None:
    try:
        parts = urlsplit(address)
        complete = parts.scheme in ("tcp", "tls") and parts.hostname and parts.port
    except ValueError:
        complete = None
    if not complete:
        return text("Expected tcp://host:port or tls://host:port.")
    if parts.scheme == "tls":
        if certificates is None:
            return text("tls needs --tls-ca, --tls-cert and --tls-key.")
        missing = [
            str(each)
            for each in (certificates.authority, certificates.certificate, certificates.key)
            if not each.is_file()
        ]
        if missing:
            return text("There is no such file: {files}.", files=tuple(missing))
        return None
    if _is_loopback(parts.hostname or "") or plain:
        return None
    return text(
        "Data about staff would travel unencrypted to another machine. Use tls:// with "
        "certificates, or say --allow-plain if the network between is safe."
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class ClusterPool:
    """Runs tasks on the workers of a scheduler; every one of them has this program installed."""

    solve: Solve
    address: str
    certificates: Certificates | None = None

    def run(
        self, tasks: Iterable[Task], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Task, Outcome]]:
        """Work the tasks off; yields each with its outcome, in the order in which they end.

        Raises:
            InputError: The scheduler cannot be reached, or the extra is not installed.
        """
        client = _connect(self.address, self.certificates)
        under_way: dict[Future, Task] = {}
        heard = threading.Event()
        try:
            waiting = iter(tasks)
            while not stopped():
                self._hand_out(client, waiting, under_way, heard)
                if not under_way:
                    return
                heard.wait(_POLL)
                heard.clear()
                yield from _finished(under_way)
        finally:
            client.cancel(list(under_way), force=True)
            client.close()

    def _hand_out(
        self,
        client: Client,
        waiting: Iterator[Task],
        under_way: dict[Future, Task],
        heard: threading.Event,
    ) -> None:
        threads = sum(client.nthreads().values())
        while len(under_way) < _AHEAD * max(1, threads):
            task = next(waiting, None)
            if task is None:
                return
            name = f"rollenplanner-{task.key}"
            future = client.submit(self.solve, task.payload, key=name, pure=False)
            future.add_done_callback(lambda _: heard.set())
            under_way[future] = task


def _finished(under_way: dict[Future, Task]) -> Iterator[tuple[Task, Outcome]]:
    """What has come back."""
    done = [future for future in under_way if future.done()]
    for future in done:
        task = under_way.pop(future)
        error = future.exception() if future.status == "error" else None
        if error is not None:
            yield task, failed(f"{type(error).__name__}: {error}")
        elif future.status == "finished":
            outcome: Outcome = future.result()
            yield task, outcome
        else:
            yield task, failed(f"the scheduler gave it up: {future.status}")
        future.release()


def _connect(address: str, certificates: Certificates | None) -> Client:
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError:
        message = text("This needs the extra `cluster`: install rollenplanner[cluster].")
        raise InputError([Problem(None, None, None, "--scheduler", message)]) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    security: Any = None
    if certificates is not None:
        security = Security(
            tls_ca_file=str(certificates.authority),
            tls_client_cert=str(certificates.certificate),
            tls_client_key=str(certificates.key),
            require_encryption=True,
        )
    try:
        return Client(address, security=security, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = text("The scheduler cannot be reached: {reason}.", reason=type(error).__name__)
        raise InputError([Problem(None, None, None, "--scheduler", message)]) from None
