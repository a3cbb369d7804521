// The BM25Result of helpers/explorers/bm25.py.
import { FACTS } from '../generated/facts.js';
import { contributions } from '../retrieval/bm25.js';
import { rounded, sum } from '../retrieval/numbers.js';
import { readable } from '../text/readable.js';
import { checked } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { counts, termsOf } from '../text/tokenize.js';
import { isBlank } from '../text/words.js';

/**
 * @import { bm25 as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Document } from '../retrieval/collection.js'
 * @typedef {{ query: string, tokenizer: string, k1: number, b: number, document: string }} Ask
 */

const { TOP_K, DECIMALS } = FACTS.explorers.bm25;

/**
 * @param {Document} document
 * @param {number} length
 * @param {types.Part[]} parts
 * @returns {types.Row}
 */
function rowOf({ doc_id, label: title, kind }, length, parts) {
  return { doc_id, title, kind, length, score: sum(parts.map(({ score }) => score)), parts };
}

/**
 * @param {string} query
 * @param {string[]} terms
 * @param {number} nFound
 */
function noteOf(query, terms, nFound) {
  if (isBlank(query)) return say('no_query');
  if (!terms.length) return say('no_terms');
  return nFound ? '' : say('bm25_nothing');
}

/**
 * @param {Ask} ask
 * @param {Resources} resources
 * @returns {Promise<types.BM25Result>}
 */
export async function explore({ query, tokenizer, k1, b, document }, resources) {
  const vocabulary = await resources.vocabularyOf(tokenizer);
  const collection = await resources.collection();
  const terms = termsOf(checked(query, 'query'), tokenizer, vocabulary);
  const { statistics, index } = collection.bm25(tokenizer, vocabulary, k1, b);
  const vector = counts(terms);
  const found = index.search(vector);
  const explain = (/** @type {number} */ position) => {
    const parts = contributions(statistics, vector, position, k1, b);
    return rowOf(collection.documents[position], statistics.lengths[position], parts);
  };
  const marks = new Map(terms.map((term) => [term, 'query']));
  const at = document ? collection.position(document) : found.at(0)?.position;
  const read = (/** @type {number} */ i) =>
    readable(collection.documents[i], tokenizer, marks, vocabulary);
  /** @type {types.BM25Result} */
  const result = {
    ...{ tokenizer, terms, k1, b },
    n_documents: collection.documents.length,
    n_found: found.length,
    average_length: statistics.average,
    rows: found.slice(0, TOP_K).map(({ position }) => explain(position)),
    explained: document ? explain(collection.position(document)) : null,
    page: at === undefined ? null : read(at),
    note: noteOf(query, terms, found.length),
  };
  return rounded(result, DECIMALS);
}
