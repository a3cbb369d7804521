// The NeighboursResult of helpers/explorers/neighbours.py.
import { FACTS } from '../generated/facts.js';
import { rounded } from '../retrieval/numbers.js';
import { byCodePoint } from '../text/code-points.js';
import { checked, runnable } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { counts, termsOf } from '../text/tokenize.js';
import { STOP_WORDS } from '../text/words.js';

/**
 * @import { neighbours as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Collection } from '../retrieval/collection.js'
 * @typedef {Map<string, number>} Weights
 */

const { TOP_HITS, DECIMALS } = FACTS.explorers.neighbours;

/**
 * The added words' terms, each as heavy as its nearest word makes it, and the query's own.
 * @param {Weights} original
 * @param {types.WordNeighbours[]} words
 * @param {number} weight
 */
function expanded(original, words, weight) {
  /** @type {Weights} */
  const weights = new Map();
  const closest = words.flatMap(({ near }) => near).filter(({ cosine }) => weight * cosine > 0);
  for (const { word, cosine } of closest) {
    for (const term of termsOf(word, 'english')) {
      weights.set(term, Math.max(weights.get(term) ?? 0, weight * cosine));
    }
  }
  return new Map([...weights, ...original]);
}

/**
 * @param {Weights} weights
 * @param {Weights} original
 * @param {Collection} collection
 * @returns {types.Hit[]}
 */
function hitsOf(weights, original, collection) {
  const { index } = collection.bm25();
  const hits = index.search(weights).slice(0, TOP_HITS);
  return hits.map(({ position, doc_id, score }) => {
    const shared = index.explain(weights, position).map(({ term }) => term);
    const added = shared.filter((term) => !original.has(term)).sort(byCodePoint);
    return { doc_id, title: collection.documents[position].label, score, added };
  });
}

/**
 * @param {{ query: string, top_k: number, vectors: string, weight: number }} ask
 * @param {Resources} resources
 * @returns {Promise<types.NeighboursResult>}
 */
export async function explore({ query, top_k, vectors: name, weight }, resources) {
  runnable(name, ...FACTS.models.static_vectors);
  const distinct = new Set(termsOf(checked(query, 'query'), 'words'));
  const asked = [...distinct].filter((term) => !STOP_WORDS.has(term));
  const found = asked.map(async (word) => {
    const near = await resources.words.nearest(word, top_k);
    return { word, known: near !== null, near: near ?? [] };
  });
  const words = await Promise.all(found);
  const collection = await resources.collection();
  const original = counts(termsOf(query, 'english'));
  /** @type {types.NeighboursResult} */
  const result = {
    vectors: name,
    words,
    before: hitsOf(original, original, collection),
    after: hitsOf(expanded(original, words, weight), original, collection),
    note: asked.length ? '' : say('no_word'),
  };
  return rounded(result, DECIMALS);
}
