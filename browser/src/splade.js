// The SpladeResult of helpers/explorers/splade.py, from stored examples: logits by text, model and pooling.
import { Refusal, checked } from './limits.js';

const MOST_CANDIDATES = 6;
const NOT_STORED = 'The page has answers for the texts of the list and the two models that come with the book. For more, run this page as a notebook: the model needs a kernel.';

const round = (value) => Math.round(value * 1e5) / 1e5;

function atStep(logit, step) {
  if (step === 'logits') return logit;
  return step === 'relu' ? Math.max(logit, 0) : Math.log1p(Math.max(logit, 0));
}

function stepped(row, step, pooling) {
  const values = row.values.map((logit) => round(atStep(logit, step)));
  const alone = step === 'pooled' && pooling !== 'sum'; // only the position that counted is left
  return { ...row, values: alone ? values.map((value, i) => (i === row.winner ? value : 0)) : values };
}

function explained(row, tokens) {
  const candidates = row.values.map((logit, position) => ({ position, token: tokens[position], logit, weight: round(atStep(logit, 'log')) }));
  candidates.sort((a, b) => b.logit - a.logit || a.position - b.position);
  return { term: row.term, weight: row.weight, n_positions: tokens.length, candidates: candidates.slice(0, MOST_CANDIDATES) };
}

// A result whose values are logits, as another step and another chosen term have it.
export function atStepOf(base, step, chosen) {
  const picked = base.rows.find(({ term }) => chosen.includes(term)) ?? base.rows[0];
  return {
    ...base,
    step,
    rows: base.rows.map((row) => stepped(row, step, base.pooling)),
    explained: picked ? explained(picked, base.tokens) : null,
  };
}

export async function exploreSplade({ text, model, step, pooling, chosen }, resources) {
  checked(text, 'text');
  const stored = (await resources.splade()).find((one) => one.text === text && one.model === model && one.pooling === pooling);
  if (!stored) throw new Refusal(NOT_STORED);
  return atStepOf(stored, step, chosen);
}
