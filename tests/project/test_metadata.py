"""What the project says about itself agrees with itself, and with the standards it follows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from rollenplanner import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def publiccode() -> Any:
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_one_version_everywhere(publiccode: Any) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__ == publiccode["softwareVersion"]


def test_one_licence_everywhere(publiccode: Any) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == publiccode["legal"]["license"] == "EUPL-1.2"
    assert licence.startswith("SPDX-License-Identifier: EUPL-1.2\n")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_descriptions_have_the_lengths_of_the_standard(publiccode: Any, language: str) -> None:
    """publiccode.yml 0.4: short at most 150, long 500 to 10,000, generic name at most 35."""
    description = publiccode["description"][language]
    assert len(description["shortDescription"]) <= 150
    assert 500 <= len(description["longDescription"]) <= 10_000
    assert len(description["genericName"]) <= 35


def test_keys_that_the_standard_asks(publiccode: Any) -> None:
    assert publiccode["publiccodeYmlVersion"] == "0.4"
    asked = {
        "name",
        "url",
        "releaseDate",
        "platforms",
        "categories",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }
    assert asked <= set(publiccode)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", publiccode["releaseDate"])


def test_the_address_leads_somewhere_or_says_that_it_does_not(publiccode: Any) -> None:
    """No address of somebody else, and none that only looks real."""
    host = urlsplit(publiccode["url"]).hostname or ""
    assert urlsplit(publiccode["url"]).scheme == "https"
    assert not re.fullmatch(r"(.*\.)?example\.(org|com|net)", host)
    if host.endswith(".invalid"):
        written = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
        assert re.search(r"^# .*when publishing\.\nurl: ", written, re.MULTILINE)


def test_the_demo_speaks_one_language() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    demo = makefile.partition("\ndemo:")[2].partition("\n\n")[0]
    assert "$(if $(filter en,$(lang)),Try next:,Probeer hierna:)" in demo
    assert demo.count("--lang $(lang)") == 2  # the solve, and whatever is named to try next


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert set(phony.split()) == explained
