"""Writes the JSON Schemas that docs/ publishes (`make schemas`)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rollenplanner.files.schemas import PUBLISHED, schema_of

ROOT = Path(__file__).resolve().parent.parent


def published_text(kind: str) -> str:
    """The text of the published schema of a kind of file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write every schema."""
    for kind, name in PUBLISHED.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(published_text(kind), encoding="utf-8")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
