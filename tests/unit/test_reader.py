"""book/_ext/reader.py, chapters.py and tables.py: code closed, chapters named, numbers aligned."""

from __future__ import annotations

import doctest

import pytest
from docutils import nodes

from tests.unit.extensions import extension

reader, chapters, tables = map(extension, ("reader", "chapters", "tables"))


@pytest.mark.parametrize("module", [reader, chapters, tables], ids=lambda m: m.__name__)
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module


def cell(*parts: str, **attributes: str) -> nodes.container:
    made = nodes.container("", nb_element="cell_code", **attributes)
    made.extend(nodes.container("", nb_element=f"cell_code_{part}") for part in parts)
    return made


@pytest.mark.parametrize("hidden", [{}, {"hide_mode": "input"}])
def test_code_is_closed_whatever_the_tag(hidden: dict[str, str]) -> None:
    made = cell("source", "output", **hidden)
    reader.close(made)
    assert isinstance(made[0], reader.Closed)
    assert made["hide_mode"] is None


def test_a_hidden_output_stays_hidden() -> None:
    made = cell("source", "output", hide_mode="input+output")
    reader.close(made)
    assert made["hide_mode"] == "output"


def test_a_cell_without_input_stays() -> None:
    made = cell("output")
    reader.close(made)
    assert [child["nb_element"] for child in made.children] == ["cell_code_output"]


def test_a_table_tagged_so_is_closed() -> None:
    made = cell("source", "output")
    made["classes"] += ["tag_closed-table"]
    reader.close(made)
    assert [part["kind"] for part in made.children] == ["ws-code", "ws-numbers"]


def test_other_tables_are_open() -> None:
    made = cell("source", "output")
    reader.close(made)
    assert not isinstance(made[1], reader.Closed)


def test_a_cell_without_an_explorer_is_no_wider() -> None:
    made = cell("source", "output")
    reader.widen(made, beside=True)
    assert made["classes"] == []


def test_an_explorer_without_a_list_of_contents_beside_it_has_the_card_alone() -> None:
    made = nodes.container("", nodes.raw("", f'<script type="{reader.VIEW}">'))
    reader.widen(made, beside=False)
    assert made["classes"] == ["ws-explorer"]


NUMBERS = {"03_predictions": {"": (3,), "#masks": None}, "appendix/growth": {"": ("C",)}}


@pytest.mark.parametrize(
    ("page", "name"),
    [("03_predictions", "Chapter 3"), ("appendix/growth", "Appendix C"), ("glossary", "")],
)
def test_a_page_is_named_by_its_number(page: str, name: str) -> None:
    assert chapters.label(NUMBERS, page) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Chapter 2", True), ("chapter 3", False), ("Appendix C", True), ("the masks", False)],
)
def test_a_number_that_is_not_the_pages_is_wrong(text: str, expected: bool) -> None:
    assert chapters.wrong(text, "Chapter 3") is expected


HEAD = "<thead><tr><th></th><th>term</th><th>weight</th></tr></thead>"


def test_numbers_are_marked_and_words_are_not() -> None:
    made = tables.marked(f"{HEAD}<tr><th>0</th><td>heart</td><td>1.5</td></tr>")
    assert made.count('class="ws-number"') == 2
    assert '<td class="ws-number">1.5</td>' in made
    assert '<th class="ws-number">weight</th>' in made


def test_one_word_makes_a_column_of_words() -> None:
    rows = "<tr><th>0</th><td>1</td></tr><tr><th>1</th><td>none</td></tr>"
    assert tables.marked(rows) == rows


def test_a_head_with_spans_stays() -> None:
    head = '<tr><th></th><th colspan="2">both</th></tr>'
    made = tables.marked(f"{head}<tr><th>0</th><td>1</td><td>2</td></tr>")
    assert made.startswith(head)
    assert made.count('<td class="ws-number">') == 2


def test_a_missing_value_leaves_a_column_of_numbers() -> None:
    rows = "<tr><th>0</th><td>&lt;NA&gt;</td></tr><tr><th>1</th><td>4</td></tr>"
    assert tables.marked(rows).count("ws-number") == 2


def test_a_head_whose_columns_have_a_name_keeps_both_rows() -> None:
    head = "<thead><tr><th>run</th><th>n</th></tr><tr><th>id</th><th></th></tr></thead>"
    assert tables.one_head(head) == head


@pytest.mark.parametrize("text", ["1,024", "−.007", "+.004", "12 %", "-3", "0.5"])
def test_what_is_a_number(text: str) -> None:
    assert tables.numeric([text])
