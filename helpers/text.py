"""Turn text into tokens: four ways, from splitting at spaces to BERT's WordPiece.

The published page has the same tokenizers in JavaScript (``browser/src/text``); a test holds both
equal, token by token.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple, cast

import regex
import snowballstemmer
from tokenizers import Tokenizer

from helpers.paths import damaged, data_folder

# Lucene's default English stop set (org.apache.lucene.analysis.en.EnglishAnalyzer).
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then "
    "there these they this to was will with".split()
)
# A number with its decimals, or a letter or digit with all that belongs to it: more of them, marks
# (a vowel sign of Devanagari, an accent typed apart), and format characters (a soft hyphen).
WORD = regex.compile(r"\p{Nd}+(?:[.,]\p{Nd}+)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*")
# What a word may or may not be written with: format characters, selectors, enclosing marks, and the
# points of Hebrew, Arabic and Syriac, which most writers leave out.
OPTIONAL = regex.compile(
    r"[\p{Cf}\p{Me}\ufe00-\ufe0f\U000e0100-\U000e01ef"
    r"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    r"\u06ea-\u06ed\u0711\u0730-\u074a]"
)
SURROGATE = re.compile("[\ud800-\udfff]")


class Token(NamedTuple):
    """A term, where it occurs in the source text, and what it belongs to.

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
    """Find runs of letters and digits, in lower case; decimals stay whole.

    A word is the same however it is encoded (Unicode's form NFC is taken) and whether or not what
    is optional in it was typed: soft hyphens, or the vowel points of Arabic and Hebrew.

    >>> [t.term for t in words("Bisoprolol 2.5 mg, once-daily")]
    ['bisoprolol', '2.5', 'mg', 'once', 'daily']
    """
    found = ((normal(m[0]), m.start(), m.end()) for m in WORD.finditer(text))
    kept = [row for row in found if row[0]]  # optional characters alone are no word
    return [Token(*row, word) for word, row in enumerate(kept)]


@lru_cache(maxsize=100_000)
def normal(word: str) -> str:
    """Write a word in the one way in which it is looked up.

    >>> normal("Me\\u0301nie\\u0300re"), normal("hyper\\u00adtension")
    ('ménière', 'hypertension')
    """
    if word.isascii():
        return word.lower()
    # composed first: some letters with a point are one character in one form and two in another
    composed = OPTIONAL.sub("", unicodedata.normalize("NFC", word))
    return unicodedata.normalize("NFC", composed.lower())


def english(text: str) -> list[Token]:
    """Cut words to their stem by Snowball's English stemmer and leave out Lucene's stop words.

    The stemmer is Porter2 (snowballstem.org/algorithms/english/stemmer.html).

    >>> [t.term for t in english("The treatments of the treated")]
    ['treatment', 'treat']
    """
    content = (token for token in words(text) if token.term not in STOP_WORDS)
    return [token._replace(term=stem(token.term)) for token in content]


_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Cut a word to its English stem; the same words come up again and again, so it is remembered.

    >>> stem("treatments")
    'treatment'
    """
    return str(_stemmer.stemWord(word))


@cache
def _bert() -> Tokenizer:
    path = data_folder() / "models" / "bert-uncased-wordpiece" / "tokenizer.json"
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises a bare Exception for any bad file
        raise damaged(path) from error
    tokenizer.encode_special_tokens = True  # a "[MASK]" that somebody typed is text
    return tokenizer


def vocabulary_size() -> int:
    """Count the entries of BERT's uncased vocabulary.

    >>> vocabulary_size()
    30522
    """
    return int(_bert().get_vocab_size())


@cache
def vocabulary() -> tuple[str, ...]:
    """List the entries of BERT's uncased vocabulary, an entry's place being its id.

    >>> vocabulary()[2540]
    'heart'
    """
    ids = _bert().get_vocab()
    return tuple(sorted(ids, key=lambda term: ids[term]))


def wordpiece(text: str) -> list[Token]:
    """Cut a text into BERT's uncased WordPieces, without the [CLS] and [SEP] of an encoder.

    A word that the vocabulary lacks is cut, longest piece first, into pieces that it has; all
    but the first start with ``##`` (Devlin et al. 2019, section 3). Needs the embedded
    vocabulary; a ValueError says how to restore it.

    >>> [t.term for t in wordpiece("myocardial")]
    ['my', '##oca', '##rdial']
    """
    encoding = _bert().encode(text, add_special_tokens=False)
    word_ids = cast(list[int], encoding.word_ids)  # None is for [CLS] and [SEP], not added here
    rows = zip(encoding.tokens, encoding.offsets, word_ids, encoding.ids, strict=True)
    return [Token(term, *span, word, token_id) for term, span, word, token_id in rows]


TOKENIZERS: dict[str, Callable[[str], list[Token]]] = {
    "whitespace": whitespace,
    "words": words,
    "english": english,
    "wordpiece": wordpiece,
}


def whole_characters(text: str) -> str:
    """Put U+FFFD in the place of half a character, which no tokenizer reads and no file holds.

    >>> whole_characters("a\\ud83d")
    'a\ufffd'
    """
    return text if text.isascii() else SURROGATE.sub("\ufffd", text)


def tokenize(text: str, tokenizer: str = "english") -> list[Token]:
    """Split a text by one of ``TOKENIZERS``; a ValueError when there is no such one."""
    if not isinstance(text, str):
        raise ValueError(f"text={text!r}: want a string")
    if tokenizer not in TOKENIZERS:
        raise ValueError(f"tokenizer={tokenizer!r}: allowed are {', '.join(TOKENIZERS)}")
    return TOKENIZERS[tokenizer](whole_characters(text))


def terms(text: str, tokenizer: str = "english") -> list[str]:
    """List the terms of a text, in order and with repeats: what rank_bm25 takes.

    >>> terms("Treatment protocols")
    ['treatment', 'protocol']
    """
    return [token.term for token in tokenize(text, tokenizer)]


def shared_terms(text: str, other: str, tokenizer: str = "english") -> list[str]:
    """List the terms that two texts have in common, in alphabetical order.

    >>> shared_terms("heart attack treatment protocol", "myocardial infarction guidelines")
    []
    """
    return sorted(set(terms(text, tokenizer)) & set(terms(other, tokenizer)))
