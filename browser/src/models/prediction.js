// What a masked language model makes of one hidden place, from its logits over the vocabulary.
import { topk } from '../retrieval/topk.js';

/**
 * A hidden place: where it is among the model's inputs, and which term stood there.
 * @typedef {{ at: number, original: number }} Place
 * @typedef {{ rank: number, probability: number, entropy: number,
 *   best: { id: number, probability: number }[] }} Prediction
 */

/**
 * The most probable terms, and how the original does; the entropy in bits.
 * @param {Float32Array} logits
 * @param {number} original
 * @param {number} top
 * @returns {Prediction}
 */
export function judged(logits, original, top) {
  const most = logits.reduce((a, b) => Math.max(a, b));
  let total = 0;
  let weighted = 0;
  let rank = 1;
  for (const logit of logits) {
    const share = Math.exp(logit - most);
    total += share;
    weighted += share * (logit - most);
    if (logit > logits[original]) rank++;
  }
  const probability = (/** @type {number} */ id) => Math.exp(logits[id] - most) / total;
  return {
    rank,
    probability: probability(original),
    entropy: (Math.log(total) - weighted / total) / Math.LN2,
    best: topk(logits, top).map((id) => ({ id, probability: probability(id) })),
  };
}
