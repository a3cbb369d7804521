// The drawers that a query opens, and the closed ones beside them: as helpers/explorers/drawers.py.
import { FACTS } from '../generated/facts.js';
import { byCodePoint } from '../text/code-points.js';
import { neighboursOf, placeOf } from './dictionary.js';

/**
 * A query in front of an index: the weight of each of its terms by name, which are its own, and a
 * term's postings with their tf (none under SPLADE).
 * @typedef {{ weights: Map<string, number>, original: (name: string) => boolean,
 *   postings: (name: string) => Posting[], tf: ((name: string, position: number) => number) | null
 * }} Asked
 * @import { drawers as types } from '../generated/types'
 * @import { Posting } from './inverted-index.js'
 */

const { MOST_DRAWERS, FEW_DRAWERS } = FACTS.explorers.drawers;

/**
 * @param {string} term
 * @param {number} skipped
 * @param {Asked} asked
 * @returns {types.Drawer}
 */
function drawerOf(term, skipped, { weights, original, postings, tf }) {
  const held = postings(term);
  const weight = weights.get(term);
  const shown = weight === undefined ? [] : held;
  return {
    ...{ term, asked: weight !== undefined, original: original(term), skipped },
    df: held.length,
    query_weight: weight ?? 0,
    documents: shown.map(({ position }) => position),
    tf: tf ? shown.map(({ position }) => tf(term, position)) : [],
    scores: shown.map((posting) => (weight ?? 0) * posting.weight),
  };
}

/**
 * The heaviest terms of the query, and where they are few the drawers beside theirs.
 * @param {Map<string, number>} weights
 * @param {string[]} names
 */
function shownOf(weights, names) {
  const heaviest = [...weights].sort(([a, x], [b, y]) => y - x || byCodePoint(a, b));
  const drawn = heaviest.slice(0, MOST_DRAWERS).map(([term]) => term);
  const near = drawn.length > FEW_DRAWERS ? [] : drawn.flatMap((one) => neighboursOf(one, names));
  return [...new Set([...drawn, ...near])].sort(byCodePoint);
}

/**
 * @param {Asked} asked
 * @param {string[]} names of the index, sorted
 */
export function opened(asked, names) {
  let end = 0;
  const drawers = shownOf(asked.weights, names).map((term) => {
    const place = placeOf(term, names);
    const drawer = drawerOf(term, place - end, asked);
    end = place + Number(drawer.df > 0);
    return drawer;
  });
  const undrawn = Math.max(0, asked.weights.size - MOST_DRAWERS);
  return { drawers, skipped: names.length - end, undrawn };
}
