// A query without a network: its distinct WordPieces, each with the weight that was learnt for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieceWeightsOf, withoutModel } from '../src/models/inference-free.js';

const NAMES = ['[UNK]', 'heart', 'attack', 'gout'];
const VOCABULARY = { names: NAMES, ids: new Map(NAMES.map((name, id) => [name, id])) };
const weights = pieceWeightsOf(new Uint16Array([0, 64, 96, 160]).buffer);

test('a weight is stored in steps of a sixty-fourth', () => {
  assert.deepEqual([1, 2, 3].map(weights), [1, 1.5, 2.5]);
});

test('a piece without a weight is left out', () => {
  assert.deepEqual(withoutModel('心 gout', VOCABULARY, weights).ids, [3]);
});

test('a word asked twice is one piece', () => {
  const { ids } = withoutModel('heart heart attack', VOCABULARY, weights);
  assert.deepEqual(ids, [1, 2]);
});

test('all pieces are the query’s own', () => {
  const { original } = withoutModel('gout heart', VOCABULARY, weights);
  assert.deepEqual(original, [true, true]);
});

test('weights go with their pieces', () => {
  const text = withoutModel('gout heart', VOCABULARY, weights);
  assert.deepEqual(
    text.ids.map((_, i) => text.weight(i)),
    [weights(1), weights(3)],
  );
});

test('an empty query has no pieces', () => {
  assert.deepEqual(withoutModel(' ', VOCABULARY, weights).ids, []);
});
