// A document to read: words of the query marked, and words that a model added to the query; under
// it the terms that made the match.

/**
 * @import { compare as reading, marks } from '../../../browser/src/generated/types'
 */

/** @type {(stretch: marks.Stretch) => Child} */
function stretch({ text, mark }) {
  return mark ? make('mark', { class: `ws-${mark}` }, text) : text;
}

/** @type {(part: reading.Part) => string} */
function whose({ in_query: inQuery, in_document: inDocument }) {
  if (inQuery) return inDocument ? 'both have it' : 'added to the document';
  return inDocument ? 'added to the query' : 'added to both';
}

/** @type {(part: reading.Part) => HTMLElement} */
function termOf(part) {
  const kind = part.in_query && part.in_document ? 'original' : 'expansion';
  const name = make('b', { class: `ws-${kind}` }, part.term);
  return make('li', {}, name, make('small', {}, ` ${whose(part)}`));
}

/** @type {(parts: reading.Part[]) => Node[]} */
function terms(parts) {
  const link = make('a', { href: `${root ?? ''}04_splade_vectors.html` }, 'how?');
  const how = root === undefined ? 'Chapter 4 shows how.' : link; // a notebook has no page to link to
  if (!parts.length) return [make('p', {}, 'SPLADE finds no term that both have: no score.')];
  const caption = make('p', {}, 'What made SPLADE match, heaviest first (', how, ')');
  return [caption, make('ol', { class: 'ws-madeof' }, ...parts.map(termOf))];
}

/** @type {(opened: reading.Opened, close: () => void) => HTMLElement} */
function page({ doc_id, title, text, parts }, close) {
  const key = { 'data-key': 'close', 'aria-label': 'close this document' };
  return make(
    'article',
    { class: 'ws-page', 'aria-label': `document ${doc_id}` },
    button(key, close, 'Close'),
    make('h4', {}, ...title.map(stretch)),
    make('p', {}, ...text.map(stretch)),
    ...terms(parts),
  );
}
