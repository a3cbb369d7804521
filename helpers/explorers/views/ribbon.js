// The ribbon of a term that a query and a document share: as wide as its product, each end with the
// weight there. One that the reader cuts goes hollow and falls slack.

/**
 * @import { bridge } from '../../../browser/src/generated/types'
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ was: Set<string>, score: number }} Earlier what was cut before this drawing, and the
 *   score then
 * @typedef {{ width: number, place: string, earlier: Earlier,
 *   cut: (term: string) => void }} Built `place` is where the document is ranked
 */

const [LEFT, RIGHT, SAG] = [152, 200, 44]; // px: the two sides' room, and how far a slack one hangs
const [PER_UNIT, WIDEST, THIN] = [11, 36, 3]; // px: a product of 1, at most, drawn as a line

/** @type {Record<string, string>} */
const BROUGHT = {
  both: 'both texts have it',
  query: 'the query grew it',
  document: 'the document grew it',
  neither: 'both grew it',
};

/** @type {(part: bridge.Part) => string} */
function broughtBy({ in_query: inQuery, in_document: inDocument }) {
  if (inQuery) return inDocument ? 'both' : 'document';
  return inDocument ? 'query' : 'neither';
}

/** @type {(parts: bridge.Part[]) => number} px for a product of 1 */
const scaleOf = (parts) =>
  Math.min(PER_UNIT, WIDEST / Math.max(1e-9, ...parts.map(({ score }) => score)));

// Two edges, a width apart, and of a thin one its middle alone; a slack one hangs.
/** @type {(from: Point, to: Point, width: number, sag: number) => string} */
function ribbonShape(from, to, width, sag) {
  const [middle, half] = [(from.x + to.x) / 2, width / 2];
  const edge = (/** @type {Point} */ a, /** @type {Point} */ b, /** @type {number} */ side) => {
    const [y, end] = [a.y + side, b.y + side];
    return `${a.x} ${y}C${middle} ${y + sag} ${middle} ${end + sag} ${b.x} ${end}`;
  };
  if (width < THIN) return `M${edge(from, to, 0)}`;
  return `M${edge(from, to, -half)}L${edge(to, from, half)}Z`;
}

// The end state first; then, frame by frame, from what was before.
/** @type {(draw: (share: number) => void, slack: boolean) => void} */
function swing(draw, slack) {
  draw(1);
  if (still()) return;
  const start = performance.now();
  const step = (/** @type {number} */ now) => {
    const t = Math.min(1, Math.max(0, now - start) / (slack ? 900 : 450));
    const falls = 1 - Math.exp(-5 * t) * Math.cos(8 * t);
    draw(t === 1 ? 1 : slack ? falls : 1 - (1 - t) ** 3);
    if (t < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/** @type {(x: number, y: number, text: string, of?: Attributes) => SVGElement} */
const label = (x, y, text, of = {}) =>
  svg('text', { x: String(x), y: String(y + 4.5), ...of }, text);

/** @type {(term: string) => string} */
const shortened = (term) => (term.length > 16 ? `${term.slice(0, 15)}…` : term);

// A term and its weight at its end of a ribbon: bold where the text itself has it, else with a plus.
/** @type {(end: Point, term: string, weight: number, own: boolean) => SVGElement[]} */
function endOf({ x, y }, term, weight, own) {
  const left = x <= LEFT;
  const [way, anchor] = left ? [-1, 'end'] : [1, 'start'];
  const whose = { class: own ? 'ws-own' : 'ws-grew', 'text-anchor': anchor };
  const cap = { x: String(left ? x - 4 : x), y: String(y - 7), width: '4', height: '14' };
  return [
    svg('rect', { ...cap, class: own ? 'ws-own' : 'ws-grew' }),
    label(x + 10 * way, y, number(weight, 2), { 'text-anchor': anchor }),
    label(x + 44 * way, y, `${own ? '' : '+'}${shortened(term)}`, whose),
  ];
}

/** @type {(part: bridge.Part) => string} */
function saidOf(part) {
  const { term, query_weight: q, document_weight: d, score } = part;
  const product = `${number(q, 2)} in the query times ${number(d, 2)} in the document`;
  return `cut ${term}: ${product} is ${number(score, 2)}, ${BROUGHT[broughtBy(part)]}`;
}

/** @type {(node: Element, act: () => void) => void} */
function press(node, act) {
  node.addEventListener('click', act);
  node.addEventListener('keydown', (event) => {
    const { key } = /** @type {KeyboardEvent} */ (event);
    if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    act();
  });
}

/** @type {(part: bridge.Part, from: Point, to: Point, wide: number, built: Built) => SVGElement} */
function ribbon(part, from, to, wide, { width, earlier, cut }) {
  const { term, score, cut: isCut } = part;
  const [band, reach] = ['ws-band', 'ws-reach'].map((name) => svg('path', { class: name }));
  const draw = (/** @type {number} */ sag) => {
    for (const path of [band, reach]) path.setAttribute('d', ribbonShape(from, to, wide, sag));
  };
  draw(isCut ? SAG : 0);
  if (isCut !== earlier.was.has(term)) {
    swing((share) => draw(SAG * (isCut ? share : 1 - share)), isCut);
  }
  const made = svg(
    'g',
    {
      class: `ws-ribbon ws-by-${broughtBy(part)}${isCut ? ' ws-cut' : ''}${wide < THIN ? ' ws-thin' : ''}`,
      style: `--ws-wide:${Math.max(1, wide).toFixed(2)}px`,
      ...{ role: 'button', tabindex: '0', 'aria-pressed': String(isCut) },
      'data-key': `ribbon ${term}`,
      ...{ 'data-terms': term, 'data-width': wide.toFixed(3) },
    },
    svg('title', {}, saidOf(part)),
    reach,
    band,
    ...endOf(from, term, part.query_weight, part.in_query),
    ...endOf(to, term, part.document_weight, part.in_document),
    label(width, to.y, number(score, 2), { class: 'ws-adds', 'text-anchor': 'end' }),
  );
  press(made, () => cut(term));
  return made;
}
