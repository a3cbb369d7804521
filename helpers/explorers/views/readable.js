// A document to read: what its words are to a query is marked in the text, and what its vector has
// and the text has not comes after it.

/** @import { readable } from '../../../browser/src/generated/types' */

/** @type {Record<string, string>} */
const MARKED = {
  query: 'the query has it too',
  asked: 'the query grew it',
  own: 'has a weight; the query does not ask for it',
  cut: 'was cut',
};

/** @type {WeakMap<Element, boolean>} whether a reader has the document of a view open */
const opened = new WeakMap();

/** @type {(stretch: readable.Stretch) => Child} */
function markedStretch({ text, mark, terms }) {
  if (!mark) return text;
  return make('mark', { class: `ws-said ws-is-${mark}`, 'data-terms': terms.join(' ') }, text);
}

/** @type {(stretches: readable.Stretch[]) => HTMLElement[]} what each mark says, by its first word */
function keyOf(stretches) {
  const first = Object.keys(MARKED).map((mark) => stretches.find((s) => s.mark === mark));
  return first.flatMap((stretch) => {
    if (!stretch) return [];
    const { mark, text } = stretch;
    const word = make('mark', { class: `ws-said ws-is-${mark}` }, text);
    return [make('span', {}, word, ` ${MARKED[mark]}`)];
  });
}

/** @type {(grown: readable.Grown) => HTMLElement} */
function grownTerm({ term, weight, mark }) {
  const kind = mark ? `ws-is-${mark}` : 'ws-unasked';
  const value = make('small', {}, ` ${number(weight, 2)}`);
  return make('li', { class: kind, 'data-terms': term }, `+${term}`, value);
}

/** @type {(page: readable.Readable) => Node[]} */
function grownTerms({ grown, n_more: more }) {
  if (!grown.length) return [];
  const rest = more ? [make('li', {}, `and ${grouped(more)} more`)] : [];
  return [
    make('p', { class: 'ws-without' }, 'and without saying so:'),
    make('ul', { class: 'ws-unsaid' }, ...grown.map(grownTerm), ...rest),
  ];
}

/** @type {(body: Element, page: readable.Readable) => HTMLElement} */
function readablePage(body, page) {
  const { doc_id: id, about, title, text } = page;
  const name = title.length ? title.map(markedStretch) : [id];
  const small = make('small', {}, title.length && about ? `${id}, ${about}` : about || id);
  const key = keyOf([...title, ...text]);
  const shown = /** @type {HTMLDetailsElement} */ (
    make(
      'details',
      { class: 'ws-read' },
      make('summary', {}, make('b', {}, ...name), ' ', small),
      make('p', { class: 'ws-text' }, ...text.map(markedStretch)),
      ...grownTerms(page),
      ...(key.length ? [make('p', { class: 'ws-key' }, ...key)] : []),
    )
  );
  shown.open = opened.get(body) ?? matchMedia('(min-width: 600px)').matches;
  shown.addEventListener('toggle', () => opened.set(body, shown.open));
  return shown;
}
