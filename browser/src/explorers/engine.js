// The EngineResult of helpers/explorers/engine.py: a filter, a pruned query, BM25, and both fused.
import { FACTS } from '../generated/facts.js';
import { encodedQuery } from '../models/query.js';
import { vectorOf } from '../retrieval/ablation.js';
import { reciprocalRankFusion } from '../retrieval/fusion.js';
import { round } from '../retrieval/numbers.js';
import { dropSmallest } from '../retrieval/pruning.js';
import { spladeIndex } from '../retrieval/splade-index.js';
import { checked } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { isBlank } from '../text/words.js';

/**
 * @import { engine as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Collection } from '../retrieval/collection.js'
 * @import { Hit } from '../retrieval/inverted-index.js'
 * @import { StoredVectors } from '../retrieval/stored-vectors.js'
 * @typedef {{ SPLADE: Hit[], BM25: Hit[], 'both, fused': Hit[] }} Rankings
 */

const { TOP_K, FUSED, DECIMALS } = FACTS.explorers.engine;

/**
 * @param {Hit[]} splade
 * @param {Hit[]} bm25
 * @returns {Rankings}
 */
function withFused(splade, bm25) {
  const fused = reciprocalRankFusion(splade.slice(0, FUSED), bm25.slice(0, FUSED));
  return { SPLADE: splade, BM25: bm25, 'both, fused': fused };
}

/**
 * The first hits of a ranking, each with its rank by the whole query.
 * @param {Hit[]} hits
 * @param {Hit[]} before
 * @param {Collection} collection
 * @returns {types.Place[]}
 */
function placesOf(hits, before, { documents }) {
  const ranks = new Map(before.map(({ doc_id }, i) => [doc_id, i + 1]));
  return hits.slice(0, TOP_K).map(({ position, doc_id, score }) => {
    const { label: title, department } = documents[position];
    const rank = ranks.get(doc_id) ?? null;
    return { doc_id, title, department, score: round(score, DECIMALS), before: rank };
  });
}

/**
 * @param {Rankings} before by the whole query
 * @param {Rankings} after by the pruned one
 * @param {Collection} collection
 */
function rankingsOf(before, after, collection) {
  const places = (/** @type {keyof Rankings} */ name) =>
    placesOf(after[name], before[name], collection);
  return {
    SPLADE: places('SPLADE'),
    BM25: places('BM25'),
    'both, fused': places('both, fused'),
  };
}

/**
 * @param {string} query
 * @param {Rankings} rankings
 */
function noteOf(query, rankings) {
  if (isBlank(query)) return say('no_query');
  return Object.values(rankings).some((hits) => hits.length) ? '' : say('none_here');
}

/** @param {Rankings} rankings */
const firstIds = ({ SPLADE }) => SPLADE.slice(0, TOP_K).map(({ doc_id }) => doc_id);

/**
 * @param {{ query: string, department: string, percent: number }} ask
 * @param {Resources} resources
 * @returns {Promise<types.EngineResult>}
 */
export async function explore({ query, department, percent }, resources) {
  checked(query, 'query');
  const [collection, stored] = [await resources.collection(), await resources.storedVectors()];
  const whole = vectorOf(await encodedQuery(query, stored, resources));
  const pruned = dropSmallest(whole, percent / 100);
  const index = spladeIndex(stored);
  const allowed = (/** @type {Hit} */ { position }) =>
    !department || collection.documents[position].department === department;
  const bm25 = collection.search(query).filter(allowed);
  const [before, after] = [whole, pruned].map((vector) => {
    return withFused(index.search(vector).filter(allowed), bm25);
  });
  const first = new Set(firstIds(before));
  const { names } = await resources.vocabulary();
  return {
    query,
    n_terms: whole.size,
    dropped: [...whole.keys()].filter((id) => !pruned.has(id)).map((id) => names[id]),
    postings_read: index.postingsRead(pruned),
    postings_read_whole: index.postingsRead(whole),
    n_first: first.size,
    n_same: firstIds(after).filter((docId) => first.has(docId)).length,
    rankings: rankingsOf(before, after, collection),
    note: noteOf(query, after),
  };
}
