// The InvertedIndexResult of helpers/explorers/inverted_index.py: drawers, postings and their sums.
import { FACTS } from '../generated/facts.js';
import { encodedQuery } from '../models/query.js';
import { originalIds, vectorOf } from '../retrieval/ablation.js';
import { dictionaryOf } from '../retrieval/dictionary.js';
import { opened } from '../retrieval/drawers.js';
import { rounded } from '../retrieval/numbers.js';
import { spladeIndex } from '../retrieval/splade-index.js';
import { wantedOf } from '../retrieval/stored-vectors.js';
import { checked } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { counts, termsOf } from '../text/tokenize.js';
import { isBlank } from '../text/words.js';

/**
 * @import { inverted_index as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Collection } from '../retrieval/collection.js'
 * @import { Asked } from '../retrieval/drawers.js'
 * @import { Hit, InvertedIndex } from '../retrieval/inverted-index.js'
 * @typedef {{ index: InvertedIndex<any>, vector: Map<any, number>, names: string[], asked: Asked
 * }} Opened an index, the query's vector, the sorted names of its terms, and what the query asks for
 */

const { DECIMALS, WANTED } = FACTS.explorers.inverted_index;

/**
 * @param {string} query
 * @param {Collection} collection
 * @returns {Opened}
 */
function counted(query, collection) {
  const { statistics, index } = collection.bm25();
  const vector = counts(termsOf(query, 'english'));
  const asked = {
    weights: vector,
    original: (/** @type {string} */ name) => vector.has(name),
    postings: (/** @type {string} */ name) => index.postings(name),
    tf: (/** @type {string} */ name, /** @type {number} */ position) =>
      statistics.tf[position].get(name) ?? 0,
  };
  return { index, vector, names: dictionaryOf(index, (term) => term), asked };
}

/**
 * @param {string} query
 * @param {Resources} resources
 * @returns {Promise<Opened>}
 */
async function predicted(query, resources) {
  const [stored, { names, ids }] = [await resources.storedVectors(), await resources.vocabulary()];
  const text = await encodedQuery(query, stored, resources);
  const [index, vector] = [spladeIndex(stored), isBlank(query) ? new Map() : vectorOf(text)];
  const own = originalIds(text);
  const idOf = (/** @type {string} */ name) => Number(ids.get(name));
  const asked = {
    weights: new Map([...vector].map(([id, weight]) => [names[id], weight])),
    original: (/** @type {string} */ name) => vector.has(idOf(name)) && own.has(idOf(name)),
    postings: (/** @type {string} */ name) => index.postings(idOf(name)),
    tf: null,
  };
  return { index, vector, names: dictionaryOf(index, (id) => names[id]), asked };
}

/**
 * All documents that the postings name, best first, and the wanted ones that none names.
 * @param {Hit[]} found
 * @param {Set<string>} wanted
 * @param {Collection} collection
 * @returns {{ ranking: types.Touched[], missed: types.Touched[] }}
 */
function documentsOf(found, wanted, { documents }) {
  /** @type {(place: number, rank: number | null, score: number) => types.Touched} */
  const touched = (place, rank, score) => {
    const { doc_id, label: title } = documents[place];
    return { doc_id, title, place, rank, score, wanted: wanted.has(doc_id) };
  };
  const named = new Set(found.map(({ doc_id }) => doc_id));
  const isMissed = (/** @type {string} */ docId) => wanted.has(docId) && !named.has(docId);
  return {
    ranking: found.map(({ position, score }, i) => touched(position, i + 1, score)),
    missed: documents.flatMap(({ doc_id }, i) => (isMissed(doc_id) ? [touched(i, null, 0)] : [])),
  };
}

/**
 * @param {string} query
 * @param {number} nTerms
 * @param {number} nFound
 */
function noteOf(query, nTerms, nFound) {
  if (isBlank(query)) return say('no_query');
  if (!nTerms) return say('no_terms');
  return nFound ? '' : say('no_drawers');
}

/**
 * @param {{ query: string, weights: string }} ask
 * @param {Resources} resources
 * @returns {Promise<types.InvertedIndexResult>}
 */
export async function explore({ query, weights }, resources) {
  checked(query, 'query');
  const [collection, judged] = [await resources.collection(), await resources.judgements()];
  const lexical = counted(query, collection);
  const used = weights === 'BM25' ? lexical : await predicted(query, resources);
  const { index, vector, names, asked } = used;
  const found = index.search(vector);
  /** @type {types.InvertedIndexResult} */
  const result = {
    weights,
    ...opened(asked, names),
    n_drawers: names.length,
    n_postings: index.vectors.reduce((total, { size }) => total + size, 0),
    n_read: index.postingsRead(vector),
    read_by_bm25: lexical.index.postingsRead(lexical.vector),
    doc_ids: index.docIds,
    ...documentsOf(found, wantedOf(query, WANTED, judged), collection),
    note: noteOf(query, asked.weights.size, found.length),
  };
  return rounded(result, DECIMALS);
}
