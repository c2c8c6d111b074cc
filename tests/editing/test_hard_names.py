"""Names with brackets, markup and non-Latin letters stay whole, and nothing takes them for code."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.editing import OpenVacancy, PinEdit, Rename, SetDemand
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.editing import Sitting
from tests.support.hard_names import HARD_NAMES, hard_names_scenario


def test_500_people_and_700_roles_keep_their_names_through_edits_and_saving(tmp_path: Path) -> None:
    path = tmp_path / "hard.yaml"
    path.write_text(hard_names_scenario(), encoding="utf-8")
    sitting = Sitting.open(path, recovery=False)
    assert (len(sitting.scenario.staff), len(sitting.scenario.roles)) == (500, 700 + 10)
    for number, role in enumerate(list(sitting.scenario.roles.values())[:10]):
        assert role.name == f"{HARD_NAMES[number]} {number}"
    sitting.apply(
        SetDemand("r5", 100),
        PinEdit("P00007", "role", "r5"),
        OpenVacancy("V01", "f1", "c0", 50),
        Rename(HARD_NAMES[2]),
    )
    assert sitting.figures.formation == 40 * 900
    sitting.save()
    saved = read_scenario(path).scenario
    assert saved == sitting.state.edited.with_checksum()
    assert saved.staff["P00006"].name == f"{HARD_NAMES[6]} 6"
