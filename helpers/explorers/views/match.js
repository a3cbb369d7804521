/**
 * @import { match as shown } from '../../../browser/src/generated/types'
 * @typedef {{ cut: Set<string>, document: string, score: number, courses: Courses }} Last
 */

/** @type {WeakMap<Element, Last>} what was drawn before, to come from there */
const drawnBefore = new WeakMap();

/** @type {(rows: shown.MatchResult['measures']) => Child[]} nothing where no query is judged */
function measures(rows) {
  const [first] = Object.values(rows);
  if (!('all' in first)) return [];
  const types = Object.keys(first).filter((type) => type !== 'all');
  const columns = [...types.sort(), 'all'];
  const lines = Object.entries(rows).map(([name, values]) => {
    const cells = columns.map((type) => make('td', {}, number(values[type])));
    return make('tr', {}, make('th', { scope: 'row' }, name), ...cells);
  });
  return [tableOf('nDCG@10 over all judged queries', ['ranking', ...columns], lines)];
}

/** @type {(terms: string[], mend: (term: string) => void) => Child[]} cut, and not in this document */
function cutElsewhere(terms, mend) {
  if (!terms.length) return [];
  const buttons = terms.map((term) => {
    return button({ 'aria-label': `mend ${term}` }, () => mend(term), `${term} ↩`);
  });
  const group = { class: 'ws-picks', role: 'group', 'aria-label': 'Cut, and not on this bridge' };
  return [make('div', group, make('span', {}, 'Cut, and not on this bridge:'), ...buttons)];
}

// A term's ribbon, its words in the text and its place in the list of grown ones light up together.
/** @type {(area: HTMLElement) => void} */
function lightTerms(area) {
  const nodes = () => [...area.querySelectorAll('[data-terms]')];
  const termsOf = (/** @type {Element | null | undefined} */ node) =>
    node?.getAttribute('data-terms')?.split(' ') ?? [];
  const light = (/** @type {Event} */ { target }) => {
    const near = termsOf(/** @type {Element} */ (target).closest('[data-terms]'));
    for (const node of nodes()) {
      node.classList.toggle(
        'ws-lit',
        termsOf(node).some((term) => near.includes(term)),
      );
    }
  };
  for (const kind of ['pointerover', 'focusin']) area.addEventListener(kind, light);
  area.addEventListener('pointerleave', light);
}

/** @type {(result: shown.MatchResult) => string} */
function placeOf({ explained, ranking }) {
  const rank = ranking.find(({ doc_id: id }) => id === explained?.doc_id)?.rank;
  return rank === undefined
    ? 'not found'
    : `rank ${rank}, score ${number(explained?.score ?? 0, 2)}`;
}

/** @type {(result: shown.MatchResult) => string} */
function summaryOf(result) {
  const { note, deleted, explained, n_query_terms: n, n_found: found } = result;
  const all = `${counted(n, 'query term')} find ${counted(found, 'document')}.`;
  if (note || !deleted.length || !explained) return note || all;
  return `Without ${deleted.join(', ')}: ${explained.title}, ${placeOf(result)}. ${all}`;
}

// The bridge is drawn for the width that it has: again when that changes much.
/** @type {(area: HTMLElement, explained: shown.MatchResult['explained'] & {}, built: Built) => void} */
function buildBridge(area, explained, built) {
  let drawn = 0;
  const draw = (/** @type {Earlier} */ earlier) => {
    drawn = area.clientWidth || 640;
    const now = { ...built, earlier, width: Math.min(drawn, 860) };
    redraw(area, () => area.append(...bridgeOf(explained, now)));
  };
  draw(built.earlier);
  const same = new Set(explained.parts.filter(({ cut }) => cut).map(({ term }) => term));
  const sizes = new ResizeObserver(() => {
    if (!area.isConnected) return sizes.disconnect();
    if (Math.abs(area.clientWidth - drawn) < 8) return;
    draw({ was: same, score: explained.score });
  });
  sizes.observe(area);
}

/** @type {(result: shown.MatchResult, act: Act) => (term: string) => Promise<void>} */
function cutting({ deleted, explained }, act) {
  return async (term) => {
    if (explained) await act.setControl('document', explained.doc_id); // it stays the one explained
    const mended = deleted.filter((other) => other !== term);
    act.pick(deleted.includes(term) ? mended : [...deleted, term].sort());
  };
}

/** @type {(result: shown.MatchResult, last: Last | undefined) => Earlier} */
function earlierOf({ deleted, explained }, last) {
  const same = last && last.document === explained?.doc_id;
  return same
    ? { was: last.cut, score: last.score }
    : { was: new Set(deleted), score: explained?.score ?? 0 };
}

/** @type {(result: shown.MatchResult, body: HTMLElement, act: Act) => void} */
function drawMatch(result, body, act) {
  const { deleted, explained, ranking, bm25 } = result;
  const [last, cut, id] = [drawnBefore.get(body), cutting(result, act), explained?.doc_id];
  const explain = (/** @type {string} */ docId) => void act.setControl('document', docId);
  const [area, page, under] = ['ws-bridge', 'ws-beneath', 'ws-measures'].map((name) =>
    make('div', { class: name }),
  );
  const lists = rankedLists(result, last?.courses ?? new Map(), { shown: id, explain });
  under.append(...measures(result.measures));
  const all = make('div', { class: 'ws-match' }, area, page, lists, under);
  body.append(all);
  lightTerms(all);
  if (explained) {
    const here = new Set(explained.parts.map(({ term }) => term));
    const elsewhere = deleted.filter((term) => !here.has(term));
    page.append(readablePage(body, explained.page), ...cutElsewhere(elsewhere, cut));
    const built = { width: 0, place: placeOf(result), earlier: earlierOf(result, last), cut };
    buildBridge(area, explained, built);
  }
  const now = { cut: new Set(deleted), document: id ?? '', score: explained?.score ?? 0 };
  drawnBefore.set(body, { ...now, courses: coursesOf(ranking, bm25) });
}

export default {
  render: explorer('match', (/** @type {shown.MatchResult} */ result, body, act) => {
    drawMatch(result, body, act);
    return summaryOf(result);
  }),
};
