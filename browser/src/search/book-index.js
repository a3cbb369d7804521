// The book's sections in two inverted indexes: BM25's and SPLADE's.
import { FACTS } from '../generated/facts.js';
import { bm25Vectors, statisticsOf } from '../retrieval/bm25.js';
import { InvertedIndex } from '../retrieval/inverted-index.js';
import { counts, termsOf } from '../text/tokenize.js';
import { words } from '../text/words.js';
import { sectionsOf } from './sections.js';

/**
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @import { Section } from './sections.js'
 */

const TOKENIZER = 'english';
const TITLE = 3; // times that BM25 reads a title, as helpers/book_search.py does

/** @param {Section} section */
function lexicalTerms({ title, text }) {
  return termsOf([...Array(TITLE).fill(title), text].join('. '), TOKENIZER);
}

export class BookIndex {
  /** @type {Map<string, string | undefined>} */
  #stems = new Map();

  /**
   * @param {string} content of the file of sections
   * @param {Vocabulary} vocabulary
   */
  constructor(content, vocabulary) {
    const { sections, weights } = sectionsOf(content);
    const ids = sections.map(({ section_id }) => section_id);
    this.vocabulary = vocabulary;
    this.sections = sections;
    /** A query's weight of each WordPiece: nothing else needs to know where they come from. */
    this.queryWeights = weights;
    this.statistics = statisticsOf(sections.map(lexicalTerms));
    this.bm25 = new InvertedIndex(ids, bm25Vectors(this.statistics, FACTS.k1, FACTS.b));
    const vectors = sections.map(({ vector }) => vector);
    this.splade = new InvertedIndex(ids, vectors);
    /** Of each section the words, with their places in its contents. */
    this.tokens = sections.map(({ contents }) => words(contents));
    this.words = counts(this.tokens.flat().map(({ term }) => term));
  }

  /**
   * A word's stem, worked out once; none of a stop word.
   * @param {string} word
   */
  stemOf(word) {
    if (!this.#stems.has(word)) this.#stems.set(word, termsOf(word, TOKENIZER)[0]);
    return this.#stems.get(word);
  }

  /**
   * Whether some section has this stem.
   * @param {string} stem
   */
  knows(stem) {
    return this.statistics.df.has(stem);
  }
}
