// What cannot be answered is answered with one plain sentence.
import { FACTS } from '../generated/facts.js';
import { lengthOf, wholeCharacters } from './code-points.js';
import { say } from './sentences.js';

/** Its message is shown in the view. */
export class Refusal extends Error {}

/**
 * A model that the page can run itself.
 * @param {string} model
 * @param {string[]} here
 */
export function runnable(model, ...here) {
  if (here.includes(model)) return model;
  const who = `${here.join(' and ')} ${here.length > 1 ? 'answer' : 'answers'}`;
  throw new Refusal(say('needs_kernel', { model, here: who }));
}

/**
 * A text of acceptable length, of whole characters.
 * @param {string} text
 * @param {string} name
 */
export function checked(text, name) {
  const length = lengthOf(text);
  if (length <= FACTS.maxCharacters) return wholeCharacters(text);
  throw new Refusal(say('too_long', { name, length, limit: FACTS.maxCharacters }));
}
