// The CompareResult of helpers/explorers/compare.py: two rankings, and a document to read.
import { FACTS } from '../generated/facts.js';
import { withoutModel } from '../models/inference-free.js';
import { encodedQuery } from '../models/query.js';
import { originalIds, vectorOf } from '../retrieval/ablation.js';
import { rounded } from '../retrieval/numbers.js';
import { spladeIndex } from '../retrieval/splade-index.js';
import { readable } from '../text/readable.js';
import { checked } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { tokenize } from '../text/tokenize.js';
import { isBlank } from '../text/words.js';

/**
 * @import { compare as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @import { Collection } from '../retrieval/collection.js'
 * @import { Hit, Product } from '../retrieval/inverted-index.js'
 * @import { EncodedText, StoredVectors } from '../retrieval/stored-vectors.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {[Collection, StoredVectors, Vocabulary]} Files
 */

const { TOP_K, PARTS, WANTED, DECIMALS } = FACTS.explorers.compare;

/** @type {(found: Hit[]) => Map<string, number>} */
const ranksOf = (found) => new Map(found.map(({ doc_id }, i) => [doc_id, i + 1]));

/**
 * What was judged useful for a listed query, by document.
 * @param {string} query
 * @param {StoredVectors} stored
 */
function gradesOf(query, { queries, qrels }) {
  const listed = queries.filter(({ text }) => text === query);
  const judged = listed.flatMap(({ query_id }) => [...(qrels.get(query_id) ?? [])]);
  return new Map(judged.filter(([, grade]) => grade >= WANTED));
}

/**
 * How many documents have the highest grade.
 * @param {Map<string, number>} grades
 */
function answersIn(grades) {
  const all = [...grades.values()];
  return all.filter((grade) => grade === Math.max(...all)).length;
}

/**
 * @param {Hit[]} found
 * @param {Hit[]} others
 * @param {Hit[]} quick
 * @param {Map<string, number>} grades
 * @param {Collection} collection
 * @returns {types.Ranking}
 */
function rankingOf(found, others, quick, grades, { documents }) {
  const [other, fast] = [others, quick].map(ranksOf);
  const ranked = found.map(({ position, doc_id }, i) => ({
    doc_id,
    title: documents[position].label,
    rank: i + 1,
    grade: grades.get(doc_id) ?? 0,
    other: other.get(doc_id) ?? null,
    quick: fast.get(doc_id) ?? null,
  }));
  const hits = ranked.filter((hit) => hit.rank <= TOP_K || hit.grade);
  return { n_found: found.length, hits };
}

/**
 * @param {Product<number>[]} products
 * @param {EncodedText} query
 * @param {EncodedText} document
 * @param {Vocabulary} vocabulary
 * @returns {types.Part[]}
 */
function partsOf(products, query, document, { names }) {
  const [inQuery, inDocument] = [query, document].map(originalIds);
  const sorted = [...products].sort((x, y) => y.score - x.score || x.term - y.term);
  return sorted.map(({ term, score }) => {
    return {
      term: names[term],
      in_query: inQuery.has(term),
      in_document: inDocument.has(term),
      score,
    };
  });
}

/**
 * @param {types.Part[]} parts
 * @param {Collection['documents'][number]} document
 * @param {Vocabulary} vocabulary
 * @returns {types.Opened}
 */
function openedOf(parts, document, vocabulary) {
  const own = parts.filter((part) => part.in_document);
  const marks = new Map(own.map((part) => [part.term, part.in_query ? 'query' : 'asked']));
  return { page: readable(document, 'wordpiece', marks, vocabulary), parts: parts.slice(0, PARTS) };
}

/**
 * @param {string} query
 * @param {Vocabulary} vocabulary
 */
function noteOf(query, vocabulary) {
  if (isBlank(query)) return say('no_query');
  const tokens = tokenize(query, 'wordpiece', vocabulary);
  const unknown = tokens.filter(({ term }) => term === '[UNK]').length;
  return unknown ? say('unknown', { unknown }) : '';
}

/**
 * The query as it is answered; `quick` where no model read it, and the query as it is without one
 * where one did.
 * @param {string} query
 * @param {StoredVectors} stored
 * @param {Resources} resources
 */
async function readQuery(query, stored, resources) {
  let quick = false;
  const without = (/** @type {string} */ model) => {
    quick = true;
    resources.without(model);
  };
  const text = await encodedQuery(query, stored, { ...resources, without });
  const isRead = !quick && !isBlank(query) && !stored.query(query);
  const vocabulary = await resources.vocabulary();
  const weights = isRead && (await resources.pieceWeights());
  return { text, quick, fast: weights && withoutModel(query, vocabulary, weights) };
}

/**
 * @param {{ query: string, chosen: string[] }} ask
 * @param {Resources} resources
 * @returns {Promise<types.CompareResult>}
 */
export async function explore(ask, resources) {
  const query = checked(ask.query, 'query');
  const files = [resources.collection(), resources.storedVectors(), resources.vocabulary()];
  const [collection, stored, vocabulary] = /** @type {Files} */ (await Promise.all(files));
  const { text, quick, fast } = await readQuery(query, stored, resources);
  const [index, grades] = [spladeIndex(stored), gradesOf(query, stored)];
  const vector = isBlank(query) ? new Map() : vectorOf(text);
  const [lexical, found] = [collection.search(query), index.search(vector)];
  const quickly = fast ? index.search(vectorOf(fast)) : [];
  const at = ask.chosen.length ? collection.position(ask.chosen[0]) : -1;
  const parts = () => partsOf(index.explain(vector, at), text, stored.documents[at], vocabulary);
  /** @type {types.CompareResult} */
  const result = {
    query,
    bm25: rankingOf(lexical, found, [], grades, collection),
    splade: rankingOf(found, lexical, quickly, grades, collection),
    quick,
    n_answers: answersIn(grades),
    opened: at < 0 ? null : openedOf(parts(), collection.documents[at], vocabulary),
    note: noteOf(query, vocabulary),
  };
  return rounded(result, DECIMALS);
}
