// nDCG@10, as trec_eval's ndcg_cut_10: the gain is the grade, the discount the binary logarithm of
// the rank plus one.
import { mean, sum } from './numbers.js';

const CUT = 10;

/**
 * @typedef {Map<string, number>} Grades by document id
 * @typedef {{ query_id: string, text: string, type: string }} Query
 */

/** @param {number[]} grades */
const gain = (grades) => sum(grades.slice(0, CUT).map((grade, i) => grade / Math.log2(i + 2)));

/**
 * @param {{ doc_id: string }[]} ranking
 * @param {Grades} grades
 */
function ndcg(ranking, grades) {
  const best = gain([...grades.values()].sort((a, b) => b - a));
  return best > 0 ? gain(ranking.map(({ doc_id }) => grades.get(doc_id) ?? 0)) / best : 0;
}

/**
 * The mean over all queries that somebody judged, and over those of each type if there are several.
 * @template {Query} Q
 * @param {Q[]} queries
 * @param {Map<string, Grades>} qrels by query id
 * @param {(query: Q) => { doc_id: string }[]} search
 * @returns {Record<string, number>}
 */
export function ndcgByType(queries, qrels, search) {
  const values = queries.flatMap((query) => {
    const grades = qrels.get(query.query_id);
    return grades ? [{ type: query.type, value: ndcg(search(query), grades) }] : [];
  });
  const types = [...new Set(values.map(({ type }) => type))].sort();
  const meanOf = (/** @type {(type: string) => boolean} */ wanted) =>
    mean(values.filter(({ type }) => wanted(type)).map(({ value }) => value));
  const groups = types.length > 1 ? types : [];
  const means = groups.map((type) => [type, meanOf((other) => other === type)]);
  return values.length ? Object.fromEntries([...means, ['all', meanOf(() => true)]]) : {};
}
