// A query without a network: each of its WordPieces has one learnt weight, whatever stands beside it
// (helpers/inference_free.py).
import { FACTS } from '../generated/facts.js';
import { wordpieceIds } from './encode.js';

/**
 * @import { EncodedText } from '../retrieval/stored-vectors.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {(id: number) => number} PieceWeights
 */

/**
 * The weight of each WordPiece by its id; 0 where no document can have it.
 * @param {ArrayBuffer} bytes steps, uint16 each
 * @returns {PieceWeights}
 */
export function pieceWeightsOf(bytes) {
  const steps = new Uint16Array(bytes);
  return (id) => steps[id] / FACTS.query_weight_unit;
}

/**
 * @param {string} query
 * @param {Vocabulary} vocabulary
 * @param {PieceWeights} weights
 * @returns {EncodedText}
 */
export function withoutModel(query, vocabulary, weights) {
  const pieces = [...new Set(wordpieceIds(query, vocabulary).ids)].sort((a, b) => a - b);
  const ids = pieces.filter((id) => weights(id) > 0);
  return { ids, original: ids.map(() => true), weight: (i) => weights(ids[i]) };
}
