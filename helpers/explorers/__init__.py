"""The interactive parts of the book: ipywidgets controls and one drawn view each.

Every explorer has two back ends with one result schema: these modules where a kernel runs, and
``browser/src`` on the published page, where none does. Drawing is one piece of JavaScript for
both. The schemas are the ``TypedDict`` classes of the modules.
"""

from helpers.explorers.bm25 import bm25_explorer, explore_bm25
from helpers.explorers.engine import engine_explorer, explore_engine
from helpers.explorers.growth import explore_growth, growth_explorer
from helpers.explorers.masking import explore_masking, masking_explorer
from helpers.explorers.match import explore_match, match_explorer
from helpers.explorers.neighbours import explore_neighbours, neighbour_explorer
from helpers.explorers.request import explore_request, request_explorer
from helpers.explorers.splade import explore_splade, splade_explorer
from helpers.explorers.together import every_explorer
from helpers.explorers.tokens import explore_tokens, token_explorer

__all__ = [
    "bm25_explorer",
    "engine_explorer",
    "every_explorer",
    "explore_bm25",
    "explore_engine",
    "explore_growth",
    "explore_masking",
    "explore_match",
    "explore_neighbours",
    "explore_request",
    "explore_splade",
    "explore_tokens",
    "growth_explorer",
    "masking_explorer",
    "match_explorer",
    "neighbour_explorer",
    "request_explorer",
    "splade_explorer",
    "token_explorer",
]
