// The inverted index: for each term, the documents that have it and its weight in each. BM25 and
// SPLADE differ in the weights alone; the index and the search are the same.
import { round } from './numbers.js';

/**
 * A sparse vector: by term its weight.
 * @template Term
 * @typedef {Map<Term, number>} Vector
 */

/**
 * What one term adds to one score.
 * @template Term
 * @typedef {{ term: Term, weight: number, other: number, score: number }} Product
 */

/**
 * A found document.
 * @typedef {{ position: number, doc_id: string, score: number }} Hit
 * @typedef {{ position: number, weight: number }} Posting
 */

/**
 * For `sort`: the higher score first; a tie goes by id.
 * @param {{ score: number, doc_id: string }} one
 * @param {{ score: number, doc_id: string }} other
 */
export function byScore(one, other) {
  return other.score - one.score || (one.doc_id < other.doc_id ? -1 : 1);
}

/** @template Term */
export class InvertedIndex {
  /** @type {Map<Term, Posting[]>} */
  #postings = new Map();

  /**
   * @param {string[]} docIds
   * @param {Vector<Term>[]} vectors a document's each
   */
  constructor(docIds, vectors) {
    this.docIds = docIds;
    this.vectors = vectors;
    vectors.forEach((vector, position) => {
      for (const [term, weight] of vector) this.#add(term, { position, weight });
    });
  }

  /**
   * @param {Term} term
   * @param {Posting} posting
   */
  #add(term, posting) {
    const postings = this.#postings.get(term);
    if (postings) postings.push(posting);
    else this.#postings.set(term, [posting]);
  }

  /**
   * @param {Term} term
   * @returns {Posting[]}
   */
  postings(term) {
    return this.#postings.get(term) ?? [];
  }

  /**
   * All documents that share a term with the query, best first: each term's postings are read once
   * and added to the scores. These are rounded before they are sorted, so that a tie is a tie in
   * Python and in every browser.
   * @param {Vector<Term>} query
   * @returns {Hit[]}
   */
  search(query) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const [term, weight] of query) {
      for (const { position, weight: other } of this.postings(term)) {
        scores.set(position, (scores.get(position) ?? 0) + weight * other);
      }
    }
    const hits = [...scores].map(([position, score]) => {
      return { position, doc_id: this.docIds[position], score: round(score) };
    });
    return hits.sort(byScore);
  }

  /**
   * The terms that a query and a document share, with both weights and their product.
   * @param {Vector<Term>} query
   * @param {number} position
   * @returns {Product<Term>[]}
   */
  explain(query, position) {
    const vector = this.vectors[position];
    return [...query].flatMap(([term, weight]) => {
      const other = vector.get(term);
      return other === undefined ? [] : [{ term, weight, other, score: weight * other }];
    });
  }

  /**
   * How many postings a search for this query reads.
   * @param {Vector<Term>} query
   */
  postingsRead(query) {
    return [...query.keys()].reduce((total, term) => total + this.postings(term).length, 0);
  }
}
