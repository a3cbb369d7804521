// The TokensResult of helpers/explorers/tokens.py.
import { byCodePoint, lengthOf } from '../text/code-points.js';
import { checked } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { tokenize } from '../text/tokenize.js';
import { isBlank } from '../text/words.js';

/**
 * @import { tokens as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Token } from '../text/words.js'
 */

/**
 * @param {string} label
 * @param {string} text
 * @param {Token[]} tokens
 * @param {Set<string>} shared
 * @returns {types.Side}
 */
function sideOf(label, text, tokens, shared) {
  return {
    label,
    text,
    n_characters: lengthOf(text),
    n_words: new Set(tokens.map(({ word }) => word)).size,
    tokens: tokens.map((token) => ({ ...token, shared: shared.has(token.term) })),
  };
}

/**
 * @param {string} other
 * @param {string} docId
 * @param {Resources} resources
 */
async function secondText(other, docId, resources) {
  const typed = checked(other, 'second text');
  if (!docId) return ['Second text', typed];
  const collection = await resources.collection();
  const { label, contents } = collection.documents[collection.position(docId)];
  return [label, contents];
}

/**
 * @param {string} text
 * @param {Token[]} tokens
 */
function noteOf(text, tokens) {
  if (isBlank(text)) return say('no_text');
  return tokens.length ? '' : say('no_tokens');
}

/**
 * @param {{ text: string, tokenizer: string, other: string, document: string }} ask
 * @param {Resources} resources
 * @returns {Promise<types.TokensResult>}
 */
export async function explore({ text, tokenizer, other, document }, resources) {
  const second = await secondText(other, document, resources);
  const sides = [['Your text', checked(text, 'text')], second];
  const vocabulary = await resources.vocabularyOf(tokenizer);
  const tokens = sides.map(([, body]) => tokenize(body, tokenizer, vocabulary));
  const [first, others] = tokens.map((list) => new Set(list.map(({ term }) => term)));
  const shared = new Set([...first].filter((term) => others.has(term)));
  return {
    tokenizer,
    sides: sides.map(([label, body], i) => sideOf(label, body, tokens[i], shared)),
    shared: [...shared].sort(byCodePoint),
    note: noteOf(text, tokens[0]),
  };
}
