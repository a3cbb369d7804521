// A collection's documents, and their BM25 index for every tokenizer, k1 and b.
import { FACTS } from '../generated/facts.js';
import { counts, termsOf } from '../text/tokenize.js';
import { bm25Vectors, statisticsOf } from './bm25.js';
import { InvertedIndex } from './inverted-index.js';
import { Memory } from './memory.js';

/**
 * @typedef {{ doc_id: string, title: string, label: string, text: string, department: string,
 *   kind: string, contents: string }} Document
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @import { Statistics } from './bm25.js'
 */

const TITLE_END = '. ';
const TOKENIZER = 'english';
const INDEXES = 4; // a slider passes over many values of k1 and b: only the last few are kept

/**
 * @param {string} line
 * @returns {Document}
 */
function documentOf(line) {
  const { id, title, text, ...rest } = JSON.parse(line);
  const contents = title && title !== text ? title + TITLE_END + text : text;
  return { ...rest, title, text, doc_id: id, contents };
}

export class Collection {
  /** @type {Memory<Statistics>} */
  #statistics = new Memory();
  /** @type {Memory<InvertedIndex<string>>} */
  #indexes = new Memory(INDEXES);

  /** @param {string} lines a document each, as JSON */
  constructor(lines) {
    this.documents = lines.trim().split('\n').map(documentOf);
    this.docIds = this.documents.map(({ doc_id }) => doc_id);
  }

  /** @param {string} docId */
  position(docId) {
    return this.docIds.indexOf(docId);
  }

  /**
   * @param {string} [tokenizer]
   * @param {Vocabulary} [vocabulary]
   */
  bm25(tokenizer = TOKENIZER, vocabulary, k1 = FACTS.k1, b = FACTS.b) {
    const terms = () =>
      this.documents.map(({ contents }) => termsOf(contents, tokenizer, vocabulary));
    const statistics = this.#statistics.get(tokenizer, () => statisticsOf(terms()));
    const make = () => new InvertedIndex(this.docIds, bm25Vectors(statistics, k1, b));
    return { statistics, index: this.#indexes.get(`${tokenizer} ${k1} ${b}`, make) };
  }

  /**
   * All documents that BM25 finds as it is set without a reader's doing.
   * @param {string} query
   */
  search(query) {
    return this.bm25().index.search(counts(termsOf(query, TOKENIZER)));
  }
}
