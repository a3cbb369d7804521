"""How far two judges of the same documents agree."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.records import Collection

GRADES = (0, 1, 2, 3)


def grades(first: Collection, second: Collection) -> pd.DataFrame:
    """List what both judges gave each pair of query and document that the second has read.

    A row a pair, with the columns ``first`` and ``second``; what the first judge has not listed
    has grade 0 from them.
    """
    given = {(q, d): grade for q, d, grade in first.qrels}
    rows = [(q, d, given.get((q, d), 0), grade) for q, d, grade in second.qrels]
    return pd.DataFrame(rows, columns=["query", "document", "first", "second"])


def summary(first: Collection, second: Collection, kinds: Iterable[str] = ()) -> pd.DataFrame:
    """Say how far two judges agree: pairs, how many are relevant to each, and kappa.

    ``kappa`` is that of relevant and not, ``of grades`` weighs how far apart two grades are.

    A row for all queries and one for each type of ``kinds``.
    """
    both = grades(first, second)
    types = both["query"].map({q.query_id: q.type for q in first.queries})
    groups = {kind: both[types == kind] for kind in kinds} | {"all": both}
    return pd.DataFrame({name: _row(part) for name, part in groups.items()}).T


def _row(both: pd.DataFrame) -> dict[str, float]:
    """Cohen's kappa, agreement beyond chance (Cohen 1960); of grades, weighted (Cohen 1968).

    A weighted disagreement counts as the square of the distance between the two grades.
    """
    from sklearn.metrics import cohen_kappa_score

    first, second = both["first"] > 0, both["second"] > 0
    graded = cohen_kappa_score(
        both["first"], both["second"], labels=list(GRADES), weights="quadratic"
    )
    return {
        "pairs": len(both),
        "relevant to the first": int(first.sum()),
        "to the second": int(second.sum()),
        "to both": int((first & second).sum()),
        "kappa": float(cohen_kappa_score(first, second)),
        "of grades": float(graded),
    }
