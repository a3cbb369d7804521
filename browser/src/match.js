// The MatchResult of helpers/explorers/match.py: search, switchboard and explanation over stored vectors.
import { checked, runnable } from './limits.js';
import { EMBEDDED, lexical, postings, queryText, round, search } from './ranking.js';

const TOP_K = 8;
const JUDGED = 10; // nDCG@10

// A text's terms with weights, by id, as the switches leave them.
function switched(text, expansion, weights, { pooling, log }, deleted) {
  const made = new Map();
  text.ids.forEach((id, i) => {
    const weight = text.weight(i, pooling, log);
    if (weight > 0 && !deleted.has(id) && (expansion || text.own[i])) made.set(id, weights ? weight : 1);
  });
  return made;
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
  const text = await queryText(query, stored, resources);
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
