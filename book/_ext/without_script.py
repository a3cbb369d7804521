"""What a reader without JavaScript gets in an explorer's place: its first answer, as tables.

An explorer's state stands in the page, the result of its first question in it; this writes that
result into a ``noscript`` element beside the explorer, when the pages have been written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

MOST_ROWS = 12
PREFIX = "IPY_MODEL_"
STATE = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-state\+json">(.*?)</script>', re.S
)
VIEW = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-view\+json">([^<]*)</script>(?!<noscript)'
)
Models = Mapping[str, Mapping[str, Any]]
Row = Mapping[str, object]
Table = tuple[str, list[Row]]


def words(name: str) -> str:
    """A field's name as a reader would say it.

    >>> words("n_query_terms")
    'query terms'
    """
    return name.removeprefix("n_").replace("_", " ").strip()


def shown(value: object) -> str:
    """A value in a cell: three decimals, nothing for nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def plain(row: Row) -> dict[str, object]:
    """The parts of a row that fit into cells."""
    return {k: v for k, v in row.items() if not isinstance(v, list | dict)}


def tables(result: Row, name: str = "") -> Iterator[Table]:
    """Everything in a result that is a table, however deep, with what it is a table of."""
    for key, value in result.items():
        title = f"{name} {words(key)}".strip()
        if isinstance(value, dict) and all(isinstance(v, dict) for v in value.values()) and value:
            yield title, [{"": row, **plain(cells)} for row, cells in value.items()]
        elif isinstance(value, dict):
            yield from tables(value, f"{title}, {value.get('title', '')}:".replace(", :", ":"))
        elif isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            yield title, [plain(row) for row in value]
            for row in value[:2]:
                yield from tables(row, f"{title}, {next(iter(plain(row).values()), '')}:")


def table(title: str, rows: list[Row]) -> str:
    """One table as HTML; of many rows the first."""
    columns = list(rows[0])
    if not columns:
        return ""
    head = "".join(f'<th scope="col">{escape(words(c))}</th>' for c in columns)
    lines = [
        "<tr>" + "".join(f"<td>{escape(shown(row.get(c)))}</td>" for c in columns) + "</tr>"
        for row in rows[:MOST_ROWS]
    ]
    more = f", the first {MOST_ROWS} of {len(rows)}" if len(rows) > MOST_ROWS else ""
    caption = f"<caption>{escape(title)}{more}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def answers(models: Models, model: str) -> Iterator[Mapping[str, Any]]:
    """The states of all views below a widget that show a result."""
    state = models.get(model, {}).get("state", {})
    if "result" in state:
        yield state
    for child in state.get("children", []):
        yield from answers(models, child.removeprefix(PREFIX))


def stored(state: Mapping[str, Any]) -> str:
    """A view's result as tables, under the question that it answers."""
    question = state.get("question", {})
    text = str(question.get("query", question.get("text", "")))
    asked = f", for “{escape(text)}”" if text else ""
    found = "".join(table(title, rows) for title, rows in tables(state["result"]))
    return f"<p>This explorer needs JavaScript. Its first answer{asked}:</p>{found}"


def with_tables(page: str) -> str:
    """A page with a noscript element after each of its explorers."""
    found = STATE.search(page)
    if not found:
        return page
    models: Models = json.loads(found[1].replace("<\\/", "</"))["state"]

    def beside(view: re.Match[str]) -> str:
        made = "".join(stored(s) for s in answers(models, json.loads(view[1])["model_id"]))
        return f'{view[0]}<noscript><div class="ws-noscript">{made}</div></noscript>'

    return VIEW.sub(beside, page)


def write(app: Sphinx, error: Exception | None) -> None:
    """Do it for every page that was written; one that has them already stays as it is."""
    for path in () if error else sorted(Path(app.outdir).rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        if (made := with_tables(page)) != page:
            path.write_text(made, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
