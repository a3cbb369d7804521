// The words of a text as WordPiece has them: helpers/places.py.
import { tokenize } from './tokenize.js';

/**
 * A word's pieces, its place in characters, and how many pieces come before it.
 * @typedef {{ pieces: string[], start: number, end: number, before: number }} WordPlace
 * @import { Vocabulary } from './wordpiece.js'
 */

/**
 * @param {string} text
 * @param {Vocabulary} vocabulary
 */
export function wordPlaces(text, vocabulary) {
  /** @type {WordPlace[]} by the word's number */
  const places = [];
  tokenize(text, 'wordpiece', vocabulary).forEach(({ term, start, end, word }, before) => {
    places[word] ??= { pieces: [], start, end, before };
    places[word].pieces.push(term);
    places[word].end = end;
  });
  return places;
}

/**
 * The word as the tokenizer has it: lower case, without accents.
 * @param {WordPlace} place
 */
export const wordOf = ({ pieces }) => pieces.map((piece) => piece.replace(/^##/, '')).join('');
