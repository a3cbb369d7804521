// A text longer than a model reads, with a model that was made up.
import assert from 'node:assert/strict';
import test from 'node:test';
import { answerWith } from '../src/answer.js';
import { FACTS } from '../src/generated/facts.js';
import { resourcesFrom } from '../src/resources.js';
import { say } from '../src/text/sentences.js';

const TERMS = ['[CLS]', '[SEP]', '[MASK]', '[UNK]', 'heart'];
const FILES = {
  'vocabulary.txt': TERMS.join('\n'),
  'splade.json': '[]',
  'masking.json': '[]',
  'glove_words.txt': 'heart\n',
};
const LIMIT = FACTS.maxTokens;
const read = []; // how many tokens each question had

const models = {
  async encode(_, ids) {
    read.push(ids.length);
    const columns = new Float32Array(ids.length).fill(1);
    return {
      max: Float32Array.of(0, 0, 0, 0, 1),
      max_ids: [4],
      max_columns: columns,
      n_positive: [ids.length],
    };
  },
  async predict(_, ids, places) {
    read.push(ids.length);
    return places.map(() => ({ rank: 1, probability: 1, entropy: 0, best: [] }));
  },
};
const resources = resourcesFrom(
  { text: async (name) => FILES[name], bytes: async () => new ArrayBuffer(8) },
  models,
);
const long = 'heart '.repeat(LIMIT + 1);
const note = say('cut', { limit: LIMIT, unread: 3 });

test('its vector is that of what is read, and the note says so', async () => {
  const ask = { text: long, model: FACTS.models.splade[0], pooling: 'max' };
  const result = await answerWith(resources, 'splade', { ...ask, chosen: [] });
  assert.equal(result.note, note);
  assert.equal(result.tokens.length, LIMIT);
  assert.equal(read.pop(), LIMIT);
});

test('its tokens are hidden as far as it is read, and the note says so', async () => {
  const ask = { text: long, model: FACTS.models.masked_lm[0], top_k: 3 };
  const result = await answerWith(resources, 'masking', { ...ask, chosen: [2, LIMIT] });
  assert.equal(result.note, note);
  assert.deepEqual(
    result.places.map(({ position, token }) => [position, token]),
    [[2, 'heart']],
  );
  assert.equal(result.tokens.length, LIMIT - 2);
  assert.equal(read.pop(), LIMIT);
});
