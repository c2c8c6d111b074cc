"""Where a plan can be written is known before the work begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.errors import InputError
from rollenplanner.planning.destination import check_destination


def test_a_new_file_and_an_old_one_are_fine(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("old", encoding="utf-8")
    check_destination(tmp_path / "new.yaml")
    check_destination(tmp_path / "old.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["old.yaml"]
    assert (tmp_path / "old.yaml").read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        check_destination(tmp_path / "none" / "plan.yaml")


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError):
        check_destination(tmp_path / "file" / "plan.yaml")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        check_destination(tmp_path)


def test_an_input_under_another_name(tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text("", encoding="utf-8")
    link = tmp_path / "link.yaml"
    link.symlink_to(scenario)
    with pytest.raises(InputError, match="overwrite"):
        check_destination(link, [scenario])


def test_a_folder_that_cannot_be_written_to() -> None:
    # /proc takes no new files, from nobody.
    if not Path("/proc/self").is_dir():
        pytest.skip("this system has no /proc")
    with pytest.raises(InputError, match="Nothing can be written"):
        check_destination(Path("/proc/self/plan.yaml"))
