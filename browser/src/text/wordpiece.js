// WordPiece, as BERT's uncased tokenizer does it (Devlin et al. 2019, section 3): a text is cleaned
// and cut into words, and a word into the longest pieces that the vocabulary has.
import { FACTS } from '../generated/facts.js';

/**
 * By term its id, and by id its term.
 * @typedef {{ ids: Map<string, number>, names: string[] }} Vocabulary
 * @typedef {{ character: string, at: number }} Placed a character and its place in the text
 * @import { Token } from './words.js'
 */

const UNKNOWN = '[UNK]';
const LONGEST_WORD = 100;
const REMOVED = new RegExp(FACTS.patterns.removed, 'u');
const ACCENT = new RegExp(FACTS.patterns.accent, 'u');
const PUNCTUATION = new RegExp(FACTS.patterns.punctuation, 'u');
const SPACE = /\s/u;
// The blocks that BERT's own code names.
const IDEOGRAPH =
  /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/u;

/**
 * @param {string} lines an entry each, the line's number being its id
 * @returns {Vocabulary}
 */
export function vocabularyOf(lines) {
  const names = lines.split('\n');
  return { names, ids: new Map(names.map((term, id) => [term, id])) };
}

/**
 * What is left of one character: none or more, without accents, in lower case.
 * @param {string} source
 */
function normalised(source) {
  if (REMOVED.test(source)) return [];
  if (SPACE.test(source)) return [' '];
  const bare = [...source.normalize('NFD')].filter((part) => !ACCENT.test(part));
  return [...bare.join('').toLowerCase()];
}

/**
 * A text's words, each a list of characters; a sign or an ideograph is a word of its own.
 * @param {string} text
 */
function wordsOf(text) {
  /** @type {Placed[][]} */
  const words = [];
  let open = false; // whether the next character goes on with the last word
  [...text].forEach((source, at) => {
    for (const character of normalised(source)) {
      const alone = PUNCTUATION.test(character) || IDEOGRAPH.test(source);
      if (character !== ' ' && open && !alone) words[words.length - 1].push({ character, at });
      else if (character !== ' ') words.push([{ character, at }]);
      open = character !== ' ' && !alone;
    }
  });
  return words;
}

/**
 * Where the longest piece from here on ends, and what it is; null where the vocabulary has none.
 * @param {Placed[]} word
 * @param {number} from
 * @param {Vocabulary} vocabulary
 */
function longestPiece(word, from, { ids }) {
  const prefix = from > 0 ? '##' : '';
  for (let to = word.length; to > from; to--) {
    const spelled = word.slice(from, to).map(({ character }) => character);
    const term = prefix + spelled.join('');
    if (ids.has(term)) return { term, to };
  }
  return null;
}

/**
 * A word's pieces from the left; one [UNK] where some part has none.
 * @param {Placed[]} word
 * @param {number} number
 * @param {Vocabulary} vocabulary
 * @returns {Token[]}
 */
function piecesOf(word, number, vocabulary) {
  const token = (/** @type {string} */ term, from = 0, to = word.length) => {
    const [start, end] = [word[from].at, word[to - 1].at + 1];
    return { term, start, end, word: number, id: vocabulary.ids.get(term) ?? null };
  };
  if (word.length > LONGEST_WORD) return [token(UNKNOWN)];
  const pieces = [];
  for (let from = 0; from < word.length;) {
    const piece = longestPiece(word, from, vocabulary);
    if (!piece) return [token(UNKNOWN)];
    pieces.push(token(piece.term, from, piece.to));
    from = piece.to;
  }
  return pieces;
}

/**
 * @param {string} text
 * @param {Vocabulary} vocabulary
 */
export function wordpiece(text, vocabulary) {
  return wordsOf(text).flatMap((word, number) => piecesOf(word, number, vocabulary));
}
