"""`rollenplanner catalogue search|matrix|diff|new`: find, lay out, compare and begin catalogues."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollenplanner.cli.catalogue_names import all_catalogues, unknown_norm, with_argument
from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command
from rollenplanner.cli.output import Output
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, Translator, text

if TYPE_CHECKING:
    from rollenplanner.domain.catalogue import Catalogue

MATRICES = ("functions", "competences", "processes")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def add_tools(add_parser: AddParser, tr: Translator) -> None:
    """Add the sub-commands."""
    find = command(
        add_parser,
        "search",
        tr,
        about=tr("Finds entries of the catalogues by words in their name or in what is said."),
        example="rollenplanner catalogue search agressie\n"
        "rollenplanner catalogue search mondelinge communicatie\n"
        f"rollenplanner catalogue search {tr('adviser')} --with eigen.yaml",
        run=_search,
    )
    find.add_argument("words", nargs="+", metavar="WORD", help=tr("all of these words"))
    with_argument(find, tr)
    matrix = command(
        add_parser,
        "matrix",
        tr,
        about=tr("Shows the matrix of functions, of competences or of work processes."),
        example="rollenplanner catalogue matrix hr21\n"
        "rollenplanner catalogue matrix hr21 --of competences\n"
        "rollenplanner catalogue matrix mbo-sociale-zekerheid",
        run=_matrix,
    )
    matrix.add_argument(
        "catalogue", metavar="ID", help=tr("id of a packaged catalogue, or a path to your own")
    )
    matrix.add_argument(
        "--of", choices=MATRICES, help=tr("which matrix; the first that there is unless stated")
    )
    diff = command(
        add_parser,
        "diff",
        tr,
        about=tr("Tells what someone placed in one norm still lacks for another one."),
        example="rollenplanner catalogue diff medewerker-publiek-iv medewerker-publiek-iii\n"
        f"rollenplanner catalogue diff adviseur-iii eigen:{tr('adviser')} --with eigen.yaml",
        run=_diff,
    )
    for name in ("first", "second"):
        diff.add_argument(
            name,
            metavar="KEY",
            help=tr("key of a function, enriched profile, module or work process, or ID:KEY"),
        )
    with_argument(diff, tr)
    new = command(
        add_parser,
        "new",
        tr,
        about=tr("Writes a small catalogue to begin your own with."),
        example="rollenplanner catalogue new eigen.yaml --name 'Functieboek Voorbeeldstad'",
        run=_new,
    )
    new.add_argument("path", metavar="PATH", type=Path, help=tr("the file to write"))
    new.add_argument("--id", metavar="ID", help=tr("its id; the name of the file unless stated"))
    new.add_argument("--name", metavar="NAME", help=tr("its name; the id unless stated"))


def _search(options: argparse.Namespace, output: Output) -> ExitCode:
    import dataclasses

    from rollenplanner.domain.catalogue_search import search
    from rollenplanner.reports.catalogue_search import search_blocks

    words = [word for each in options.words for word in each.split()]
    if not words:
        message = text("There is no word to search for; give at least one.")
        raise InputError([Problem(None, None, None, "", message)])
    hits = search(all_catalogues(options.more), words)
    if output.json:
        output.result_json({"hits": [dataclasses.asdict(hit) for hit in hits]})
    else:
        output.show(search_blocks(hits, words))
    return ExitCode.DONE


def _matrix(options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.files.catalogue_files import load_catalogue
    from rollenplanner.reports.catalogue_matrix import (
        competence_matrix,
        function_matrix,
        process_matrix,
    )

    catalogue = load_catalogue(options.catalogue)
    of: str = options.of or _first_matrix(catalogue)
    if output.json:
        output.result_json({"of": of, "matrix": _matrix_data(catalogue, of)})
        return ExitCode.DONE
    draw = {
        "functions": function_matrix,
        "competences": competence_matrix,
        "processes": process_matrix,
    }[of]
    output.show(draw(catalogue))
    return ExitCode.DONE


def _first_matrix(catalogue: Catalogue) -> str:
    if any(each.group and each.scales for each in catalogue.functions.values()):
        return "functions"
    return "processes" if catalogue.processes else "competences"


def _matrix_data(catalogue: Catalogue, of: str) -> dict[str, Any]:
    if of == "functions":
        return {
            key: {
                "group": each.group,
                "scales": [str(scale) for scale in each.scales],
                "points": each.points,
            }
            for key, each in catalogue.functions.items()
            if each.group and each.scales
        }
    norms = catalogue.functions if of == "competences" else catalogue.processes
    return {
        key: {name: str(level) for name, level in norm.asked.items()}
        for key, norm in norms.items()
        if norm.profile is not None
    }


def _diff(options: argparse.Namespace, output: Output) -> ExitCode:
    import dataclasses

    from rollenplanner.domain.catalogue_diff import Verdict, compare_norms, find_norm
    from rollenplanner.domain.catalogue_union import CatalogueUnion
    from rollenplanner.reports.catalogue_diff import diff_blocks

    catalogues = all_catalogues(options.more)
    union = CatalogueUnion(catalogues)
    titles = []
    for written in (options.first, options.second):
        try:
            catalogue, norm = find_norm(union, written)
        except KeyError:
            raise unknown_norm(catalogues, written) from None
        titles.append(f"{norm.name} ({catalogue.id})")
    diff = compare_norms(union, options.first, options.second)
    if output.json:
        data = dataclasses.asdict(diff)
        for each in data["competences"]:
            each["asked"] = str(each["asked"])
            each["has"] = None if each["has"] is None else str(each["has"])
            if each["verdict"] == Verdict.UNKNOWN:
                each["steps"] = None
        ends = {"from": options.first, "to": options.second, "steps": diff.steps}
        output.result_json({**ends, **data})
    else:
        output.show(diff_blocks(diff, *titles))
    return ExitCode.DONE


def _wrong_with_new(path: Path, id: str) -> Text | None:
    """Why no catalogue can be begun under that name; None where it can."""
    from rollenplanner.files.catalogue_files import ENDINGS, packaged_names
    from rollenplanner.files.catalogue_links import id_is_taken

    if path.suffix not in ENDINGS:
        return text('A catalogue is YAML: "{file}" should end in .yaml or .yml.', file=path.name)
    if not _ID.fullmatch(id):
        return text(
            '"{id}" is no id: only letters, digits, dots, underscores and hyphens, and a letter '
            "or digit first. Give one with --id.",
            id=id,
        )
    if id in packaged_names():
        return text("{sentence} Give another one with --id.", sentence=id_is_taken(id))
    return None


def _new(options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.files.catalogue_template import SCHEMA_FILE, write_template

    path: Path = options.path
    id: str = options.id or path.stem
    wrong = _wrong_with_new(path, id)
    if wrong is not None:
        raise InputError([Problem(None, None, None, "", wrong)])
    write_template(path, id, options.name or id, output.tr)
    output.result(
        text(
            "{file} is written; name it under catalogues in a scenario, and check it with "
            "`rollenplanner catalogue validate {file}`.",
            file=str(path),
        )
    )
    schema = str(path.parent / SCHEMA_FILE)
    output.result(
        text(
            "An editor completes its keys once the schema that its first line names lies beside "
            "it: `rollenplanner schema catalogue > {schema}`.",
            schema=schema,
        )
    )
    return ExitCode.DONE
