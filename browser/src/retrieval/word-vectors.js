// Static word vectors, and the nearest words by cosine.
import { topk } from './topk.js';

/**
 * @typedef {ReturnType<typeof wordVectorsOf>} WordVectors
 * @typedef {{ word: string, cosine: number }} Near
 */

/**
 * One float32 scale a word, then int8 steps. A word's own scale falls out of a cosine.
 * @param {string} lines a word each
 * @param {ArrayBuffer} bytes
 */
export function wordVectorsOf(lines, bytes) {
  const words = lines.trimEnd().split('\n');
  const steps = new Int8Array(bytes, 4 * words.length);
  const width = steps.length / words.length;
  const dot = (/** @type {number} */ i, /** @type {number} */ j) => {
    let total = 0;
    for (let d = 0; d < width; d++) total += steps[i * width + d] * steps[j * width + d];
    return total;
  };
  const lengths = Float64Array.from(words, (_, i) => Math.sqrt(dot(i, i)));
  return {
    words,
    rows: new Map(words.map((word, i) => [word, i])),
    cosines: (/** @type {number} */ j) =>
      Float64Array.from(words, (_, i) => dot(i, j) / (lengths[i] * lengths[j])),
  };
}

/**
 * Null for a word that has no vector. The word itself is left out; ties stand in the order of the vocabulary.
 * @param {string} word
 * @param {number} k
 * @param {WordVectors} vectors
 * @returns {Near[] | null}
 */
export function nearest(word, k, { words, rows, cosines }) {
  const row = rows.get(word);
  if (row === undefined) return null;
  const values = cosines(row);
  const places = topk(values, k + 1).filter((i) => i !== row);
  return places.slice(0, k).map((i) => ({ word: words[i], cosine: values[i] }));
}
