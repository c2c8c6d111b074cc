"""Invented municipalities: repeatable, valid, as dense and as tight as asked."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchmarks.municipalities.shape import Shape
from benchmarks.municipality import Figures, figures_of, invent, main, write
from rollenplanner.domain.scenario import Scenario
from rollenplanner.files.scenario_files import read_scenario
from tests.support.hashing import printed


def town(shape: Shape, folder: Path) -> Scenario:
    return read_scenario(write(shape, folder)).scenario


def figures(shape: Shape, folder: Path) -> Figures:
    return figures_of(town(shape, folder))


def test_the_same_arguments_give_the_same_bytes() -> None:
    shape = Shape(50, 4, tight=True)
    assert invent(shape) == invent(shape)
    assert invent(shape) != invent(Shape(50, 4, tight=True, seed=2))


def test_the_bytes_do_not_depend_on_how_python_hashes_strings() -> None:
    code = (
        "import hashlib; from benchmarks.municipality import invent; "
        "from benchmarks.municipalities.shape import Shape; "
        "print(hashlib.sha256(invent(Shape(50, 2, True)).encode()).hexdigest())"
    )
    here = hashlib.sha256(invent(Shape(50, 2, True)).encode()).hexdigest()
    assert printed(code, 4711).strip() == here


@pytest.mark.parametrize(
    "name", ["50x1-slack-1", "50x4-tight-2", "200x1-tight-1", "12x3-tight-d6-1"]
)
def test_a_town_is_a_valid_scenario_without_notes(name: str, tmp_path: Path) -> None:
    shape = Shape.parse(name)
    assert shape.name == name
    loaded = read_scenario(write(shape, tmp_path))
    assert not loaded.notes
    people = [each for each in loaded.scenario.staff.values() if not each.vacancy]
    assert len(people) == shape.people
    assert len(loaded.scenario.periods) == shape.periods


@pytest.mark.parametrize(
    "name",
    ["50x1-slack-1", "50x6-tight-1", "50x4-slack-d12-3", "200x1-slack-1", "200x4-tight-d35-1"],
)
def test_the_density_asked_for(name: str, tmp_path: Path) -> None:
    shape = Shape.parse(name)
    found = figures(shape, tmp_path)
    assert found.density == pytest.approx(shape.density, rel=0.2)
    assert found.holdable <= found.density


def test_a_density_out_of_reach_is_refused() -> None:
    # 50 people have 55 or so roles; nobody can be admitted to 60.
    with pytest.raises(ValueError, match="density 60"):
        invent(Shape(50, density=60))


@pytest.mark.parametrize("name", ["50", "50x4", "50x4-loose-1", "5x1-slack-1", "50x0-slack-1"])
def test_what_is_no_shape_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"expected|at least"):
        Shape.parse(name)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tight_is_tighter(seed: int, tmp_path: Path) -> None:
    slack = town(Shape(50, 6, seed=seed), tmp_path)
    tight = town(Shape(50, 6, tight=True, seed=seed), tmp_path)
    assert figures_of(slack).pressure == pytest.approx(0.88, abs=0.01)
    assert figures_of(tight).pressure == pytest.approx(0.99, abs=0.01)
    assert len(longest_terms(tight)) > len(longest_terms(slack)) > 0
    assert max(longest_terms(tight)) < min(longest_terms(slack))
    assert interrupted(tight) > interrupted(slack)
    assert len(tight.incompatible) > len(slack.incompatible)
    assert (tight.rules.max_changes or 0) < (slack.rules.max_changes or 0)


def longest_terms(scenario: Scenario) -> list[int]:
    """Most periods in a row, of the roles that have a term."""
    terms = (role.term for role in scenario.roles.values() if role.post is None)
    return [term.max for term in terms if term is not None and term.max is not None]


def interrupted(scenario: Scenario) -> int:
    """People (no vacancies) who do not have the same fte in every period."""
    people = (each for each in scenario.staff.values() if not each.vacancy)
    return sum(1 for each in people if len(set(each.available)) > 1)


def test_the_present_state_is_fragile(tmp_path: Path) -> None:
    """A tenth of the demand or so is held by nobody: there is something to plan."""
    found = figures(Shape(200), tmp_path)
    assert 500 < found.uncovered < 4000


def test_every_file_says_that_its_people_are_invented() -> None:
    assert "Every person" in invent(Shape(12, density=5)).split("\n\n", 1)[0]


def test_the_command_writes_one_file_per_size(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main([str(tmp_path), "--people", "12", "20", "--periods", "1", "2", "--density", "6"])
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == [
        f"town-{people}x{periods}-slack-d6-1.yaml" for people in (12, 20) for periods in (1, 2)
    ]
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed[1:]] == written
