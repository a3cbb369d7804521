"""The book searches itself: BM25 and inference-free SPLADE over its own sections, fused.

``written`` makes the file that the published page reads, ``BookSearch`` answers from that file as
the page does (``browser/src/search``); a test holds both equal. No network runs when a query is
asked: each of its WordPieces has one weight, which the file has too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, groupby, pairwise
from typing import Any, NamedTuple

from scipy.sparse import csr_matrix

from helpers.bm25 import lucene_idf
from helpers.book_vectors import UNIT, Section, SectionVector
from helpers.lexical import BM25, Part
from helpers.records import Document, ScoredDoc
from helpers.scale.fusion import reciprocal_rank_fusion
from helpers.search import InvertedIndex, TermMatch
from helpers.text import stem, terms, vocabulary, wordpiece, words

SHORTEST = 3  # letters that a word needs to be completed
TITLE = 3  # times that BM25 reads a title: a field's weight (Robertson et al. 2004, section 3)

QUESTION = frozenset(("what", "which", "who"))  # what is asked for stands beside them
Weights = dict[int, int]  # by vocabulary id, in hundredths


class Answer(NamedTuple):
    """What was searched for, and the rankings: BM25's, SPLADE's, and both fused."""

    query: str
    bm25: list[ScoredDoc]
    splade: list[ScoredDoc]
    fused: list[ScoredDoc]


class Account(NamedTuple):
    """Why a section was found: the terms that SPLADE's vectors share, and BM25's parts."""

    splade: list[TermMatch]
    bm25: list[Part]


def idf_weights(sections: Sequence[Section], vectors: Sequence[SectionVector]) -> Weights:
    """Weigh each entry of the vectors by its rarity: Lucene's IDF, in hundredths.

    A section has an entry if its vector has it or its text: the words that most texts have say
    little, though the model gave them no weight. A learnt table
    (``inference_free.load_weights``) can stand in the place of this one.
    """
    df = Counter(term for s, v in zip(sections, vectors, strict=True) for term in _entries(s, v))
    asked = sorted({term for vector in vectors for term in vector.ids})
    rarity = lucene_idf(len(sections), [df[term] for term in asked])
    return dict(zip(asked, (round(UNIT * value) for value in rarity.tolist()), strict=True))


def _entries(section: Section, vector: SectionVector) -> set[int]:
    read = (token.id for token in wordpiece(section.contents))
    return {*vector.ids, *(term for term in read if term is not None)}


def written(
    sections: Sequence[Section],
    vectors: Sequence[SectionVector],
    weights: Weights,
    made_from: str = "",
) -> str:
    """Write the file that the page reads: JSON, a section a line; ids as their differences."""
    lines = ",\n".join(
        _json({**s._asdict(), **v._asdict(), "ids": _differences(v.ids)})
        for s, v in zip(sections, vectors, strict=True)
    )
    ids = sorted(weights)
    table = _json({"ids": _differences(ids), "weights": [weights[term] for term in ids]})
    head = f'{{"made_from":{_json(made_from)},\n"unit":{UNIT},\n"query":{table},\n'
    return f'{head}"sections":[\n{lines}\n]}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _differences(ids: Iterable[int]) -> list[int]:
    return [b - a for a, b in pairwise([0, *ids])]


class BookSearch:
    """The sections of a file, searched.

    Raises ValueError for a text that is not such a file.
    """

    def __init__(self, content: str) -> None:
        read = json.loads(content)
        self.sections = [Section(*(s[name] for name in Section._fields)) for s in read["sections"]]
        self._weights = _table(read["query"], read["unit"])
        self.bm25 = BM25([_with_heavy_title(section) for section in self.sections])
        self.splade = InvertedIndex(self.bm25.index.doc_ids, _matrix(read), vocabulary())
        self._stems = set(self.bm25.counts.terms)
        self._words = Counter(t.term for s in self.sections for t in words(s.contents))

    def completed(self, query: str) -> str:
        """Finish the word that is being typed, where the book has none such but a longer one.

        Of several the most frequent is taken, ties in alphabetical order.
        """
        last = next(reversed(words(query)), None)
        if last is None or last.end < len(query) or len(last.term) < SHORTEST:
            return query
        if last.term in self._words or stem(last.term) in self._stems:
            return query
        longer = [word for word in self._words if word.startswith(last.term)]
        if not longer:
            return query
        return query[: last.start] + min(longer, key=lambda word: (-self._words[word], word))

    def pieces(self, query: str) -> list[int]:
        """List the WordPieces that SPLADE is asked for.

        Stop words are none. The pieces of a word that was cut up stay only where the book has the
        word, in any form: else they would match the pieces of others.
        """
        found: list[int] = []
        for _, group in groupby(wordpiece(query), key=lambda token: token.word):
            tokens = list(group)
            stems = terms(query[tokens[0].start : tokens[-1].end])
            if stems and (len(tokens) == 1 or any(s in self._stems for s in stems)):
                found += [token.id for token in tokens if token.id is not None]
        return found

    def query_vector(self, query: str) -> csr_matrix:
        """Look up the weights of a query's distinct WordPieces, (1, vocabulary)."""
        ids = sorted({term for term in self.pieces(query) if term in self._weights})
        weights = [self._weights[term] for term in ids]
        return csr_matrix((weights, ids, [0, len(ids)]), shape=(1, len(self.splade.terms)))

    def search(self, query: str) -> Answer:
        """Rank all sections that share a term with the query."""
        asked, everything = self.completed(query), len(self.sections)
        wanted = content(asked)
        lexical = self.bm25.search(wanted, everything)
        learned = self.splade.search(self.query_vector(wanted), everything)
        fused = reciprocal_rank_fusion([lexical, learned], everything)
        return Answer(asked, lexical, learned, fused)

    def account(self, query: str, section_id: str) -> Account:
        """Say what each shared term adds to a section's scores."""
        asked = content(self.completed(query))
        matches = self.splade.matches(self.query_vector(asked), section_id)
        return Account(matches, self.bm25.parts(asked, section_id))


def content(query: str) -> str:
    """Leave out question words, where other words are left.

    >>> content("What is a posting?"), content("who?")
    ('is a posting', 'who?')
    """
    asked = words(query)
    kept = [word for word in asked if word.term not in QUESTION]
    if not kept or len(kept) == len(asked):
        return query
    return " ".join(query[word.start : word.end] for word in kept)


def _with_heavy_title(section: Section) -> Document:
    return Document(section.section_id, "", ". ".join([section.title] * TITLE + [section.text]))


def _table(table: dict[str, list[int]], unit: int) -> dict[int, float]:
    ids = accumulate(table["ids"])
    return {term: weight / unit for term, weight in zip(ids, table["weights"], strict=True)}


def _matrix(read: dict[str, Any]) -> csr_matrix:
    rows = read["sections"]
    ids = [term for row in rows for term in accumulate(row["ids"])]
    weights = [weight / read["unit"] for row in rows for weight in row["weights"]]
    ends = [0, *accumulate(len(row["ids"]) for row in rows)]
    return csr_matrix((weights, ids, ends), shape=(len(rows), len(vocabulary())))
