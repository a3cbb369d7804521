// The MatchResult of helpers/explorers/match.py: search, ablation and explanation over stored
// vectors.
import { FACTS } from '../generated/facts.js';
import { withoutModel } from '../models/inference-free.js';
import { SPLADE_MODEL, encodedQuery } from '../models/query.js';
import { ablated, bm25Ndcg } from '../retrieval/ablated-index.js';
import { originalIds, vectorOf } from '../retrieval/ablation.js';
import { rounded } from '../retrieval/numbers.js';
import { byCodePoint } from '../text/code-points.js';
import { checked, runnable } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { tokenize } from '../text/tokenize.js';
import { isBlank } from '../text/words.js';
import { bridge } from './bridge.js';

/**
 * @import { match as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Collection, Document } from '../retrieval/collection.js'
 * @import { Ablation } from '../retrieval/ablation.js'
 * @import { Hit, InvertedIndex } from '../retrieval/inverted-index.js'
 * @import { EncodedText, StoredVectors } from '../retrieval/stored-vectors.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {{ query: string, model: string, document: string, query_expansion: boolean,
 *   document_expansion: boolean, query_weights: boolean, document_weights: boolean,
 *   pooling: string, log: boolean, chosen: string[] }} Ask
 */

const { TOP_K, DECIMALS } = FACTS.explorers.match;

const ranksOf = (/** @type {Hit[]} */ found) =>
  new Map(found.map(({ doc_id }, i) => [doc_id, i + 1]));

/**
 * The first hits, and the explained document if it was found later.
 * @param {Hit[]} found
 * @param {Hit[]} others
 * @param {Hit[]} quick what was found before the model was here
 * @param {number | undefined} shown the explained document's position
 * @param {Collection} collection
 * @returns {types.Hit[]}
 */
function hitsOf(found, others, quick, shown, { documents }) {
  const [elsewhere, before] = [others, quick].map(ranksOf);
  return found.flatMap(({ position, doc_id, score }, i) => {
    if (i >= TOP_K && position !== shown) return [];
    const other = elsewhere.get(doc_id) ?? null;
    const title = documents[position].label;
    return [{ doc_id, title, rank: i + 1, score, other, quick: before.get(doc_id) ?? null }];
  });
}

/**
 * @param {string} query
 * @param {number} nTerms
 * @param {number} nFound
 * @param {Vocabulary} vocabulary
 */
function noteOf(query, nTerms, nFound, vocabulary) {
  if (isBlank(query)) return say('no_query');
  if (!nTerms) return say('all_off');
  if (!nFound) return say('nothing_left');
  const tokens = tokenize(query, 'wordpiece', vocabulary);
  const unknown = tokens.filter(({ term }) => term === '[UNK]').length;
  return unknown ? say('unknown', { unknown }) : '';
}

/**
 * @param {Resources} resources
 * @returns {Promise<[Collection, StoredVectors, Vocabulary]>}
 */
function filesOf(resources) {
  return Promise.all([resources.collection(), resources.storedVectors(), resources.vocabulary()]);
}

/**
 * What is left on, of queries and of documents.
 * @param {Ask} ask
 * @param {Vocabulary} vocabulary
 */
function ablationsOf(ask, vocabulary) {
  const { pooling, log, chosen } = ask;
  const both = { pooling, log, deleted: new Set(chosen.map((term) => vocabulary.ids.get(term))) };
  return {
    query: { ...both, expansion: ask.query_expansion, weights: ask.query_weights },
    document: { ...both, expansion: ask.document_expansion, weights: ask.document_weights },
  };
}

/**
 * What an own query finds without the model, once the model has answered: nothing for a listed one.
 * @param {string} query
 * @param {Ablation} ablation
 * @param {InvertedIndex<number>} index
 * @param {StoredVectors} stored
 * @param {Resources} resources
 */
async function foundQuickly(query, ablation, index, stored, resources) {
  const isListed = isBlank(query) || stored.query(query);
  if (isListed || !resources.models.isReady(SPLADE_MODEL)) return [];
  const weights = await resources.pieceWeights();
  const text = withoutModel(query, await resources.vocabulary(), weights);
  return index.search(vectorOf(text, ablation));
}

/**
 * One document's match as it is before the reader cuts.
 * @param {Document} document
 * @param {EncodedText} query
 * @param {EncodedText} text
 * @param {ReturnType<typeof ablationsOf>} ablations
 * @param {Vocabulary} vocabulary
 */
function explanation(document, query, text, ablations, vocabulary) {
  const side = (/** @type {EncodedText} */ one, /** @type {Ablation} */ ablation) => {
    const whole = { ...ablation, deleted: new Set() };
    return { weights: vectorOf(one, whole), own: originalIds(one) };
  };
  const cut = ablations.query.deleted;
  const [one, other] = [side(query, ablations.query), side(text, ablations.document)];
  return bridge(document, { query: one, text: other, cut, vocabulary });
}

/**
 * @param {Ask} ask
 * @param {Resources} resources
 * @returns {Promise<types.MatchResult>}
 */
export async function explore(ask, resources) {
  const { model, document, chosen } = ask;
  const query = checked(ask.query, 'query');
  runnable(model, SPLADE_MODEL);
  const [collection, stored, vocabulary] = await filesOf(resources);
  const text = await encodedQuery(query, stored, resources);
  const ablations = ablationsOf(ask, vocabulary);
  const vector = vectorOf(text, ablations.query);
  const { index, ndcg } = ablated(stored, ablations);
  const [found, lexical] = [index.search(vector), collection.search(query)];
  const quick = await foundQuickly(query, ablations.query, index, stored, resources);
  const { documents } = collection;
  const at = document ? collection.position(document) : found.at(0)?.position;
  const explain = (/** @type {number} */ i) =>
    explanation(documents[i], text, stored.documents[i], ablations, vocabulary);
  /** @type {types.MatchResult} */
  const result = {
    ...{ query, model },
    n_query_terms: vector.size,
    deleted: [...chosen].sort(byCodePoint),
    n_found: found.length,
    ranking: hitsOf(found, lexical, quick, at, collection),
    bm25: hitsOf(lexical, found, [], at, collection),
    explained: at === undefined ? null : explain(at),
    measures: { 'SPLADE, as switched': ndcg, BM25: bm25Ndcg(stored, collection) },
    note: noteOf(query, vector.size, found.length, vocabulary),
  };
  return rounded(result, DECIMALS);
}
