// The DecisionResult of helpers/explorers/decision.py: the rules and constants are those of
// helpers/scale/decision.py, which `make facts` writes for the page.
import { FACTS } from '../generated/facts.js';
import { rounded } from '../retrieval/numbers.js';
import { extrapolated } from './growth.js';

/**
 * @import { decision as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Measured } from './growth.js'
 * @typedef {{ documents: number, words: number, queries: string, latency: number,
 *   machine: 'laptop' | 'server' | 'gpu', commercial: boolean, english: boolean }} Ask
 * @typedef {{ index_h: number, memory_mb: number, query_ms: number }} Cost
 * @typedef {{ when: Record<string, boolean>, run: string, reasons: string[],
 *   close: string }} Rule
 */

const { machines, models, constants } = FACTS.decision;
const RULES = /** @type {Rule[]} */ (FACTS.decision.rules);

/**
 * @param {Measured} measured
 * @param {number} n passages
 */
function measuredLines({ rows, settled }, n) {
  const large = rows.filter((row) => row.system === 'scipy' && row.n >= settled);
  return [extrapolated(large, 'memory_mb')(n), extrapolated(large, 'median_ms')(n)];
}

/**
 * @param {Ask} ask
 * @param {number} parts passages that a document is cut into
 * @param {Measured} measured
 * @returns {Record<string, Cost>}
 */
function costsOf({ documents, words, machine, commercial }, parts, measured) {
  const { encoder, postings } = measured;
  const { documents: faster, query: sooner } = machines[machine];
  const [n, each] = [documents * parts, words / parts];
  const { size } = models[machine][commercial ? 0 : 1];
  const longer = each / constants.MEASURED_WORDS;
  const more = longer ** constants.GROWTH;
  const hours = (n * longer * size) / encoder.documents_per_s / faster / 3600;
  const asking = (encoder.query_median_ms * size) / sooner;
  const [memory, search] = measuredLines(measured, n).map((cost) => cost * more);
  const last = postings[postings.length - 1];
  const lexical = (constants.BM25_TERMS * each * last.n) / (last.postings * more);
  const bm25 = {
    index_h: (n * each) / constants.WORDS_PER_S / 3600,
    memory_mb: memory * lexical,
    query_ms: (search * lexical) / constants.FEWER,
  };
  const splade = { index_h: hours, memory_mb: memory, query_ms: asking + search };
  const bytes = n * constants.DENSE_BYTES;
  const dense = { memory_mb: bytes / 1e6, query_ms: asking + bytes / constants.BYTES_PER_MS };
  return {
    BM25: bm25,
    'inference-free SPLADE': { ...splade, query_ms: search / constants.FEWER },
    SPLADE: splade,
    'SPLADE and BM25': both(splade, bm25),
    dense: { index_h: hours, ...dense },
  };
}

/** @type {(one: Cost, other: Cost) => Cost} */
const both = (one, other) => ({
  index_h: one.index_h + other.index_h,
  memory_mb: one.memory_mb + other.memory_mb,
  query_ms: one.query_ms + other.query_ms,
});

/**
 * The first rule whose conditions all hold; the last one has none.
 * @param {Ask} ask
 * @param {Record<string, Cost>} costs
 */
function decided({ english, queries, latency }, costs) {
  const inTime = (/** @type {string} */ system) => costs[system].query_ms <= latency;
  /** @type {Record<string, boolean>} */
  const facts = {
    english,
    codes: queries !== 'own',
    'own words': queries !== 'codes',
    'encoded in a week': costs.SPLADE.index_h <= constants.WEEK,
    'BM25 in time': inTime('BM25'),
    'inference-free in time': inTime('inference-free SPLADE'),
    'SPLADE in time': inTime('SPLADE'),
  };
  const holds = (/** @type {Rule} */ { when }) =>
    Object.entries(when).every(([name, held]) => facts[name] === held);
  return /** @type {Rule} */ (RULES.find(holds));
}

/**
 * @param {Measured} measured
 * @param {number} faster
 * @returns {types.Basis}
 */
function basisOf({ rows, encoder }, faster) {
  const last = rows.filter(({ system }) => system === 'scipy').slice(-1)[0];
  return {
    words: constants.MEASURED_WORDS,
    documents_per_s: encoder.documents_per_s,
    query_ms: encoder.query_median_ms,
    index_documents: last.n,
    index_ms: last.median_ms,
    index_mb: last.memory_mb,
    faster,
  };
}

/**
 * @param {Ask} ask
 * @param {Resources} resources
 * @returns {Promise<types.DecisionResult>}
 */
export async function explore(ask, resources) {
  const measured = await resources.growth();
  const { documents, words, latency, machine, commercial } = ask;
  const parts = Math.ceil(words / constants.PASSAGE);
  const costs = costsOf(ask, parts, measured);
  const { run, close, reasons } = decided(ask, costs);
  const none = { name: '', quality: '', quality_source: '' };
  const model = run === 'BM25' ? none : models[machine][commercial ? 0 : 1];
  const options = Object.entries(costs).map(([system, cost]) => {
    return { system, ...cost, in_time: cost.query_ms <= latency };
  });
  const result = {
    documents,
    passages: documents * parts,
    latency_ms: latency,
    run,
    close,
    reasons,
    model: model.name,
    quality: model.quality,
    quality_source: model.quality_source,
    options,
    basis: basisOf(measured, machines[machine].documents),
  };
  return rounded(result, FACTS.explorers.decision.DECIMALS);
}
