// A match as a bridge: the query's terms left, the document's right, their ribbons between; below
// them the heaviest terms that lead nowhere. Where there is no room for that, a row for each term.

/**
 * @import { bridge as types } from '../../../browser/src/generated/types'
 * @typedef {{ term: string, thick: number, weight: number }} Planted a term on one side
 */

const [NARROW, MOST_RIBBONS] = [480, 16]; // px of width; ribbons
const [HEAD, LINE, COARSE] = [26, 25, 44]; // px: a side's heading, a term, a term under a finger

/** @type {(planted: Planted[]) => { at: Map<string, number>, end: number }} by term its height */
function heights(planted) {
  const line = matchMedia('(pointer: coarse)').matches ? COARSE : LINE;
  const at = new Map();
  let end = HEAD;
  for (const { term, thick } of planted.sort((a, b) => b.weight - a.weight)) {
    const room = Math.max(line, thick + 7);
    at.set(term, end + room / 2);
    end += room;
  }
  return { at, end };
}

/** @type {(ends: types.Loose[], all: number, x: number, top: number, said: string) => SVGElement[]} */
function looseEnds(ends, all, x, top, said) {
  if (!ends.length) return [];
  const [way, anchor] = x <= LEFT ? [1, 'end'] : [-1, 'start'];
  const note = { class: 'ws-note', 'text-anchor': anchor };
  const nodes = ends.flatMap(({ term, weight, original }, i) => {
    const y = top + (i + 1.1) * 21;
    const stub = svg('path', { class: 'ws-stub', d: `M${x} ${y}h${26 * way}` });
    const [cx, cy, r] = [String(x + 29 * way), String(y), '3'];
    return [
      stub,
      svg('circle', { class: 'ws-stub', cx, cy, r }),
      ...endOf({ x, y }, term, weight, original),
    ];
  });
  const rest = all - ends.length;
  const more = rest
    ? [label(x - 10 * way, top + (ends.length + 1.1) * 21, `and ${grouped(rest)} more`, note)]
    : [];
  return [label(x - 10 * way, top, said, note), ...nodes, ...more];
}

// The score runs from what it was to what it is.
/** @type {(x: number, y: number, was: number, now: number) => SVGElement[]} */
function scoreLine(x, y, was, now) {
  const total = label(x, y + 13, '', { class: 'ws-total', 'text-anchor': 'end' });
  swing((share) => (total.textContent = `score ${number(was + (now - was) * share, 2)}`), false);
  return [svg('path', { class: 'ws-rule', d: `M${x - 62} ${y}h62` }), total];
}

/** @type {(width: number) => SVGElement[]} */
function sideNames(width) {
  const end = { class: 'ws-note', 'text-anchor': 'end' };
  return [
    label(LEFT - 10, 8, 'in the query', end),
    label(width - RIGHT + 10, 8, 'in the document', { class: 'ws-note' }),
    label(width, 8, 'product', end),
  ];
}

/** @type {(parts: types.Part[], built: Built) => { end: number, ribbons: SVGElement[] }} */
function ribbonsOf(parts, built) {
  const scale = scaleOf(parts);
  const thick = (/** @type {types.Part} */ { score }) => score * scale;
  const plant = (/** @type {'query_weight' | 'document_weight'} */ side) =>
    heights(parts.map((p) => ({ term: p.term, thick: thick(p), weight: p[side] })));
  const [left, right] = [plant('query_weight'), plant('document_weight')];
  const ribbons = parts.map((part) => {
    const from = { x: LEFT, y: left.at.get(part.term) ?? 0 };
    const to = { x: built.width - RIGHT, y: right.at.get(part.term) ?? 0 };
    return ribbon(part, from, to, thick(part), built);
  });
  return { end: Math.max(left.end, right.end), ribbons };
}

/** @type {(explained: types.Bridge, parts: types.Part[], built: Built) => SVGElement} */
function spanned(explained, parts, built) {
  const { width, earlier } = built;
  const { end, ribbons } = ribbonsOf(parts, built);
  const { score, query_loose: q, document_loose: d, ...all } = explained;
  const top = end + 34;
  const bottom = top + (Math.max(q.length, d.length) + 1.7) * 21;
  const name = { role: 'group', 'aria-label': 'bridge from the query to the document' };
  return svg(
    'svg',
    { class: 'ws-span', viewBox: `0 0 ${width} ${bottom}`, ...name },
    ...sideNames(width),
    ...ribbons,
    ...scoreLine(width, end, earlier.score, score),
    ...looseEnds(q, all.n_query_loose, LEFT, top, 'not in the document'),
    ...looseEnds(d, all.n_document_loose, width - RIGHT, top, 'not in the query'),
  );
}

/** @type {(part: types.Part, most: number, cut: (term: string) => void) => HTMLElement} */
function plank(part, most, cut) {
  const { term, score, in_query: inQuery, in_document: inDocument, cut: isCut } = part;
  const end = (/** @type {number} */ weight, /** @type {boolean} */ own) =>
    make('span', { class: own ? 'ws-own' : 'ws-grew' }, `${own ? '' : '+'}${number(weight, 2)}`);
  const wide = `--ws-width:${(100 * score) / most}%`;
  const key = { 'data-key': `ribbon ${term}`, 'aria-pressed': String(isCut), 'data-terms': term };
  const kind = `ws-plank ws-by-${broughtBy(part)}${isCut ? ' ws-cut' : ''}`;
  const line = button(
    { class: kind, title: saidOf(part), ...key },
    () => cut(term),
    make('b', {}, shortened(term)),
    make('span', {}, end(part.query_weight, inQuery), ' × ', end(part.document_weight, inDocument)),
    make('span', { class: 'ws-adds' }, number(score, 2)),
    make('i', { class: 'ws-beam', style: wide }),
  );
  return make('li', {}, line);
}

/** @type {(parts: types.Part[]) => HTMLElement} who brought how much: together, the score */
function broughtSums(parts) {
  const items = Object.keys(BROUGHT).flatMap((who) => {
    const of = parts.filter((part) => broughtBy(part) === who);
    const sum = of.reduce((total, { score, cut }) => total + (cut ? 0 : score), 0);
    if (!of.length) return [];
    const swatch = svg('path', { class: 'ws-band', d: 'M1 2.5h24v8H1Z' });
    const box = svg('svg', { viewBox: '0 0 26 13', 'aria-hidden': 'true' }, swatch);
    const value = make('b', {}, number(sum, 2));
    return [make('li', { class: `ws-by-${who}` }, box, `${BROUGHT[who]} `, value)];
  });
  return make('ul', { class: 'ws-brought' }, ...items);
}

/** @type {(explained: types.Bridge, built: Built) => Node[]} */
function bridgeOf(explained, built) {
  const { parts, title } = explained;
  const caption = make('h3', {}, `${title}: ${built.place}`);
  if (!parts.length) {
    const nothing = 'It has no term in common with the query: no bridge, and a score of 0.';
    return [caption, make('p', {}, nothing)];
  }
  const [shown, rest] = [parts.slice(0, MOST_RIBBONS), parts.slice(MOST_RIBBONS)];
  const most = Math.max(...shown.map(({ score }) => score));
  const planks = () => shown.map((part) => plank(part, most, built.cut));
  const picture =
    built.width < NARROW
      ? make('ol', { class: 'ws-planks' }, ...planks())
      : spanned(explained, shown, built);
  const sum = rest.reduce((total, { score, cut }) => total + (cut ? 0 : score), 0);
  const more = `${counted(rest.length, 'smaller ribbon')}, not drawn: ${number(sum, 2)} together.`;
  const hint = 'Click a ribbon to cut it: its product leaves the score. Click again to mend it.';
  return [
    caption,
    broughtSums(parts),
    picture,
    ...(rest.length ? [make('p', { class: 'ws-hint' }, more)] : []),
    make('p', { class: 'ws-hint' }, hint),
  ];
}
