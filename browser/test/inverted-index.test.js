import assert from 'node:assert/strict';
import test from 'node:test';
import { bm25Vectors, statisticsOf } from '../src/retrieval/bm25.js';
import { InvertedIndex } from '../src/retrieval/inverted-index.js';

const found = (index, query) => index.search(new Map(query)).map(({ doc_id }) => doc_id);

test('a document that shares a term is found, be its score 0', () => {
  // of four documents two have the term: log(2.5) - log(2.5), an IDF of exactly 0
  const documents = [['heart', 'attack'], ['heart'], ['hip'], ['knee']];
  const index = new InvertedIndex(
    ['D1', 'D2', 'D3', 'D4'],
    bm25Vectors(statisticsOf(documents), 1.5, 0.75),
  );
  assert.deepEqual(found(index, [['heart', 1]]), ['D1', 'D2']);
  assert.deepEqual(index.search(new Map([['heart', 1]]))[0].score, 0);
});

test('a tie is decided after rounding, by id, and alike for words and for ids', () => {
  for (const term of ['heart', 2540]) {
    const vectors = [1, 1.000001, 1.1].map((weight) => new Map([[term, weight]]));
    const index = new InvertedIndex(['D2', 'D3', 'D1'], vectors);
    assert.deepEqual(found(index, [[term, 1]]), ['D1', 'D2', 'D3']);
    assert.equal(index.postingsRead(new Map([[term, 1]])), 3);
  }
});

test('the products of a query and a document sum to the score', () => {
  const vector = new Map([
    ['heart', 2],
    ['hip', 1],
  ]);
  const index = new InvertedIndex(['D1'], [vector]);
  const query = new Map([
    ['heart', 0.5],
    ['knee', 3],
  ]);
  const products = index.explain(query, 0);
  assert.deepEqual(products, [{ term: 'heart', weight: 0.5, other: 2, score: 1 }]);
  assert.equal(index.search(query)[0].score, 1);
});
