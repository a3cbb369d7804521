// What each document collected from the drawers: a bar cut into what each posting added.

/** @typedef {inverted_index.InvertedIndexResult} Result */

const TOP = 8; // hits that are listed; wanted documents are listed wherever they are
const LETTER = 0.019; // of the longest bar: a part has its name in it where that fits

const flag = () =>
  svg(
    'svg',
    { class: 'ws-flag', viewBox: '0 0 10 12', 'aria-hidden': 'true' },
    svg('path', { d: 'M1.5 0v12M1.5 1h7.5l-2.4 2.7 2.4 2.8h-7.5' }),
  );

/** @type {(share: Share, place: number, most: number) => HTMLElement} */
function part({ drawer, score }, place, most) {
  const [width, name] = [Math.max(0, score) / most, nameOf(drawer)];
  const style = `--ws-width:${number(100 * width, 2)}%`;
  const key = { 'data-share': `${place} ${drawer.term}` };
  const about = { class: `ws-share ${markOf(drawer.original)}`, title: name, style };
  return make('span', { ...about, ...key }, width > LETTER * name.length ? name : '');
}

/** @type {(hit: inverted_index.Touched, shares: Share[], most: number) => HTMLElement} */
function stack({ place, rank, score }, shares, most) {
  if (rank === null) return make('span', { class: 'ws-stack ws-empty' }, 'no open drawer names it');
  const rest = score - shares.reduce((sum, share) => sum + share.score, 0);
  const style = `--ws-width:${number((100 * rest) / most, 2)}%`;
  const others = rest > 0.001 ? [make('span', { class: 'ws-share', style })] : [];
  const parts = shares.map((share) => part(share, place, most));
  return make('span', { class: 'ws-stack', 'aria-hidden': 'true' }, ...parts, ...others);
}

/** @type {(hit: inverted_index.Touched, shares: Share[], most: number) => Node[]} */
function rowOf(hit, shares, most) {
  const { doc_id, rank, title, score, wanted } = hit;
  const mark = wanted ? [make('span', { class: 'ws-wanted' }, flag(), ' wanted')] : [];
  return [
    make('span', { class: 'ws-rank' }, rank === null ? '–' : String(rank)),
    make('span', { class: 'ws-title' }, title, make('small', {}, ` ${doc_id} `), ...mark),
    make('span', { class: 'ws-total' }, number(score, 2)),
    stack(hit, shares, most),
  ];
}

/** @type {(result: Result) => inverted_index.Touched[]} */
const listed = ({ ranking, missed }) => [
  ...ranking.filter(({ rank, wanted }) => wanted || Number(rank) <= TOP),
  ...missed,
];

/** @type {(hit: inverted_index.Touched, shares: Share[]) => string} a row, to be read out */
function spoken({ rank, title, score, wanted }, shares) {
  const parts = shares.map((share) => `${nameOf(share.drawer)} ${number(share.score, 2)}`);
  const place = rank === null ? 'not found' : `rank ${rank}`;
  const sum = shares.length ? `${number(score, 2)}: ${parts.join(', ')}` : '0';
  return `${place}, ${title}${wanted ? ', wanted' : ''}, ${sum}`;
}

/**
 * @typedef {{ most: number, sharesIn: (place: number) => Share[] }} Scores the best score, and what
 *   each document collected
 * @type {(hit: inverted_index.Touched, scores: Scores, light: Light) => HTMLElement}
 */
function sumLine(hit, { most, sharesIn }, light) {
  const { place } = hit;
  const shares = sharesIn(place);
  const keys = { 'data-place-of': String(place), 'data-key': `sum ${place}`, tabindex: '-1' };
  const role = { role: 'group', 'aria-label': spoken(hit, shares) };
  const line = make('div', { class: 'ws-sum', ...keys, ...role }, ...rowOf(hit, shares, most));
  for (const on of ['focus', 'pointerenter']) line.addEventListener(on, () => light(place));
  line.addEventListener('pointermove', ({ target }) => {
    const over = /** @type {HTMLElement} */ (target).dataset.share;
    if (over) light(place, over.slice(over.indexOf(' ') + 1));
  });
  for (const off of ['blur', 'pointerleave']) line.addEventListener(off, () => light(null));
  return line;
}

/** @type {(result: Result, scores: Scores, light: Light) => HTMLElement} */
function rankingOf(result, scores, light) {
  const lines = listed(result).map((hit) => sumLine(hit, scores, light));
  lines.at(0)?.setAttribute('tabindex', '0');
  const items = lines.map((line) => make('li', {}, line));
  const list = card('What each document collected', 'ol', { class: 'ws-sums' }, items);
  stepped(list, lines, 'ArrowUp', 'ArrowDown');
  return list;
}
