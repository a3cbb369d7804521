// rank_bm25's BM25Okapi and the BM25Result of helpers/explorers/bm25.py.
import { tokenize } from './text.js';
import { checked } from './limits.js';

const EPSILON = 0.25;
const TOP_K = 10;
const TITLE_END = '. ';

const counts = (terms) => terms.reduce((made, term) => made.set(term, (made.get(term) ?? 0) + 1), new Map());
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const idf = (n, df) => Math.log(n - df + 0.5) - Math.log(df + 0.5);
const lengthPart = (length, average, b) => 1 - b + (b * length) / average;
const saturation = (tf, length, k1) => (tf * (k1 + 1)) / (tf + k1 * length);

// What depends on the documents and the tokenizer alone; kept by the collection.
export function index(documents, tokenizer, vocabulary) {
  const terms = documents.map(({ contents }) => tokenize(contents, tokenizer, vocabulary).map(({ term }) => term));
  const tf = terms.map(counts);
  const df = counts(tf.flatMap((has) => [...has.keys()]));
  const raw = new Map([...df].map(([term, n]) => [term, idf(documents.length, n)]));
  const floor = EPSILON * mean([...raw.values()]);
  const lengths = terms.map((list) => list.length);
  return {
    documents, tf, df, lengths, average: mean(lengths),
    idf: new Map([...raw].map(([term, value]) => [term, value < 0 ? floor : value])),
  };
}

function part(term, qtf, position, { k1, b }, at) {
  const tf = at.tf[position].get(term) ?? 0;
  const weight = at.idf.get(term) ?? 0;
  const share = saturation(tf, lengthPart(at.lengths[position], at.average, b), k1);
  return { term, qtf, tf, df: at.df.get(term) ?? 0, idf: weight, saturation: share, score: qtf * weight * share };
}

// Positions and scores of the documents that hold one of the weighted terms; ties by id.
export function rankWeighted(weights, at, settings) {
  return at.documents.map((_, position) => position)
    .filter((position) => [...weights.keys()].some((term) => at.tf[position].has(term)))
    .map((position) => ({
      position, score: [...weights].reduce((sum, [term, weight]) => sum + part(term, weight, position, settings, at).score, 0),
    }))
    .sort((x, y) => y.score - x.score || (at.documents[x.position].doc_id < at.documents[y.position].doc_id ? -1 : 1));
}

function row(position, query, settings, at) {
  const { doc_id, title, kind } = at.documents[position];
  const parts = [...query].map(([term, qtf]) => part(term, qtf, position, settings, at));
  return { doc_id, title, kind, length: at.lengths[position], score: parts.reduce((sum, { score }) => sum + score, 0), parts };
}

function note(query, terms, found) {
  if (!query.trim()) return 'The query is empty: type what you are looking for.';
  if (!terms.length) return 'The analyzer leaves nothing of this query: it holds only stop words or signs.';
  return found ? '' : 'No document contains any of these terms, so BM25 finds nothing.';
}

export async function exploreBM25({ query, tokenizer, k1, b, document }, resources) {
  const vocabulary = tokenizer === 'wordpiece' ? await resources.vocabulary() : null;
  const hospital = await resources.hospital();
  const at = hospital.index(tokenizer, vocabulary);
  const terms = tokenize(checked(query, 'query'), tokenizer, vocabulary).map(({ term }) => term);
  const asked = counts(terms);
  const explain = (position) => row(position, asked, { k1, b }, at);
  const found = rankWeighted(asked, at, { k1, b });
  return {
    tokenizer, terms, k1, b,
    n_documents: at.documents.length,
    n_found: found.length,
    average_length: at.average,
    rows: found.slice(0, TOP_K).map(({ position }) => explain(position)),
    explained: document ? explain(hospital.position(document)) : null,
    note: note(query, terms, found.length),
  };
}

export const contents = ({ title, text }) => title + TITLE_END + text;
