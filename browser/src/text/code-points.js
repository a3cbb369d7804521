// Python counts and sorts texts by code points, JavaScript by UTF-16 units.

/**
 * Half a character, which no tokenizer reads, becomes U+FFFD.
 * @param {string} text
 */
export const wholeCharacters = (text) => text.replace(/\p{Cs}/gu, '\ufffd');

/** @param {string} text */
export const lengthOf = (text) => [...text].length;

/**
 * UTF-16 offset -> code point offset, for every place of a text.
 * @param {string} text
 */
export function codePointOffsets(text) {
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

const codePoints = (/** @type {string} */ text) =>
  Array.from(text, (character) => character.codePointAt(0) ?? 0);

/**
 * For `sort`.
 * @param {string} a
 * @param {string} b
 */
export function byCodePoint(a, b) {
  const [first, second] = [a, b].map(codePoints);
  const i = first.findIndex((point, at) => point !== second[at]);
  return i < 0 ? first.length - second.length : first[i] - (second[i] ?? -1);
}
