"""Long documents in parts: each is read whole, and a document is as good as its best part.

A model reads so many tokens and no more; a page of twenty would be judged by its first. Documents
that are too long are cut at the ends of sentences into parts that overlap a little, so that what is
said across a cut stands whole in one of them (Dai and Callan 2019, arXiv 1905.09217, section 3:
passages, and a document scored by the best of them). Every system searches the same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from helpers._progress import progress
from helpers.records import Collection, Document, ScoredDoc
from helpers.registry import MODEL
from helpers.text import whole_characters

PART = 256  # tokens of a part at most, its title and the two special tokens among them
OVERLAP = 64  # tokens that a part may repeat of the one before
SPECIAL = 2  # [CLS] and [SEP]
END = regex.compile(  # of a sentence, or of a paragraph
    r"""(?<![.!?…])[.!?…]++[\p{Pe}\p{Pf}"']*+(?=\s|$)|[。！？]++|(?:\n[^\S\n]*+){2,}+"""
)


class Passages(NamedTuple):
    """A collection whose documents are parts, and the document that each part is of."""

    collection: Collection
    document_of: Mapping[str, str]


def sentences(text: str) -> list[str]:
    """Cut a text after its sentences and empty lines; joined, they are the text again.

    >>> sentences("Rest. Ice (20 min.) helps!\\n\\nThen")
    ['Rest.', ' Ice (20 min.)', ' helps!', '\\n\\n', 'Then']
    """
    ends = [0, *(match.end() for match in END.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(ends) if a < b]


def windows(lengths: Sequence[int], most: int, overlap: int) -> list[range]:
    """Group sentences of these lengths into windows of at most ``most`` (or of one sentence).

    Each begins with the last sentences of the window before, as many as have ``overlap``.

    >>> windows([5, 5, 5, 5], most=10, overlap=5)
    [range(0, 2), range(1, 3), range(2, 4)]
    """
    made: list[range] = []
    start, end = 0, 0
    while end < len(lengths):
        total = sum(lengths[start:end])
        while end < len(lengths) and (end == start or total + lengths[end] <= most):
            total += lengths[end]
            end += 1
        made.append(range(start, end))
        start = _back(lengths, start + 1, end, overlap)
        while end < len(lengths) and start < end and sum(lengths[start : end + 1]) > most:
            start += 1  # the repeated ones must leave room for a new one
    return made


def _back(lengths: Sequence[int], first: int, end: int, overlap: int) -> int:
    """The first of the last sentences before ``end`` that together have at most ``overlap``."""
    start = end
    while start > first and sum(lengths[start - 1 : end]) <= overlap:
        start -= 1
    return start


@lru_cache(maxsize=8)
def _in_parts(collection: Collection, model: str) -> Passages:
    cutter = Cutter(model)
    made: list[Document] = []
    of: dict[str, str] = {}
    taken = set(collection.doc_ids)
    for document in progress(collection.documents, "cutting"):
        parts = cutter.cut(document)
        for number, part in enumerate(parts, 1):
            part_id = document.doc_id
            while len(parts) > 1 and (part_id in taken or part_id in of):
                part_id += f"#{number}"
            made.append(part if part_id == document.doc_id else part._replace(doc_id=part_id))
            of[part_id] = document.doc_id
    if len(made) == len(collection.documents):
        return Passages(collection, of)
    return Passages(replace(collection, documents=tuple(made)), of)


def in_parts(collection: Collection, model: str = MODEL) -> Passages:
    """Cut the documents that a model does not read whole; the others stay as they are.

    Where none is too long, the collection is the same object. Cut once for each model.
    """
    return _in_parts(collection, model)


class Cutter:
    """Counts tokens as a model does, and cuts by them."""

    def __init__(self, model: str) -> None:
        from helpers.models import load_network, load_tokenizer  # torch only where it is asked for

        self._tokenizer = load_tokenizer(model)
        self.longest = int(load_network(model).config.max_position_embeddings)

    def count(self, text: str) -> int:
        """Count a text's tokens, special ones left out."""
        clean = whole_characters(text)
        return len(self._tokenizer(clean, add_special_tokens=False, verbose=False)["input_ids"])

    def unread(self, document: Document) -> int:
        """Count the tokens of a document that the model does not read."""
        if len(document.contents.encode("utf-8", "replace")) + SPECIAL <= self.longest:
            return 0  # a token has a byte or more
        return max(0, self.count(document.contents) + SPECIAL - self.longest)

    def cut(self, document: Document) -> list[Document]:
        """Cut a document into parts under its title, or leave it whole if it is short enough."""
        if not self.unread(document):
            return [document]
        title, text = document.title, document.text
        if self.count(title) > PART // 2:  # no title but a text
            title, text = "", f"{title}\n{text}"
        most = PART - SPECIAL - self.count(f"{title}. ")
        pieces = [p for sentence in sentences(text) for p in self._no_longer(sentence, most)]
        lengths = [self.count(piece) for piece in pieces]
        found = windows(lengths, most, min(OVERLAP, most // 2))
        texts = ("".join(pieces[w.start : w.stop]).strip() for w in found)
        return [document._replace(title=title, text=text) for text in texts if text]

    def _no_longer(self, sentence: str, most: int) -> list[str]:
        """A sentence whole, or cut between tokens where it has more than ``most``."""
        clean = whole_characters(sentence)
        read = self._tokenizer(
            clean, add_special_tokens=False, return_offsets_mapping=True, verbose=False
        )
        starts = [start for start, _ in read["offset_mapping"]][most::most]
        cuts = [0, *starts, len(clean)]
        return [clean[a:b] for a, b in pairwise(cuts) if a < b]


def best_parts(
    find: Callable[[int], list[ScoredDoc]], document_of: Mapping[str, str], top_k: int
) -> list[ScoredDoc]:
    """Find the best ``top_k`` documents by their best parts; ties by id.

    ``find`` gives so many of the best parts. It is asked for more until no part that it has not
    given could change the answer.
    """
    wanted = top_k
    while True:
        hits = find(wanted)
        best: dict[str, ScoredDoc] = {}
        for hit in hits:
            doc_id = document_of[hit.doc_id]
            best.setdefault(doc_id, hit._replace(doc_id=doc_id))
        ranked = sorted(best.values(), key=lambda hit: (-hit.score, hit.doc_id))
        whole = len(hits) < wanted
        if whole or (len(ranked) >= top_k and hits[-1].score < ranked[top_k - 1].score):
            return ranked[:top_k]
        wanted *= 4


def unread(collection: Collection, model: str = MODEL) -> dict[str, int]:
    """Count, for each document that a model does not read whole, the tokens left over."""
    cutter = Cutter(model)
    counts = {d.doc_id: cutter.unread(d) for d in collection.documents}
    return {doc_id: left for doc_id, left in counts.items() if left}
