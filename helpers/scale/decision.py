"""What should I run? A table of rules, and the sums behind them.

The rules are read from above, and the first whose conditions all hold decides. Their conditions
are facts about a case: what its reader said, and whether a system is in time by the costs below.
What was measured is in ``data/growth``; all else here is an estimate, by the formula that stands
in ``costs_of``.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from helpers.registry import REGISTRY
from helpers.scale import growth

SYSTEMS = ("BM25", "inference-free SPLADE", "SPLADE", "SPLADE and BM25", "dense")
PASSAGE = 350  # words: a longer document is cut into passages, because a model reads 512 tokens
MEASURED_WORDS = 22  # of the documents that data/growth was measured with
GROWTH = 0.82  # exponent of a vector's terms over words: 57 at 22 words, 178 at 87 (chapter 5)
BM25_TERMS = 0.6  # distinct terms per word
FEWER = 5  # times fewer postings, where a query keeps its own words: 4 and 7 (chapter 5)
WORDS_PER_S = 100_000  # that one process splits and counts
DENSE_BYTES = 4 * 384
BYTES_PER_MS = 5e6  # of dense vectors compared: memory is read at 5 GB a second
WEEK = 168  # hours: the longest that encoding may take


class Machine(NamedTuple):
    """A machine: how many times as fast as the measured one it encodes documents, and a query."""

    label: str
    documents: float
    query: float


MACHINES = {
    "laptop": Machine("a laptop: two cores", 1, 1),
    "server": Machine("a server: 16 cores, no GPU", 8, 2),
    "gpu": Machine("one GPU", 50, 3),
}
QUERIES = {"own": "in their own words", "codes": "codes and names", "both": "both, or unknown"}
MODELS = {  # by machine: for commercial use, and where only other use is wanted
    "laptop": ("clinical-splade", "clinical-splade"),
    "server": ("prithivida/Splade_PP_en_v2", "naver/splade-cocondenser-ensembledistil"),
    "gpu": ("prithivida/Splade_PP_en_v2", "naver/splade-cocondenser-ensembledistil"),
}


class Case(NamedTuple):
    """What a reader has: documents of so many words, and what they want of the search."""

    documents: int
    words: int
    latency_ms: int
    machine: str
    commercial: bool
    english: bool
    queries: str

    @property
    def passages(self) -> int:
        """How many texts are encoded: documents, or the passages that they are cut into."""
        return self.documents * ceil(self.words / PASSAGE)

    @property
    def passage_words(self) -> float:
        """How many words each of them has."""
        return self.words / ceil(self.words / PASSAGE)

    @property
    def model(self) -> str:
        """The registry's model for this machine and licence."""
        return MODELS[self.machine][not self.commercial]


class Cost(NamedTuple):
    """Hours to encode and index, megabytes of memory, milliseconds per query."""

    index_h: float
    memory_mb: float
    query_ms: float


class Rule(NamedTuple):
    """A line of the table: what has to hold, what to run then, and why, in two sentences."""

    when: dict[str, bool]
    run: str
    reasons: tuple[str, str]
    close: str = ""  # a second choice that is about as good


RULES = (
    Rule({"english": False}, "BM25", (
        "Every model of this book was trained on English.",
        "BM25 needs none: give it a stemmer and stop words of your language, and measure first.",
    )),
    Rule({"codes": True, "own words": False}, "BM25", (
        "A code or a name is there or it is not, and BM25 finds it exactly.",
        "On such queries of the hospital SPLADE is no better, and dearer (chapter 5).",
    )),
    Rule({"encoded in a week": False}, "BM25", (
        "Encoding this many words would keep this machine busy for more than a week.",
        "Begin with BM25, encode a part, and rent machines once you have seen that it helps.",
    )),
    Rule({"SPLADE in time": True, "codes": True}, "SPLADE and BM25", (
        "SPLADE finds what is said in other words, and BM25 finds codes and names.",
        "The fused list insures against the worst of either, and costs a little of the best.",
    ), "SPLADE"),
    Rule({"SPLADE in time": True}, "SPLADE", (
        "Your readers use words that your documents do not, and SPLADE bridges them.",
        "Its vectors can be read, and a word index serves them.",
    ), "dense"),
    Rule({"inference-free in time": True}, "inference-free SPLADE", (
        "The documents keep their expansions, and a query only looks its words up in a table.",
        "No network runs when somebody asks: that is what makes it fast enough.",
    )),
    Rule({"BM25 in time": True}, "BM25", (
        "No index of SPLADE’s vectors on one such machine is in time.",
        "BM25 reads fewer postings; for SPLADE, spread the index over several machines.",
    )),
    Rule({}, "BM25", (
        "Nothing here is in time on one such machine.",
        "BM25 is the cheapest: spread its index over several machines, or allow more time.",
    )),
)  # fmt: skip


def costs_of(case: Case, measured: growth.Measured) -> dict[str, Cost]:
    """Estimate what each of ``SYSTEMS`` takes, from what was measured.

    Encoding time grows with the words and with the model's parameters, a SPLADE vector's terms
    with the words to the power of ``GROWTH``, an index's memory and time with its postings, on the
    lines of ``growth.extrapolated``.
    """
    machine, n, words = MACHINES[case.machine], case.passages, case.passage_words
    size = REGISTRY[case.model].parameters / REGISTRY["clinical-splade"].parameters
    longer = words / MEASURED_WORDS
    more = longer**GROWTH
    encode_h = n * longer * size / measured["encoder"]["documents_per_s"] / machine.documents / 3600
    query_ms = measured["encoder"]["query_median_ms"] * size / machine.query
    lines, last = growth.extrapolated(measured)["scipy"], measured["postings"][-1]
    memory, search = (lines[cost].at(n) * more for cost in ("memory_mb", "median_ms"))
    terms = last["postings"] / last["n"] * more
    lexical = BM25_TERMS * words / terms
    bm25 = Cost(n * words / WORDS_PER_S / 3600, memory * lexical, search * lexical / FEWER)
    splade = Cost(encode_h, memory, query_ms + search)
    vectors = n * DENSE_BYTES
    return {
        "BM25": bm25,
        "inference-free SPLADE": splade._replace(query_ms=search / FEWER),
        "SPLADE": splade,
        "SPLADE and BM25": Cost(*(a + b for a, b in zip(splade, bm25, strict=True))),
        "dense": Cost(encode_h, vectors / 1e6, query_ms + vectors / BYTES_PER_MS),
    }


def facts_of(case: Case, costs: dict[str, Cost]) -> dict[str, bool]:
    """Say what holds in a case: the conditions that rules can name."""
    in_time = {name: cost.query_ms <= case.latency_ms for name, cost in costs.items()}
    return {
        "english": case.english,
        "codes": case.queries != "own",
        "own words": case.queries != "codes",
        "encoded in a week": costs["SPLADE"].index_h <= WEEK,
        "BM25 in time": in_time["BM25"],
        "inference-free in time": in_time["inference-free SPLADE"],
        "SPLADE in time": in_time["SPLADE"],
    }


def decide(facts: dict[str, bool]) -> Rule:
    """Find the first rule whose conditions all hold.

    >>> decide({"english": False}).run
    'BM25'
    """
    return next(rule for rule in RULES if all(facts[f] == held for f, held in rule.when.items()))
