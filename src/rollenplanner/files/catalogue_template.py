"""A catalogue to begin with: small, right, and with a remark at every part."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Translator, text

#: What the first line of a new catalogue names; it has to lie beside it.
SCHEMA_FILE = "catalogue-1.schema.json"
_TEMPLATE = """\
# yaml-language-server: $schema={schema}
# {beside}
# {about}
format: 1
id: {id}
name: {name}
language: {language}
cumulative: false
# {levels}
levels: [D, C, B, A]
profile_limit: 5

competences:
  # {competence}
  {first}:
    name: {first_name}
    levels: {{C: {level_c}, B: {level_b}}}
  # {same_as}
  {second}:
    name: {second_name}
    same_as: ['hr21:klantgerichtheid']

functions:
  # {function}
  {norm}:
    name: {norm_name}
    scales: [9]
    profile: {{{first}: B, {second}: C}}
    education: {{minimum: HBO}}
    knowledge:
      - {{name: {topic}}}
"""


def template(id: str, name: str, translator: Translator) -> str:
    """The text of a new catalogue, with remarks in the language of the translator."""
    tr = translator
    beside = tr("This file comes from: rollenplanner schema catalogue > {file}", file=SCHEMA_FILE)
    return _TEMPLATE.format(
        schema=SCHEMA_FILE,
        beside=beside,
        about=tr("A catalogue of your own; docs/catalogue-format.md explains every key."),
        levels=tr("Levels in use, lightest first; leave them out for a system without levels."),
        competence=tr("Names of levels are optional."),
        same_as=tr("The same competence in another catalogue: a record of one counts for both."),
        function=tr("A level per competence, or any where no level is asked."),
        id=id,
        name=_quoted(name),
        language=tr.language,
        first=tr("judgement"),
        first_name=tr("Judgement"),
        level_c=tr("weighs"),
        level_b=tr("decides"),
        second=tr("service"),
        second_name=tr("Service"),
        norm=tr("adviser"),
        norm_name=tr("Adviser"),
        topic=tr("Public administration"),
    )


def write_template(path: Path, id: str, name: str, translator: Translator) -> None:
    """Write a new catalogue.

    Raises:
        InputError: The file is there already, or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template(id, name, translator))
    except FileExistsError:
        message = text("This file exists already; nothing was written.")
        raise InputError([Problem(str(path), None, None, "", message)]) from None
    except OSError:
        message = text("This file cannot be written.")
        raise InputError([Problem(str(path), None, None, "", message)]) from None


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
