"""Chapter 5: every number in its prose is what the data says today."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from helpers import evaluation
from helpers.ablation import ablations
from helpers.attribution import attributions
from helpers.bootstrap import PairedDifference
from helpers.evaluation import differences, evaluate, means
from helpers.overlap import OVERLAPS, by_overlap
from helpers.paths import data_folder
from helpers.reading import load_masked_lm
from helpers.records import Collection, ScoredDoc, load_hospital, load_lay_terms
from helpers.rivals import rivals
from helpers.scale.costs import costs
from helpers.splade import load_encoder
from helpers.systems import SparseSystem, run, splade_system, systems
from helpers.vectors import collection_vectors

pytestmark = [pytest.mark.model, pytest.mark.slow]

CHAPTER = Path(__file__).resolve().parents[2] / "book" / "05_conclusion.ipynb"
QUERY = "heart attack treatment protocol"
LOADERS: dict[str, Callable[[], Collection]] = {"hospital": load_hospital, "lay": load_lay_terms}


@cache
def prose() -> str:
    """The chapter's words without code, formulas, links and roles' targets."""
    cells = json.loads(CHAPTER.read_text())["cells"]
    text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return re.sub(r"```.*?```|`[^`]*`|\$[^$]*\$|\]\([^)]*\)", "", text, flags=re.DOTALL)


@cache
def collection(name: str) -> Collection:
    return LOADERS[name]()


@cache
def compared(name: str) -> dict[str, SparseSystem]:
    found = systems(collection(name)) | ablations(collection(name))
    return {key: system for key, system in found.items() if isinstance(system, SparseSystem)}


@cache
def runs(name: str) -> dict[str, list[ScoredDoc]]:
    return {s: run(each, collection(name).queries) for s, each in compared(name).items()}


@cache
def gaps(name: str) -> dict[str, dict[str, PairedDifference]]:
    return differences(runs(name), collection(name))


@cache
def averages(name: str, measure: str) -> dict[str, dict[str, float]]:
    return {str(s): dict(row) for s, row in means(runs(name), collection(name), measure).iterrows()}


def ndcg(name: str, system: str, group: str = "all") -> str:
    return short(averages(name, "nDCG@10")[system][group])


def found(name: str, system: str) -> str:
    """R@100 over all queries."""
    return short(averages(name, "R@100")[system]["all"])


@cache
def overlapping(name: str) -> dict[str, dict[str, PairedDifference]]:
    return differences(runs(name), by_overlap(collection(name)))


def gain(name: str, group: int) -> str:
    """SPLADE's over BM25 where query and answer overlap by so much."""
    return signed(overlapping(name)[OVERLAPS[group]]["SPLADE"].mean)


@cache
def rivalled(name: str) -> dict[str, dict[str, float]]:
    """Every rival's nDCG@10 by query type."""
    of = collection(name)
    made = {s: run(each, of.queries) for s, each in rivals(of).items()}
    return {str(s): dict(row) for s, row in means(made, of).iterrows()}


def rival(name: str, system: str, group: str = "all") -> str:
    return short(rivalled(name)[system][group])


def cost(name: str, system: str, column: str) -> float:
    table = costs({system: compared(name)[system]}, collection(name))
    return float(table[column].to_dict()[system])


def postings(name: str, system: str) -> str:
    return f"{cost(name, system, 'postings'):,.0f}"


def reads(name: str, system: str) -> float:
    return cost(name, system, "postings read per query")


def in_training(words: str) -> str:
    """The number before these words on the collection's own page."""
    page = (data_folder() / "lay_terms" / "README.md").read_text()
    found = re.search(rf"(\d+) {words}", page)
    assert found
    return found[1]


def short(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1)


def signed(value: float) -> str:
    return f"{value:+.3f}".replace("0.", ".", 1).replace("-", "−")


def interval(name: str, system: str) -> str:
    gap = gaps(name)["all"][system]
    return f"{signed(gap.mean)} [{signed(gap.low)}, {signed(gap.high)}]"


def bm25_better(name: str) -> int:
    values = {s: evaluate(runs(name)[s], collection(name))["nDCG@10"] for s in ("BM25", "SPLADE")}
    return int((values["BM25"] > values["SPLADE"] + 1e-9).sum())


def untrained() -> str:
    hospital = collection("hospital")
    hits = run(splade_system(hospital, "clinical-mlm"), hospital.queries)
    return short(means({"": hits}, hospital)["all"].to_dict()[""])


def terms_of(model: str) -> str:
    return f"{len(attributions(load_masked_lm(model).logits(QUERY))):,}"


def documents_with(term: str) -> tuple[int, int]:
    """How many documents have the term in their vector, and how many in their text."""
    hospital, encoder = collection("hospital"), load_encoder()
    vectors = collection_vectors(hospital)
    at = vectors.vocabulary.index(term)
    said = encoder.input_terms([d.contents for d in hospital.documents])
    return vectors.documents[:, [at]].nnz, said[:, [at]].nnz


@cache
def claims() -> list[str]:
    """Every statement of the chapter that has a figure of ours, with the figure as computed."""
    hospital, lay = "hospital", "lay"
    exact = gaps(hospital)["exact"]["SPLADE"].mean
    grown, said = documents_with("rehabilitation")
    missed = ndcg(lay, "SPLADE", "none")
    n_lay, n_hospital = (len(collection(c).queries) for c in (lay, hospital))
    none = sum(q.type == "none" for q in collection(lay).queries)
    times = {c: reads(c, "SPLADE") / reads(c, "BM25") for c in (hospital, lay)}
    no_query, no_document = "without query expansion", "without document expansion"
    table, head, dense = "translation table", "untrained head", "dense MiniLM"
    fused = "BM25 and SPLADE"
    return [
        f"beats our SPLADE: {rival(lay, table)} against {rival(lay, 'SPLADE')}. At the hospital it",
        f"close, {rival(hospital, table)} against {rival(hospital, 'SPLADE')}. So",
        f"mismatch queries: {rival(hospital, table, 'mismatch')} against "
        f"{rival(hospital, 'SPLADE', 'mismatch')}.",
        f"as BM25: {rival(hospital, head)} against {rival(hospital, 'BM25')} at the hospital,\n"
        f"{rival(lay, head)} against {rival(lay, 'BM25')} on the lay terms. Where nothing is "
        f"shared it finds something, {rival(lay, head, 'none')}.",
        f"at the hospital, {rival(hospital, dense)} against {rival(hospital, 'SPLADE')}, and "
        f"behind it on the lay terms, {rival(lay, dense)} against {rival(lay, 'SPLADE')}.",
        f"RM3 hardly moves BM25, {rival(hospital, 'RM3')} and {rival(lay, 'RM3')}:",
        f"mends the exact queries, {rival(hospital, fused, 'exact')}, and costs the others more: "
        f"over\nall {rival(hospital, fused)} and {rival(lay, fused)}.",
        f"with a higher threshold it reaches {rival(hospital, head)};",
        f"such pairs reaches {rival(lay, table)}, SPLADE {rival(lay, 'SPLADE')}. On the "
        f"hospital's mismatch queries {rival(hospital, table, 'mismatch')} and "
        f"{rival(hospital, 'SPLADE', 'mismatch')}.",
        f"nDCG@10 of {ndcg(hospital, 'SPLADE')} against BM25's {ndcg(hospital, 'BM25')} at the",
        f"and {ndcg(lay, 'SPLADE')} against {ndcg(lay, 'BM25')} on the lay",
        f"**loses**: by {short(-exact)}",
        f"{in_training('of the 832 pairs stand there as synonyms')} of the {n_lay} pairs",
        f"{in_training('of the queries stand as queries')} of the queries stand",
        f"R@100 rises from {found(hospital, 'BM25')} to {found(hospital, '+ GloVe')} and "
        f"{found(hospital, '+ masked')} at the hospital, and from {found(lay, 'BM25')} to "
        f"{found(lay, '+ GloVe')}\nand {found(lay, '+ masked')} on the lay terms",
        f"{gain(hospital, 0)} at the hospital and {gain(lay, 0)} on the lay terms",
        f"a little ahead on the lay terms ({gain(lay, 3)}) and\nbehind at the hospital "
        f"({gain(hospital, 3)})",
        f"{postings(hospital, 'SPLADE')} postings against {postings(hospital, 'BM25')}.",
        f"from {postings(lay, no_document)} postings to {postings(lay, 'SPLADE')}, where BM25 has "
        f"{postings(lay, 'BM25')}.",
        f"The search itself grows most:\n{reads(hospital, 'SPLADE'):.0f} postings a query where "
        f"BM25 reads\n{reads(hospital, 'BM25'):.0f}, and {reads(lay, 'SPLADE'):,.0f} where it "
        f"reads {reads(lay, 'BM25'):.0f}.",
        f"0 on the {none} lay queries that share none. SPLADE reaches {missed} there",
        f"At the hospital {interval(hospital, '+ GloVe')}, on the lay terms "
        f"{interval(lay, '+ GloVe')}; but {signed(gaps(lay)['none']['+ GloVe'].mean)} where",
        f"does not show it: {signed(gaps(hospital)['all']['+ masked'].mean)} and "
        f"{signed(gaps(lay)['all']['+ masked'].mean)}.",
        f"gives {terms_of('clinical-mlm')} terms for the nurse's query and an "
        f"nDCG@10 of {untrained()} at the hospital, but",
        f"after training {terms_of('clinical-splade')} terms and {ndcg(hospital, 'SPLADE')}.",
        f"Without query expansion {ndcg(hospital, no_query)} at the hospital and "
        f"{ndcg(lay, no_query)} on the lay terms; without document expansion "
        f"{ndcg(hospital, no_document)} and {ndcg(lay, no_document)}.",
        f"in the vectors of {grown} of {len(collection(hospital).documents)} documents, and "
        f"{said} of them say it",
        f"reaches {ndcg(hospital, 'SPLADE')} with the maximum, "
        f"{ndcg(hospital, 'sum, not max')} with the sum, {ndcg(hospital, '[CLS] only')} with",
        f"On the mean: {interval(hospital, 'SPLADE')} and {interval(lay, 'SPLADE')}. On exact "
        f"queries it loses {short(-exact)}. BM25 is better on {bm25_better(hospital)} of "
        f"{n_hospital} and on {bm25_better(lay)} of {n_lay} queries",
        f"reads {times[hospital]:.0f} times as many postings at the hospital and "
        f"{times[lay]:.0f} times as many on the lay terms",
    ]


def test_every_figure_of_ours_is_what_the_data_says() -> None:
    missing = [claim for claim in claims() if claim not in prose()]
    assert not missing


def test_no_other_number_stands_in_the_prose() -> None:
    """What is left after our figures, cited lines and names that hold digits has no digit."""
    rest = prose()
    for claim in claims():
        rest = rest.replace(claim, "")
    lines = [line for line in rest.split("\n") if "{cite" not in line]
    names = r"nDCG@10|BM25|apixaban 5 mg|R@100?|RR@10|FRM-118|[Cc]hapters? \d|L6-v2"
    names += r"|exceed 1\b|above 1\b|out 0\b|0 on|95 %"
    left = [re.sub(names, "", line) for line in lines]
    assert not [line for line in left if re.search(r"\d", line) and "About 25 minutes" not in line]


@pytest.mark.parametrize("name", ["hospital", "lay"])
def test_the_gain_falls_with_the_overlap(name: str) -> None:
    gains = [overlapping(name)[group]["SPLADE"].mean for group in OVERLAPS]
    assert gains == sorted(gains, reverse=True)


def test_where_the_answer_contains_the_query_the_collections_differ() -> None:
    whole = {name: overlapping(name)[OVERLAPS[3]]["SPLADE"] for name in LOADERS}
    assert whole["hospital"].high < 0 < whole["lay"].low < whole["lay"].high < 0.05


@pytest.mark.parametrize("name", ["hospital", "lay"])
def test_neither_simple_expansion_moves_bm25_by_more_than_its_interval(name: str) -> None:
    for system in ("+ GloVe", "+ masked"):
        gap = gaps(name)["all"][system]
        assert gap.low <= 0 <= gap.high


def test_where_the_answer_contains_the_query_most_are_codes_and_names() -> None:
    types = {q.query_id: q.type for q in collection("hospital").queries}
    whole = [
        types[q.query_id]
        for q in by_overlap(collection("hospital")).queries
        if q.type == OVERLAPS[3]
    ]
    assert whole.count("exact") > len(whole) / 2


def test_fusion_is_what_the_exercise_says() -> None:
    source = CHAPTER.read_text()
    solution = json.loads(source)["cells"][-1]["source"]
    code = re.search(r"label: two-lists.*?```python\n(.*?)```", "".join(solution), re.DOTALL)
    assert code is not None
    names: dict[str, object] = {"runs": {"hospital": runs("hospital")}, "evaluation": evaluation}
    names |= {"hospital": collection("hospital"), "print": lambda _: None}
    exec(code[1], names)  # noqa: S102 - our own chapter's code
    both = names["both"]
    assert isinstance(both, dict)
    made = means(both, collection("hospital"))
    mean, exact = made["all"].to_dict(), made["exact"].to_dict()
    assert mean["BM25"] < mean["fused"] < mean["SPLADE"]
    assert exact["fused"] - exact["SPLADE"] > (exact["BM25"] - exact["SPLADE"]) / 2
