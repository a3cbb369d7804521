// A text to read, with the words marked that made it match: helpers/marks.py.
import { termsOf } from './tokenize.js';
import { english, words } from './words.js';
import { wordpiece } from './wordpiece.js';

/**
 * @import { marks as types } from '../generated/types'
 * @import { Vocabulary } from './wordpiece.js'
 */

/**
 * @param {string[]} characters
 * @param {types.Stretch['mark'][]} marks one for each character
 */
function stretches(characters, marks) {
  /** @type {types.Stretch[]} */
  const made = [];
  characters.forEach((character, at) => {
    const last = made.at(-1);
    if (last?.mark === marks[at]) last.text += character;
    else made.push({ text: character, mark: marks[at] });
  });
  return made;
}

/**
 * @param {string} text
 * @param {string} query
 * @param {Set<string>} added the terms that a model added to the query
 * @param {Vocabulary} vocabulary
 */
export function marked(text, query, added, vocabulary) {
  const asked = new Set(termsOf(query, 'english'));
  const own = english(text).filter(({ term }) => asked.has(term));
  const original = new Set(own.map(({ start }) => start));
  const pieces = wordpiece(text, vocabulary).filter(({ term }) => added.has(term));
  const characters = [...text];
  /** @type {types.Stretch['mark'][]} */
  const marks = characters.map(() => '');
  for (const { start, end } of words(text)) {
    const isAdded = pieces.some((piece) => start <= piece.start && piece.start < end);
    marks.fill(original.has(start) ? 'original' : isAdded ? 'expansion' : '', start, end);
  }
  return stretches(characters, marks);
}
