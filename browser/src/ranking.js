// Rankings by stored vectors and by BM25, and a query's vector: stored, or as a model has just read it.
import { rankWeighted } from './bm25.js';
import { read, weightOf } from './reading.js';
import { tokenize } from './text.js';

const K1_B = { k1: 1.5, b: 0.75 };

export const EMBEDDED = 'clinical-splade';
export const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;

export function search(query, index, documents) {
  const scores = new Map();
  for (const [id, weight] of query) {
    for (const [position, other] of index.get(id) ?? []) scores.set(position, (scores.get(position) ?? 0) + weight * other);
  }
  return [...scores].map(([position, score]) => ({ position, doc_id: documents[position].doc_id, score: round(score, 9) }))
    .sort((x, y) => y.score - x.score || (x.doc_id < y.doc_id ? -1 : 1));
}

export function postings(vectors) {
  const index = new Map();
  vectors.forEach((vector, position) => vector.forEach((weight, id) => {
    if (!index.has(id)) index.set(id, []);
    index.get(id).push([position, weight]);
  }));
  return index;
}

export function lexical(query, at) {
  const counts = new Map();
  for (const { term } of tokenize(query, 'english')) counts.set(term, (counts.get(term) ?? 0) + 1);
  return rankWeighted(counts, at, K1_B).map((hit) => ({ ...hit, doc_id: at.documents[hit.position].doc_id }));
}

// What a model has just read, as the stored texts are: terms above 0 and their weight in each way.
function asText({ own, pooled }) {
  const ids = [...pooled.max.keys()].filter((id) => pooled.max[id] > 0);
  return { ids, own: ids.map((id) => own.has(id)), weight: (i, pooling, log) => weightOf(pooled, ids[i], pooling, log) };
}

// A query as the stored texts are; what is not stored is read by the model.
export async function queryText(query, stored, resources) {
  return stored.query(query.trim() ? query : '') ?? asText(await read(query, EMBEDDED, resources));
}

// The weights of a text as SPLADE itself makes them, by id in ascending order.
export function spladeVector(text) {
  const weights = text.ids.map((id, i) => [id, text.weight(i, 'max', true)]).filter(([, weight]) => weight > 0);
  return new Map(weights.sort(([a], [b]) => a - b));
}
