// A text as a model has read it: its ids, and its vector in every way of pooling.
import { FACTS } from '../generated/facts.js';
import { promised } from '../retrieval/memory.js';
import { tokenize } from '../text/tokenize.js';

/**
 * The worker's outputs: by pooling, vectors over the vocabulary and the heaviest terms' columns.
 * @typedef {Record<string, Float32Array>} Pooled
 * @typedef {{ ids: number[], original: Set<number>, unread: number, pooled: Pooled }} Encoding
 * @import { Resources } from '../resources.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 */

const LONGEST = FACTS.maxTokens - 2; // without [CLS] and [SEP]

/**
 * A text's WordPieces by id, as many as a model reads at a time, and how many more there are.
 * @param {string} text
 * @param {Vocabulary} vocabulary
 */
export function wordpieceIds(text, vocabulary) {
  const ids = tokenize(text, 'wordpiece', vocabulary).map(({ id }) => Number(id));
  return { ids: ids.slice(0, LONGEST), unread: Math.max(0, ids.length - LONGEST) };
}

/**
 * A text's ids between [CLS] and [SEP].
 * @param {number[]} ids
 * @param {Vocabulary} vocabulary
 */
export function framed(ids, vocabulary) {
  const [first, last] = ['[CLS]', '[SEP]'].map((term) => Number(vocabulary.ids.get(term)));
  return [first, ...ids, last];
}

/**
 * @param {string} text
 * @param {string} model
 * @param {Resources} resources
 * @returns {Promise<Encoding>}
 */
export async function encode(text, model, resources) {
  const vocabulary = await resources.vocabulary();
  const { ids, unread } = wordpieceIds(text, vocabulary);
  const whole = framed(ids, vocabulary);
  const work = () => resources.models.encode(model, whole);
  const pooled = await promised(resources.encodings, `${model} ${whole}`, work);
  return { ids: whole, original: new Set(ids), unread, pooled };
}

/**
 * A term's weight in one way of pooling.
 * @param {Pooled} pooled
 * @param {number} id
 * @param {string} pooling
 * @param {boolean} log
 */
export function weightOf(pooled, id, pooling, log) {
  if (pooling === 'sum') return (log ? pooled.sum : pooled.sum_raw)[id];
  const positive = Math.max(pooled[pooling][id], 0);
  return log ? Math.log1p(positive) : positive;
}
