"""``{guess}``: a question that the reader answers before the page does; ``{quiz}``: a closing one.

    :::{guess} How many of the query's four words occur in the three documents?
    - none
    - two
    - all four

    <details><summary>Answer</summary>

    **none**: the documents say the same in other words.

    </details>
    :::

The fold begins with the right choice in bold. Jupyter shows a list and a fold, and so does the page
without JavaScript; ``book/_assets/guess.js`` makes choices of the list. Without a list it is an
open question, whose answer lies in the fold.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from closed import Closed
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

FOLD = re.compile(
    r"\A(?P<choices>.*?)^<details>\s*<summary>(?P<summary>.*?)</summary>\s*$"
    r"(?P<answer>.*?)^</details>\s*\Z",
    re.DOTALL | re.MULTILINE,
)
WANTED = "want a list of choices, then <details><summary>Answer</summary> ... </details>"


class Question(NamedTuple):
    """What a directive's content holds, as Markdown: choices and answer, and the fold's name."""

    choices: str
    summary: str
    answer: str


def parted(content: str) -> Question:
    """Part a directive's content at its fold.

    Raises ValueError where there is none, where the answer is empty, or where something follows.

    >>> parted("- one\\n- two\\n\\n<details><summary>Answer</summary>\\n\\n**two**\\n\\n</details>")
    Question(choices='- one\\n- two', summary='Answer', answer='**two**')
    """
    found = FOLD.match(content)
    if not found or not found["answer"].strip():
        raise ValueError(WANTED)
    return Question(*(found[part].strip() for part in ("choices", "summary", "answer")))


def right_choice(choices: list[str], said: str) -> int:
    """Find the choice that the answer begins with, a full stop or not.

    Raises ValueError where there are fewer than two choices, where two are alike, or where the
    answer begins with none.

    >>> right_choice(["none", "all four"], "All four.")
    1
    """
    plain = [" ".join(choice.split()).rstrip(".").casefold() for choice in choices]
    begins = " ".join(said.split()).rstrip(".:,").casefold()
    if len(plain) < 2 or len(set(plain)) < len(plain):
        raise ValueError(f"choices={choices!r}: want two or more that differ")
    if begins not in plain:
        raise ValueError(f"answer={said!r}: want it to begin with one of {choices}, in bold")
    return plain.index(begins)


class Guess(SphinxDirective):
    """The directive."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Make the question, its choices and its fold; a mistake is an error of the build."""
        try:
            return [self.made(parted("\n".join(self.content)))]
        except ValueError as problem:
            raise self.error(f"{self.name}: {problem}") from problem

    def made(self, question: Question) -> nodes.container:
        """Put a question's parts into a container that says which choice is right."""
        asked = nodes.container("", *self.markdown(self.arguments[0]), classes=["ws-asked"])
        choices = self.markdown(question.choices)
        fold = Closed("", *self.markdown(question.answer), kind="ws-answer", says=question.summary)
        box = nodes.container("", asked, classes=["ws-guess", f"ws-is-{self.name}"])
        if choices:
            items = [item.astext() for item in choices[0].children]
            bold = next(iter(fold.findall(nodes.strong)), nodes.strong())
            choices[0]["classes"] += [
                "ws-choices",
                f"ws-right-{right_choice(items, bold.astext())}",
            ]
        box.extend([*choices, fold])
        self.set_source_info(box)
        return box

    def markdown(self, text: str) -> list[nodes.Node]:
        """Read a part of the content; a heading in it is not allowed."""
        return self.parse_text_to_nodes(text) if text else []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.setup_extension("closed")
    app.add_directive("guess", Guess)
    app.add_directive("quiz", Guess)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
