// One query, two rankings, one answer; and why a section is in it.
import { FACTS } from '../generated/facts.js';
import { contributions } from '../retrieval/bm25.js';
import { reciprocalRankFusion } from '../retrieval/fusion.js';
import { wholeCharacters } from '../text/code-points.js';
import { completed, content, learnedQuery, lexicalQuery } from './query.js';
import { ORIGINAL } from './sections.js';

/**
 * @typedef {{ query: string, lexical: Map<string, number>, learned: Map<number, number>,
 *   bm25: Hit[], splade: Hit[], fused: Hit[] }} Answer
 * @typedef {{ term: string, query: number, section: number, score: number,
 *   original: boolean, id: number }} Shared
 * @import { Hit } from '../retrieval/inverted-index.js'
 * @import { BookIndex } from './book-index.js'
 */

/**
 * @param {BookIndex} index
 * @param {string} text
 * @returns {Answer}
 */
export function find(index, text) {
  const query = completed(index, wholeCharacters(text));
  const asked = content(query);
  const [lexical, learned] = [lexicalQuery(asked), learnedQuery(index, asked)];
  const [bm25, splade] = [index.bm25.search(lexical), index.splade.search(learned)];
  return { query, lexical, learned, bm25, splade, fused: reciprocalRankFusion(bm25, splade) };
}

/**
 * The terms that the query and a section share, largest product first.
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {number} position
 * @returns {Shared[]}
 */
export function sharedTerms(index, { learned }, position) {
  const { words } = index.sections[position];
  const shared = index.splade
    .explain(learned, position)
    .map(({ term: id, weight, other, score }) => {
      const term = index.vocabulary.names[id];
      return {
        term,
        id,
        query: weight,
        section: other,
        score,
        original: words.get(id) === ORIGINAL,
      };
    });
  return shared.sort((a, b) => b.score - a.score || a.id - b.id);
}

/**
 * What each of the query's words adds to BM25's score of a section.
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {number} position
 */
export function bm25Parts({ statistics }, { lexical }, position) {
  return contributions(statistics, lexical, position, FACTS.k1, FACTS.b);
}
