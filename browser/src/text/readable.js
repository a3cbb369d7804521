// A document to read, its words marked by what they are to a query: helpers/explorers/readable.py.
import { tokenize } from './tokenize.js';

/**
 * @import { readable as types } from '../generated/types'
 * @import { Document } from '../retrieval/collection.js'
 * @import { Vocabulary } from './wordpiece.js'
 * @typedef {Map<string, string>} Marks a mark by term
 */

/**
 * A text cut where marked terms begin and end.
 * @param {string} text
 * @param {string} tokenizer
 * @param {Marks} marks
 * @param {Vocabulary} [vocabulary]
 */
export function stretches(text, tokenizer, marks, vocabulary) {
  const characters = [...text];
  const part = (/** @type {number} */ from, to = characters.length) =>
    characters.slice(from, to).join('');
  /** @type {types.Stretch[]} */
  const made = [];
  let reached = 0;
  for (const { term, start, end } of tokenize(text, tokenizer, vocabulary)) {
    const mark = marks.get(term);
    if (mark === undefined || start < reached) continue;
    if (start > reached) made.push({ text: part(reached, start), mark: '', terms: [] });
    const last = made.at(-1);
    if (last?.mark === mark) {
      last.text += part(start, end);
      last.terms.push(term);
    } else made.push({ text: part(start, end), mark, terms: [term] });
    reached = end;
  }
  if (reached < characters.length) made.push({ text: part(reached), mark: '', terms: [] });
  return made;
}

/**
 * @param {Document} document
 * @param {string} tokenizer
 * @param {Marks} marks
 * @param {Vocabulary} [vocabulary]
 * @param {types.Grown[]} [grown]
 * @param {number} [n_more]
 * @returns {types.Readable}
 */
export function readable(document, tokenizer, marks, vocabulary, grown = [], n_more = 0) {
  const { doc_id, title, text, kind, department } = document;
  const marked = (/** @type {string} */ one) => stretches(one, tokenizer, marks, vocabulary);
  return {
    doc_id,
    about: [kind, department].filter(Boolean).join(', '),
    title: marked(title),
    text: marked(text === title ? '' : text),
    ...{ grown, n_more },
  };
}
