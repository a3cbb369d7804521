"""Keep the benchmark out of training: no record may name one HPO test term by two of its names.

A record that says *nosebleed, epistaxis* in one breath answers the test question "nosebleed". It is
left out whatever file it comes from and wherever in it the names occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helpers.text import terms

_WORD = re.compile(r"[a-z0-9]+")
Names = Mapping[tuple[str, ...], frozenset[tuple[str, str]]]


def words_of(text: str) -> tuple[str, ...]:
    """Lower-cased runs of letters and digits: what two spellings of a name have in common.

    >>> words_of("Heart-attack")
    ('heart', 'attack')
    """
    return tuple(_WORD.findall(text.lower()))


def names_of(term: Mapping[str, Any]) -> list[str]:
    """A term's preferred name, its lay names and its other synonyms."""
    return [term["name"], *term["lay"], *term["synonyms"]]


class Benchmark:
    """The names of the terms that must not be given away, ready to be looked for in any text.

    >>> term = {"id": "1", "name": "Epistaxis", "lay": ["Nosebleed"], "synonyms": []}
    >>> benchmark = Benchmark([term])
    >>> benchmark.gives_away("Epistaxis is bleeding from the nose."), benchmark.gives_away(
    ...     "A nosebleed (epistaxis) often stops by itself.")
    (False, True)
    """

    def __init__(self, test_terms: Iterable[Mapping[str, Any]]) -> None:
        names: dict[tuple[str, ...], set[tuple[str, str]]] = {}
        for term in test_terms:
            for name in names_of(term):
                # names that stem alike ("seizure", "seizures") are one name
                stems = " ".join(sorted(terms(name)))
                names.setdefault(words_of(name), set()).add((term["id"], stems))
        names.pop((), None)
        self._names: Names = {words: frozenset(found) for words, found in names.items()}
        self._lengths: dict[str, list[int]] = {}  # of the names that begin with a word
        for words in sorted(self._names, key=len, reverse=True):
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))

    def gives_away(self, *texts: str) -> bool:
        """Whether these texts, of one record, name one test term by two names that differ."""
        seen: dict[str, str] = {}
        return any(
            seen.setdefault(term, stems) != stems
            for text in texts
            for found in self._occurring(words_of(text))
            for term, stems in found
        )

    def _occurring(self, words: tuple[str, ...]) -> Iterator[frozenset[tuple[str, str]]]:
        """Every name that occurs, the longest first at each place, and none inside another."""
        start = 0
        while start < len(words):
            for length in self._lengths.get(words[start], ()):
                if found := self._names.get(words[start : start + length]):
                    yield found
                    start += length - 1
                    break
            start += 1
