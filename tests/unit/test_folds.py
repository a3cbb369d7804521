"""book/_ext/folds.py: the deeper part of a section lies closed below its first lines."""

from __future__ import annotations

import doctest

import pytest
from docutils import nodes

from tests.unit.extensions import extension

folds = extension("folds")


def section(*parts: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title(), *parts)


def test_examples() -> None:
    assert doctest.testmod(folds).failed == 0


def test_what_follows_is_closed_and_what_stands_before_is_open() -> None:
    made = section(nodes.paragraph(text="short"), nodes.comment("", "deeper: More"))
    made += [nodes.paragraph(text="first"), nodes.paragraph(text="second")]
    folds.fold(made)
    assert [type(part).__name__ for part in made] == ["title", "paragraph", "Closed"]
    assert len(made[2]) == 2


@pytest.mark.parametrize(
    "comment", [nodes.comment("", "deeper: More"), nodes.raw("", "<!-- deeper: More -->")]
)
def test_the_marker_says_what_the_comment_says(comment: nodes.Node) -> None:
    assert folds.marker(comment) == "More"


@pytest.mark.parametrize("text", ["more", "deeper:", "nothing deeper: here", "<!-- remark -->"])
def test_other_comments_close_nothing(text: str) -> None:
    made = section(nodes.comment("", text), nodes.paragraph())
    folds.fold(made)
    assert len(made) == 3


def test_a_fold_with_nothing_in_it_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="'More': nothing follows"):
        folds.fold(section(nodes.comment("", "deeper: More")))
