// One section that was found: where it leads, what it says, and why it is there.
import { make } from './make.js';
import { markedWords, piecesBetween, snippetOf } from './marks.js';
import { account } from './why.js';

/**
 * @import { Hit } from '../retrieval/inverted-index.js'
 * @import { BookIndex } from './book-index.js'
 * @import { Answer } from './find.js'
 * @import { Piece, Word } from './marks.js'
 */

/** @param {Piece} piece */
function shown({ text, mark }) {
  if (!mark) return text;
  if (!mark.terms.length) return make('mark', { class: 'ws-own' }, text);
  const title = `SPLADE expands this word to: ${mark.terms.join(', ')}`;
  return make('mark', { class: 'ws-expanded', title }, text);
}

/**
 * @param {string[]} characters
 * @param {Word[]} marked
 * @param {number} start of the text, after the title
 */
function snippet(characters, marked, start) {
  const window = snippetOf(marked.filter((word) => word.start >= start));
  const [first, last] = [window[0], window[window.length - 1]];
  if (!first) return make('p', { class: 'ws-snippet' });
  const ends = last.end >= characters.length - 1; // a full stop may follow
  const to = ends ? characters.length : last.end;
  const from = first.start <= start + 1 ? start : first.start;
  const pieces = piecesBetween(characters, marked, from, to).map(shown);
  const [before, after] = [from > start ? '… ' : '', ends ? '' : ' …'];
  return make('p', { class: 'ws-snippet' }, before, ...pieces, after);
}

/**
 * What is told only when it is asked for.
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {Hit} hit
 */
function disclosure(index, answer, hit) {
  const details = make('details', { class: 'ws-why' }, make('summary', {}, 'Why it matched'));
  const tell = () => details.append(account(index, answer, hit));
  details.addEventListener('toggle', tell, { once: true });
  return details;
}

/**
 * @param {BookIndex} index
 * @param {Answer} answer
 * @param {Hit} hit
 * @param {URL} root of the site
 */
export function hitView(index, answer, hit, root) {
  const { title, page, contents, text } = index.sections[hit.position];
  const characters = [...contents];
  const start = characters.length - [...text].length;
  const marked = markedWords(index, answer, hit.position);
  const heading = piecesBetween(characters, marked, 0, [...title].length).map(shown);
  const link = make(
    'a',
    { href: new URL(hit.doc_id, root).href },
    make('span', { class: 'ws-title' }, ...heading),
    make('span', { class: 'ws-page' }, page === title ? 'Beginning of the page' : page),
  );
  return make('li', {}, link, snippet(characters, marked, start), disclosure(index, answer, hit));
}
