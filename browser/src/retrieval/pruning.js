// A query without its smallest weights (helpers/scale/compression.py).

/**
 * Of a vector with n weights the floor(ratio * n) smallest go; of equal ones the later.
 * @param {Map<number, number>} vector
 * @param {number} ratio 0 or more, below 1
 */
export function dropSmallest(vector, ratio) {
  const heaviest = [...vector].sort(([, a], [, b]) => b - a);
  const left = vector.size - Math.floor(ratio * vector.size);
  const ids = new Set(heaviest.slice(0, left).map(([id]) => id));
  return new Map([...vector].filter(([id]) => ids.has(id)));
}
