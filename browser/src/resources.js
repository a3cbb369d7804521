// The files that answers need, each read once, when first asked for.
import { contents, index } from './bm25.js';
import { Refusal } from './limits.js';

const refuse = async () => { throw new Refusal('A text that is not stored needs a model, and models run in a browser.'); };
const NO_MODELS = { read: refuse, masked: refuse };

function vocabularyOf(lines) {
  const names = lines.split('\n');
  return Object.assign(new Map(names.map((term, id) => [term, id])), { names }); // by term the id, by id the term
}

function hospitalOf(lines) {
  const documents = lines.trim().split('\n').map(JSON.parse).map(({ id, ...rest }) => ({ ...rest, doc_id: id, contents: contents(rest) }));
  const positions = new Map(documents.map(({ doc_id }, position) => [doc_id, position]));
  const indexes = new Map();
  return {
    position: (docId) => positions.get(docId),
    document: (docId) => documents[positions.get(docId)],
    index(tokenizer, vocabulary) {
      if (!indexes.has(tokenizer)) indexes.set(tokenizer, index(documents, tokenizer, vocabulary));
      return indexes.get(tokenizer);
    },
  };
}

// Word vectors: one float32 scale a word, then int8 steps; a row's own scale falls out of a cosine.
function vectorsOf([lines, bytes]) {
  const words = lines.trimEnd().split('\n');
  const steps = new Int8Array(bytes, 4 * words.length);
  const width = steps.length / words.length;
  const dot = (i, j) => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += steps[i * width + d] * steps[j * width + d];
    return sum;
  };
  const lengths = Float64Array.from(words, (_, i) => Math.sqrt(dot(i, i)));
  return {
    words,
    rows: new Map(words.map((word, i) => [word, i])),
    cosines: (j) => Float64Array.from(words, (_, i) => dot(i, j) / (lengths[i] * lengths[j])),
  };
}

// The hospital's texts as SPLADE has them; tools/assets.py says what the bytes are.
function hospitalVectorsOf([header, bytes]) {
  const { counts, queries, qrels } = JSON.parse(header);
  const total = counts.reduce((sum, n) => sum + n, 0);
  const [max, sum, sumRaw, cls] = [0, 1, 2, 3].map((i) => new Float32Array(bytes, 4 * total * i, total));
  const ids = new Uint16Array(bytes, 16 * total, total);
  const own = new Uint8Array(bytes, 18 * total, total);
  const weigh = {
    max: (i, log) => (log ? max[i] : Math.expm1(max[i])),
    sum: (i, log) => (log ? sum : sumRaw)[i],
    cls: (i, log) => (log ? cls[i] : Math.expm1(cls[i])),
  };
  let start = 0;
  const texts = counts.map((n) => {
    const from = start;
    start += n;
    return { ids: [...ids.subarray(from, start)], own: [...own.subarray(from, start)], weight: (i, pooling, log) => weigh[pooling](from + i, log) };
  });
  const first = counts.length - queries.length - 1;
  const places = new Map([...queries.map(({ text }, i) => [text, first + i]), ['', counts.length - 1]]);
  const grades = new Map();
  for (const [queryId, docId, grade] of qrels) grades.set(queryId, (grades.get(queryId) ?? new Map()).set(docId, grade));
  const kept = new Map();
  return {
    documents: texts.slice(0, first),
    queries: queries.map((query, i) => ({ ...query, ...texts[first + i] })),
    qrels: grades,
    query: (text) => texts[places.get(text)],
    // What `work` makes of a key; of each name the last one alone is kept.
    once(name, key, work) {
      if (kept.get(name)?.key !== key) kept.set(name, { key, made: work() });
      return kept.get(name).made;
    },
  };
}

// `read(name, as)` promises a file as 'text' or 'arrayBuffer'; a failed read is forgotten, so that the next ask tries again.
// `models` answers what is not stored; under Node.js there are none.
export function resourcesFrom(read, models = NO_MODELS) {
  const kept = new Map();
  const once = (name, fetchIt, make) => () => {
    if (!kept.has(name)) kept.set(name, fetchIt().then(make).catch((error) => { kept.delete(name); throw error; }));
    return kept.get(name);
  };
  return {
    vocabulary: once('vocabulary', () => read('vocabulary.txt', 'text'), vocabularyOf),
    hospital: once('hospital', () => read('hospital.jsonl', 'text'), hospitalOf),
    vectors: once('vectors', () => Promise.all([read('glove_words.txt', 'text'), read('glove_vectors.bin', 'arrayBuffer')]), vectorsOf),
    splade: once('splade', () => read('splade.json', 'text'), JSON.parse),
    hospitalVectors: once('hospitalVectors', () => Promise.all([read('vectors.json', 'text'), read('vectors.bin', 'arrayBuffer')]), hospitalVectorsOf),
    growth: once('growth', () => read('growth.json', 'text'), JSON.parse),
    masking: once('masking', () => read('masking.json', 'text'), JSON.parse),
    has: (name) => kept.has(name),
    manifest: once('manifest', () => read('models.json', 'text'), JSON.parse),
    models,
    readings: new Map(),
  };
}
