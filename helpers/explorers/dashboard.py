"""All explorers over one query, for the page that is for trying."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

import ipywidgets as widgets

from helpers.explorers import base, choices, controls
from helpers.explorers.bm25 import bm25_explorer
from helpers.explorers.engine import engine_explorer
from helpers.explorers.masking import masking_explorer
from helpers.explorers.match import match_explorer
from helpers.explorers.neighbours import neighbours_explorer
from helpers.explorers.request import request_explorer
from helpers.explorers.splade import splade_explorer
from helpers.explorers.tokens import tokens_explorer
from helpers.records import Collection


class AddressView(base.View):
    """Keeps the query in the published page's address; shows nothing with a kernel."""

    _esm = base.source("address.js")


class Dashboard(widgets.VBox):
    """One box for the query, and below it every explorer of the book, each under its heading."""

    def __init__(self, collection: Collection, query: str, model: str) -> None:
        self.box = controls.combobox(query, choices.queries(collection), "Query")
        self.box.add_class("ws-query")
        self.explorers = {
            "The words as BERT cuts them": tokens_explorer(collection, query).share(
                "text", self.box
            ),
            "What BM25 finds": bm25_explorer(collection, query).share("query", self.box),
            "GloVe's neighbours": neighbours_explorer(collection, query).share("query", self.box),
            "What BERT predicts": masking_explorer(query).share("text", self.box),
            "The SPLADE vector": splade_explorer(query, model).share("text", self.box),
            "What SPLADE finds, and why": match_explorer(collection, query, model).share(
                "query", self.box
            ),
            "With BM25, in one department, with fewer terms": engine_explorer(
                collection, query, model
            ).share("query", self.box),
            "The request that another engine takes": request_explorer(
                collection, query, model=model
            ).share("query", self.box),
        }
        parts: list[Any] = [self.box, AddressView(controls={"query": self.box})]
        for heading, explorer in self.explorers.items():
            parts += [widgets.HTML(f"<h2>{heading}</h2>"), explorer]
        super().__init__(parts)

    def __repr__(self) -> str:
        return f"Dashboard({shorten(', '.join(self.explorers), 64, placeholder=' ...')})"

    def set(self, query: str) -> dict[str, str]:
        """Type a query, as a reader would; each explorer's error or note by its heading."""
        self.box.value = query
        results = {heading: e.view.result for heading, e in self.explorers.items()}
        return {heading: r.get("error") or r.get("note", "") for heading, r in results.items()}


def every_explorer(collection: Collection, query: str, model: str = "clinical-splade") -> Dashboard:
    """Show everything that the book has to say about one query."""
    return Dashboard(collection, query, model)
