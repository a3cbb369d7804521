"""The appendix: every number of its prose is printed on its page, and what it claims holds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from helpers import evaluation
from helpers.evaluation import means
from helpers.records import Collection
from helpers.scale import growth
from helpers.scale.costs import costs
from helpers.systems import bm25_system, run, splade_system
from tests.engine.conftest import serving
from tests.notebooks.test_notebooks import cells, printed
from tools.notebooks import BOOK, QUIET, executed

pytestmark = [pytest.mark.engine, pytest.mark.model]

PAGES = sorted((BOOK / "appendix").glob("*.ipynb"))
NUMBER = re.compile(r"(?<![\w.,@-])(\d[\d,]*(?:\.\d+)?|\.\d+)(?![\w]|[.,]\d)")
# names that hold digits, words of slopes and scales, and what the next test checks
NAMES = r"nDCG@10|BM25|R@100|MRR@10|[Cc]hapter \d|slope 1\b|MILVUS_\w+|[Ss]lopes? (?:near )?1\b"
NAMES += r"|from 1 to|below 1\b|close to 1\b|near 1\b|About \d+ minutes|0\.4 %"
NAMES += r"|\.643 in the chapters|22 times|first 512 tokens|95 %|out 0\b"


def markdown(path: Path) -> str:
    """A page's words without code, formulas, links' targets, and lines with a citation."""
    source = json.loads(path.read_text())["cells"]
    text = "\n\n".join("".join(c["source"]) for c in source if c["cell_type"] == "markdown")
    text = re.sub(r"```.*?```|`[^`]*`|\$[^$]*\$|\]\([^)]*\)", "", text, flags=re.DOTALL)
    paragraphs = [p for p in text.split("\n\n") if not p.startswith(":::")]
    return "\n\n".join(p for p in paragraphs if "{cite" not in p)


def values(text: str) -> list[tuple[float, int]]:
    """The numbers of a text, each with its digits behind the point."""
    found = (match.replace(",", "") for match in NUMBER.findall(text))
    return [(float(n), len(n.partition(".")[2])) for n in found]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_every_number_of_the_prose_is_printed_on_the_page(path: Path) -> None:
    outputs = " ".join(printed(cell) for cell in cells(path))
    shown = [value for value, _ in values(re.sub(r"[%:;()\[\]]", " ", outputs))]
    shown += [value * factor for value in shown for factor in (100,)]  # shares as percentages
    code = [
        value for c in cells(path) for value, _ in values("".join(c["source"]).replace("_", ""))
    ]
    missing = [
        value
        for value, digits in values(re.sub(NAMES, "", markdown(path)))
        if not any(abs(round(other, digits) - value) < 1e-9 for other in shown)
        and value not in code
    ]
    assert missing == []


def test_what_the_first_page_says_of_the_chapters(hospital: Collection) -> None:
    text = markdown(BOOK / "appendix" / "search_engine.ipynb")
    systems = {"BM25": bm25_system(hospital), "SPLADE": splade_system(hospital)}
    reads = costs(systems, hospital)["postings read per query"]
    read = reads["SPLADE"] / reads["BM25"]
    lexical = {"": run(systems["BM25"], hospital.queries)}
    ndcg = means(lexical, hospital)["all"].to_dict()[""]
    assert f"reads {read:.0f} times as many postings" in text
    assert f"and {ndcg:.3f} in the chapters".replace("0.", ".") in text


def solution(path: Path, label: str) -> str:
    """The code of an exercise's solution."""
    text = "".join(json.loads(path.read_text())["cells"][-1]["source"])
    code = re.search(rf"solution}} {label}\n.*?```python\n(.*?)```", text, re.DOTALL)
    assert code is not None
    return code[1]


def test_a_rule_by_digits_beats_both_at_the_hospital(hospital: Collection) -> None:
    path = BOOK / "appendix" / "search_engine.ipynb"
    systems = {"BM25": bm25_system(hospital), "SPLADE": splade_system(hospital)}
    runs = {name: run(system, hospital.queries) for name, system in systems.items()}
    names: dict[str, Any] = {"runs": runs, "hospital": hospital, "evaluation": evaluation}
    exec(solution(path, "ask-the-right-one"), names)  # noqa: S102 - our own page's code
    mean = means(names["runs"], hospital)["all"]
    assert mean["rule"] > mean["SPLADE"] > mean["BM25"]
    digits = [q.type for q in hospital.queries if re.search(r"\d", q.text)]
    assert set(digits) == {"exact"}


def test_own_texts_in_an_engine_are_there_tomorrow(tmp_path: Path) -> None:
    code = solution(BOOK / "appendix" / "search_engine.ipynb", "own-engine")
    before = (
        "from helpers.registry import fingerprint\nfrom helpers.scale.milvus import open_engine\n"
        "from helpers.splade import load_encoder\nMODEL = 'clinical-splade'\n"
        "checksum = fingerprint(MODEL)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", before + code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Replacing a punctured inner tube" in run.stdout.splitlines()


def test_lines_are_as_the_second_page_reads_them() -> None:
    lines = growth.lines(growth.measured())
    assert all(0.8 < of["median_ms"].slope < 1.2 for of in lines.values())
    assert lines["Milvus Lite"]["memory_mb"].slope < 0.9
    shares = [p["longest"] / p["n"] for p in growth.measured()["postings"]]
    assert all(0.55 < share < 0.65 for share in shares)


def test_the_engine_s_page_is_the_same_through_a_server(tmp_path: Path) -> None:
    """`MILVUS_URI` set, no cell changed: every printed line is that of the file."""
    path = BOOK / "appendix" / "search_engine.ipynb"
    with serving(tmp_path / "data") as address, pytest.MonkeyPatch.context() as patch:
        for name, value in {**QUIET, "MILVUS_URI": address}.items():
            patch.setenv(name, value)
        made = [c for c in executed(path).cells if c.cell_type == "code"]
    for cell, stored in zip(made, cells(path), strict=True):
        assert printed(cell) == printed(stored), "".join(stored["source"])
