// The TokensResult of helpers/explorers/tokens.py.
import { tokenize } from './text.js';
import { checked } from './limits.js';

function side(label, text, tokens, shared) {
  return {
    label,
    text,
    n_characters: [...text].length,
    n_words: new Set(tokens.map(({ word }) => word)).size,
    tokens: tokens.map((token) => ({ ...token, shared: shared.has(token.term) })),
  };
}

function note(text, tokens) {
  if (!text.trim()) return 'The text is empty: type something to split.';
  return tokens.length ? '' : 'This tokenizer leaves nothing of the text.';
}

export async function exploreTokens({ text, tokenizer, other, document }, resources) {
  let [label, second] = ['Second text', checked(other, 'second text')];
  if (document) ({ title: label, contents: second } = (await resources.hospital()).document(document));
  const vocabulary = tokenizer === 'wordpiece' ? await resources.vocabulary() : null;
  const sides = [['Your text', checked(text, 'text')], [label, second]];
  const split = sides.map(([, body]) => tokenize(body, tokenizer, vocabulary));
  const terms = split.map((tokens) => new Set(tokens.map(({ term }) => term)));
  const shared = new Set([...terms[0]].filter((term) => terms[1].has(term)));
  return {
    tokenizer,
    sides: sides.map(([name, body], i) => side(name, body, split[i], shared)),
    shared: sortedByCodePoint([...shared]),
    note: note(text, split[0]),
  };
}

// Python's order of strings: by code point, where JavaScript's own is by UTF-16 unit.
function sortedByCodePoint(terms) {
  const points = new Map(terms.map((term) => [term, [...term].map((character) => character.codePointAt(0))]));
  const compare = (a, b) => {
    const at = a.findIndex((point, i) => point !== b[i]);
    return at < 0 ? a.length - b.length : a[at] - (b[at] ?? -1);
  };
  return terms.sort((a, b) => compare(points.get(a), points.get(b)));
}
