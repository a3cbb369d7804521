// The files that answers need, each read once, when first asked for.
import { contents, index } from './bm25.js';

function vocabularyOf(lines) {
  return new Map(lines.split('\n').map((term, id) => [term, id]));
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

// `read(name)` promises a file's text; a failed read is forgotten, so that the next ask tries again.
export function resourcesFrom(read) {
  const kept = new Map();
  const once = (name, make) => () => {
    if (!kept.has(name)) kept.set(name, read(name).then(make).catch((error) => { kept.delete(name); throw error; }));
    return kept.get(name);
  };
  return { vocabulary: once('vocabulary.txt', vocabularyOf), hospital: once('hospital.jsonl', hospitalOf) };
}
