// The tokenizers of helpers/text.py, equal to them token by token (tests/test_backend.py).
// Positions count code points, as Python's do.
import { stem } from 'porter2';

export const STOP_WORDS = new Set(('a an and are as at be but by for if in into is it no not of on or such that the their then '
  + 'there these they this to was will with').split(' '));
const WORD = /\p{Nd}+(?:[.,]\p{Nd}+)+|[\p{L}\p{N}]+/gu;
// What Python's \S matches: its white space has four separators and U+0085 more than JavaScript's, and not U+FEFF.
const NOT_SPACE = /[^\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;

const token = (term, start, end, word, id = null) => ({ term, start, end, word, id });

// UTF-16 offset -> code point offset, for every place of a text.
function codePointOffsets(text) {
  const offsets = new Uint32Array(text.length + 1);
  let count = 0;
  let at = 0;
  for (const character of text) {
    offsets.fill(count++, at, at + character.length);
    at += character.length;
  }
  offsets[text.length] = count;
  return offsets;
}

function split(text, pattern, change) {
  const offsets = codePointOffsets(text);
  return [...text.matchAll(pattern)].map((match, word) => (
    token(change(match[0]), offsets[match.index], offsets[match.index + match[0].length], word)));
}

const whitespace = (text) => split(text, NOT_SPACE, (term) => term);
const words = (text) => split(text, WORD, (term) => term.toLowerCase());
const english = (text) => words(text).filter(({ term }) => !STOP_WORDS.has(term)).map((kept) => ({ ...kept, term: stem(kept.term) }));

// --- WordPiece, as BERT's uncased tokenizer does it (Devlin et al. 2019, section 3) ---

const SPECIAL = /\[(?:PAD|UNK|CLS|SEP|MASK)\]/;
const REMOVED = /[\p{Cf}\p{Co}\p{Cs}\0\ufffd]|(?![\t\n\r])\p{Cc}/u;
const SPACE = /[\s\u0085]/u;
const PUNCTUATION = /[!-/:-@[-`{-~]|\p{P}/u;
const IDEOGRAPH = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/u;
const LONGEST_WORD = 100;

// A segment's words: lists of {character, at}, cleaned, without accents, in lower case.
function normalisedWords(characters, from) {
  const made = [];
  let open = null;
  const close = () => { open = null; };
  const put = (piece, at) => { if (!open) made.push(open = []); open.push({ character: piece, at }); };
  characters.forEach((character, i) => {
    if (REMOVED.test(character)) return;
    if (SPACE.test(character)) return close();
    if (IDEOGRAPH.test(character)) close();
    for (const part of character.normalize('NFD').replace(/\p{Mn}/gu, '')) {
      for (const lower of part.toLowerCase()) {
        if (PUNCTUATION.test(lower)) close();
        put(lower, from + i);
        if (PUNCTUATION.test(lower)) close();
      }
    }
    if (IDEOGRAPH.test(character)) close();
  });
  return made;
}

// The longest pieces of the vocabulary, from the left; one [UNK] where some part has none.
function pieces(characters, word, vocabulary) {
  const place = (from, to) => [characters[from].at, characters[to - 1].at + 1];
  const unknown = [token('[UNK]', ...place(0, characters.length), word, vocabulary.get('[UNK]'))];
  if (characters.length > LONGEST_WORD) return unknown;
  const made = [];
  for (let from = 0; from < characters.length;) {
    let to = characters.length;
    const piece = () => (from ? '##' : '') + characters.slice(from, to).map(({ character }) => character).join('');
    while (to > from && !vocabulary.has(piece())) to--;
    if (to === from) return unknown;
    made.push(token(piece(), ...place(from, to), word, vocabulary.get(piece())));
    from = to;
  }
  return made;
}

function wordpiece(text, vocabulary) {
  const made = [];
  let at = 0;
  let word = 0;
  for (const segment of text.split(new RegExp(`(${SPECIAL.source})`))) {
    const characters = [...segment];
    if (SPECIAL.test(segment)) made.push(token(segment, at, at + characters.length, word++, vocabulary.get(segment)));
    else for (const found of normalisedWords(characters, at)) made.push(...pieces(found, word++, vocabulary));
    at += characters.length;
  }
  return made;
}

const TOKENIZERS = { whitespace, words, english, wordpiece };

export function tokenize(text, tokenizer, vocabulary) {
  return TOKENIZERS[tokenizer](text, vocabulary);
}
