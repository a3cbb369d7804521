"""The book's own sections as SPLADE has them: one vector each, and the word behind each term.

A section is encoded on its own and kept, so that a changed one costs nothing but itself, and its
vector does not depend on what else is encoded. One that is too long is read in parts
(``helpers.passages``), and each term keeps its largest weight: the maximum that pools the
positions of a text, taken over those of all its parts.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from helpers.cache import kept
from helpers.passages import Cutter
from helpers.records import Document
from helpers.registry import MODEL
from helpers.text import Token, wordpiece, words

UNIT = 100  # weights are kept as whole hundredths
ORIGINAL, NO_WORD = -1, 0  # in place of a word's number: the text's own term; a special token's
MODULES = ("_batches", "models", "passages", "reading", "book_vectors")


class Section(NamedTuple):
    """A section of the book: its address within the site, its title, its page's, and its text.

    >>> Section("glossary.html#term-Run", "Run", "Glossary", "What an engine answered").contents
    'Run. What an engine answered'
    """

    section_id: str
    title: str
    page: str
    text: str

    @property
    def contents(self) -> str:
        """What the model reads: the title, then the text."""
        return Document(self.section_id, self.title, self.text).contents


class SectionVector(NamedTuple):
    """A section's terms by ascending id, their weights in hundredths, and the word behind each.

    Words are numbered from 1 as ``text.words`` finds them in the contents. ``ORIGINAL`` marks a
    term that the text itself has, ``NO_WORD`` an expansion that comes from [CLS], [SEP] or a sign.
    """

    ids: list[int]
    weights: list[int]
    words: list[int]


class Largest(NamedTuple):
    """A term's largest weight in a text, and where the token starts that gave it (-1: none)."""

    weight: float
    start: int


def section_vector(section: Section, model: str = MODEL) -> SectionVector:
    """Encode a section, or read what an earlier run has kept."""
    found = _largest(section.title, section.text, model)
    own = {token.id for token in wordpiece(section.contents)}
    there = words(section.contents)
    rows = [
        (term, round(UNIT * weight), ORIGINAL if term in own else _word_at(there, at))
        for term, (weight, at) in sorted(found.items())
    ]
    kept_rows = [row for row in rows if row[1]]
    return SectionVector(*([row[i] for row in kept_rows] for i in range(3)))


def _word_at(there: list[Token], place: int) -> int:
    """Number the word in which a place lies, from 1; ``NO_WORD`` where it lies in none."""
    number = bisect_right(there, place, key=lambda token: token.start)
    return number if number and place < there[number - 1].end else NO_WORD


@kept(*MODULES)
def _largest(title: str, text: str, model: str) -> dict[int, Largest]:
    made: dict[int, Largest] = {}
    whole = Document("", title, text)
    for part in Cutter(model).cut(whole):
        for term, found in _read(part, model).items():
            moved = found._replace(start=_place(found.start, part, whole))
            if term not in made or moved.weight > made[term].weight:
                made[term] = moved
    return made


def _place(start: int, part: Document, whole: Document) -> int:
    """Say where in the whole section stands what is at ``start`` in one of its parts."""
    head = len(part.contents) - len(part.text)
    if start < head:
        return start
    return start - head + len(whole.contents) - len(whole.text) + max(whole.text.find(part.text), 0)


def _read(part: Document, model: str) -> dict[int, Largest]:
    """Pool one text's logits as ``splade`` does, and note the token of each maximum."""
    import torch  # only where something is encoded

    from helpers.attribution import SPECIAL
    from helpers.reading import load_masked_lm
    from helpers.splade import activation

    reading = load_masked_lm(model).logits(part.contents)
    largest, at = reading.logits.max(dim=0)
    weights, places = activation(largest).tolist(), at.tolist()
    starts = [-1, *(start for start, _ in reading.spans[1:-1]), -1]  # [CLS] first, [SEP] last
    return {
        term: Largest(weights[term], starts[places[term]])
        for term in torch.nonzero(largest > 0).ravel().tolist()
        if reading.vocabulary[term] not in SPECIAL
    }
