"""A real scheduler with two worker processes on loopback: the same results, and none lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rollenplanner.__main__ import main
from tests.batch.dump import content, results
from tests.batch.studies import write_study

PATIENCE = 120
#: Six different cases, so that some are still open when a worker is killed.
SPEC = """\
format: 1
name: Proefstudie
base: scenario.yaml
settings: {time_limit: 0.5}
vary:
  - {path: clusters.a.fte, from: 1, to: 6, step: 0.5}
"""


#: On this machine only; left out, both open their pages of status to the network.
_DASHBOARD = ("--dashboard-address", "127.0.0.1:0")


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    address: str
    workers: list[subprocess.Popen[bytes]]
    scheduler: subprocess.Popen[bytes]


def _start(module: str, *arguments: str, folder: Path) -> subprocess.Popen[bytes]:
    # Whatever they have to say goes nowhere: nobody reads it here.
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("dask")
    address = f"tcp://127.0.0.1:{_free_port()}"
    port = address.rpartition(":")[2]
    scheduler = _start(
        "distributed.cli.dask_scheduler",
        *("--host", "127.0.0.1", "--port", port, *_DASHBOARD, "--no-show"),
        folder=folder,
    )
    quiet = (*_DASHBOARD, "--no-nanny", "--nthreads", "1", "--death-timeout", "60")
    workers = [
        _start("distributed.cli.dask_worker", address, "--host", "127.0.0.1", *quiet, folder=folder)
        for _ in range(2)
    ]
    _wait_for(port)
    yield Cluster(address, workers, scheduler)
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def _wait_for(port: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", int(port)), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


def _run(spec: Path, store: Path, *arguments: str) -> None:
    assert main(["batch", str(spec), "--store", str(store), *arguments]) == 0


def test_nothing_listens_beyond_this_machine(cluster: Cluster) -> None:
    """As docs/batches.md starts them; left out, pages of status are open to the network."""
    psutil = pytest.importorskip("psutil")
    for process in (cluster.scheduler, *cluster.workers):
        connections = psutil.Process(process.pid).net_connections("inet")
        listening = {each.laddr.ip for each in connections if each.status == "LISTEN"}
        assert listening <= {"127.0.0.1"}
    assert "127.0.0.1" in {
        each.laddr.ip for each in psutil.Process(cluster.scheduler.pid).net_connections("inet")
    }


def test_the_same_results_also_if_a_worker_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    spec = write_study(tmp_path, SPEC)
    here, there = tmp_path / "here.db", tmp_path / "there.db"
    _run(spec, here, "--workers", "2")

    def kill_one() -> None:
        deadline = time.monotonic() + PATIENCE
        while results(there) < 2 and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(cluster.workers[0].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    _run(spec, there, "--scheduler", cluster.address)
    killer.join()
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert results(there) == 11
    assert content(there) == content(here)
