// A match as a bridge: helpers/explorers/bridge.py.
import { FACTS } from '../generated/facts.js';
import { sum } from '../retrieval/numbers.js';
import { readable } from '../text/readable.js';

/**
 * A text's vector, nothing cut, and its own terms, by vocabulary id.
 * @typedef {{ weights: Map<number, number>, own: Set<number> }} Side
 * @typedef {{ query: Side, text: Side, cut: Set<number | undefined>, vocabulary: Vocabulary }} Banks
 * @import { bridge as types } from '../generated/types'
 * @import { Document } from '../retrieval/collection.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 */

const { MOST_LOOSE } = FACTS.explorers.bridge;
const { MOST_UNASKED } = FACTS.explorers.readable;

/**
 * Shared terms, largest product first, ties in the vocabulary's order.
 * @param {Banks} banks
 * @returns {types.Part[]}
 */
function partsOf({ query, text, cut, vocabulary }) {
  const shared = [...query.weights].flatMap(([id, weight]) => {
    const other = text.weights.get(id);
    return other === undefined ? [] : [{ id, weight, other, score: weight * other }];
  });
  shared.sort((a, b) => b.score - a.score || a.id - b.id);
  return shared.map(({ id, weight, other, score }) => ({
    term: vocabulary.names[id],
    query_weight: weight,
    document_weight: other,
    in_query: query.own.has(id),
    in_document: text.own.has(id),
    score,
    cut: cut.has(id),
  }));
}

/**
 * One side's terms that the other side lacks, heaviest first.
 * @param {Side} side
 * @param {Side} other
 * @param {Banks} banks
 * @returns {types.Loose[]}
 */
function looseOf(side, other, { cut, vocabulary }) {
  const ends = [...side.weights].filter(([id]) => !other.weights.has(id) && !cut.has(id));
  ends.sort(([a, one], [b, two]) => two - one || a - b);
  return ends.map(([id, weight]) => {
    return { term: vocabulary.names[id], weight, original: side.own.has(id) };
  });
}

/** @param {types.Part} part */
function markOf({ cut, in_query: inQuery }) {
  if (cut) return 'cut';
  return inQuery ? 'query' : 'asked';
}

/**
 * What the document has itself is marked in its text, what it grew is listed after it.
 * @param {Document} document
 * @param {Banks} banks
 * @param {types.Part[]} parts
 * @param {types.Loose[]} loose
 */
function pageOf(document, { query, vocabulary }, parts, loose) {
  const own = loose.filter(({ original }) => original).map(({ term }) => term);
  const asked = [...query.weights.keys()].filter((id) => query.own.has(id));
  /** @type {Map<string, string>} */
  const marks = new Map(own.map((term) => [term, 'own']));
  for (const id of asked) marks.set(vocabulary.names[id], 'query');
  for (const part of parts) marks.set(part.term, markOf(part));
  const met = parts.filter((part) => !part.in_document);
  const unasked = loose.filter(({ original }) => !original);
  const rest = unasked.slice(0, MOST_UNASKED);
  const grown = [
    ...met.map((p) => ({ term: p.term, weight: p.document_weight, mark: markOf(p) })),
    ...rest.map(({ term, weight }) => ({ term, weight, mark: '' })),
  ];
  const more = unasked.length - rest.length;
  return readable(document, 'wordpiece', marks, vocabulary, grown, more);
}

/**
 * @param {Document} document
 * @param {Banks} banks
 * @returns {types.Bridge}
 */
export function bridge(document, banks) {
  const { query, text } = banks;
  const parts = partsOf(banks);
  const [queryLoose, documentLoose] = [looseOf(query, text, banks), looseOf(text, query, banks)];
  return {
    doc_id: document.doc_id,
    title: document.label,
    score: sum(parts.filter(({ cut }) => !cut).map(({ score }) => score)),
    parts,
    query_loose: queryLoose.slice(0, MOST_LOOSE),
    n_query_loose: queryLoose.length,
    document_loose: documentLoose.slice(0, MOST_LOOSE),
    n_document_loose: documentLoose.length,
    page: pageOf(document, banks, parts, documentLoose),
  };
}
