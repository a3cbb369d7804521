// Two ranked lists side by side, and a line between the places of the same document in both.

/**
 * @import { compare } from '../../../browser/src/generated/types'
 * @typedef {{ name: string, other: string, kind: 'lexical' | 'splade', note: string }} Side
 * @typedef {{ opened: string | undefined, open: (docId: string) => void }} Reader
 */

const ROWS = 8; // that a list has room for, whatever is found

/** @type {() => SVGElement} */
function pennant() {
  const shape = svg('path', { d: 'M2 12V1M2 1.5h7L7.2 4 9 6.5H2', fill: 'currentColor' });
  return svg('svg', { viewBox: '0 0 10 13', class: 'ws-pennant', 'aria-hidden': 'true' }, shape);
}

/** @type {(hit: compare.Hit, other: string) => string} */
const elsewhere = ({ other }, name) => (other === null ? `not in ${name}` : `${name} ${other}`);

/** @type {(hit: compare.Hit, side: Side, reader: Reader) => HTMLElement} */
function row(hit, { kind, other }, { opened, open }) {
  const { doc_id: id, title, rank, grade, quick } = hit;
  const parts = [
    make('span', { class: 'ws-position' }, String(rank)),
    make('span', { class: 'ws-called' }, title),
    make('small', { class: 'ws-other' }, elsewhere(hit, other)),
  ];
  if (quick !== null) parts.push(make('small', {}, `quick ${quick}`));
  if (grade) parts.push(make('small', { class: 'ws-flagged' }, pennant(), 'wanted'));
  const expanded = String(id === opened);
  const key = { 'data-key': `${kind} ${id}`, 'aria-expanded': expanded, 'data-doc': id };
  const line = button({ class: 'ws-pick ws-found', title, ...key }, () => open(id), ...parts);
  const later = rank > ROWS ? 'ws-further' : '';
  return make('li', { 'data-place': `${kind} ${id}`, value: String(rank), class: later }, line);
}

/** @type {(side: Side, ranking: compare.Ranking, reader: Reader) => HTMLElement} */
function list(side, { hits }, reader) {
  const rows = hits.map((hit) => row(hit, side, reader));
  const hollow = () => make('li', { class: 'ws-vacant', 'aria-hidden': 'true' });
  const rest = Array.from({ length: Math.max(0, ROWS - hits.length) }, hollow);
  const nothing = make('p', { class: 'ws-nothing' }, 'finds nothing');
  const note = make('small', {}, side.note);
  return make(
    'section',
    { class: `ws-list ws-${side.kind}`, 'aria-label': side.name },
    named(make('span', {}, side.name), note),
    make('ol', {}, ...rows, ...rest),
    ...(hits.length ? [] : [nothing]),
  );
}

/** @type {(from: number, to: number) => string} */
function curve(from, to) {
  const [y, end] = [from + 0.5, to + 0.5];
  return `M0 ${y}C50 ${y} 50 ${end} 100 ${end}`;
}

/** @type {(left: compare.Hit[], right: compare.Hit[]) => Map<string, [number, number]>} by document */
function joined(left, right) {
  const at = new Map(right.map(({ doc_id }, i) => [doc_id, i]));
  /** @type {[string, [number, number]][]} */
  const both = left.flatMap(({ doc_id }, i) => {
    const there = at.get(doc_id);
    return there === undefined ? [] : [[doc_id, [i, there]]];
  });
  return new Map(both);
}

// A line from BM25's colour to SPLADE's, and one for a wanted document, heavier.
/** @type {(ends: Map<string, [number, number]>, wanted: Set<string>, rows: number) => SVGElement} */
function lines(ends, wanted, rows) {
  const across = { gradientUnits: 'userSpaceOnUse', x1: '0', x2: '100', y1: '0', y2: '0' };
  const stops = ['lexical', 'splade'].map((kind, i) =>
    svg('stop', { class: `ws-stop-${kind}`, offset: String(i) }),
  );
  const blend = svg('linearGradient', { id: 'ws-blend', ...across }, ...stops);
  const paths = [...ends].map(([id, [from, to]]) => {
    const kind = wanted.has(id) ? 'ws-slope ws-heavy' : 'ws-slope';
    return svg('path', { d: curve(from, to), class: kind, 'data-doc': id });
  });
  const frame = { viewBox: `0 0 100 ${rows}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  const all = svg('svg', { class: 'ws-slopes', ...frame }, blend, ...paths);
  all.style.setProperty('--ws-rows', String(rows));
  return all;
}

// A document's row here, its row there and the line between them light up together.
/** @type {(lists: HTMLElement) => void} */
function lightUp(lists) {
  const marked = /** @type {SVGElement[]} */ ([...lists.querySelectorAll('[data-doc]')]);
  const light = (/** @type {Event} */ { target }) => {
    const near = /** @type {Element} */ (target).closest?.('[data-doc]');
    const id = near?.getAttribute('data-doc');
    for (const node of marked) node.classList.toggle('ws-lit', node.dataset.doc === id);
  };
  for (const kind of ['pointerover', 'focusin']) lists.addEventListener(kind, light);
  lists.addEventListener('pointerleave', light);
}

// Lines go from where they were to where they are.
/** @type {(lists: Element, before: Map<string, [number, number]>) => void} */
function glideLines(lists, before) {
  for (const node of lists.querySelectorAll('.ws-slope')) {
    const was = before.get(node.getAttribute('data-doc') ?? '');
    if (was) glide(node, { d: `path("${curve(...was)}")` });
    else glide(node, { strokeOpacity: 0 }, 400, 300); // its opacity would have it drawn coarsely
  }
}
