// The SpladeResult of helpers/explorers/splade.py: stored for the listed texts, by the model for all others.
import { checked, runnable } from './limits.js';
import { read, weightOf } from './reading.js';

const MOST_CANDIDATES = 6;
const PAGE_MODELS = ['clinical-splade', 'clinical-mlm'];

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

const note = (text, reading, rows) => {
  if (!text.trim()) return 'The text is empty: what you see comes from [CLS] and [SEP] alone.';
  if (!rows.length) return 'No logit that this pooling reads is above 0: the vector is empty.';
  return reading.cut ? 'The text is longer than the model reads: it was cut at 512 tokens.' : '';
};

// A heaviest term's row: its column of the logits, a value a position.
function row(reading, pooling, i, term) {
  const { [`${pooling}_ids`]: ids, [`${pooling}_columns`]: columns } = reading.pooled;
  const values = reading.ids.map((_, position) => round(columns[position * ids.length + i]));
  return {
    term: term(ids[i]),
    own: reading.own.has(ids[i]),
    weight: round(weightOf(reading.pooled, ids[i], pooling, true)),
    winner: pooling === 'cls' ? 0 : values.indexOf(Math.max(...values)),
    values,
  };
}

// The whole result at step 'logits', as the stored ones are.
async function computed(text, model, pooling, resources) {
  const [reading, vocabulary] = await Promise.all([read(text, model, resources), resources.vocabulary()]);
  const term = (id) => vocabulary.names[id];
  const { [pooling]: vector, n_positive: counted, [`${pooling}_ids`]: ids } = reading.pooled;
  const rows = [...ids.keys()].map((i) => row(reading, pooling, i, term)).filter(({ weight }) => weight > 0);
  return {
    text,
    model,
    pooling,
    tokens: reading.ids.map(term),
    n_cells: reading.ids.length * vector.length,
    n_positive: counted[0],
    n_active: vector.reduce((count, value) => count + (value > 0), 0),
    rows,
    note: note(text, reading, rows),
  };
}

export async function exploreSplade({ text, model, step, pooling, chosen }, resources) {
  checked(text, 'text');
  runnable(model, ...PAGE_MODELS);
  const same = text.trim() ? text : '';
  const stored = (await resources.splade()).find((one) => one.text === same && one.model === model && one.pooling === pooling);
  return atStepOf(stored ? { ...stored, text } : await computed(text, model, pooling, resources), step, chosen);
}
