"""What a bare word in a YAML file means here, and what to write when it means something else.

Only the plain forms of YAML 1.2 count: `true`, `false`, `null`, `~`, nothing at all, whole numbers
without leading zero and decimals. Whatever YAML 1.1 would turn into something else (`no`, `010`,
`12:30`, `1e3`, `0x1F`, `2027-01-01`) stays the text that it is, and a strict type check then
refuses it with the advice of `advice`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from rollenplanner.domain.text import Text, text
from rollenplanner.files.nodes import Scalar, ScalarNode

#: Longer numbers are text: nothing here needs them, and parsing huge ones costs quadratic time.
_LONGEST_NUMBER = 30

_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"0|-?[1-9][0-9]*")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_NUMBER_START = frozenset("-0123456789")

_TRUE_WORDS = frozenset({"yes", "y", "on", "true", "ja"})
_FALSE_WORDS = frozenset({"no", "n", "off", "false", "nee"})
_LEADING_ZERO = re.compile(r"([-+]?)0+([1-9][0-9]*(?:\.[0-9]+)?|0(?:\.[0-9]+)?)")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_BARE_POINT = re.compile(r"(-?)(\.[0-9]+)")
_PLUS_SIGN = re.compile(r"\+([0-9]+(?:\.[0-9]+)?)")
_OTHER_NUMBER = re.compile(
    r"[-+]?(?:0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|[0-9]+(?::[0-9]+)+|\.inf|\.nan)",
    re.IGNORECASE,
)


def resolve(written: str) -> Scalar:
    """The value of a plain (unquoted) scalar."""
    if written[:1] in _NUMBER_START and written and len(written) <= _LONGEST_NUMBER:
        if _WHOLE.fullmatch(written):
            return int(written)
        if _DECIMAL.fullmatch(written):
            return Decimal(written)
        return written
    return _WORDS.get(written, written)


def is_other_number(written: str) -> bool:
    """Whether some YAML reader takes a bare word for a number in another notation."""
    return _OTHER_NUMBER.fullmatch(written) is not None


def truth_advice(node: ScalarNode) -> Text | None:
    """What to write where true or false is expected, if the text is a known other form."""
    word = node.text.lower()
    if word in _TRUE_WORDS:
        return text("write true, without quotes")
    if word in _FALSE_WORDS:
        return text("write false, without quotes")
    return None


def number_advice(node: ScalarNode) -> Text | None:
    """What to write where a number is expected, if the text looks like one but is none."""
    if not isinstance(node.value, str):
        return None
    if not node.plain and isinstance(resolve(node.text), int | Decimal):
        return text("write it without quotes")
    if match := _LEADING_ZERO.fullmatch(node.text):
        return text("write {number} without leading zero", number=match[1].strip("+") + match[2])
    if _COMMA.fullmatch(node.text):
        return text("write {number} with a point", number=node.text.replace(",", "."))
    if match := _BARE_POINT.fullmatch(node.text):
        return text("write {number}", number=f"{match[1]}0{match[2]}")
    if match := _PLUS_SIGN.fullmatch(node.text):
        return text("write {number}", number=match[1])
    if is_other_number(node.text):
        return text("write it out in plain digits")
    return None


def quotes_advice(node: ScalarNode) -> Text | None:
    """What to write where text is expected, if the value was read as something else."""
    if node.plain and node.value is not None and not isinstance(node.value, str):
        return text("put it between quotes")
    return None
