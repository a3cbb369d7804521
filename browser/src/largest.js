// The places of the largest values of a typed array, largest first, ties in their own order.
// Only the best few matter: a cut by the value at that rank keeps the sort short.
export function largest(values, top) {
  const cut = values.slice().sort().at(-top) ?? -Infinity;
  const places = [];
  values.forEach((value, place) => { if (value >= cut) places.push(place); });
  return places.sort((a, b) => values[b] - values[a] || a - b).slice(0, top);
}
