"""Every system of the scoreboard: the chapters' own, and the rivals that a fair account needs.

Each setting was chosen on development pairs (``training``), none on the collections that are
measured here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.bm25 import count_terms
from helpers.dense import DenseSystem, fits
from helpers.feedback import DEFAULT, Rm3, Settings
from helpers.lexical import BM25, bm25_index, query_vectors
from helpers.records import Collection, Query, ScoredDoc, by_query
from helpers.registry import MODEL
from helpers.search import DECIMALS, InvertedIndex, check_top_k
from helpers.systems import SparseSystem, System, systems
from helpers.text import terms
from helpers.translation import ALPHA, Table, bm25_of_grown, load_table, with_terms

SPLADE_SHARE = 0.8  # of the fused score; chosen on the development pairs


def lucene_system(collection: Collection) -> SparseSystem:
    """BM25 as Lucene has it: another IDF, nothing else."""
    bm25 = BM25(collection.documents, variant="lucene")
    return SparseSystem(bm25.index, bm25.encode)


def rm3_system(collection: Collection, settings: Settings = DEFAULT) -> SparseSystem:
    """BM25 whose queries take words from the first documents found."""
    rm3 = Rm3(bm25_index(collection), settings)
    return SparseSystem(rm3.index, rm3.encode)


def translation_system(
    collection: Collection, alpha: float = ALPHA, table: Table | None = None
) -> SparseSystem:
    """BM25 whose documents have grown by the translations of their words, the stored ones."""
    counts, t = with_terms(count_terms(collection.documents), table or load_table())
    index = InvertedIndex(collection.doc_ids, bm25_of_grown(counts, t, alpha), counts.terms)
    ids = {term: i for i, term in enumerate(counts.terms)}
    return SparseSystem(index, lambda texts: query_vectors([Counter(terms(t)) for t in texts], ids))


@dataclass(frozen=True)
class FusedSystem:
    """Two systems' scores, each divided by the query's best, mixed by a share.

    Convex combination (Bruch et al. 2023, arXiv 2210.11934, section 4); what only one of them
    finds has 0 from the other.
    """

    first: System
    second: System
    share: float
    depth: int = 1000

    def search(self, query: str, top_k: int = 10) -> list[ScoredDoc]:
        """Find the best documents by the mixed scores."""
        return self.search_all([Query("", query)], top_k)

    def search_all(self, queries: Sequence[Query], top_k: int = 100) -> list[ScoredDoc]:
        """Answer several queries, one after the other."""
        check_top_k(top_k)
        both = [by_query(s.search_all(queries, self.depth)) for s in (self.first, self.second)]
        return [hit for q in queries for hit in self._mixed(q.query_id, both)[:top_k]]

    def _mixed(
        self, query_id: str, both: Sequence[Mapping[str, list[ScoredDoc]]]
    ) -> list[ScoredDoc]:
        scores: dict[str, float] = {}
        for found, share in zip(both, (self.share, 1 - self.share), strict=True):
            hits = found.get(query_id, [])
            best = max((hit.score for hit in hits), default=0.0)
            for hit in hits if best > 0 else []:
                scores[hit.doc_id] = scores.get(hit.doc_id, 0.0) + share * hit.score / best
        mixed = [ScoredDoc(query_id, i, round(score, DECIMALS)) for i, score in scores.items()]
        return sorted(mixed, key=lambda hit: (-hit.score, hit.doc_id))


def rivals(collection: Collection, model: str = MODEL) -> dict[str, System]:
    """Make every system by name, the simplest first.

    A model without query weights has one less, and so has a collection for which no dense vectors
    are stored.
    """
    from helpers.inference_free import has_weights, inference_free_system  # torch only here
    from helpers.untrained import untrained_system

    own = systems(collection, model)
    dense = {"dense MiniLM": DenseSystem(collection)} if fits(collection) else {}
    free = {"inference-free SPLADE": inference_free_system} if has_weights(model) else {}
    return {
        "BM25": own["BM25"],
        "BM25, Lucene's": lucene_system(collection),
        "RM3": rm3_system(collection),
        "+ GloVe": own["+ GloVe"],
        "+ masked": own["+ masked"],
        "translation table": translation_system(collection),
        "untrained head": untrained_system(collection),
        **dense,
        **{name: make(collection, model) for name, make in free.items()},
        "SPLADE": own["SPLADE"],
        "BM25 and SPLADE": FusedSystem(own["SPLADE"], own["BM25"], SPLADE_SHARE),
    }
