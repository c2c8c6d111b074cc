"""One Dutch word for each thing of the glossary, and none of its rivals."""

from __future__ import annotations

import re

import pytest

from tools.messages import read, sentences

#: The word that is used -> what would say the same.
RIVALS = {
    "invallen": r"\binspring\w*",
    "plaatsvervanger": r"\b(waarnemer|vervanger)s?\b|coördinator\w* (of|en) (hun )?achtervang",
    "expertise": r"\bdeskundigheid\b",
    "verondersteld": r"\baangenomen\b",
    "houder": r"\b(rolhouder|drager|rolhebber)s?\b",
}


@pytest.mark.parametrize("word", RIVALS)
def test_one_word_for_one_thing(word: str) -> None:
    rival = re.compile(RIVALS[word], re.IGNORECASE)
    said = [
        form
        for message in sentences(read("nl"))
        for form in ((message.string,) if isinstance(message.string, str) else message.string or ())
    ]
    wrong = [each for each in said if rival.search(re.sub(r"`[^`]*`|--\w+", "", each))]
    assert wrong == []
