"""book/_ext/sections.py: a page is cut at its headings, and only prose is kept."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("sphinx")
from docutils import nodes
from sphinx import addnodes

PATH = Path(__file__).resolve().parents[2] / "book" / "_ext" / "sections.py"


@pytest.fixture(scope="module")
def sections() -> ModuleType:
    spec = importlib.util.spec_from_file_location("book_sections", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def section(at: str, title: str, *children: nodes.Node) -> nodes.section:
    return nodes.section("", nodes.title("", title), *children, ids=[at])


def page(*children: nodes.Node) -> nodes.document:
    document = nodes.document(None, None)
    document += section("top", "Top", *children)
    return document


def said(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def test_each_heading_begins_a_section(sections: ModuleType) -> None:
    made = sections.sections_of("a/b", page(said("One."), section("in", "Inner", said("Two."))))
    assert made == [
        ("a/b.html#top", "Top", "Top", "One."),
        ("a/b.html#in", "Inner", "Top", "Two."),
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        nodes.literal_block("", "code = 1"),
        nodes.math_block("", "x^2"),
        nodes.container("", said("an output"), classes=["cell"]),
        nodes.admonition("", nodes.title("", "The question")),
        nodes.comment("", "a note"),
    ],
)
def test_what_is_no_prose_is_left_out(sections: ModuleType, left_out: nodes.Node) -> None:
    (made,) = sections.sections_of("a", page(said("One."), left_out, said("Two.")))
    assert made.text == "One. Two."


def test_a_citation_leaves_no_gap(sections: ModuleType) -> None:
    cited = addnodes.pending_xref("", nodes.inline("", "key"), refdomain="cite")
    text = nodes.paragraph("", "", nodes.Text("as said "), cited, nodes.Text("."))
    assert sections.prose(nodes.section("", text)) == "as said."


def test_an_exercise_belongs_to_the_section_that_it_stands_in(sections: ModuleType) -> None:
    content = nodes.section("", said("Try it."), ids=["exercise-content"])
    (made,) = sections.sections_of("a", page(nodes.container("", content)))
    assert made.text == "Try it."


def test_a_term_of_the_glossary_is_a_section(sections: ModuleType) -> None:
    item = nodes.definition_list_item(
        "", nodes.term("", "Run", ids=["term-Run"]), nodes.definition("", said("An answer."))
    )
    glossary = addnodes.glossary("", nodes.definition_list("", item))
    top, term = sections.sections_of("glossary", page(glossary))
    assert top.text == ""
    assert term == ("glossary.html#term-Run", "Run", "Top", "An answer.")
