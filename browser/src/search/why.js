// Why a section was found, as the book explains a score: weight times weight, term by term.
import { FACTS } from '../generated/facts.js';
import { bm25Parts, sharedTerms } from './find.js';
import { make, table } from './make.js';

/**
 * @import { Hit } from '../retrieval/inverted-index.js'
 * @import { BookIndex } from './book-index.js'
 * @import { Answer, Shared } from './find.js'
 */

const two = (/** @type {number} */ value) => value.toFixed(2);

/**
 * Where the section has a term from.
 * @param {BookIndex} index
 * @param {Shared} shared
 * @param {number} position
 */
function origin({ sections, tokens }, { id, original }, position) {
  if (original) return 'original';
  const word = tokens[position][(sections[position].words.get(id) ?? 0) - 1];
  return word ? `expansion of “${word.term}”` : 'expansion';
}

/**
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {number} position
 */
function learnedTable(index, answer, position) {
  const rows = sharedTerms(index, answer, position).map((shared) => [
    shared.term,
    two(shared.query),
    two(shared.section),
    two(shared.score),
    origin(index, shared, position),
  ]);
  const heads = ['term', 'query', 'section', 'product', 'origin'];
  const made = table('SPLADE: the query’s weight × the section’s weight', heads, rows);
  made.className = 'ws-learned'; // its last column is words
  return made;
}

/**
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {number} position
 */
function lexicalTable(index, answer, position) {
  const parts = bm25Parts(index, answer, position).filter(({ tf }) => tf > 0);
  const rows = parts.map(({ term, qtf, tf, idf, saturation, score }) => {
    return [term, String(qtf), String(tf), two(idf), two(saturation), two(score)];
  });
  const heads = ['stem', 'query', 'section', 'IDF', 'saturation', 'product'];
  return table(
    'BM25: times in the query × IDF × saturation; a title counts three times',
    heads,
    rows,
  );
}

/**
 * What a ranking gives a section: its place there, counted from 1, or 0.
 * @param {Hit[]} ranking
 * @param {Hit} hit
 */
const placeIn = (ranking, hit) => ranking.findIndex(({ doc_id }) => doc_id === hit.doc_id) + 1;

/**
 * @param {string} name
 * @param {Hit[]} ranking
 * @param {Hit} hit
 */
function told(name, ranking, hit) {
  const place = placeIn(ranking, hit);
  if (!place) return `${name} does not find it.`;
  return `${name} has it in place ${place} of ${ranking.length}, score ${two(ranking[place - 1].score)}.`;
}

/**
 * @param {Answer} answer
 * @param {Hit} hit
 */
function fusion({ splade, bm25 }, hit) {
  const places = [splade, bm25].map((ranking) => placeIn(ranking, hit)).filter(Boolean);
  const sum = places.map((place) => `1/(${FACTS.rrfK} + ${place})`).join(' + ');
  return `Reciprocal rank fusion: ${sum} = ${hit.score.toFixed(4)}.`;
}

/**
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {Hit} hit
 */
export function account(index, answer, hit) {
  const { splade, bm25 } = answer;
  const scrolled = (/** @type {HTMLTableElement} */ node) =>
    make('div', { class: 'ws-scrolled', tabindex: '0', role: 'group' }, node);
  const nodes = [
    make('p', {}, told('SPLADE', splade, hit)),
    ...(placeIn(splade, hit) ? [scrolled(learnedTable(index, answer, hit.position))] : []),
    make('p', {}, told('BM25', bm25, hit)),
    ...(placeIn(bm25, hit) ? [scrolled(lexicalTable(index, answer, hit.position))] : []),
    make('p', {}, fusion(answer, hit)),
  ];
  return make('div', {}, ...nodes);
}
