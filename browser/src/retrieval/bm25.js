// BM25 as sparse vectors, by the formula of rank_bm25's BM25Okapi (Robertson and Zaragoza 2009,
// section 3.2): a query's term counts times a document's weights sum to BM25's score.
import { FACTS } from '../generated/facts.js';
import { counts } from '../text/tokenize.js';
import { mean } from './numbers.js';

/**
 * @import { Vector } from './inverted-index.js'
 * @typedef {ReturnType<typeof statisticsOf>} Statistics
 */

/**
 * Negative when more than half of the documents have the term.
 * @param {number} nDocuments
 * @param {number} df
 */
export function idf(nDocuments, df) {
  return Math.log(nDocuments - df + 0.5) - Math.log(df + 0.5);
}

/**
 * 1 at average length, more when longer.
 * @param {number} nTerms
 * @param {number} average
 * @param {number} b
 */
export function lengthNorm(nTerms, average, b) {
  return 1 - b + (b * nTerms) / average;
}

/**
 * 0 without the term, growing ever more slowly towards k1 + 1.
 * @param {number} tf
 * @param {number} norm
 * @param {number} k1
 */
export function saturation(tf, norm, k1) {
  return (tf * (k1 + 1)) / (tf + k1 * norm);
}

/**
 * The IDF of every term, with rank_bm25's floor: below 0 it becomes a part of the mean.
 * @param {Map<string, number>} df
 * @param {number} nDocuments
 */
function idfsOf(df, nDocuments) {
  const raw = [...df].map(([term, n]) => /** @type {const} */ ([term, idf(nDocuments, n)]));
  const floor = FACTS.epsilon * mean(raw.map(([, value]) => value));
  return new Map(raw.map(([term, value]) => [term, value < 0 ? floor : value]));
}

/**
 * What depends on the documents' terms alone, and not on k1 and b.
 * @param {string[][]} documents each as its terms
 */
export function statisticsOf(documents) {
  const tf = documents.map(counts);
  const df = counts(tf.flatMap((terms) => [...terms.keys()]));
  const lengths = documents.map((terms) => terms.length);
  return { tf, df, lengths, average: mean(lengths), idf: idfsOf(df, documents.length) };
}

/**
 * @param {Statistics} statistics
 * @param {number} position
 * @param {number} b
 */
function normOf({ lengths, average }, position, b) {
  return lengthNorm(lengths[position], average, b);
}

/**
 * @param {Statistics} statistics
 * @param {number} k1
 * @param {number} b
 * @returns {Vector<string>[]} a document's each
 */
export function bm25Vectors(statistics, k1, b) {
  return statistics.tf.map((terms, position) => {
    const norm = normOf(statistics, position, b);
    const weight = (/** @type {string} */ term, /** @type {number} */ tf) =>
      (statistics.idf.get(term) ?? 0) * saturation(tf, norm, k1);
    return new Map([...terms].map(([term, tf]) => [term, weight(term, tf)]));
  });
}

/**
 * What each term of the query adds to a document's score, those that it lacks too.
 * @param {Statistics} statistics
 * @param {Vector<string>} query
 * @param {number} position
 * @param {number} k1
 * @param {number} b
 */
export function contributions(statistics, query, position, k1, b) {
  const norm = normOf(statistics, position, b);
  return [...query].map(([term, qtf]) => {
    const tf = statistics.tf[position].get(term) ?? 0;
    const weight = statistics.idf.get(term) ?? 0;
    const part = tf ? saturation(tf, norm, k1) : 0;
    const score = qtf * weight * part;
    return {
      term,
      qtf,
      tf,
      df: statistics.df.get(term) ?? 0,
      idf: weight,
      saturation: part,
      score,
    };
  });
}
