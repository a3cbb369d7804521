// The book's sections as helpers/book_search.py writes them: texts, and SPLADE's vectors.

/**
 * `words` has by term the number of the word that it comes from, counted from 1 in the contents:
 * ORIGINAL for a term of the text itself, 0 for one that comes from no word.
 * @typedef {{ section_id: string, title: string, page: string, text: string, contents: string,
 *   vector: Map<number, number>, words: Map<number, number> }} Section
 * @typedef {{ section_id: string, title: string, page: string, text: string, ids: number[],
 *   weights: number[], words: number[] }} Stored
 * @typedef {{ unit: number, query: { ids: number[], weights: number[] }, sections: Stored[] }} File
 */

export const ORIGINAL = -1;

/**
 * Ids that were stored as the differences between them.
 * @param {number[]} differences
 */
function summed(differences) {
  let total = 0;
  return differences.map((step) => (total += step));
}

/**
 * @param {number[]} differences
 * @param {number[]} values
 * @param {number} [unit] what one stands for
 */
function byId(differences, values, unit = 1) {
  const ids = summed(differences);
  return new Map(values.map((value, i) => [ids[i], value / unit]));
}

/**
 * @param {Stored} stored
 * @param {number} unit
 * @returns {Section}
 */
function sectionOf({ section_id, title, page, text, ids, weights, words }, unit) {
  const contents = title && title !== text ? `${title}. ${text}` : text;
  const vector = byId(ids, weights, unit);
  return { section_id, title, page, text, contents, vector, words: byId(ids, words) };
}

/**
 * @param {string} content
 * @returns {{ sections: Section[], weights: Map<number, number> }} and a query's weights, by id
 */
export function sectionsOf(content) {
  /** @type {File} */
  const { unit, query, sections } = JSON.parse(content);
  const weights = byId(query.ids, query.weights, unit);
  return { sections: sections.map((stored) => sectionOf(stored, unit)), weights };
}
