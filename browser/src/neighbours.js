// The NeighboursResult of helpers/explorers/neighbours.py.
import { rankWeighted } from './bm25.js';
import { largest } from './largest.js';
import { checked, runnable } from './limits.js';
import { STOP_WORDS, tokenize } from './text.js';

const TOP_HITS = 5;
const EMBEDDED = 'glove-50k';
const K1_B = { k1: 1.5, b: 0.75 };

// The nearest words by cosine, the word itself left out; ties in the order of the vocabulary.
export function nearest(word, topK, vectors) {
  const own = vectors.rows.get(word);
  if (own === undefined) return [];
  const cosines = vectors.cosines(own);
  return largest(cosines, topK + 1).filter((i) => i !== own).slice(0, topK).map((i) => ({ word: vectors.words[i], cosine: cosines[i] }));
}

function weighted(query, entries, weight) {
  const own = new Map();
  for (const { term } of tokenize(query, 'english')) own.set(term, (own.get(term) ?? 0) + 1);
  const all = new Map();
  if (weight > 0) {
    for (const { near } of entries) {
      for (const { word, cosine } of near) {
        for (const { term } of tokenize(word, 'english')) all.set(term, Math.max(all.get(term) ?? 0, weight * cosine));
      }
    }
  }
  for (const [term, count] of own) all.set(term, count);
  return { own, all };
}

function hits(weights, own, at) {
  return rankWeighted(weights, at, K1_B).slice(0, TOP_HITS).map(({ position, score }) => {
    const { doc_id, title } = at.documents[position];
    const added = [...weights.keys()].filter((term) => at.tf[position].has(term) && !own.has(term)).sort();
    return { doc_id, title, score, added };
  });
}

export async function exploreNeighbours({ query, top_k, vectors: name, weight }, resources) {
  runnable(name, EMBEDDED);
  const asked = [...new Set(tokenize(checked(query, 'query'), 'words').map(({ term }) => term))].filter((term) => !STOP_WORDS.has(term));
  const vectors = await resources.vectors();
  const entries = asked.map((word) => ({ word, known: vectors.rows.has(word), near: nearest(word, top_k, vectors) }));
  const at = (await resources.hospital()).index('english', null);
  const { own, all } = weighted(query, entries, weight);
  return {
    vectors: name,
    words: entries,
    before: hits(own, own, at),
    after: hits(all, own, at),
    note: asked.length ? '' : 'There is no word to look up: type a query.',
  };
}
