// The tokenizers of helpers/text.py that know no vocabulary; `start` and `end` count code points.
import { stem } from 'porter2';
import { FACTS } from '../generated/facts.js';
import { codePointOffsets } from './code-points.js';

/**
 * A term, where it stands in the text, the number of its word, and its id where it has one.
 * @typedef {{ term: string, start: number, end: number, word: number, id: number | null }} Token
 */

export const STOP_WORDS = new Set(FACTS.stopWords);
const WORD = new RegExp(FACTS.patterns.word, 'gu');
const OPTIONAL = new RegExp(FACTS.patterns.optional, 'gu');
// What Python's \S matches: its white space has four separators and U+0085 more than JavaScript's,
// and not U+FEFF.
// eslint-disable-next-line no-control-regex -- four of the separators are control characters
const NOT_SPACE = /[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @param {(match: string) => string} change
 * @returns {Token[]}
 */
function split(text, pattern, change) {
  const offsets = codePointOffsets(text);
  return [...text.matchAll(pattern)].map(({ 0: match, index }, word) => {
    const [start, end] = [offsets[index], offsets[index + match.length]];
    return { term: change(match), start, end, word, id: null };
  });
}

/**
 * A word in the one way in which it is looked up.
 * @param {string} word
 */
function normal(word) {
  return word.normalize('NFC').replace(OPTIONAL, '').toLowerCase().normalize('NFC');
}

/** @param {string} text */
export const whitespace = (text) => split(text, NOT_SPACE, (match) => match);

/** @param {string} text */
export function words(text) {
  const found = split(text, WORD, normal).filter(({ term }) => term); // optional signs alone are none
  return found.map((token, word) => ({ ...token, word }));
}

/** @param {string} text */
export function english(text) {
  const content = words(text).filter(({ term }) => !STOP_WORDS.has(term));
  return content.map((token) => ({ ...token, term: stem(token.term) }));
}

/**
 * Whether Python's `strip` would leave nothing.
 * @param {string} text
 */
export const isBlank = (text) => text.search(NOT_SPACE) < 0;
