// A query as the stored texts are; one that is not stored is read by the model.
import { FACTS } from '../generated/facts.js';
import { isBlank } from '../text/words.js';
import { encode, weightOf } from './encode.js';
import { withoutModel } from './inference-free.js';

/**
 * @import { Resources } from '../resources.js'
 * @import { EncodedText, StoredVectors } from '../retrieval/stored-vectors.js'
 * @import { Encoding } from './encode.js'
 */

/** The model of the stored vectors. */
export const SPLADE_MODEL = FACTS.models.splade[0];

/**
 * What a model has just read: its terms above 0.
 * @param {Encoding} encoding
 * @returns {EncodedText}
 */
function asText({ original, pooled }) {
  const ids = [...pooled.max.keys()].filter((id) => pooled.max[id] > 0);
  return {
    ids,
    original: ids.map((id) => original.has(id)),
    weight: (i, pooling, log) => weightOf(pooled, ids[i], pooling, log),
  };
}

/**
 * A query that is stored as the model has it; another as the model reads it, or, while there is no
 * model, by a weight for each of its WordPieces.
 * @param {string} query
 * @param {StoredVectors} stored
 * @param {Resources} resources
 */
export async function encodedQuery(query, stored, resources) {
  const known = stored.query(isBlank(query) ? '' : query);
  if (known) return known;
  if (resources.models.isReady(SPLADE_MODEL)) {
    return asText(await encode(query, SPLADE_MODEL, resources));
  }
  resources.without(SPLADE_MODEL);
  return withoutModel(query, await resources.vocabulary(), await resources.pieceWeights());
}
