// What a query is to either index: the same as helpers/book_search.py, which says why.
import { FACTS } from '../generated/facts.js';
import { byCodePoint } from '../text/code-points.js';
import { counts, termsOf, tokenize } from '../text/tokenize.js';
import { words } from '../text/words.js';

/**
 * @import { Token } from '../text/words.js'
 * @import { BookIndex } from './book-index.js'
 */

const SHORTEST = 3; // letters that a word needs to be completed
const TOKENIZER = 'english';
const QUESTION = new Set(FACTS.question_words);

/**
 * The most frequent word of the book that begins so, ties in alphabetical order.
 * @param {BookIndex} index
 * @param {string} start
 */
function completion({ words: known }, start) {
  const longer = [...known].filter(([word]) => word.startsWith(start));
  longer.sort(([a, n], [b, m]) => m - n || byCodePoint(a, b));
  return longer[0]?.[0];
}

/**
 * Finishes the word that is being typed, where the book has none such but a longer one.
 * @param {BookIndex} index
 * @param {string} query
 */
export function completed(index, query) {
  const characters = [...query];
  const last = words(query).at(-1);
  if (!last || last.end < characters.length || [...last.term].length < SHORTEST) return query;
  const known = index.words.has(last.term) || termsOf(last.term, TOKENIZER).some(knownTo(index));
  const whole = known ? undefined : completion(index, last.term);
  return whole ? characters.slice(0, last.start).join('') + whole : query;
}

/**
 * Leaves out question words, where other words are left.
 * @param {string} query
 */
export function content(query) {
  const [characters, asked] = [[...query], words(query)];
  const kept = asked.filter(({ term }) => !QUESTION.has(term));
  if (!kept.length || kept.length === asked.length) return query;
  return kept.map(({ start, end }) => characters.slice(start, end).join('')).join(' ');
}

/** @param {BookIndex} index */
const knownTo = (index) => (/** @type {string} */ stem) => index.knows(stem);

/**
 * @param {string} query
 * @param {BookIndex} index
 */
function wordPieces(query, { vocabulary }) {
  /** @type {Token[][]} a word's each */
  const groups = [];
  for (const token of tokenize(query, 'wordpiece', vocabulary)) {
    (groups[token.word] ??= []).push(token);
  }
  return groups;
}

/**
 * The WordPieces that SPLADE is asked for: none of stop words, and those of a word that was cut up
 * only where the book has the word in any form.
 * @param {BookIndex} index
 * @param {string} query
 */
export function piecesOf(index, query) {
  const characters = [...query];
  const wanted = (/** @type {Token[]} */ tokens) => {
    const word = characters.slice(tokens[0].start, tokens[tokens.length - 1].end).join('');
    const stems = termsOf(word, TOKENIZER);
    return stems.length > 0 && (tokens.length === 1 || stems.some(knownTo(index)));
  };
  return wordPieces(query, index).filter(wanted).flat();
}

/**
 * @param {BookIndex} index
 * @param {string} query
 * @returns {Map<number, number>} by vocabulary id its weight
 */
export function learnedQuery(index, query) {
  const ids = new Set(piecesOf(index, query).map(({ id }) => id));
  const weighted = [...index.queryWeights].filter(([id]) => ids.has(id));
  return new Map(weighted);
}

/** @param {string} query */
export const lexicalQuery = (query) => counts(termsOf(query, TOKENIZER));
