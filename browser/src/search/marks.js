// Which words of a section a query met: the query's own words, and those that expansions come from.
import { idf } from '../retrieval/bm25.js';
import { sharedTerms } from './find.js';

/**
 * `terms` are the expansions of a word that the query asked for; a word of the query has none.
 * @typedef {{ terms: string[] }} Mark
 * @typedef {{ start: number, end: number, mark: Mark | null }} Word
 * @typedef {{ text: string, mark: Mark | null }} Piece
 * @import { Token } from '../text/words.js'
 * @import { BookIndex } from './book-index.js'
 * @import { Answer } from './find.js'
 */

const SHOWN = 32; // words of a snippet
const BEFORE = 6; // of them before the first marked one
const OWN = 2; // what a word of the query is worth in the choice of the snippet; others 1
const TELLING = 0.2; // of the rarest word's IDF: what has less, as "what", is not marked

/**
 * By a word's number, counted from 1, the expansions that it made and the query asked for.
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {number} position
 */
function expansionsOf(index, answer, position) {
  const { words: from } = index.sections[position];
  /** @type {Map<number, string[]>} */
  const made = new Map();
  for (const { id, term } of sharedTerms(index, answer, position)) {
    const number = from.get(id) ?? 0;
    if (number > 0) made.set(number, [...(made.get(number) ?? []), term]);
  }
  return made;
}

/**
 * The stems of the query that say something, beside the one that says most.
 * @param {BookIndex} index
 * @param {Answer} answer
 */
function tellingStems({ sections, statistics }, { lexical }) {
  const rarity = (/** @type {string} */ stem) => idf(sections.length, statistics.df.get(stem) ?? 0);
  const idfs = [...lexical.keys()].map((stem) => Math.max(0, rarity(stem)));
  const least = TELLING * Math.max(...idfs);
  return new Set([...lexical.keys()].filter((_, i) => idfs[i] >= least));
}

/**
 * A section's words in their order, with their places in its contents.
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {number} position
 * @returns {Word[]}
 */
export function markedWords(index, answer, position) {
  const expansions = expansionsOf(index, answer, position);
  const telling = tellingStems(index, answer);
  const isOwn = (/** @type {Token} */ { term }) => telling.has(index.stemOf(term) ?? '');
  return index.tokens[position].map((token, i) => {
    const terms = expansions.get(i + 1);
    const mark = isOwn(token) ? { terms: [] } : terms ? { terms } : null;
    return { start: token.start, end: token.end, mark };
  });
}

/**
 * A part of a text, cut where its marked words begin and end.
 * @param {string[]} characters
 * @param {Word[]} marked
 * @param {number} from
 * @param {number} to
 * @returns {Piece[]}
 */
export function piecesBetween(characters, marked, from, to) {
  /** @type {Piece[]} */
  const pieces = [];
  const cut = (
    /** @type {number} */ a,
    /** @type {number} */ b,
    /** @type {Mark | null} */ mark,
  ) => {
    if (a < b) pieces.push({ text: characters.slice(a, b).join(''), mark });
    return b;
  };
  let at = from;
  for (const { start, end, mark } of marked) {
    if (mark && start >= from && end <= to) at = cut(cut(at, start, null), end, mark);
  }
  cut(at, to, null);
  return pieces;
}

/** @param {Word[]} window */
function worth(window) {
  const marks = window.flatMap(({ mark }) => (mark ? [mark] : []));
  return marks.reduce((total, { terms }) => total + (terms.length ? 1 : OWN), 0);
}

/**
 * The words to show of a text: where most of them are marked, the first such place.
 * @param {Word[]} marked of the text, without its title
 */
export function snippetOf(marked) {
  const starts = marked.flatMap(({ mark }, i) => (mark ? [Math.max(0, i - BEFORE)] : []));
  const windows = [0, ...starts].map((start) => marked.slice(start, start + SHOWN));
  const best = Math.max(...windows.map(worth));
  return windows.find((window) => worth(window) === best) ?? [];
}
