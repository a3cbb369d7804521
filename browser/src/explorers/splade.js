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
 * @typedef {{ text: string, model: string, pooling: string, chosen: string[] }} Ask
 */

const { MOST_CANDIDATES, DECIMALS } = FACTS.explorers.splade;
const MODELS = [...FACTS.models.splade, ...FACTS.models.masked_lm];

/**
 * @param {types.TermRow} row
 * @param {string[]} tokens
 * @returns {types.SpladeResult['explained']}
 */
function explained({ term, weight, logits }, tokens) {
  const candidates = logits.map((logit, position) => {
    return { position, token: tokens[position], logit, weight: Math.log1p(Math.max(logit, 0)) };
  });
  candidates.sort((a, b) => b.logit - a.logit || a.position - b.position);
  const shown = candidates.slice(0, MOST_CANDIDATES);
  return { term, weight, n_positions: tokens.length, candidates: shown };
}

/**
 * A result with the account of the term that was chosen, if the vector has it.
 * @param {types.SpladeResult} result
 * @param {string[]} chosen
 * @returns {types.SpladeResult}
 */
function withAccount(result, chosen) {
  const picked = result.rows.find(({ term }) => chosen.includes(term));
  return { ...result, explained: picked ? explained(picked, result.tokens) : null };
}

/**
 * The heaviest terms' rows, each with its column of the logits: one per position.
 * @param {Encoding} encoding
 * @param {string} pooling
 * @param {Vocabulary} vocabulary
 * @returns {types.TermRow[]}
 */
function rowsOf({ ids: inputs, original, pooled }, pooling, { names }) {
  const [ids, columns] = [pooled[`${pooling}_ids`], pooled[`${pooling}_columns`]];
  const rows = [...ids].map((id, i) => {
    const logits = inputs.map((_, at) => columns[at * ids.length + i]);
    const position = pooling === 'cls' ? 0 : logits.indexOf(Math.max(...logits));
    const weight = weightOf(pooled, id, pooling, true);
    const term = { term: names[id], original: original.has(id), weight };
    return { ...term, position, proposed_by: names[inputs[position]], logits };
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
 * The whole result without an account, as the stored ones are.
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
    ...{ text, model, pooling, rows, explained: null },
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
  const { text, model, pooling, chosen } = ask;
  runnable(model, ...MODELS);
  const same = isBlank(checked(text, 'text')) ? '' : text;
  const stored = (await resources.splade()).find(
    (one) => one.text === same && one.model === model && one.pooling === pooling,
  );
  const result = stored ? { ...stored, text } : await computed(ask, resources);
  return rounded(withAccount(result, chosen), DECIMALS);
}
