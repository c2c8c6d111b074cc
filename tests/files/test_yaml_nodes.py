"""Reading YAML into nodes: values, places, and everything hostile (issue 2, "Bad input")."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.files.nodes import Data, find, locate, path_text, to_data
from rollenplanner.files.scalars import resolve
from rollenplanner.files.yaml_nodes import Limits, parse_collecting, read_yaml

_GIB = 1024**3


def parse(content: str, limits: Limits | None = None) -> tuple[Data, list[Problem]]:
    problems: list[Problem] = []
    node = parse_collecting(content.encode(), "f.yaml", problems, limits or Limits())
    return (None if node is None else to_data(node)), problems


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("0.80", Decimal("0.80")),
        ("-0.5", Decimal("-0.5")),
    ],
)
def test_plain_values(written: str, value: object) -> None:
    assert resolve(written) == value
    assert type(resolve(written)) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "Yes",
        "on",
        "True",
        "NULL",
        "010",
        "-010",
        "12:30",
        "1e3",
        "0x1F",
        "0o17",
        "1_000",
        "+1",
        ".5",
        "1.",
        "2027-01",
        "2027-01-01",
        ".inf",
        ".nan",
        "9" * 31,
    ],
)
def test_what_other_readers_turn_into_something_else_stays_text(written: str) -> None:
    assert resolve(written) == written


def test_decimals_never_pass_through_floats() -> None:
    # As a float, 0.1 + 0.2 is 0.30000000000000004 and 0.07 * 100 is 7.000000000000001.
    data, _ = parse("[0.07, 0.29, 1.10]")
    assert isinstance(data, list)
    assert [100 * value for value in data if isinstance(value, Decimal)] == [7, 29, 110]


def test_keys_keep_their_exact_text() -> None:
    data, problems = parse("007: a\nno: b\n1.50: c\n~: d\n'x y': e\n")
    assert data == {"007": "a", "no": "b", "1.50": "c", "~": "d", "x y": "e"}
    assert not problems


def test_small_aliases_work_and_are_counted_in_full() -> None:
    data, problems = parse("a: &a {x: [1, 2]}\nb: *a\n")
    assert data == {"a": {"x": [1, 2]}, "b": {"x": [1, 2]}}
    assert not problems
    # a, x, 1 and 2 are four values, and the alias counts them again: eight.
    assert parse("a: &a {x: [1, 2]}\nb: *a\n", Limits(nodes=8))[0] is not None
    assert parse("a: &a {x: [1, 2]}\nb: *a\n", Limits(nodes=7))[0] is None


def test_depth_counts_through_aliases() -> None:
    content = "a: &a [[x]]\nb: [[*a]]\n"
    # The map, two lists, and the two lists of the alias: five levels.
    assert parse(content, Limits(depth=5))[0] is not None
    data, problems = parse(content, Limits(depth=4))
    assert data is None
    assert problems[0].line == 2


def test_forty_levels_and_no_more() -> None:
    assert parse("[" * 40 + "]" * 40)[0] is not None
    data, (problem,) = parse("[" * 41 + "]" * 41)
    assert data is None
    assert (problem.line, problem.column) == (1, 41)


def test_an_alias_inside_its_own_anchor() -> None:
    data, (problem,) = parse("a: &a [*a]")
    assert data is None
    assert "inside" in str(problem.message)


def test_reading_goes_on_after_problems_of_form() -> None:
    data, problems = parse("a: !!int 1\na: 2\n<<: {}\n[x]: 3\nb: 4\n")
    assert data == {"a": 1, "b": 4}
    assert [problem.line for problem in problems] == [1, 2, 3, 4]


def test_places_and_paths() -> None:
    problems: list[Problem] = []
    node = parse_collecting(b"staff:\n  P01:\n    roles: {kas: {fte: 1}}\n", "f", problems)
    assert node is not None
    loc = ("staff", "P01", "roles", "kas", "fte")
    assert locate(node, loc)[1:] == (3, 24)
    assert locate(node, loc, key=True)[1:] == (3, 19)
    # What is not there is placed at the key of the deepest part that is.
    assert locate(node, ("staff", "P01", "fte"), key=True)[1:] == (2, 3)
    assert find(node, ("staff", "P02")) is None
    assert path_text(loc) == "staff.P01.roles.kas.fte"
    assert path_text(("staff", "P.1", "available", 0)) == 'staff."P.1".available.0'


def test_the_first_line_counts_also_behind_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert to_data(read_yaml(path)) == {"a": 1}


def test_a_folder_and_a_missing_file_are_problems(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "weg.yaml"):
        with pytest.raises(InputError) as caught:
            read_yaml(path)
        assert caught.value.problems[0].file == str(path)
        assert caught.value.exit_code == 2


def test_a_large_file_is_refused_by_its_size() -> None:
    data, (problem,) = parse("a: " + "x" * 100, Limits(size=64))
    assert data is None
    assert "larger" in str(problem.message)


def _nested_aliases() -> str:
    """Nine times nine times ..: 9 to the power of 60 values if they were expanded, in 5 MB."""
    start = "a0: &a0 [x,x,x,x,x,x,x,x,x]"
    rows = [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 61)]
    return "\n".join(["b: " + "x" * 5_000_000, start, *rows])


_HOSTILE: dict[str, Callable[[], str]] = {
    "nested aliases": _nested_aliases,
    "many aliases": lambda: "a: &a [x, x, x]\nb: [\n" + "*a,\n" * 1_200_000 + "]\n",
    "deep lists": lambda: "[" * 5_000_000,
    "deep maps": lambda: "{a: " * 1_500_000,
    "many values": lambda: "[" + "1," * 2_500_000 + "1]",
    "a long number": lambda: "format: " + "9" * 5_000_000,
    "too large": lambda: "x" * (64 * 1024 * 1024 + 1),
    "a tag": lambda: "a: !!python/object/apply:os.system ['touch hacked']",
}
_READ = """
import sys
from pathlib import Path
from rollenplanner.domain.errors import InputError
from rollenplanner.files.scenario_files import read_scenario
try:
    read_scenario(Path(sys.argv[1]))
except InputError as error:
    print(len(error.problems))
"""


@pytest.mark.parametrize("kind", _HOSTILE)
def test_hostile_files_are_refused_within_bounds(kind: str, tmp_path: Path) -> None:
    """1 GB of memory and 10 s of processor time, enforced by the system on a process of its own."""
    path = tmp_path / "hostile.yaml"
    path.write_text(_HOSTILE[kind]())

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_GIB, _GIB))
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))

    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)],
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=bound,
        cwd=tmp_path,
    )
    assert int(done.stdout) >= 1
    assert [p.name for p in tmp_path.iterdir()] == ["hostile.yaml"]
