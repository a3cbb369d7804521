"""helpers/explorers/base.py: controls, a view, and an answer at every change."""

from __future__ import annotations

import doctest
from typing import Any

import ipywidgets as widgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explorers import base, controls
from helpers.explorers.base import MAX_CHARACTERS, Explorer, checked, rounded
from helpers.explorers.controls import dropdown, text_box
from tests.inputs import any_text


class Echo(base.View):
    """A view that draws nothing."""

    _esm = "export default { render() {} }"


def answer(**values: Any) -> dict[str, Any]:
    """The controls' values; a ValueError for the text "bad"."""
    if values["text"] == "bad":
        raise ValueError("the text is bad")
    return values


@pytest.fixture
def explorer() -> Explorer:
    controls = {
        "text": text_box("a", "Text"),
        "kind": dropdown([("First", 1), ("Second", 2)], 1, "Kind"),
    }
    return Explorer(Echo, controls, answer, [])


def test_examples() -> None:
    assert doctest.testmod(base).failed == 0


def test_an_explorer_answers_as_soon_as_it_is_made(explorer: Explorer) -> None:
    assert explorer.view.result == {"text": "a", "kind": 1, "chosen": []}


def test_a_changed_control_asks_for_a_new_answer(explorer: Explorer) -> None:
    assert explorer.set(text="b", kind=2) == {"text": "b", "kind": 2, "chosen": []}


def test_what_is_picked_in_the_view_asks_for_a_new_answer(explorer: Explorer) -> None:
    assert explorer.set(chosen=["x"])["chosen"] == ["x"]


def test_a_result_carries_the_question_that_it_answers(explorer: Explorer) -> None:
    explorer.set(text="b", kind=2, chosen=["x"])
    assert explorer.view.question == {"text": "b", "kind": 2, "chosen": ["x"]}


def test_an_error_carries_its_question_too(explorer: Explorer) -> None:
    explorer.set(text="bad")
    assert explorer.view.question["text"] == "bad"


def test_grouped_controls_stand_in_a_box_of_their_own() -> None:
    named = {"text": text_box("a", "Text"), "other": text_box("b", "Other")}
    explorer = Explorer(Echo, named, answer, grouped=["other"])
    first, box, view = explorer.children
    assert (first, box.children, view) == (named["text"], (named["other"],), explorer.view)


def test_a_shared_control_leaves_the_group_where_it_is() -> None:
    named = {"text": text_box("a", "Text"), "other": text_box("b", "Other")}
    explorer = Explorer(Echo, named, answer, grouped=["other"])
    explorer.share("text", text_box("c", "Text"))
    assert [type(child).__name__ for child in explorer.children] == ["HBox", "Echo"]


def test_without_picks_the_answer_is_asked_without_them() -> None:
    explorer = Explorer(Echo, {"text": text_box("a", "Text")}, answer)
    assert explorer.view.result == {"text": "a"}


def test_an_error_is_one_sentence_and_the_controls_work_on(explorer: Explorer) -> None:
    assert explorer.set(text="bad") == {"error": "the text is bad"}
    assert explorer.set(text="b")["text"] == "b"


def test_another_error_is_a_bug_and_is_not_hidden() -> None:
    def broken(**_: Any) -> dict[str, Any]:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        Explorer(Echo, {"text": text_box("a", "Text")}, broken)


def test_the_view_knows_the_values_behind_a_dropdown(explorer: Explorer) -> None:
    assert explorer.view.choices == {"kind": [1, 2]}


def test_a_shared_control_drives_the_explorer_and_the_own_one_does_not(explorer: Explorer) -> None:
    own, box = explorer.children[0], text_box("shared", "Query")
    explorer.share("text", box)
    assert explorer.view.result["text"] == "shared"
    box.value = "typed"
    assert explorer.view.result["text"] == "typed"
    own.value = "unheard"
    assert explorer.view.result["text"] == "typed"


def test_a_shared_control_is_shown_elsewhere(explorer: Explorer) -> None:
    box = text_box("shared", "Query")
    explorer.share("text", box)
    assert box not in explorer.children
    assert explorer.view.controls["text"] is box


def test_no_address_in_a_repr(explorer: Explorer) -> None:
    assert repr(explorer) == "Explorer(text, kind)"
    assert repr(explorer.view) == "Echo()"


def test_a_text_too_long_is_one_sentence() -> None:
    with pytest.raises(ValueError, match=r"^The text has 10,001 characters; this page takes up to"):
        checked("x" * (MAX_CHARACTERS + 1), "text")


def test_a_text_as_long_as_is_allowed_passes() -> None:
    assert checked("x" * MAX_CHARACTERS, "text") == "x" * MAX_CHARACTERS


@given(any_text(50))
def test_a_checked_text_can_be_sent(text: str) -> None:
    assert checked(text, "text").encode().decode() == checked(text, "text")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(-1e6, 1e6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
)


@given(st.floats(-1e6, 1e6))
def test_a_float_is_rounded(value: float) -> None:
    assert rounded(value, 2) == pytest.approx(value, abs=0.0051)


@given(JSON)
def test_what_is_rounded_stays(value: object) -> None:
    assert rounded(rounded(value, 2), 2) == rounded(value, 2)


def test_zero_has_no_sign() -> None:
    assert str(rounded([-0.0, -0.001], 2)) == "[0.0, 0.0]"


def test_numbers_and_texts_that_are_no_floats_stay() -> None:
    value = {"n": 3, "yes": True, "none": None, "text": "0.12345", "deep": [{"n": 7}]}
    assert rounded(value, 2) == value
    assert rounded(value, 2)["yes"] is True


@pytest.mark.parametrize("name", ["bm25.js", "tokens.js"])
def test_a_view_s_source_begins_with_what_all_share(name: str) -> None:
    common = "".join((base.VIEWS / part).read_text(encoding="utf-8") for part in base.SHARED)
    assert base.source(name) == common + (base.VIEWS / name).read_text(encoding="utf-8")


def test_controls_are_ipywidgets() -> None:
    made = (
        controls.combobox("a", ["b"], "c"),
        controls.checkbox("d"),
        controls.slider(0.5, 0, 1, 0.1, "e"),
        controls.int_slider(3, 1, 5, "f"),
    )
    assert [control.value for control in made] == ["a", True, 0.5, 3]
    assert all(isinstance(control, widgets.Widget) for control in made)
