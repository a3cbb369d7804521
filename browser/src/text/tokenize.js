// The four tokenizers of helpers/text.py by name, equal to them token by token.
import { wholeCharacters } from './code-points.js';
import { english, whitespace, words } from './words.js';
import { wordpiece } from './wordpiece.js';

/**
 * @import { Token } from './words.js'
 * @import { Vocabulary } from './wordpiece.js'
 */

/** @type {Record<string, (text: string, vocabulary: Vocabulary) => Token[]>} */
const TOKENIZERS = { whitespace, words, english, wordpiece };

/** @type {Vocabulary} for the tokenizers that need none */
const NONE = { ids: new Map(), names: [] };

/**
 * @param {string} text
 * @param {string} tokenizer
 * @param {Vocabulary} [vocabulary]
 */
export function tokenize(text, tokenizer, vocabulary = NONE) {
  return TOKENIZERS[tokenizer](wholeCharacters(text), vocabulary);
}

/**
 * A text's terms, in order and with repeats.
 * @param {string} text
 * @param {string} tokenizer
 * @param {Vocabulary} [vocabulary]
 */
export function termsOf(text, tokenizer, vocabulary = NONE) {
  return tokenize(text, tokenizer, vocabulary).map(({ term }) => term);
}

/**
 * By term how often it is there, in order of its first place.
 * @param {string[]} terms
 */
export function counts(terms) {
  /** @type {Map<string, number>} */
  const made = new Map();
  for (const term of terms) made.set(term, (made.get(term) ?? 0) + 1);
  return made;
}
