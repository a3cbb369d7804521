"""Turning text into tokens: four ways, from splitting at spaces to BERT's WordPiece."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, cast

import snowballstemmer
from tokenizers import Tokenizer

from helpers.records import DATA

# Lucene's default English stop set (org.apache.lucene.analysis.en.EnglishAnalyzer).
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then "
    "there these they this to was will with".split()
)
# A number with its decimals, or a run of letters and digits.
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_stem = snowballstemmer.stemmer("english").stemWord


class Token(NamedTuple):
    """A term, where it stands in the source text, and what it belongs to.

    ``start`` and ``end`` count characters (Unicode code points); ``word`` numbers the words of
    the text, so that the pieces of a split word share it; ``id`` is the vocabulary's, where the
    tokenizer has one.
    """

    term: str
    start: int
    end: int
    word: int
    id: int | None = None


def whitespace(text: str) -> list[Token]:
    """Split at white space and change nothing.

    >>> [t.term for t in whitespace("Heart attack, acute")]
    ['Heart', 'attack,', 'acute']
    """
    return [Token(m[0], *m.span(), i) for i, m in enumerate(re.finditer(r"\S+", text))]


def words(text: str) -> list[Token]:
    """Lower-cased runs of letters and digits; decimals stay whole.

    >>> [t.term for t in words("Bisoprolol 2.5 mg, once-daily")]
    ['bisoprolol', '2.5', 'mg', 'once', 'daily']
    """
    return [Token(m[0].lower(), *m.span(), i) for i, m in enumerate(WORD.finditer(text))]


def english(text: str) -> list[Token]:
    """Words less Lucene's stop words, cut to their stem by Snowball's English stemmer.

    The stemmer is Porter2 (snowballstem.org/algorithms/english/stemmer.html).

    >>> [t.term for t in english("The treatments of the treated")]
    ['treatment', 'treat']
    """
    kept = (token for token in words(text) if token.term not in STOP_WORDS)
    return [token._replace(term=_stem(token.term)) for token in kept]


@cache
def _bert() -> Tokenizer:
    path = DATA / "models" / "bert-uncased-wordpiece" / "tokenizer.json"
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises a bare Exception for any bad file
        raise ValueError(
            f"{path}: missing or damaged; `git checkout {path}` restores it"
        ) from error


def vocabulary_size() -> int:
    """How many entries BERT's uncased vocabulary has.

    >>> vocabulary_size()
    30522
    """
    return int(_bert().get_vocab_size())


def wordpiece(text: str) -> list[Token]:
    """BERT's uncased WordPiece, without the [CLS] and [SEP] that an encoder adds.

    A word that the vocabulary lacks is cut, longest piece first, into pieces that it has; all
    but the first start with ``##`` (Devlin et al. 2019, section 3). Needs the embedded
    vocabulary; a ValueError says how to restore it.

    >>> [t.term for t in wordpiece("myocardial")]
    ['my', '##oca', '##rdial']
    """
    encoding = _bert().encode(text, add_special_tokens=False)
    word_ids = cast(list[int], encoding.word_ids)  # None stands only for added [CLS] and [SEP]
    rows = zip(encoding.tokens, encoding.offsets, word_ids, encoding.ids, strict=True)
    return [Token(term, *span, word, token_id) for term, span, word, token_id in rows]


TOKENIZERS: dict[str, Callable[[str], list[Token]]] = {
    "whitespace": whitespace,
    "words": words,
    "english": english,
    "wordpiece": wordpiece,
}


def tokenize(text: str, tokenizer: str = "english") -> list[Token]:
    """The tokens of a text by one of ``TOKENIZERS``; a ValueError when there is no such one."""
    if not isinstance(text, str):
        raise ValueError(f"text={text!r}: want a string")
    if tokenizer not in TOKENIZERS:
        raise ValueError(f"tokenizer={tokenizer!r}: allowed are {', '.join(TOKENIZERS)}")
    return TOKENIZERS[tokenizer](text)


def terms(text: str, tokenizer: str = "english") -> list[str]:
    """The terms of a text, in order and with repeats: what rank_bm25 takes.

    >>> terms("Treatment protocols")
    ['treatment', 'protocol']
    """
    return [token.term for token in tokenize(text, tokenizer)]


def shared_terms(text: str, other: str, tokenizer: str = "english") -> list[str]:
    """The terms that two texts have in common, in alphabetical order.

    >>> shared_terms("heart attack treatment protocol", "myocardial infarction guidelines")
    []
    """
    return sorted(set(terms(text, tokenizer)) & set(terms(other, tokenizer)))
