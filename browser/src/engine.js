// The EngineResult of helpers/explorers/engine.py: a filter, a pruned query, BM25, and both fused.
import { checked } from './limits.js';
import { lexical, postings, queryText, round, search, spladeVector } from './ranking.js';

const TOP_K = 10;
const FUSED = 100;
const K = 60; // of reciprocal rank fusion

// helpers/compression.py's drop_smallest: of equal weights the later goes.
export function dropSmallest(vector, ratio) {
  const entries = [...vector];
  const kept = [...entries].sort(([, a], [, b]) => b - a).slice(0, entries.length - Math.floor(ratio * entries.length));
  const ids = new Set(kept.map(([id]) => id));
  return new Map(entries.filter(([id]) => ids.has(id)));
}

// helpers/fusion.py's fuse over two rankings.
export function fuse(...rankings) {
  const scores = new Map();
  const positions = new Map();
  for (const hits of rankings) {
    hits.forEach(({ doc_id: id, position }, i) => {
      scores.set(id, (scores.get(id) ?? 0) + 1 / (K + i + 1));
      positions.set(id, position);
    });
  }
  return [...scores].map(([id, score]) => ({ doc_id: id, position: positions.get(id), score }))
    .sort((x, y) => y.score - x.score || (x.doc_id < y.doc_id ? -1 : 1));
}

function places(hits, before, documents) {
  const ranks = new Map(before.map(({ doc_id: id }, i) => [id, i + 1]));
  return hits.slice(0, TOP_K).map(({ position, doc_id: id, score }) => {
    const { title, department } = documents[position];
    return { doc_id: id, title, department, score: round(score, 6), before: ranks.get(id) ?? null };
  });
}

function note(query, ...rankings) {
  if (!query.trim()) return 'The query is empty: type what you are looking for.';
  return rankings.some((hits) => hits.length) ? '' : 'Nothing is found here: choose another department.';
}

export async function exploreEngine({ query, department, percent }, resources) {
  checked(query, 'query');
  const [hospital, stored, vocabulary] = await Promise.all([resources.hospital(), resources.hospitalVectors(), resources.vocabulary()]);
  const whole = spladeVector(await queryText(query, stored, resources));
  const pruned = dropSmallest(whole, percent / 100);
  const index = stored.once('index', '', () => postings(stored.documents.map(spladeVector)));
  const { documents } = hospital.index('english', null);
  const allowed = (hits) => hits.filter(({ position }) => !department || documents[position].department === department);
  const words = allowed(lexical(query, hospital.index('english', null)));
  const [before, after] = [whole, pruned].map((vector) => allowed(search(vector, index, documents)));
  const [fusedBefore, fusedAfter] = [before, after].map((hits) => fuse(hits.slice(0, FUSED), words.slice(0, FUSED)));
  const read = (vector) => [...vector.keys()].reduce((sum, id) => sum + (index.get(id)?.length ?? 0), 0);
  const first = new Set(before.slice(0, TOP_K).map(({ doc_id: id }) => id));
  return {
    query,
    n_terms: whole.size,
    dropped: [...whole.keys()].filter((id) => !pruned.has(id)).map((id) => vocabulary.names[id]),
    read: read(pruned),
    read_whole: read(whole),
    n_first: first.size,
    n_same: after.slice(0, TOP_K).filter(({ doc_id: id }) => first.has(id)).length,
    rankings: {
      SPLADE: places(after, before, documents),
      BM25: places(words, words, documents),
      'both, fused': places(fusedAfter, fusedBefore, documents),
    },
    note: note(query, after, words),
  };
}
