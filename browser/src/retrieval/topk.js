/**
 * The places of the largest values of a typed array, largest first, ties in their own order.
 * Only the best few matter: a cut by the value at that rank keeps the sort short.
 * @param {Float32Array | Float64Array} values
 * @param {number} k
 */
export function topk(values, k) {
  const cut = values.slice().sort().at(-k) ?? -Infinity;
  /** @type {number[]} */
  const places = [];
  values.forEach((value, place) => {
    if (value >= cut) places.push(place);
  });
  return places.sort((a, b) => values[b] - values[a] || a - b).slice(0, k);
}
