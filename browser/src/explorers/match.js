// The MatchResult of helpers/explorers/match.py: search, ablation and explanation over stored
// vectors.
import { FACTS } from '../generated/facts.js';
import { SPLADE_MODEL, encodedQuery } from '../models/query.js';
import { ablated, bm25Ndcg } from '../retrieval/ablated-index.js';
import { originalIds, vectorOf } from '../retrieval/ablation.js';
import { rounded, sum } from '../retrieval/numbers.js';
import { byCodePoint } from '../text/code-points.js';
import { checked, runnable } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { tokenize } from '../text/tokenize.js';
import { isBlank } from '../text/words.js';

/**
 * @import { match as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Collection, Document } from '../retrieval/collection.js'
 * @import { Hit, Product } from '../retrieval/inverted-index.js'
 * @import { StoredVectors } from '../retrieval/stored-vectors.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {{ query: string, model: string, document: string, query_expansion: boolean,
 *   document_expansion: boolean, query_weights: boolean, document_weights: boolean,
 *   pooling: string, log: boolean, chosen: string[] }} Ask
 */

const { TOP_K, DECIMALS } = FACTS.explorers.match;

/**
 * @param {Hit[]} found
 * @param {Hit[]} others
 * @param {Collection} collection
 * @returns {types.Hit[]}
 */
function hitsOf(found, others, { documents }) {
  const ranks = new Map(others.map(({ doc_id }, i) => [doc_id, i + 1]));
  return found.slice(0, TOP_K).map(({ position, doc_id, score }) => {
    return { doc_id, title: documents[position].label, score, other: ranks.get(doc_id) ?? null };
  });
}

/**
 * @param {Product<number>} product
 * @param {Set<number>} inQuery
 * @param {Set<number>} inDocument
 * @param {Vocabulary} vocabulary
 * @returns {types.Part}
 */
function partOf({ term, weight, other, score }, inQuery, inDocument, { names }) {
  return {
    term: names[term],
    query_weight: weight,
    document_weight: other,
    in_query: inQuery.has(term),
    in_document: inDocument.has(term),
    score,
  };
}

/**
 * One document's score in parts, largest first.
 * @param {Document} document
 * @param {Product<number>[]} products
 * @param {number} nTerms
 * @param {(product: Product<number>) => types.Part} part
 * @returns {types.Explanation}
 */
function explanation({ doc_id, label }, products, nTerms, part) {
  const sorted = [...products].sort((x, y) => y.score - x.score || x.term - y.term);
  const score = sum(sorted.map((product) => product.score));
  return { doc_id, title: label, score, n_document_terms: nTerms, parts: sorted.map(part) };
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
  const explain = (/** @type {number} */ at) => {
    const [inQuery, inDocument] = [text, stored.documents[at]].map(originalIds);
    const part = (/** @type {Product<number>} */ p) => partOf(p, inQuery, inDocument, vocabulary);
    const { documents } = collection;
    return explanation(documents[at], index.explain(vector, at), index.vectors[at].size, part);
  };
  const shown = document ? collection.position(document) : found.at(0)?.position;
  /** @type {types.MatchResult} */
  const result = {
    ...{ query, model },
    n_query_terms: vector.size,
    deleted: [...chosen].sort(byCodePoint),
    n_found: found.length,
    ranking: hitsOf(found, lexical, collection),
    bm25: hitsOf(lexical, found, collection),
    explained: shown === undefined ? null : explain(shown),
    measures: { 'SPLADE, as switched': ndcg, BM25: bm25Ndcg(stored, collection) },
    note: noteOf(query, vector.size, found.length, vocabulary),
  };
  return rounded(result, DECIMALS);
}
