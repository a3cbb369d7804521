"""Search a reader's own texts by each of the book's systems, or by several models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from helpers.records import Collection, ScoredDoc, by_query
from helpers.registry import MODEL
from helpers.search import check_top_k
from helpers.systems import run, systems

if TYPE_CHECKING:
    import pandas as pd

SPLADE = "SPLADE"


def ask(
    collection: Collection, query: str, top_k: int = 3, model: str = MODEL, *, parts: bool = True
) -> dict[str, list[ScoredDoc]]:
    """Find documents for one query by each of the book's four systems: ``{system: hits}``.

    Long documents are searched in parts, unless ``parts`` is False. Raises ValueError when
    ``top_k`` is below 1, or for an unknown model.
    """
    made = systems(collection, model, parts=parts)
    return {name: system.search(query, top_k) for name, system in made.items()}


class SideBySide(NamedTuple):
    """Models compared: ``scores`` is empty where no query is judged.

    ``answers`` has a row per query and, for each model, the first documents found; where the
    query is judged, the rank of the first relevant one before them.
    """

    scores: pd.DataFrame
    answers: pd.DataFrame


def side_by_side(
    collection: Collection, models: Sequence[str], top_k: int = 3, *, parts: bool = True
) -> SideBySide:
    """Search all of a collection's queries by BM25 and by several models, beside each other.

    Long documents are in parts as each model reads them; BM25 has the first model's.

    >>> from helpers.own_texts import EXAMPLE, read_texts
    >>> mine = read_texts(EXAMPLE / "documents.csv", EXAMPLE / "queries.csv").collection
    >>> side_by_side(mine, ["clinical-splade"]).answers.columns.tolist()
    ['BM25', 'clinical-splade']

    Raises ValueError without a query, for an unknown model, and for a ``top_k`` below 1.
    """
    import pandas as pd

    from helpers.evaluation import scoreboard

    if not collection.queries:
        raise ValueError(f"collection={collection.name!r}: want at least one query")
    check_top_k(top_k)
    found = _runs(collection, models, parts)
    columns = {name: _answers(collection, hits, top_k) for name, hits in found.items()}
    answers = pd.DataFrame(columns, index=[q.text for q in collection.queries])
    scores = scoreboard(found, collection) if collection.qrels else pd.DataFrame()
    return SideBySide(scores, answers)


def _runs(collection: Collection, models: Sequence[str], parts: bool) -> dict[str, list[ScoredDoc]]:
    found: dict[str, list[ScoredDoc]] = {}
    for model in models:
        made = systems(collection, model, parts=parts)
        if "BM25" not in found:
            found["BM25"] = run(made["BM25"], collection.queries)
        found[model] = run(made[SPLADE], collection.queries)
    return found


def _answers(collection: Collection, hits: Sequence[ScoredDoc], top_k: int) -> list[str]:
    """A cell for each query, in the collection's order."""
    from helpers.evaluation import answers

    found, relevant = by_query(hits), answers(collection)
    return [
        _cell(
            collection,
            [hit.doc_id for hit in found.get(q.query_id, [])],
            relevant.get(q.query_id, frozenset()),
            top_k,
        )
        for q in collection.queries
    ]


def _cell(collection: Collection, ranked: list[str], wanted: frozenset[str], top_k: int) -> str:
    titles = "; ".join(collection.document(i).label for i in ranked[:top_k]) or "nothing"
    if not wanted:
        return titles
    rank = next((str(r) for r, i in enumerate(ranked, 1) if i in wanted), "none")
    return f"{rank}: {titles}"
