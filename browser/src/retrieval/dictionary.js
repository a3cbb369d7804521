// The terms of an index in the order of its drawers (helpers/explorers/drawers.py).
import { byCodePoint } from '../text/code-points.js';
import { Memory, oncePer } from './memory.js';

/** @import { InvertedIndex } from './inverted-index.js' */

/** @type {(index: InvertedIndex<any>) => Memory<string[]>} */
const dictionaries = oncePer(() => new Memory());

/**
 * @template Term
 * @param {InvertedIndex<Term>} index
 * @param {(term: Term) => string} nameOf
 */
export function dictionaryOf(index, nameOf) {
  const terms = () => new Set(index.vectors.flatMap((vector) => [...vector.keys()]));
  return dictionaries(index).get('', () => [...terms()].map(nameOf).sort(byCodePoint));
}

/**
 * Where a name stands among sorted ones, or where it would.
 * @param {string} name
 * @param {string[]} names
 */
export function placeOf(name, names) {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCodePoint(names[middle], name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The names right before and right after one that need not be among them.
 * @param {string} name
 * @param {string[]} names
 */
export function neighboursOf(name, names) {
  const place = placeOf(name, names);
  const after = place + Number(names[place] === name);
  return [...names.slice(Math.max(place - 1, 0), place), ...names.slice(after, after + 1)];
}
