// A text as a model has read it: its ids, its tokens, and its vector in every way of pooling.
import { tokenize } from './text.js';

export const LONGEST = 512; // [CLS] and [SEP] among them
const KEPT = 4; // the switchboard asks for the same text again and again

export function wordpieces(text, vocabulary) {
  return tokenize(text, 'wordpiece', vocabulary).map(({ id }) => id);
}

// A text's ids between [CLS] and [SEP].
export function framed(ids, vocabulary) {
  return [vocabulary.get('[CLS]'), ...ids, vocabulary.get('[SEP]')];
}

// `pooled` has the worker's outputs: by pooling, vectors over the vocabulary and the heaviest terms' columns.
export async function read(text, model, resources) {
  const vocabulary = await resources.vocabulary();
  const ids = framed(wordpieces(text, vocabulary).slice(0, LONGEST - 2), vocabulary);
  const key = `${model} ${ids}`;
  const { readings } = resources;
  if (!readings.has(key)) readings.set(key, resources.models.read(model, ids).catch((error) => { readings.delete(key); throw error; }));
  const made = { ids, own: new Set(ids.slice(1, -1)), cut: ids.length >= LONGEST, pooled: await readings.get(key) };
  for (const old of [...readings.keys()].slice(0, -KEPT)) readings.delete(old);
  return made;
}

// A term's weight in one way of pooling.
export function weightOf(pooled, id, pooling, log) {
  if (pooling === 'sum') return (log ? pooled.sum : pooled.sum_raw)[id];
  const positive = Math.max(pooled[pooling][id], 0);
  return log ? Math.log1p(positive) : positive;
}
