// The MatchResult of helpers/explorers/match.py: search, switchboard and explanation over stored vectors.
import { rankWeighted } from './bm25.js';
import { checked, runnable } from './limits.js';
import { read, weightOf } from './reading.js';
import { tokenize } from './text.js';

const TOP_K = 8;
const JUDGED = 10; // nDCG@10
const EMBEDDED = 'clinical-splade';
const K1_B = { k1: 1.5, b: 0.75 };

const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;

// A text's terms with weights, by id, as the switches leave them.
function switched(text, expansion, weights, { pooling, log }, deleted) {
  const made = new Map();
  text.ids.forEach((id, i) => {
    const weight = text.weight(i, pooling, log);
    if (weight > 0 && !deleted.has(id) && (expansion || text.own[i])) made.set(id, weights ? weight : 1);
  });
  return made;
}

function search(query, index, documents) {
  const scores = new Map();
  for (const [id, weight] of query) {
    for (const [position, other] of index.get(id) ?? []) scores.set(position, (scores.get(position) ?? 0) + weight * other);
  }
  return [...scores].map(([position, score]) => ({ position, doc_id: documents[position].doc_id, score: round(score, 9) }))
    .sort((x, y) => y.score - x.score || (x.doc_id < y.doc_id ? -1 : 1));
}

function postings(vectors) {
  const index = new Map();
  vectors.forEach((vector, position) => vector.forEach((weight, id) => {
    if (!index.has(id)) index.set(id, []);
    index.get(id).push([position, weight]);
  }));
  return index;
}

// trec_eval's ndcg_cut_10: gain is the grade, discount the binary logarithm of the rank plus one.
export function ndcg(ranked, grades) {
  const gain = (list) => list.slice(0, JUDGED).reduce((sum, grade, i) => sum + grade / Math.log2(i + 2), 0);
  const best = gain([...grades.values()].sort((a, b) => b - a));
  return best > 0 ? gain(ranked.map(({ doc_id: id }) => grades.get(id) ?? 0)) / best : 0;
}

function measured(answer, { queries, qrels }) {
  const groups = new Map([...new Set(queries.map(({ type }) => type))].sort().map((type) => [type, []]));
  groups.set('all', []);
  queries.forEach((query, i) => {
    const value = ndcg(answer(query, i), qrels.get(query.query_id) ?? new Map());
    groups.get(query.type).push(value);
    groups.get('all').push(value);
  });
  return Object.fromEntries([...groups].map(([type, values]) => [type, round(values.reduce((sum, v) => sum + v, 0) / values.length, 6)]));
}

function lexical(query, at) {
  const counts = new Map();
  for (const { term } of tokenize(query, 'english')) counts.set(term, (counts.get(term) ?? 0) + 1);
  return rankWeighted(counts, at, K1_B).map((hit) => ({ ...hit, doc_id: at.documents[hit.position].doc_id }));
}

function hits(found, others, documents) {
  const ranks = new Map(others.map(({ doc_id: id }, i) => [id, i + 1]));
  return found.slice(0, TOP_K).map(({ position, doc_id: id, score }) => (
    { doc_id: id, title: documents[position].title, score: round(score, 6), other: ranks.get(id) ?? null }));
}

function explain(asked, text, vector, document, document_own, terms) {
  const shared = [...asked].filter(([id]) => vector.has(id)).map(([id, weight]) => ({ id, weight, other: vector.get(id), score: weight * vector.get(id) }));
  shared.sort((x, y) => y.score - x.score || x.id - y.id);
  return {
    doc_id: document.doc_id,
    title: document.title,
    score: round(shared.reduce((sum, { score }) => sum + score, 0), 6),
    n_document_terms: vector.size,
    parts: shared.map(({ id, weight, other, score }) => ({
      term: terms[id],
      query_weight: round(weight, 6),
      document_weight: round(other, 6),
      in_query: text.has(id),
      in_document: document_own.has(id),
      score: round(score, 6),
    })),
  };
}

// What a model has just read, as the stored texts are: terms above 0 and their weight in each way.
function asText({ own, pooled }) {
  const ids = [...pooled.max.keys()].filter((id) => pooled.max[id] > 0);
  return { ids, own: ids.map((id) => own.has(id)), weight: (i, pooling, log) => weightOf(pooled, ids[i], pooling, log) };
}

function note(query, asked, found) {
  if (!query.trim()) return 'The query is empty: type what you are looking for.';
  if (!asked.size) return "Nothing is left of the query's vector: switch a part back on.";
  return found.length ? '' : 'No document has any of the terms that are left.';
}

// All that a query's words do not change.
const switchesOf = ({ query, document, ...switches }) => JSON.stringify(switches);

const ownIds = (text) => new Set(text.ids.filter((_, i) => text.own[i]));

export async function exploreMatch(ask, resources) {
  const { query, model, document, chosen } = ask;
  checked(query, 'query');
  runnable(model, EMBEDDED);
  const [hospital, stored, vocabulary] = await Promise.all([resources.hospital(), resources.hospitalVectors(), resources.vocabulary()]);
  const text = stored.query(query.trim() ? query : '') ?? asText(await read(query, model, resources));
  const deleted = new Set(chosen.map((term) => vocabulary.get(term)));
  const way = { pooling: ask.pooling, log: ask.log };
  const vectorOf = (one) => switched(one, ask.query_expansion, ask.query_weights, way, deleted);
  const at = hospital.index('english', null);
  const { vectors, index, measure } = stored.once('switched', switchesOf(ask), () => {
    const made = stored.documents.map((one) => switched(one, ask.document_expansion, ask.document_weights, way, deleted));
    const searchable = postings(made);
    return { vectors: made, index: searchable, measure: measured((one) => search(vectorOf(one), searchable, at.documents), stored) };
  });
  const asked = vectorOf(text);
  const found = search(asked, index, at.documents);
  const others = lexical(query, at);
  const shown = document ? hospital.position(document) : found[0]?.position;
  return {
    query,
    model,
    n_query_terms: asked.size,
    deleted: [...chosen].sort(),
    n_found: found.length,
    ranking: hits(found, others, at.documents),
    bm25: hits(others, found, at.documents),
    explained: shown === undefined ? null : explain(asked, ownIds(text), vectors[shown], at.documents[shown], ownIds(stored.documents[shown]), vocabulary.names),
    measures: {
      'SPLADE, as switched': measure,
      BM25: stored.once('BM25', '', () => measured((one) => lexical(one.text, at), stored)),
    },
    note: note(query, asked, found),
  };
}
