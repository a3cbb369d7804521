/**
 * @typedef {{ lines: Map<string, [number, number]>, places: Map<string, DOMRect>,
 *   opened: string | undefined }} Before what was drawn before this answer
 */

const LABEL = 'Search a hospital’s documents';

/** @type {(hit: compare.Hit) => string} */
const place = ({ rank }) => (rank === 1 ? 'first' : `at rank ${rank}`);

/** @type {(hit: compare.Hit) => string} */
const quoted = ({ title }) => `“${title}”`;

/** @type {(side: string, list: compare.Ranking, hit: compare.Hit | undefined, page: string, n: number) => string} */
function fate(side, { n_found: found }, hit, name, n) {
  if (hit) return `${side} puts ${name} ${place(hit)}.`;
  if (!found) return `${side} finds nothing.`;
  return n === 1 && name ? `${side} does not find ${name}.` : `${side} finds no answer.`;
}

// What becomes of the pages that answer best, for a query that somebody has judged.
/** @type {(result: compare.CompareResult) => string} */
function judged({ bm25, splade, n_answers: n }) {
  const best = Math.max(...[...bm25.hits, ...splade.hits].map(({ grade }) => grade));
  const [by, sp] = [bm25, splade].map(({ hits }) =>
    hits.find(({ grade }) => grade === best && best),
  );
  const one = by ?? sp;
  if (by && sp && by.doc_id === sp.doc_id && by.rank === sp.rank) {
    return `Both put ${quoted(by)} ${place(by)}.`;
  }
  const first = fate('BM25', bm25, by, one ? quoted(one) : '', n);
  const name = sp && !first.includes(sp.title) ? quoted(sp) : 'it';
  const [a, b] = [by?.rank ?? Infinity, sp?.rank ?? Infinity];
  const neither = Math.min(a, b) > ROWS ? ' Neither is of help.' : '';
  const verdict = b > a ? ' Here BM25 is better.' : '';
  return `${first} ${fate('SPLADE', splade, sp, name, n)}${neither || verdict}`;
}

/** @type {(result: compare.CompareResult) => string} */
function happened(result) {
  const { bm25, splade, n_answers: n, note } = result;
  if (note) return note;
  if (n) return judged(result);
  const [a, b] = [bm25.hits[0], splade.hits[0]];
  const first = a ? `BM25 puts ${quoted(a)} first.` : 'BM25 finds nothing.';
  if (a && a.doc_id === b?.doc_id) return `Both put ${quoted(a)} first.`;
  return `${first} ${b ? `SPLADE puts ${quoted(b)} first.` : 'SPLADE finds nothing either.'}`;
}

/** @type {(result: compare.CompareResult) => string} who read the query, in a few words */
function readBy({ quick, splade }) {
  if (quick) return 'quick: no model read the query';
  const both = splade.hits.some((hit) => hit.quick !== null);
  return both ? 'a model read the query; quick: without it' : 'expands, then counts';
}

/** @type {(result: compare.CompareResult, body: HTMLElement, act: Act) => void} */
function twoLists(result, body, { pick }) {
  const { bm25, splade } = result;
  const id = result.opened?.page.doc_id;
  const reader = { opened: id, open: (/** @type {string} */ doc) => pick(doc === id ? [] : [doc]) };
  const ends = joined(bm25.hits, splade.hits);
  const wanted = new Set(
    [...bm25.hits, ...splade.hits].filter((hit) => hit.grade).map((hit) => hit.doc_id),
  );
  const rows = Math.max(ROWS, bm25.hits.length, splade.hits.length);
  /** @type {Side[]} */
  const [one, other] = [
    { name: 'BM25', other: 'SPLADE', kind: 'lexical', note: 'counts the words themselves' },
    { name: 'SPLADE', other: 'BM25', kind: 'splade', note: readBy(result) },
  ];
  const lists = make('div', { class: 'ws-two' }, list(one, bm25, reader));
  lists.append(lines(ends, wanted, rows), list(other, splade, reader));
  body.append(lists);
  lightUp(lists);
  if (result.opened) body.append(openedPage(result.opened, body, () => pick([])));
}

// After a new drawing: rows and lines glide from where they were, a page that opens comes into view.
/** @type {(result: compare.CompareResult, body: HTMLElement, before: Before) => void} */
function arrive(result, body, before) {
  if (before.places.size) {
    glideFrom(body, before.places);
    glideLines(body, before.lines);
  }
  before.lines = joined(result.bm25.hits, result.splade.hits);
  const id = result.opened?.page.doc_id;
  if (id && id !== before.opened) {
    const behavior = still() ? 'auto' : 'smooth';
    body.querySelector('.ws-page')?.scrollIntoView({ block: 'nearest', behavior });
  }
  before.opened = id;
}

// The box and the examples: they stand above the answer and are never drawn anew.
/** @type {(query: Control, examples: string[], type: (text: string) => void) => Node[]} */
function box(query, examples, type) {
  const field = /** @type {HTMLInputElement} */ (
    make('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' })
  );
  const chips = examples.map((text) =>
    button({ class: 'ws-pick ws-chip' }, () => type(text), text),
  );
  const renew = () => {
    const now = query.get('value');
    if (field.value !== now) field.value = now;
    for (const chip of chips) chip.setAttribute('aria-pressed', String(chip.textContent === now));
  };
  field.addEventListener('input', () => type(field.value));
  query.on('change:value', renew);
  renew();
  const icon = svg('path', { d: 'M6.5 1a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM10.6 10.6 15 15' });
  const glass = svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, icon);
  const label = make('label', { class: 'ws-box' }, make('span', {}, LABEL), glass, field);
  const group = { class: 'ws-chips', role: 'group', 'aria-label': 'Examples' };
  return [label, make('div', group, ...chips)];
}

/** @type {(model: ViewModel, query: Control) => (text: string) => void} */
function typing(model, query) {
  return (text) => {
    if (model.get('chosen').length) actsOn(model).pick([]); // another query, another page to read
    query.set('value', text);
    query.save_changes();
  };
}

// What an answer needs is fetched as soon as the reader turns to the box.
/** @type {(render: Render) => void} */
function prepare({ model, el }) {
  if (root === undefined) return;
  const fetchAll = async () => {
    const ask = { query: '', chosen: [], collection: model.get('collection') };
    await (await backend()).answer('compare', ask).catch(() => {}); // asked again, it will say so
  };
  for (const kind of ['pointerenter', 'focusin', 'touchstart']) {
    el.addEventListener(kind, () => void fetchAll(), { once: true, passive: true });
  }
}

export default {
  render: async (/** @type {Render} */ { model, el }) => {
    const { query } = await controlModels(model);
    /** @type {Before} */
    const before = { lines: new Map(), places: new Map(), opened: undefined };
    el.append(...box(query, model.get('examples'), typing(model, query)));
    el.classList.add('ws-compare');
    model.on('change:result', () => (before.places = places(el)));
    const draw = explorer('compare', (/** @type {compare.CompareResult} */ result, body, act) => {
      twoLists(result, body, act);
      arrive(result, body, before);
      return happened(result);
    });
    const close = draw({ model, el });
    el.setAttribute('aria-label', 'One search, by BM25 and by SPLADE');
    el.append(make('div', { class: 'ws-offer-here' }));
    prepare({ model, el });
    return close;
  },
};
