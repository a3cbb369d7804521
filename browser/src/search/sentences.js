// What the search says in words.
import { lengthOf } from '../text/code-points.js';
import { grouped } from '../text/sentences.js';
import { termsOf } from '../text/tokenize.js';
import { isBlank } from '../text/words.js';

/** @import { Answer } from './find.js' */

export const SHOWN = 10; // sections at most
const LONGEST = 300; // characters of a query
const QUOTED = 60; // of them in a sentence

export const HINT = 'Type a word or a question: the sections that answer appear as you type.';
export const FETCHING = 'Fetching the sections …';
export const FAILED = 'The sections could not be fetched. Try again when you are connected.';

/** @param {string} query */
function quoted(query) {
  const characters = [...query.trim()];
  const short = characters.slice(0, QUOTED).join('');
  return `“${short}${characters.length > QUOTED ? '…' : ''}”`;
}

/**
 * Why there is nothing to search for; empty where there is something.
 * @param {string} query
 */
export function refusal(query) {
  const length = lengthOf(query);
  if (isBlank(query)) return HINT;
  if (length > LONGEST) {
    return `A query has at most ${LONGEST} characters; this one has ${grouped(length)}.`;
  }
  if (termsOf(query, 'english').length) return '';
  return `${quoted(query)} names nothing to look for: only signs, or words that every text has.`;
}

/**
 * How many sections were found, and for what where that is not what was typed.
 * @param {Answer} answer
 * @param {string} typed
 */
export function outcome({ query, fused }, typed) {
  const total = fused.length;
  if (!total) return `No section of the book answers ${quoted(query)}. Try other words for it.`;
  const sections = total === 1 ? 'section' : 'sections';
  const count = total > SHOWN ? `The ${SHOWN} best of ${total} sections` : `${total} ${sections}`;
  return query === typed ? count : `${count} for ${quoted(query)}`;
}
