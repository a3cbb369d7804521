// The cabinet: the query's drawers pulled open, closed ones beside them, in the dictionary's order.

/**
 * @typedef {{ all: drawers.Drawer[], docIds: string[], most: number, light: Light }} Cabinet
 * @typedef {(place: number | null, term?: string) => void} Light lights one document up everywhere, or
 *   none; with a term, also what that term's posting adds
 */

/** @type {(n: number) => Node[]} edges of closed drawers, no more than can be told apart */
function closedOnes(n) {
  if (!n) return [];
  const edges = Math.min(5, Math.ceil(Math.log2(n + 1)));
  const style = `--ws-edges:${edges}`;
  return [
    make(
      'li',
      { class: 'ws-closed-ones', style },
      make('span', {}, `${counted(n, 'closed drawer')}`),
    ),
  ];
}

/** @type {(drawer: drawers.Drawer) => HTMLElement} what lies in a drawer, in words */
function contentOf({ asked, df, query_weight: weight, tf }) {
  if (!df) return make('small', {}, 'no drawer');
  if (!asked || tf.length) return make('small', {}, counted(df, 'posting'));
  const [n, what] = counted(df, 'posting').split(' ');
  const held = [n, make('span', {}, ` ${what}`), ` · × ${number(weight, 2)}`];
  return make('small', { class: 'ws-asked-for' }, ...held);
}

/** @type {(drawer: drawers.Drawer, children: Child[]) => HTMLElement} */
function drawerItem(drawer, children) {
  const { asked, df, original } = drawer;
  const state = !df ? 'ws-none' : asked ? 'ws-open' : 'ws-closed';
  const mark = asked ? ` ${markOf(original)}` : '';
  const about = { class: `ws-drawer ${state}${mark}`, 'data-term': drawer.term };
  return make('li', about, ...children);
}

/** @type {(drawer: drawers.Drawer) => HTMLElement[]} */
function labelOf(drawer) {
  const name = drawer.asked ? nameOf(drawer) : drawer.term;
  const label = make('span', { class: 'ws-label', title: drawer.term }, name);
  return [label, contentOf(drawer)];
}

// The postings of the drawer that is chosen, each to be read; arrow keys go from one to the next.
/** @type {(drawer: drawers.Drawer, cabinet: Cabinet) => HTMLElement} */
function postingsOf(drawer, { docIds, light }) {
  const most = Math.max(...drawer.scores);
  const cards = drawer.documents.map((_, i) => cardOf(drawer, i, docIds, most));
  cards.forEach((card, i) => card.setAttribute('tabindex', i ? '-1' : '0'));
  const label = `Postings of ${drawer.term}, in the order of the documents`;
  const list = make('div', { class: 'ws-postings', role: 'group', 'aria-label': label }, ...cards);
  stepped(list, cards, 'ArrowLeft', 'ArrowRight');
  for (const [i, card] of cards.entries()) {
    const lit = () => light(drawer.documents[i], drawer.term);
    for (const on of ['focus', 'pointerenter', 'click']) card.addEventListener(on, lit);
  }
  return list;
}

// One stop for the Tab key; two arrow keys, Home and End go from node to node.
/** @type {(within: Element, nodes: HTMLElement[], back: string, on: string) => void} */
function stepped(within, nodes, back, on) {
  within.addEventListener('keydown', (event) => {
    const { key, target } = /** @type {KeyboardEvent} */ (event);
    const at = nodes.indexOf(/** @type {HTMLElement} */ (target));
    /** @type {Record<string, number>} */
    const goes = { [back]: at - 1, [on]: at + 1, Home: 0, End: nodes.length - 1 };
    const next = at < 0 ? undefined : nodes[goes[key]];
    if (!next) return;
    event.preventDefault();
    nodes[at].setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
}

// A pointer over a tray points at the posting that is nearest to it.
/** @type {(tray: Element, drawer: drawers.Drawer, nDocuments: number, light: Light) => void} */
function pointed(tray, { documents, term }, nDocuments, light) {
  if (!documents.length) return;
  const at = (/** @type {any} */ event) => {
    const { left, width } = tray.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * nDocuments;
    const far = (/** @type {number} */ place) => Math.abs(place + 0.5 - x);
    const nearest = documents.reduce((best, place) => (far(place) < far(best) ? place : best));
    light(nearest, term);
  };
  tray.addEventListener('pointermove', at);
  tray.addEventListener('pointerdown', at);
  tray.addEventListener('pointerleave', () => light(null));
}

/**
 * An open drawer: its front is a button that shows what its tray holds.
 * @type {(drawer: drawers.Drawer, cabinet: Cabinet, choose: (front: HTMLElement) => void) =>
 *   { item: HTMLElement, front: HTMLElement }}
 */
function openDrawer(drawer, { docIds, most, light }, choose) {
  const key = { 'data-key': `drawer ${drawer.term}`, 'aria-expanded': 'false' };
  const front = button({ class: 'ws-front', ...key }, choose, ...labelOf(drawer));
  front.addEventListener('focus', () => choose(front));
  const tray = trayOf(drawer, docIds.length, most);
  pointed(tray, drawer, docIds.length, light);
  return { item: drawerItem(drawer, [front, tray]), front };
}

/** @type {(drawer: drawers.Drawer) => HTMLElement} */
const shutDrawer = (drawer) =>
  drawerItem(drawer, [make('span', { class: 'ws-front' }, ...labelOf(drawer))]);

// All drawers, and between them how many stay closed. The one that weighs most
// in the query shows its postings.
/** @type {(cabinet: Cabinet, skipped: number) => HTMLElement} */
function cabinetOf(cabinet, skipped) {
  const list = make('ol', { class: 'ws-drawers', 'aria-label': 'Drawers, in alphabetical order' });
  /** @type {Map<HTMLElement, () => HTMLElement>} */
  const contents = new Map();
  const choose = (/** @type {HTMLElement} */ front) => {
    if (front.getAttribute('aria-expanded') === 'true') return;
    list.querySelector('.ws-postings')?.remove();
    for (const other of contents.keys())
      other.setAttribute('aria-expanded', String(other === front));
    front.closest('li')?.append(contents.get(front)?.() ?? '');
  };
  for (const drawer of cabinet.all) {
    list.append(...closedOnes(drawer.skipped));
    if (!drawer.documents.length) list.append(shutDrawer(drawer));
    else {
      const { item, front } = openDrawer(drawer, cabinet, choose);
      contents.set(front, () => postingsOf(drawer, cabinet));
      list.append(item);
    }
  }
  list.append(...closedOnes(skipped));
  const fronts = [...contents.keys()];
  stepped(list, fronts, 'ArrowUp', 'ArrowDown');
  const open = cabinet.all.filter(({ documents }) => documents.length);
  const weights = open.map((drawer) => drawer.query_weight);
  const first = weights.indexOf(Math.max(...weights));
  fronts.forEach((front, i) => front.setAttribute('tabindex', i === first ? '0' : '-1'));
  if (fronts.length) choose(fronts[first]);
  return list;
}
