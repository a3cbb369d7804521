// The SpladeResult of helpers/explorers/splade.py: stored for the listed texts, by the model for all
// others.
import { FACTS } from '../generated/facts.js';
import { encode, weightOf } from '../models/encode.js';
import { rounded } from '../retrieval/numbers.js';
import { checked, runnable } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { isBlank } from '../text/words.js';

/**
 * @import { splade as types } from '../generated/types'
 * @import { Encoding } from '../models/encode.js'
 * @import { Resources } from '../resources.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {{ text: string, model: string, step: string, pooling: string, chosen: string[] }} Ask
 */

const { MOST_CANDIDATES, DECIMALS } = FACTS.explorers.splade;
const MODELS = [...FACTS.models.splade, ...FACTS.models.masked_lm];

/**
 * A logit as the step has it.
 * @param {number} logit
 * @param {string} step
 */
function atStep(logit, step) {
  if (step === 'logits') return logit;
  return step === 'relu' ? Math.max(logit, 0) : Math.log1p(Math.max(logit, 0));
}

/**
 * @param {types.TermRow} row
 * @param {string} step
 * @param {string} pooling
 */
function rowAtStep(row, step, pooling) {
  const values = row.values.map((logit) => atStep(logit, step));
  // only the position that counted is left
  const alone = step === 'pooled' && pooling !== 'sum';
  return { ...row, values: alone ? values.map((v, i) => (i === row.winner ? v : 0)) : values };
}

/**
 * @param {types.TermRow} row
 * @param {string[]} tokens
 * @returns {types.SpladeResult['explained']}
 */
function explained({ term, weight, values }, tokens) {
  const candidates = values.map((logit, position) => {
    return { position, token: tokens[position], logit, weight: atStep(logit, 'log') };
  });
  candidates.sort((a, b) => b.logit - a.logit || a.position - b.position);
  const shown = candidates.slice(0, MOST_CANDIDATES);
  return { term, weight, n_positions: tokens.length, candidates: shown };
}

/**
 * A result whose values are logits, as another step and another chosen term have it.
 * @param {types.SpladeResult} result
 * @param {string} step
 * @param {string[]} chosen
 * @returns {types.SpladeResult}
 */
function resultAtStep(result, step, chosen) {
  const picked = result.rows.find(({ term }) => chosen.includes(term)) ?? result.rows.at(0);
  return {
    ...result,
    step,
    rows: result.rows.map((row) => rowAtStep(row, step, result.pooling)),
    explained: picked ? explained(picked, result.tokens) : null,
  };
}

/**
 * The heaviest terms' rows, each with its column of the logits: a value a position.
 * @param {Encoding} encoding
 * @param {string} pooling
 * @param {Vocabulary} vocabulary
 * @returns {types.TermRow[]}
 */
function rowsOf({ ids: inputs, original, pooled }, pooling, { names }) {
  const [ids, columns] = [pooled[`${pooling}_ids`], pooled[`${pooling}_columns`]];
  const rows = [...ids].map((id, i) => {
    const values = inputs.map((_, position) => columns[position * ids.length + i]);
    const winner = pooling === 'cls' ? 0 : values.indexOf(Math.max(...values));
    const weight = weightOf(pooled, id, pooling, true);
    return { term: names[id], original: original.has(id), weight, winner, values };
  });
  return rows.filter(({ weight }) => weight > 0);
}

/**
 * @param {string} text
 * @param {Encoding} encoding
 * @param {types.TermRow[]} rows
 */
function noteOf(text, { unread }, rows) {
  if (isBlank(text)) return say('special_only');
  if (!rows.length) return say('empty_vector');
  return unread ? say('cut', { limit: FACTS.maxTokens, unread }) : '';
}

/**
 * The whole result at step 'logits', as the stored ones are.
 * @param {Ask} ask
 * @param {Resources} resources
 * @returns {Promise<types.SpladeResult>}
 */
async function computed({ text, model, pooling }, resources) {
  const [encoding, vocabulary] = [
    await encode(text, model, resources),
    await resources.vocabulary(),
  ];
  const { ids, pooled } = encoding;
  const vector = pooled[pooling];
  const rows = rowsOf(encoding, pooling, vocabulary);
  return {
    ...{ text, model, pooling, step: 'logits', rows, explained: null },
    tokens: ids.map((id) => vocabulary.names[id]),
    n_cells: ids.length * vector.length,
    n_positive: pooled.n_positive[0],
    n_active: vector.reduce((count, value) => count + Number(value > 0), 0),
    note: noteOf(text, encoding, rows),
  };
}

/**
 * @param {Ask} ask
 * @param {Resources} resources
 */
export async function explore(ask, resources) {
  const { text, model, step, pooling, chosen } = ask;
  runnable(model, ...MODELS);
  const same = isBlank(checked(text, 'text')) ? '' : text;
  const stored = (await resources.splade()).find(
    (one) => one.text === same && one.model === model && one.pooling === pooling,
  );
  const result = stored ? { ...stored, text } : await computed(ask, resources);
  return rounded(resultAtStep(result, step, chosen), DECIMALS);
}
