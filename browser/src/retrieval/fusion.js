// Several rankings made one, by their order alone (Cormack, Clarke and Buettcher 2009, section 2).
import { FACTS } from '../generated/facts.js';
import { byScore } from './inverted-index.js';

/** @import { Hit } from './inverted-index.js' */

/** @param {Hit[][]} rankings */
export function reciprocalRankFusion(...rankings) {
  /** @type {Map<string, Hit>} */
  const fused = new Map();
  for (const hits of rankings) {
    hits.forEach(({ doc_id, position }, i) => {
      const score = (fused.get(doc_id)?.score ?? 0) + 1 / (FACTS.rrfK + i + 1);
      fused.set(doc_id, { doc_id, position, score });
    });
  }
  return [...fused.values()].sort(byScore);
}
