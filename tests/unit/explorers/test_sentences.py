"""helpers/explorers/sentences.py: one wording for Python and for the page."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from helpers.explorers import base, sentences
from helpers.explorers.sentences import SENTENCES, say

EXPLORERS = Path(base.__file__).parent


def test_examples() -> None:
    assert doctest.testmod(sentences).failed == 0


def test_every_sentence_is_said_by_some_explorer() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in EXPLORERS.glob("*.py"))
    assert set(re.findall(r'\bsay\(\s*"(\w+)"', code)) - {"too_long"} == set(SENTENCES) - {
        "too_long"
    }
    assert 'say("too_long", name=name' in code


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_ends_with_a_full_stop(name: str) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*\.", SENTENCES[name])


def test_numbers_have_their_thousands_marked() -> None:
    assert "1,234 more" in say("cut", limit=512, unread=1234)


def test_an_unknown_sentence_is_a_bug() -> None:
    with pytest.raises(KeyError):
        say("no_such")
