// A document that a reader opened, and under it the terms that made the match.

/** @import { compare as reading } from '../../../browser/src/generated/types' */

/** @type {(part: reading.Part) => string} */
function whose({ in_query: inQuery, in_document: inDocument }) {
  if (inQuery) return inDocument ? 'both have it' : 'added to the document';
  return inDocument ? 'added to the query' : 'added to both';
}

/** @type {(part: reading.Part) => HTMLElement} */
function sharedTerm(part) {
  const kind = part.in_query && part.in_document ? 'original' : 'expansion';
  const name = make('b', { class: `ws-${kind}` }, part.term);
  return make('li', {}, name, make('small', {}, ` ${whose(part)}`));
}

/** @type {(parts: reading.Part[]) => Node[]} */
function sharedTerms(parts) {
  const link = make('a', { href: `${root ?? ''}04_splade_vectors.html` }, 'how?');
  const how = root === undefined ? 'Chapter 4 shows how.' : link; // a notebook has no page to link to
  if (!parts.length) return [make('p', {}, 'SPLADE finds no term that both have: no score.')];
  const caption = make('p', {}, 'What made SPLADE match, heaviest first (', how, ')');
  return [caption, make('ol', { class: 'ws-madeof' }, ...parts.map(sharedTerm))];
}

/** @type {(opened: reading.Opened, body: HTMLElement, close: () => void) => HTMLElement} */
function openedPage({ page, parts }, body, close) {
  const key = { 'data-key': 'close', 'aria-label': 'close this document' };
  const about = { class: 'ws-page', 'aria-label': `document ${page.doc_id}` };
  opened.set(body, true); // whoever clicked it wants to read it
  const text = readablePage(body, page);
  return make('article', about, button(key, close, 'Close'), text, ...sharedTerms(parts));
}
