"""A batch that is killed goes on where it was, and ends with the same store."""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path

from tests.batch.dump import content, results
from tests.batch.studies import write_study
from tests.cli.conftest import start

PATIENCE = 120
#: Six sizes of a cluster times ten seeds: more than a fast machine does before the tenth kill.
CASES = 60
SPEC = """\
format: 1
name: Proefstudie
base: scenario.yaml
settings: {time_limit: 0.2}
vary:
  - {path: clusters.a.fte, from: 1, to: 6, step: 1}
  - {seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}
"""


def _finish(folder: Path, store: str, *arguments: str) -> str:
    process = start("batch", "studie.yaml", "--store", store, *arguments, folder=folder)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    return out


def _until(folder: Path, wanted: int, process_ended: object) -> None:
    """Wait until the store holds so many results."""
    deadline = time.monotonic() + PATIENCE
    while results(folder / "killed.db") < wanted and time.monotonic() < deadline:
        if callable(process_ended) and process_ended() is not None:
            return
        time.sleep(0.005)


def test_killed_ten_times_it_ends_with_the_same_store(tmp_path: Path) -> None:
    """The moments are drawn: after some more results, and a moment later."""
    write_study(tmp_path, SPEC)
    _finish(tmp_path, "whole.db", "--workers", "1")
    draw = random.Random(6)
    killed = 0
    for _ in range(10):
        process = start(
            "batch", "studie.yaml", "--store", "killed.db", "--workers", "2", folder=tmp_path
        )
        _until(tmp_path, results(tmp_path / "killed.db") + draw.randint(0, 2), process.poll)
        time.sleep(draw.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        killed += process.returncode == -signal.SIGKILL
    assert killed == 10
    known = results(tmp_path / "killed.db")
    said = json.loads(_finish(tmp_path, "killed.db", "--workers", "2", "--json"))
    assert said["computed"] == CASES - known
    assert content(tmp_path / "killed.db") == content(tmp_path / "whole.db")


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    write_study(tmp_path, SPEC)
    process = start("batch", "studie.yaml", "--store", "killed.db", "--lang", "en", folder=tmp_path)
    _until(tmp_path, 2, process.poll)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "what is done is kept" in err
    assert "not computed yet" in out
    known = results(tmp_path / "killed.db")
    assert 2 <= known < CASES
    said = json.loads(_finish(tmp_path, "killed.db", "--json"))
    assert said["computed"] == CASES - known
    assert said["statuses"] == {"optimal": CASES}
