// A collection's documents and queries as SPLADE has them; tools/stored_vectors.py says what the bytes are.

/**
 * A text's terms by ascending id, which of them it has itself, and their weight in each way of
 * pooling.
 * @typedef {{ ids: number[], original: boolean[],
 *   weight: (i: number, pooling: string, log: boolean) => number }} EncodedText
 * @typedef {ReturnType<typeof storedVectorsOf>} StoredVectors
 * @import { Grades, Query } from './evaluation.js'
 */

/**
 * The weight of each place in each way of pooling; four ways are stored, the others follow.
 * @param {ArrayBuffer} bytes
 * @param {number} total how many places there are
 */
function weightsOf(bytes, total) {
  const stored = (/** @type {number} */ i) => new Float32Array(bytes, 4 * total * i, total);
  const [max, sum, sumRaw, cls] = [0, 1, 2, 3].map(stored);
  /** @type {Record<string, (i: number, log: boolean) => number>} */
  return {
    max: (i, log) => (log ? max[i] : Math.expm1(max[i])),
    sum: (i, log) => (log ? sum : sumRaw)[i],
    cls: (i, log) => (log ? cls[i] : Math.expm1(cls[i])),
  };
}

/**
 * @param {number[]} lengths how many terms each text has
 * @param {ArrayBuffer} bytes
 * @returns {EncodedText[]}
 */
function textsOf(lengths, bytes) {
  const total = lengths.reduce((sum, n) => sum + n, 0);
  const weights = weightsOf(bytes, total);
  const ids = new Uint16Array(bytes, 16 * total, total);
  const original = new Uint8Array(bytes, 18 * total, total);
  let end = 0;
  return lengths.map((n) => {
    const start = end;
    end += n;
    return {
      ids: [...ids.subarray(start, end)],
      original: [...original.subarray(start, end)].map(Boolean),
      weight: (i, pooling, log) => weights[pooling](start + i, log),
    };
  });
}

/**
 * @param {[string, string, number][]} qrels query id, document id, grade
 * @returns {Map<string, Grades>}
 */
function gradesOf(qrels) {
  const grades = new Map();
  for (const [queryId, docId, grade] of qrels) {
    grades.set(queryId, (grades.get(queryId) ?? new Map()).set(docId, grade));
  }
  return grades;
}

/**
 * The documents that somebody judged this useful or more for a query of these words.
 * @param {string} text
 * @param {number} grade
 * @param {{ queries: Query[], qrels: Map<string, Grades> }} judged
 */
export function wantedOf(text, grade, { queries, qrels }) {
  const listed = queries.filter((query) => query.text === text);
  const grades = listed.flatMap(({ query_id }) => [...(qrels.get(query_id) ?? [])]);
  return new Set(grades.filter(([, given]) => given >= grade).map(([docId]) => docId));
}

/**
 * The queries and their judgements alone, without the vectors.
 * @param {string} header
 * @returns {{ queries: Query[], qrels: Map<string, Grades> }}
 */
export function judgementsOf(header) {
  const { queries, qrels } = JSON.parse(header);
  return { queries, qrels: gradesOf(qrels) };
}

/**
 * @param {string} header
 * @param {ArrayBuffer} bytes
 */
export function storedVectorsOf(header, bytes) {
  /** @type {{ counts: number[], documents: string[], queries: Query[],
   *   qrels: [string, string, number][] }} */
  const { counts, documents: docIds, queries, qrels } = JSON.parse(header);
  const texts = textsOf(counts, bytes); // documents, queries, and the empty text
  const ofQuery = (/** @type {number} */ i) => texts[docIds.length + i];
  const encoded = new Map(queries.map(({ text }, i) => [text, ofQuery(i)]));
  encoded.set('', texts[texts.length - 1]);
  return {
    docIds,
    documents: texts.slice(0, docIds.length),
    queries: queries.map((query, i) => ({ ...query, encoded: ofQuery(i) })),
    qrels: gradesOf(qrels),
    query: (/** @type {string} */ text) => encoded.get(text),
  };
}
