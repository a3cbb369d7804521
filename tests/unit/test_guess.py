"""book/_ext/guess.py: a question's parts, and mistakes in it that the build names."""

from __future__ import annotations

import doctest

import pytest

from tests.unit.extensions import extension

guess = extension("guess")

CONTENT = """- None of them
- Two

<details><summary>Answer</summary>

**None of them.** They say *infarction*.

</details>"""


def test_examples() -> None:
    assert doctest.testmod(guess).failed == 0


def test_a_question_is_parted_at_its_fold() -> None:
    made = guess.parted(CONTENT)
    assert made.choices == "- None of them\n- Two"
    assert made.answer == "**None of them.** They say *infarction*."


def test_an_open_question_has_no_choices() -> None:
    made = guess.parted("<details><summary>Answer</summary>\n\nBecause.\n\n</details>")
    assert made.choices == ""


@pytest.mark.parametrize(
    "content",
    [
        "- one\n- two",
        CONTENT.replace("**None of them.** They say *infarction*.", ""),
        f"{CONTENT}\nx",
    ],
    ids=["no fold", "no answer", "something after it"],
)
def test_what_lacks_a_part_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match="want a list of choices"):
        guess.parted(content)


@pytest.mark.parametrize("said", ["two", "Two.", "Two:", " two "])
def test_the_right_choice_is_the_one_that_the_answer_begins_with(said: str) -> None:
    assert guess.right_choice(["None", "Two"], said) == 1


@pytest.mark.parametrize(
    ("choices", "said", "problem"),
    [
        (["None", "Two"], "Three", "want it to begin with one of"),
        (["None", "Two"], "", "want it to begin with one of"),
        (["None"], "None", "want two or more that differ"),
        (["None", "none."], "None", "want two or more that differ"),
    ],
)
def test_a_choice_that_cannot_be_told_is_refused(
    choices: list[str], said: str, problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        guess.right_choice(choices, said)
