// A query without a network: each of its WordPieces has one weight, whatever stands beside it
// (helpers/inference_free.py).
import { oncePer } from '../retrieval/memory.js';
import { wordpieceIds } from './encode.js';

/**
 * @import { EncodedText, StoredVectors } from '../retrieval/stored-vectors.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {(id: number) => number} PieceWeights
 */

/**
 * How rare an entry is among the documents' vectors, as BM25 has it: ln(1 + (N - n + .5) / (n + .5)).
 * @type {(stored: StoredVectors) => PieceWeights}
 */
export const pieceWeights = oncePer(({ documents }) => {
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const { ids } of documents) for (const id of ids) found.set(id, (found.get(id) ?? 0) + 1);
  return (/** @type {number} */ id) => {
    const n = found.get(id) ?? 0;
    return Math.log1p((documents.length - n + 0.5) / (n + 0.5));
  };
});

/**
 * @param {string} query
 * @param {Vocabulary} vocabulary
 * @param {PieceWeights} weights
 * @returns {EncodedText}
 */
export function withoutModel(query, vocabulary, weights) {
  const ids = [...new Set(wordpieceIds(query, vocabulary).ids)].sort((a, b) => a - b);
  return { ids, original: ids.map(() => true), weight: (i) => weights(ids[i]) };
}
