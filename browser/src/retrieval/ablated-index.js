// The index of the collection's documents with parts of SPLADE switched off, and how good it is.
import { vectorOf } from './ablation.js';
import { ndcgByType } from './evaluation.js';
import { InvertedIndex } from './inverted-index.js';
import { Memory, oncePer } from './memory.js';

/**
 * @import { Ablation } from './ablation.js'
 * @import { Collection } from './collection.js'
 * @import { EncodedText, StoredVectors } from './stored-vectors.js'
 * @typedef {Record<string, number>} Ndcg by the queries' type
 * @typedef {{ index: InvertedIndex<number>, ndcg: Ndcg }} Ablated
 */

/** @type {(stored: StoredVectors) => Memory<Ablated>} the last one: it serves every typed query */
const lastAblated = oncePer(() => new Memory(1));
/** @type {(stored: StoredVectors) => Memory<Ndcg>} */
const bm25Measures = oncePer(() => new Memory());

/** @param {{ query: Ablation, document: Ablation }} ablations */
function keyOf({ query, document }) {
  return JSON.stringify([query, document, [...query.deleted]]);
}

/**
 * @param {StoredVectors} stored
 * @param {{ query: Ablation, document: Ablation }} ablations
 */
export function ablated(stored, ablations) {
  return lastAblated(stored).get(keyOf(ablations), () => {
    const vectors = stored.documents.map((text) => vectorOf(text, ablations.document));
    const index = new InvertedIndex(stored.docIds, vectors);
    const search = (/** @type {{ encoded: EncodedText }} */ { encoded }) =>
      index.search(vectorOf(encoded, ablations.query));
    return { index, ndcg: ndcgByType(stored.queries, stored.qrels, search) };
  });
}

/**
 * @param {StoredVectors} stored
 * @param {Collection} collection
 */
export function bm25Ndcg(stored, collection) {
  const search = (/** @type {{ text: string }} */ { text }) => collection.search(text);
  const measure = () => ndcgByType(stored.queries, stored.qrels, search);
  return bm25Measures(stored).get('BM25', measure);
}
