"""The pins of the benchmarks go together with those of the project."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+) \\$", path.read_text(encoding="utf-8"), re.M))


def test_one_version_of_each_package() -> None:
    ours = pins(ROOT / "requirements.txt")
    theirs = pins(ROOT / "benchmarks" / "requirements.txt")
    assert {"highspy", "matplotlib"} <= theirs.keys()
    assert {"distributed", "matplotlib"} <= ours.keys()
    assert "highspy" not in ours
    shared = ours.keys() & theirs.keys()
    assert "ortools" in shared
    assert {name: ours[name] for name in shared} == {name: theirs[name] for name in shared}


def test_every_pin_has_a_hash_and_no_address() -> None:
    text = (ROOT / "benchmarks" / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.M)[1:]
    assert len(blocks) == len(pins(ROOT / "benchmarks" / "requirements.txt"))
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index-url" not in text.replace("--no-emit-index-url", "")
