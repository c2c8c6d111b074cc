"""A tiny scenario file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.tiny_scenario import TINY


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY, encoding="utf-8")
    return path
