"""What explorers say in words, once for Python and for the published page.

``tools.facts`` writes them into ``browser/src/generated``, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "no_text": "The text is empty: type something.",
    "no_query": "The query is empty: type what you are looking for.",
    "too_long": "The {name} has {length} characters; this page takes up to {limit}.",
    "cut": "The model reads {limit} tokens at a time: {unread} more of this text were not read.",
    "no_tokens": "This tokenizer leaves nothing of the text.",
    "no_terms": ("The analyzer leaves nothing of this query: it holds only stop words or signs."),
    "bm25_nothing": "No document contains any of these terms, so BM25 finds nothing.",
    "no_drawers": "None of the query's words has a drawer: nothing is read, nothing is found.",
    "no_word": "There is no word to look up: type a query.",
    "nothing_hidden": "Nothing is hidden: choose a token.",
    "special_only": "The text is empty: what you see comes from [CLS] and [SEP] alone.",
    "special_weights": (
        "The query is empty: these are the weights that [CLS] and [SEP] have on their own."
    ),
    "empty_vector": "No logit that this pooling reads is above 0: the vector is empty.",
    "all_off": "Nothing is left of the query's vector: switch a part back on.",
    "unknown": "No model knows {unknown} of the query's words: it reads [UNK] in their place.",
    "nothing_left": "No document has any of the terms that are left.",
    "one_word": "Type one word that both sentences have.",
    "word_unknown": "The model does not know “{word}”: it would read [UNK] in its place.",
    "word_nowhere": "Neither sentence has “{word}” as a word of its own: both need it.",
    "word_missing": "The {which} sentence lacks “{word}” as a word of its own: both need it.",
    "word_unread": "The model’s reading of the {which} sentence ends before “{word}”: shorten it.",
    "pieces": (
        "The model has no entry for “{word}”: it reads {pieces}, and the lists are what it "
        "proposes at the first of these pieces."
    ),
    "pieces_hidden": (
        "The model has no entry for “{word}”, and would read {pieces}; hidden, one [MASK] stands "
        "for them all."
    ),
    "none_here": "Nothing is found here: choose another department.",
}


def say(sentence: str, **values: object) -> str:
    """Fill in one of ``SENTENCES``; numbers get their thousands marked.

    >>> say("too_long", name="query", length=12000, limit=10000)
    'The query has 12,000 characters; this page takes up to 10,000.'
    """
    shown = {k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()}
    return SENTENCES[sentence].format(**shown)
