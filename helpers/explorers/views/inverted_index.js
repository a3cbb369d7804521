/** @type {WeakMap<HTMLElement, Set<string>>} the drawers that were open before, by the view's body */
const before = new WeakMap();

/** @type {(n: number, what: string, of: number, more?: string) => HTMLElement} */
function count(n, what, of, more = '') {
  const parts = [make('b', {}, grouped(n)), make('span', {}, what), bar(n, of, what)];
  return make('p', {}, ...parts, make('small', {}, more));
}

/** @type {(result: Result) => HTMLElement} what was read, and what was never looked at */
function ledger({ n_read, n_postings, ranking, doc_ids, weights, read_by_bm25 }) {
  const [n, touched] = [doc_ids.length, ranking.length];
  const less =
    weights === 'BM25' || !n_read ? '' : `BM25 reads ${grouped(read_by_bm25)} for this query`;
  return make(
    'div',
    { class: 'ws-ledger' },
    count(n_read, ` of ${grouped(n_postings)} postings read`, n_postings, less),
    count(touched, ` of ${counted(n, 'document')} touched`, n),
    count(n - touched, ' never touched', n),
  );
}

/** @type {(wanted: inverted_index.Touched[], result: Result) => Node[]} the wanted documents' columns */
function flags(wanted, { doc_ids: { length: n } }) {
  return wanted.map(({ place }) => {
    const style = `--ws-at:${number((place + 0.5) / n, 5)}`;
    return make('span', { class: 'ws-column', style }, flag());
  });
}

/** @type {(result: Result, shares: Map<number, Share[]>, cabinet: Cabinet) => HTMLElement} */
function cabinetWithSums(result, shares, cabinet) {
  const { doc_ids: ids, ranking, missed, skipped, undrawn, n_drawers } = result;
  const wanted = [...ranking, ...missed].filter((hit) => hit.wanted);
  const sums = sumsOf(shares, ranking, ids.length);
  const documents = ranking.map(({ place }) => place);
  pointed(sums, /** @type {any} */ ({ documents }), ids.length, cabinet.light);
  const axis = [make('span', {}, ids[0]), make('span', {}, ids[ids.length - 1])];
  const more = undrawn ? `, ${grouped(undrawn)} more open than are drawn` : '';
  const head = [make('b', {}, `${grouped(n_drawers)} drawers`), more];
  const grey = undrawn ? [make('small', {}, 'grey: from drawers not drawn')] : [];
  const across = make('span', { class: 'ws-axis' }, ...axis);
  const row = (/** @type {string} */ name, /** @type {Node[]} */ ...cells) =>
    make('div', { class: `ws-row ${name}` }, ...cells);
  return make(
    'div',
    { class: 'ws-cabinet' },
    row('ws-head', make('span', {}, ...head), make('small', {}, 'a column for each document')),
    cabinetOf(cabinet, skipped),
    row('ws-foot', make('b', {}, 'sum of each column', ...grey), sums),
    row('ws-ends', make('span', {}, wanted.length ? 'wanted' : ''), across),
    ...flags(wanted, result),
    make('span', { class: 'ws-plumb', hidden: '' }),
  );
}

// The drawers that were shut a moment ago slide open, then the sums grow.
/** @type {(body: HTMLElement, all: drawers.Drawer[]) => void} */
function opening(body, all) {
  const [was, now] = [before.get(body), new Set(all.map(({ term }) => term))];
  before.set(body, now);
  if (!was) return;
  const items = [...body.querySelectorAll('.ws-open')];
  const fresh = items.filter((_, i) => !was.has(all[i].term));
  fresh.forEach((item, i) => {
    const tray = item.querySelector('.ws-tray');
    const delay = (i * 300) / fresh.length;
    if (tray) glide(tray, { clipPath: 'inset(0 100% 0 0)' }, 400, delay);
  });
  if (!fresh.length && was.size === now.size) return;
  for (const sum of body.querySelectorAll('.ws-foot path'))
    glide(sum, { transform: 'scaleY(0)' }, 350, 450);
  for (const bars of body.querySelectorAll('.ws-stack'))
    glide(bars, { clipPath: 'inset(0 100% 0 0)' }, 450, 450);
}

/**
 * One document at a time is lit: its postings, its column, its sum.
 * @type {(body: HTMLElement, result: Result, read: (place: number | null) => Node[]) => Light}
 */
function lighting(body, { doc_ids: { length: n } }, read) {
  return (place, term) => {
    const [plumb, line] = ['.ws-plumb', '.ws-readout'].map((one) => body.querySelector(one));
    plumb?.toggleAttribute('hidden', place === null);
    plumb?.setAttribute('style', `--ws-at:${((place ?? 0) + 0.5) / n};--ws-column:${1 / n}`);
    line?.replaceChildren(...read(place));
    for (const node of body.querySelectorAll('[data-place-of], [data-share]')) {
      const { placeOf, share } = /** @type {HTMLElement} */ (node).dataset;
      const on = share ? share === `${place} ${term}` : placeOf === String(place);
      node.classList.toggle('ws-lit', on);
      if (on && node.matches('.ws-posting')) inSight(node);
    }
    for (const node of body.querySelectorAll('.ws-drawer')) {
      node.classList.toggle(
        'ws-lit',
        term !== undefined && node.getAttribute('data-term') === term,
      );
    }
  };
}

// The strip scrolls to a posting that was lit from elsewhere; under the reader's hand it stays still.
/** @type {(posting: Element) => void} */
function inSight(posting) {
  const strip = posting.parentElement;
  if (!strip || strip.matches(':hover, :focus-within')) return;
  const [card, all] = [posting, strip].map((node) => node.getBoundingClientRect());
  strip.scrollLeft += card.left - all.left - (all.width - card.width) / 2;
}

/** @type {(result: Result) => string} */
function summaryOf({ note, drawers: all, n_read, n_postings, ranking, missed, undrawn }) {
  if (note && !missed.length) return note;
  const open = counted(all.filter(({ scores }) => scores.length).length + undrawn, 'drawer');
  const wanted = ranking.filter((hit) => hit.wanted).length + missed.length;
  const nothing = `Of ${counted(wanted, 'wanted document')}, ${missed.length} get nothing.`;
  const read = `${open} open: ${grouped(n_read)} of ${grouped(n_postings)} postings are read.`;
  return [note || read, ...(missed.length ? [nothing] : [])].join(' ');
}

// What the readout says of the document that is lit.
/** @type {(result: Result, scores: Scores) => (place: number | null) => Node[]} */
function reading({ ranking, missed }, { sharesIn, most }) {
  const hits = new Map([...ranking, ...missed].map((hit) => [hit.place, hit]));
  return (place) => {
    const hit = place === null ? undefined : hits.get(place);
    if (!hit) return [make('span', {}, 'Point at a posting, or step to it with the arrow keys.')];
    return rowOf(hit, sharesIn(hit.place), most);
  };
}

export default {
  render: explorer('inverted_index', (/** @type {Result} */ result, body) => {
    const { drawers: all, ranking, doc_ids: docIds, weights } = result;
    const shares = sharesOf(all);
    const sharesIn = (/** @type {number} */ place) => shares.get(place) ?? [];
    const scores = { most: ranking.at(0)?.score || 1, sharesIn };
    const light = lighting(body, result, reading(result, scores));
    const most = Math.max(0.001, ...all.flatMap((drawer) => drawer.scores));
    const readout = make('div', { class: 'ws-readout ws-sum', 'aria-hidden': 'true' });
    const of = { class: `ws-index ${weights === 'BM25' ? 'ws-lexical' : 'ws-predicted'}` };
    const cabinet = cabinetWithSums(result, shares, { all, docIds, most, light });
    body.append(
      make('div', of, ledger(result), cabinet, readout, rankingOf(result, scores, light)),
    );
    light(null);
    const open = all.filter(({ documents }) => documents.length);
    opening(body, open);
    return summaryOf(result);
  }),
};
