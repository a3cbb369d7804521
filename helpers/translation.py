"""Word translations learnt from pairs, without a network: IBM Model 1.

A pair is a short text and the passage that answers it. Whatever stands on the one side was said in
other words on the other; counted over many pairs, that gives ``t(q | d)``, how likely a word ``d``
of a passage is asked for as ``q`` (Brown et al. 1993, section 4.1; for retrieval Berger and
Lafferty 1999, section 3). Documents grow by the translations of their words, and BM25 goes on as
before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from helpers.bm25 import Counts, length_norm, okapi_idf, weighted
from helpers.paths import data_folder
from helpers.registry import verify
from helpers.search import check_top_k
from helpers.text import terms

ALPHA = 2.0  # how much documents grow; chosen on the development pairs
ROUNDS = 6  # of expectation and maximisation
LEAST = 0.005  # translations less likely are left out
NOTHING = 0  # the empty word, from which any query word may come
Pair = tuple[Sequence[str], Sequence[str]]  # the terms of a query, and of its passage


class Table(NamedTuple):
    """Translations: ``t[d, q]`` is how likely the term ``d`` is asked for as ``q``."""

    terms: tuple[str, ...]
    t: csr_matrix


class Links(NamedTuple):
    """Every query term of every pair, joined with every term of its passage.

    ``codes`` has a number for each (passage term, query term) that occurs, ``link`` the number of
    each link, ``place`` the query term's place, over which a link competes with others.
    """

    codes: NDArray[np.int64]
    link: NDArray[np.int32]
    place: NDArray[np.int32]


def links(pairs: Iterable[Pair], ids: dict[str, int]) -> Links:
    """Join the distinct known terms of both sides; the passage also has the empty word.

    >>> links([(["heart"], ["cardiac"])], {"": 0, "cardiac": 1, "heart": 2}).codes.tolist()
    [2, 5]
    """
    sources, targets, places, n = [], [], [], 0
    for query, passage in pairs:
        q = [ids[term] for term in dict.fromkeys(query) if term in ids]
        d = [NOTHING, *(ids[term] for term in dict.fromkeys(passage) if term in ids)]
        sources.append(np.tile(np.array(d, np.int64), len(q)))
        targets.append(np.repeat(np.array(q, np.int64), len(d)))
        places.append(np.repeat(np.arange(n, n + len(q), dtype=np.int32), len(d)))
        n += len(q)
    both = np.concatenate(sources) * len(ids) + np.concatenate(targets)
    codes, link = np.unique(both, return_inverse=True)
    return Links(codes, link.astype(np.int32), np.concatenate(places))


def expected(found: Links, t: NDArray[np.float64]) -> NDArray[np.float64]:
    """Count each translation: a query term's links share it as their ``t`` does (E step)."""
    weight = t[found.link]
    share = weight / np.bincount(found.place, weight)[found.place]
    return np.asarray(np.bincount(found.link, share, len(found.codes)), dtype=np.float64)


def normalised(counts: NDArray[np.float64], source: NDArray[np.int64]) -> NDArray[np.float64]:
    """Divide each count by all those of its passage term (M step).

    >>> normalised(np.array([3.0, 1.0, 2.0]), np.array([0, 0, 1])).tolist()
    [0.75, 0.25, 1.0]
    """
    return np.asarray(counts / np.bincount(source, counts)[source])


def learn(
    pairs: Sequence[Pair], terms: Sequence[str], rounds: int = ROUNDS, least: float = LEAST
) -> Table:
    """Learn the table of translations between these terms; a term is no translation of itself.

    >>> pairs = [(["heart", "stop"], ["cardiac", "arrest"]), (["stop"], ["arrest"])]
    >>> table = learn(pairs, ["arrest", "cardiac", "heart", "stop"])
    >>> table.t.toarray().round(2)[:2].tolist()
    [[0.0, 0.0, 0.1, 0.9], [0.0, 0.0, 0.93, 0.07]]
    """
    ids = {"": NOTHING} | {term: i for i, term in enumerate(terms, 1)}
    found = links(pairs, ids)
    source, target = np.divmod(found.codes, len(ids))
    t = np.ones(len(found.codes))
    for _ in range(rounds):
        t = normalised(expected(found, t), source)
    kept = (source != NOTHING) & (source != target) & (t >= least)
    size = (len(terms), len(terms))
    entries = (t[kept], (source[kept] - 1, target[kept] - 1))
    return Table(tuple(terms), csr_matrix(coo_matrix(entries, shape=size)))


def grown(tf: csr_matrix, t: csr_matrix, alpha: float) -> csr_matrix:
    """Let documents have what their terms translate to: ``tf + alpha * tf @ t``.

    ``tf`` is (documents, terms), ``t`` (terms, terms).

    >>> grown(csr_matrix([[2.0, 0.0]]), csr_matrix([[0.0, 0.5], [0.0, 0.0]]), 1.0).toarray()
    array([[2., 1.]])
    """
    return csr_matrix(tf + alpha * (tf @ t))


def bm25_of_grown(counts: Counts, t: csr_matrix, alpha: float) -> csr_matrix:
    """Weigh grown documents as BM25 does; rarity and length are those of the texts as they stand.

    ``counts`` and ``t`` have the same terms.
    """
    rarity = okapi_idf(len(counts.lengths), counts.df)
    norm = length_norm(counts.lengths, counts.average_length)
    return weighted(grown(counts.tf, t, alpha), rarity, norm)


def with_terms(counts: Counts, table: Table) -> tuple[Counts, csr_matrix]:
    """Write counts and translations over the terms of both."""
    terms = tuple(sorted({*counts.terms, *table.terms}))
    ids = {term: i for i, term in enumerate(terms)}
    ours, theirs = (np.array([ids[t] for t in names]) for names in (counts.terms, table.terms))
    tf, t = counts.tf.tocoo(), table.t.tocoo()
    size = len(terms)
    wide = csr_matrix((tf.data, (tf.row, ours[tf.col])), shape=(tf.shape[0], size))
    square = csr_matrix((t.data, (theirs[t.row], theirs[t.col])), shape=(size, size))
    return Counts(wide, terms, counts.lengths), square


def asked_as(word: str, top_k: int = 5) -> list[tuple[str, float]]:
    """Look a word's likeliest translations up: stems with ``t(q | d)``, ties by name.

    A word that no pair held has none. Raises ValueError for a ``top_k`` below 1.

    >>> asked_as("xyzzy")
    []
    """
    check_top_k(top_k)
    table, stems = load_table(), terms(word)
    if not stems or stems[0] not in table.terms:
        return []
    row = table.t[table.terms.index(stems[0])].tocoo()
    found = [(table.terms[i], float(p)) for i, p in zip(row.col, row.data, strict=True)]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:top_k]


@cache
def load_table() -> Table:
    """Load the table that was learnt from the training pairs (``data/translation/README.md``)."""
    from safetensors.numpy import load_file

    folder = data_folder() / "translation"
    verify(folder)
    terms = tuple((folder / "terms.txt").read_text(encoding="utf-8").split("\n"))
    parts = load_file(folder / "table.safetensors")
    entries = (parts["data"].astype(float), parts["indices"], parts["indptr"])
    return Table(terms, csr_matrix(entries, shape=(len(terms), len(terms))))
