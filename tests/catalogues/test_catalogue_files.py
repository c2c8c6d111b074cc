"""Where catalogues lie, how a folder is read as one, and the published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rollenplanner.domain.errors import InputError
from rollenplanner.files.catalogue_files import (
    PACKAGED_DIR,
    catalogue_schema,
    find_catalogue,
    load_catalogue,
    packaged_names,
    read_catalogue,
)

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "docs" / "schema" / "catalogue-1.schema.json"
HEAD = "format: 1\nid: eigen\nname: Eigen\ncumulative: false\nlevels: [D, C, B, A]\n"


def test_packaged_catalogues_are_found_by_name() -> None:
    assert "hr21" in packaged_names()
    assert find_catalogue("hr21") == PACKAGED_DIR / "hr21"


def test_a_packaged_catalogue_is_read_once() -> None:
    assert load_catalogue("hr21") is load_catalogue("hr21")


def test_an_own_catalogue_is_found_from_the_folder_of_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "eigen.yaml").write_text(HEAD + "competences: {}\n")
    assert find_catalogue("eigen.yaml", tmp_path) == tmp_path / "eigen.yaml"
    assert load_catalogue("eigen.yaml", tmp_path).id == "eigen"
    assert find_catalogue("elders.yaml", tmp_path) is None


def test_a_packaged_name_goes_before_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "hr21").mkdir()
    assert find_catalogue("hr21", tmp_path) == PACKAGED_DIR / "hr21"
    assert find_catalogue("./hr21", tmp_path) == tmp_path / "hr21"


def test_an_unknown_catalogue_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match=r'no catalogue "hr12"\. Did you mean "hr21"'):
        load_catalogue("hr12")


def test_a_folder_is_read_as_one_catalogue(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "competences:\n  moed: {name: Moed}\n")
    (tmp_path / "b.yml").write_text("competences:\n  rust: {name: Rust}\nfunctions: {}\n")
    (tmp_path / "lees.md").write_text("no part of it")
    catalogue = read_catalogue(tmp_path)
    assert list(catalogue.competences) == ["moed", "rust"]
    assert read_catalogue(tmp_path) == catalogue


def test_what_stands_in_two_files_is_refused_in_the_second(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "competences:\n  moed: {name: Moed}\n")
    (tmp_path / "b.yaml").write_text("name: Ander\ncompetences:\n  moed: {name: Lef}\n")
    with pytest.raises(InputError) as caught:
        read_catalogue(tmp_path)
    found = [(Path(p.file or "").name, p.line, p.column, p.path) for p in caught.value.problems]
    assert found == [("b.yaml", 1, 1, "name"), ("b.yaml", 3, 3, "competences.moed")]
    assert "a.yaml on line 7" in str(caught.value)


def test_errors_point_into_the_file_of_a_folder_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "competences:\n  moed: {name: Moed}\n")
    (tmp_path / "b.yaml").write_text("functions:\n  f:\n    name: F\n    profile: {moet: B}\n")
    with pytest.raises(InputError) as caught:
        read_catalogue(tmp_path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.column) == (str(tmp_path / "b.yaml"), 4, 15)


def test_a_catalogue_survives_a_round_through_json(tmp_path: Path) -> None:
    """The canonical JSON of a catalogue says all that the catalogue says."""
    hr21 = load_catalogue("hr21")
    path = tmp_path / "hr21.yaml"
    path.write_text(hr21.model_dump_json(exclude_defaults=True), encoding="utf-8")
    assert read_catalogue(path) == hr21


def test_broken_yaml_in_one_file_hides_nothing_in_another(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "competences: {moed: {name: 7}}\n")
    (tmp_path / "b.yaml").write_text("functions: [\n")
    (tmp_path / "c.yaml").write_text("- a list\n")
    with pytest.raises(InputError) as caught:
        read_catalogue(tmp_path)
    assert {Path(p.file or "").name for p in caught.value.problems} == {
        "a.yaml",
        "b.yaml",
        "c.yaml",
    }


def test_an_empty_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no \.yaml file"):
        read_catalogue(tmp_path)
    with pytest.raises(InputError, match="does not exist"):
        read_catalogue(tmp_path / "weg.yaml")


@pytest.fixture(scope="module")
def hr21_data() -> dict[str, Any]:
    """The packaged data as an editor sees it, read by another YAML reader."""
    data: dict[str, Any] = {}
    for path in sorted((PACKAGED_DIR / "hr21").glob("*.yaml")):
        part = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert not set(part) & set(data)
        data |= part
    return data


def test_the_schema_accepts_what_the_reader_accepts(hr21_data: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(catalogue_schema())
    jsonschema.validate(hr21_data, catalogue_schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("key", "value"),
    [("cumulative", True), ("format", 2), ("levels", ["E"]), ("naam", "x"), ("competences", 3)],
)
def test_the_schema_refuses_what_the_reader_refuses(
    hr21_data: dict[str, Any], key: str, value: object
) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**hr21_data, key: value}, catalogue_schema())


def test_the_published_schema_is_that_of_the_models() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == catalogue_schema()


def test_the_example_in_the_format_document_is_sound(tmp_path: Path) -> None:
    document = SCHEMA_FILE.parents[1] / "catalogue-format.md"
    example = document.read_text(encoding="utf-8").split("```yaml\n")[1].partition("```")[0]
    path = tmp_path / "voorbeeld.yaml"
    path.write_text(example, encoding="utf-8")
    catalogue = read_catalogue(path)
    assert len(catalogue.functions) == 1
    assert len(catalogue.notes) == 1


def test_the_second_example_in_the_format_document_is_sound(tmp_path: Path) -> None:
    document = SCHEMA_FILE.parents[1] / "catalogue-format.md"
    example = document.read_text(encoding="utf-8").split("```yaml\n")[2].partition("```")[0]
    path = tmp_path / "voorbeeld.yaml"
    path.write_text(example, encoding="utf-8")
    catalogue = read_catalogue(path)
    # It shows every section beside those of the first example.
    unused = {"series", "groups", "modules", "notes", "sources"}
    for section, entries in catalogue.model_dump().items():
        if isinstance(entries, dict):
            assert bool(entries) == (section not in unused), section
