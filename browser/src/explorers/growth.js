// The GrowthResult of helpers/explorers/growth.py: what was measured, extrapolated.
import { FACTS } from '../generated/facts.js';
import { mean, rounded } from '../retrieval/numbers.js';

/**
 * @import { growth as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @typedef {{ system: string, n: number, insert_s: number, memory_mb: number,
 *   median_ms: number }} Row one system's costs at one size
 * @typedef {{ rows: Row[], postings: { n: number, postings: number, longest: number }[], settled: number,
 *   encoder: { documents_per_s: number, query_median_ms: number } }} Measured
 * @typedef {'insert_s' | 'memory_mb' | 'median_ms'} Cost
 */

/**
 * The slope of the straight line through the points' logarithms, by least squares.
 * @param {number[]} sizes
 * @param {number[]} costs
 */
function slopeOf(sizes, costs) {
  const [x, y] = [sizes, costs].map((values) => values.map(Math.log));
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(x.map((value, i) => (value - mx) * (y[i] - my)));
  return covariance / mean(x.map((value) => (value - mx) ** 2));
}

/**
 * The line through the largest size's point, with a slope of at least 1: in the long run every
 * document adds its share.
 * @param {Row[]} rows of one system, sizes ascending
 * @param {Cost} cost
 */
export function extrapolated(rows, cost) {
  const fitted = slopeOf(
    rows.map(({ n }) => n),
    rows.map((row) => row[cost]),
  );
  const slope = Math.max(fitted, 1);
  const last = rows[rows.length - 1];
  const factor = last[cost] / last.n ** slope;
  return (/** @type {number} */ n) => factor * n ** slope;
}

/**
 * @param {string} system
 * @param {Row[]} rows
 * @param {number} n
 * @param {number} memory
 * @returns {types.SystemCost}
 */
function costOf(system, rows, n, memory) {
  const megabytes = extrapolated(rows, 'memory_mb')(n);
  const machines = Math.ceil(megabytes / (1000 * memory));
  const milliseconds = extrapolated(rows, 'median_ms');
  return {
    system,
    insert_s: extrapolated(rows, 'insert_s')(n),
    memory_mb: megabytes,
    machines,
    query_ms: milliseconds(n),
    sharded_ms: milliseconds(n / machines),
  };
}

/**
 * @param {{ documents: number, memory: number }} ask
 * @param {Resources} resources
 * @returns {Promise<types.GrowthResult>}
 */
export async function explore({ documents, memory }, resources) {
  const { rows, postings, encoder, settled } = await resources.growth();
  const last = postings[postings.length - 1];
  const large = rows.filter(({ n }) => n >= settled);
  const systems = [...new Set(large.map(({ system }) => system))];
  const rowsOf = (/** @type {string} */ name) => large.filter(({ system }) => system === name);
  const result = {
    n: documents,
    memory_gb: memory,
    times_beyond: Math.max(1, documents / last.n),
    systems: systems.map((system) => costOf(system, rowsOf(system), documents, memory)),
    encode_s: documents / encoder.documents_per_s,
    query_encode_ms: encoder.query_median_ms,
    longest: (last.longest / last.n) * documents,
  };
  return rounded(result, FACTS.explorers.growth.DECIMALS);
}
