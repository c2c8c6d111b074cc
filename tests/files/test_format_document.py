"""The examples in docs/scenario-format.md are sound, and every key stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.files.schemas import PUBLISHED, schema_of
from tests.files.small import write

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "scenario-format.md").read_text(encoding="utf-8")


def test_both_examples_are_read(tmp_path: Path) -> None:
    small, overlay = (part.partition("```")[0] for part in DOCUMENT.split("```yaml\n")[1:])

    base = read_scenario(write(tmp_path, small, "base.yaml"))
    changed = read_scenario(write(tmp_path, overlay, "krap.yaml"))

    assert base.notes == ()
    assert list(changed.scenario.staff) == ["P01", "V01"]
    assert changed.scenario.staff["P01"].fte == 80
    assert [pin.written for pin in changed.scenario.pins] == ["economie"]


def _keys(schema: Mapping[str, Any]) -> set[str]:
    parts = [part for name, part in schema["$defs"].items() if not name.endswith("Overlay")]
    return {key for part in parts for key in part.get("properties", {})}


def test_every_key_is_described() -> None:
    assert {key for key in _keys(schema_of("scenario")) if f"`{key}`" not in DOCUMENT} <= {
        # These stand inside an example of the value of another key.
        "gap",
        "shadow",
    }


def test_the_schema_is_where_the_document_says() -> None:
    assert PUBLISHED["scenario"] in DOCUMENT
