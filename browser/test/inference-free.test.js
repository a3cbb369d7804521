// A query without a network: its distinct WordPieces, each as heavy as it is rare.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieceWeights, withoutModel } from '../src/models/inference-free.js';

const NAMES = ['[UNK]', 'heart', 'attack', 'gout'];
const VOCABULARY = { names: NAMES, ids: new Map(NAMES.map((name, id) => [name, id])) };
const STORED = { documents: [[1, 2], [1], [1, 3]].map((ids) => ({ ids })) };
const weights = pieceWeights(STORED);

test('a piece weighs as much as it is rare', () => {
  // BM25's IDF by hand: three documents, one with gout
  assert.ok(Math.abs(weights(3) - Math.log(1 + 2.5 / 1.5)) < 1e-12);
  assert.ok(weights(3) > weights(1));
});

test('a piece that no document has weighs most', () => {
  assert.ok(weights(0) > weights(3));
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
