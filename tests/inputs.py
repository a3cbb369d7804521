"""Texts that nobody expects, for every part that takes a text."""

from __future__ import annotations

from hypothesis import strategies as st

SCRIPT = "<script>alert(1)</script>"
BAD_INPUTS = ["", " \n", "😀🏥", "心臓発作", SCRIPT, "the of and", "xyzzy", "x" * 10_000]
ANY_CHARACTER = st.characters()  # half characters (surrogates) too, which st.text() leaves out


def any_text(longest: int) -> st.SearchStrategy[str]:
    """Texts of any characters, half ones too."""
    return st.text(ANY_CHARACTER, max_size=longest)
