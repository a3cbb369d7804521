// A text's sparse vector: SPLADE's own, or with parts of it switched off.

/**
 * @typedef {{ expansion: boolean, weights: boolean, pooling: string, log: boolean,
 *   deleted: Set<number | undefined> }} Ablation
 * @import { EncodedText } from './stored-vectors.js'
 */

/** @type {Ablation} */
const SPLADE = { expansion: true, weights: true, pooling: 'max', log: true, deleted: new Set() };

/**
 * Without expansion a text keeps its original terms alone; without weights each term counts 1.
 * @param {EncodedText} text
 * @param {Ablation} [ablation]
 */
export function vectorOf(text, { expansion, weights, pooling, log, deleted } = SPLADE) {
  /** @type {Map<number, number>} */
  const vector = new Map();
  text.ids.forEach((id, i) => {
    const weight = text.weight(i, pooling, log);
    const stays = !deleted.has(id) && (expansion || text.original[i]);
    if (weight > 0 && stays) vector.set(id, weights ? weight : 1);
  });
  return vector;
}

/** @param {EncodedText} text */
export const originalIds = ({ ids, original }) => new Set(ids.filter((_, i) => original[i]));
