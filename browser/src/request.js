// The RequestResult of helpers/explorers/request.py, with the forms of helpers/requests.py.
import { checked } from './limits.js';
import { queryText, round, spladeVector } from './ranking.js';

const TOP_K = 10;
const [INDEX, FIELD] = ['hospital', 'splade'];

const features = (weights) => Object.fromEntries(weights.map(([id, weight]) => [`t${id}`, weight]));

const ENGINES = {
  elasticsearch: (weights) => [`/${INDEX}/_search`, { query: { sparse_vector: { field: FIELD, query_vector: features(weights), prune: false } }, size: TOP_K }],
  opensearch: (weights) => [`/${INDEX}/_search`, { query: { neural_sparse: { [FIELD]: { query_tokens: features(weights) } } }, size: TOP_K }],
  qdrant: (weights) => [`/collections/${INDEX}/points/query`, {
    query: { indices: weights.map(([id]) => id), values: weights.map(([, weight]) => weight) }, using: FIELD, limit: TOP_K, with_payload: true,
  }],
  milvus: (weights) => ['/v2/vectordb/entities/search', { collectionName: INDEX, data: [Object.fromEntries(weights)], annsField: FIELD, limit: TOP_K, outputFields: ['doc_id'] }],
};

export async function exploreRequest({ query, engine }, resources) {
  checked(query, 'query');
  const vector = spladeVector(await queryText(query, await resources.hospitalVectors(), resources));
  const [path, body] = ENGINES[engine]([...vector].map(([id, weight]) => [id, round(weight, 4)]));
  return {
    query, engine, method: 'POST', path, body,
    n_terms: vector.size,
    note: query.trim() ? '' : 'The query is empty: these are the weights that [CLS] and [SEP] have on their own.',
  };
}
