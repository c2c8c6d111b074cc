"""A large scenario with names that break careless screens: brackets, markup, long, non-Latin.

Everything in it is invented. Ids are plain; every name is one of a few hard ones with a number.
"""

from __future__ import annotations

import re

from benchmarks.large_scenario import large_scenario
from rollenplanner.files.yaml_writing import flow_text

HARD_NAMES = (
    "Teamleider [wnd]",
    "Advies [/x] en [bold]toezicht[/bold]",
    "Beheer {klant} <nieuw> & \\ 'oud' \"n\"",
    "Coördinatie jeugdhulp – Wmo/Participatie (geïntegreerd)",
    "Кадастр и недвижимость",
    "住民サービス窓口",
    "خدمات المواطنين",
    "Ruimtelijke ordening, vergunningverlening, toezicht en handhaving van de fysieke leefomgeving",
    "Zeeën 🌊 en één e\u0301é\u0301n",
    "100% [red]:warning:",
)
"""What names are made of."""

_ENTRY = re.compile(r"name: (Rol|Functie|Cluster) (\d+)")
_PERSON = re.compile(r"^  P(\d+):$", re.MULTILINE)
_FUNCTION = re.compile(r"(scale: \d+)\}")
_COUNT = re.compile(r"count: \d+")


def hard_names_scenario(people: int = 500, roles: int = 700, periods: int = 2) -> str:
    """The text of a scenario file with so many people, roles and half-years."""
    content = large_scenario(people, roles)
    content = _COUNT.sub(f"count: {periods}", content, count=1)
    content = _ENTRY.sub(lambda found: f"name: {_hard(int(found[2]))}", content)
    content = _PERSON.sub(lambda found: f"{found[0]}\n    name: {_hard(int(found[1]))}", content)
    # Formation for every function, so that there is something to hold occupancy against.
    return _FUNCTION.sub(rf"\1, fte: {max(1, people * 3 // 160)}}}", content)


def _hard(number: int) -> str:
    return flow_text(f"{HARD_NAMES[number % len(HARD_NAMES)]} {number}")
