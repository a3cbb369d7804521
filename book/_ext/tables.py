"""Tables, pandas' and Markdown's: numbers at the right, one row of heads where pandas has two.

A head without a text becomes a plain cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

CLASS = "ws-number"
NUMBER = re.compile(r"[-−+]?(\d[\d,  ]*)?\.?\d+( ?%)?")
EMPTY = ("", "NaN", "<NA>", "–", "—", "None")
HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(t[dh])>(.*?)</\1>", re.DOTALL)
NAMELESS = re.compile(r"<th((?: [^>]*)?)>(?:\s|&nbsp;)*</th>")
TAGS = re.compile(r"<[^>]+>")


def numeric(texts: Sequence[str]) -> bool:
    """Say whether a column holds numbers: one at least, and else nothing.

    >>> numeric(["0.5", "", "−1,024"]), numeric(["1 to 2", "3"]), numeric([""])
    (True, False, False)
    """
    found = [text.strip() for text in texts if text.strip() not in EMPTY]
    return bool(found) and all(NUMBER.fullmatch(text) for text in found)


def columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Say of each column of a table's body whether it holds numbers; rows may differ in length.

    >>> columns([["heart", "2"], ["attack", "10"]])
    [False, True]
    """
    width = max(map(len, rows), default=0)
    return [numeric([row[i] for row in rows if i < len(row)]) for i in range(width)]


def marked(html: str) -> str:
    """Mark the numbers in pandas' HTML, with the heads of their columns.

    A row's values are its last cells, in head and body; where the head has spans it stays as it is.

    >>> table = "<tr><th></th><th>n</th></tr><tr><th>a</th><td>1</td></tr>"
    >>> marked(table)
    '<tr><th></th><th class="ws-number">n</th></tr><tr><th>a</th><td class="ws-number">1</td></tr>'
    """
    rows = [CELL.findall(row[0]) for row in ROW.finditer(html)]
    body = [[unescape(TAGS.sub("", text)) for kind, text in row if kind == "td"] for row in rows]
    right = columns([row for row in body if row])
    return ROW.sub(lambda row: _row(row[0], right), html)


def one_head(html: str) -> str:
    """Join the two rows that pandas makes of a head when the index has a name.

    >>> one_head("<thead><tr><th></th><th>n</th></tr><tr><th>id</th><th></th></tr></thead>")
    '<thead><tr><th>id</th><th>n</th></tr></thead>'
    """
    head = HEAD.search(html)
    rows = [CELL.findall(row[0]) for row in ROW.finditer(head[0])] if head else []
    if head is None or len(rows) != 2 or "span=" in head[0] or len(rows[0]) != len(rows[1]):
        return html
    pairs = [(above, below) for (_, above), (_, below) in zip(*rows, strict=True)]
    if any(above and below for above, below in pairs):
        return html
    cells = "".join(f"<th>{above or below}</th>" for above, below in pairs)
    return f"{html[: head.start()]}<thead><tr>{cells}</tr></thead>{html[head.end() :]}"


def without_empty_heads(html: str) -> str:
    """Make plain cells of the heads that have no text: nothing is named by them.

    >>> without_empty_heads('<tr><th colspan="2"></th><th>n</th></tr>')
    '<tr><td colspan="2"></td><th>n</th></tr>'
    """
    return NAMELESS.sub(r"<td\1></td>", html)


def _row(row: str, right: Sequence[bool]) -> str:
    cells = list(CELL.finditer(row))
    values = [c for c in cells if c[1] == "td"] or ([] if "span=" in row else cells[-len(right) :])
    made = row
    for cell, number in reversed(list(zip(values, right, strict=False))):
        if number and len(values) == len(right):
            at = cell.start() + len("<td")
            made = f'{made[:at]} class="{CLASS}"{made[at:]}'
    return made


class Numbers(SphinxPostTransform):
    """Do it for one page."""

    default_priority = 198
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Mark what pandas wrote, then what Markdown says."""
        for raw in list(self.document.findall(nodes.raw)):
            html = raw.astext()
            made = marked(one_head(html)) if 'class="dataframe"' in html else html
            made = without_empty_heads(made) if "<table" in html else made
            if made != html:
                raw.replace_self(nodes.raw("", made, format="html"))
        for table in self.document.findall(nodes.table):
            align(table)


def align(table: nodes.table) -> None:
    """Mark the columns of a Markdown table that hold numbers, heads too."""
    body = [list(row) for part in table.findall(nodes.tbody) for row in part]
    right = columns([[cell.astext() for cell in row] for row in body])
    for row in table.findall(nodes.row):
        for cell, number in zip(row, right, strict=False):
            if number:
                cell["classes"].append(CLASS)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.add_post_transform(Numbers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
