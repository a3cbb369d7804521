// The RequestResult of helpers/explorers/request.py, with the forms of helpers/scale/payloads.py.
import { FACTS } from '../generated/facts.js';
import { encodedQuery } from '../models/query.js';
import { vectorOf } from '../retrieval/ablation.js';
import { checked } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { isBlank } from '../text/words.js';

/**
 * @import { request as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @typedef {[number, number][]} Weights term id and weight
 * @typedef {{ path: string, body: Record<string, unknown> }} Request
 */

const { TOP_K } = FACTS.explorers.request;
const { index: INDEX, field: FIELD, digits: DIGITS } = FACTS.payload;

/** @param {Weights} weights */
const features = (weights) => Object.fromEntries(weights.map(([id, weight]) => [`t${id}`, weight]));

/** @type {(weights: Weights) => Request} */
function elasticsearch(weights) {
  const vector = { field: FIELD, query_vector: features(weights), prune: false };
  return { path: `/${INDEX}/_search`, body: { query: { sparse_vector: vector }, size: TOP_K } };
}

/** @type {(weights: Weights) => Request} */
function opensearch(weights) {
  const sparse = { [FIELD]: { query_tokens: features(weights) } };
  return { path: `/${INDEX}/_search`, body: { query: { neural_sparse: sparse }, size: TOP_K } };
}

/** @type {(weights: Weights) => Request} */
function qdrant(weights) {
  const query = { indices: weights.map(([id]) => id), values: weights.map(([, value]) => value) };
  const body = { query, using: FIELD, limit: TOP_K, with_payload: true };
  return { path: `/collections/${INDEX}/points/query`, body };
}

/** @type {(weights: Weights) => Request} */
function milvus(weights) {
  const data = [Object.fromEntries(weights)];
  const form = { collectionName: INDEX, data, annsField: FIELD, limit: TOP_K };
  return { path: '/v2/vectordb/entities/search', body: { ...form, outputFields: ['doc_id'] } };
}

/** @type {Record<string, (weights: Weights) => Request>} */
const FORMS = { elasticsearch, opensearch, qdrant, milvus };

/**
 * @param {{ query: string, engine: string }} ask
 * @param {Resources} resources
 * @returns {Promise<types.RequestResult>}
 */
export async function explore({ query, engine }, resources) {
  const stored = await resources.storedVectors();
  const vector = vectorOf(await encodedQuery(checked(query, 'query'), stored, resources));
  /** @type {Weights} */
  const weights = [...vector].map(([id, weight]) => [id, Number(weight.toPrecision(DIGITS))]);
  return {
    query,
    engine,
    method: 'POST',
    ...FORMS[engine](weights),
    n_terms: vector.size,
    note: isBlank(query) ? say('special_weights') : '',
  };
}
