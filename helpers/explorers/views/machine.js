// The machine that makes a SPLADE vector, drawn in its end state: a column per token, a row per term,
// a square per logit, and at the right the bars of the vector. machine_steps.js sets it in motion.

const MOST_COLUMNS = 40; // drawn; the counts always speak of all positions
const SMALLEST = 0.14; // of a square's full side: a value near 0 is still seen

/**
 * @typedef {import('../../../browser/src/generated/types').splade.SpladeResult} Made
 * @typedef {import('../../../browser/src/generated/types').splade.TermRow} Term
 * @typedef {{ node: HTMLElement, logit: number }} Square
 * @typedef {{ node: HTMLElement, from: HTMLElement | null }} Segment a piece of a bar, and the square
 *   that it comes from; null where that is not drawn
 * @typedef {{ node: HTMLElement, head: HTMLElement, bar: HTMLElement, squares: Square[], segments: Segment[],
 *   columns: number[] }} Line `columns` are those that made the weight, the largest first
 * @typedef {{ node: HTMLElement, heads: HTMLElement[], pillar: HTMLElement, lines: Line[],
 *   most: number }} Machine `most` is the logit of a square of full size
 */

/** @type {(logit: number, step: number) => number} what a logit has become at step 1, 2, 3 or 4 */
function valueAt(logit, step) {
  if (step === 1) return logit;
  return step === 2 ? Math.max(logit, 0) : Math.log1p(Math.max(logit, 0));
}

/** @type {(value: number, most: number) => number} the side of a square, whose area is the value */
function sideOf(value, most) {
  return value === 0 ? 0 : Math.max(SMALLEST, Math.min(1, Math.sqrt(Math.abs(value) / most)));
}

// The positions whose values are a term's weight: with the maximum one, with the sum several.
/** @type {(row: Term, pooling: string) => number[]} */
function partsOf({ logits, position }, pooling) {
  if (pooling !== 'sum') return [position];
  const above = [...logits.keys()].filter((at) => logits[at] > 0);
  return above.sort((a, b) => logits[b] - logits[a]);
}

// Of many positions, those that proposed a term, and the first ones.
/** @type {(rows: Term[], n: number) => number[]} */
function positionsOf(rows, n) {
  const drawn = new Set(rows.map(({ position }) => position));
  for (let at = 0; at < n && drawn.size < MOST_COLUMNS; at += 1) drawn.add(at);
  return [...drawn].sort((a, b) => a - b);
}

/** @type {(token: string, leftOut: number, column: number) => HTMLElement} */
function headOf(token, leftOut, column) {
  const special = /^\[.*\]$/.test(token) ? ' ws-machine-special' : '';
  /** @type {Attributes} */
  const gap = leftOut ? { title: `${counted(leftOut, 'position')} before it not drawn` } : {};
  const name = `ws-machine-token-head${special}${leftOut ? ' ws-machine-gap' : ''}`;
  return make('span', { class: name, style: `grid-column:${column + 2}`, ...gap }, token);
}

/** @type {(logit: number, isPart: boolean, column: number) => [HTMLElement, Square]} */
function squareOf(logit, isPart, column) {
  const kind = logit < 0 ? ' ws-machine-negative' : '';
  const node = make('i', { class: `ws-machine-square${kind}${isPart ? ' ws-machine-part' : ''}` });
  const cell = make('span', { class: 'ws-machine-cell', style: `grid-column:${column + 2}` }, node);
  return [cell, { node, logit }];
}

/** @type {(value: number, heaviest: number, from: HTMLElement | null) => Segment} */
function segmentOf(value, heaviest, from) {
  const style = `--ws-share:${(value / heaviest).toFixed(4)}`;
  return { node: make('i', { class: 'ws-machine-segment', style }), from };
}

// A bar: a piece per position that is drawn, and one for all that are not.
/** @type {(row: Term, parts: number[], squares: Map<number, Square>, heaviest: number) => Segment[]} */
function segmentsOf({ weight, logits }, parts, squares, heaviest) {
  const drawn = parts.filter((at) => squares.has(at));
  if (parts.length === 1) return [segmentOf(weight, heaviest, squares.get(parts[0])?.node ?? null)];
  const values = drawn.map((at) => valueAt(logits[at], 4));
  const rest = weight - values.reduce((sum, value) => sum + value, 0);
  const pieces = drawn.map((at, i) =>
    segmentOf(values[i], heaviest, squares.get(at)?.node ?? null),
  );
  return drawn.length < parts.length ? [...pieces, segmentOf(rest, heaviest, null)] : pieces;
}

// The line from the square that won to its bar, as far as the columns go.
/** @type {(column: number, n: number) => HTMLElement} */
function trackOf(column, n) {
  const style = `grid-column:${column + 2}/${n + 2};margin-left:calc(50%/${n - column})`;
  return make('span', { class: 'ws-machine-track', style });
}

/** @type {(row: Term) => HTMLElement} */
function termHead({ term, original, weight, proposed_by: by }) {
  const sign = original ? [] : [make('span', { 'aria-hidden': 'true' }, '+')];
  const origin = original ? '' : ', added by the model';
  const name = `${term}: weight ${number(weight, 2)}, proposed by ${by}${origin}`;
  const attributes = {
    type: 'button',
    class: 'ws-machine-term',
    'data-key': term,
    'aria-label': name,
  };
  return make('button', { ...attributes, tabindex: '-1' }, ...sign, term);
}

/** @type {(row: Term, n: number) => HTMLElement} a number, and who said it, of `n` positions */
function sumOf({ weight, proposed_by: by }, n) {
  const proposer = n > 1 ? `${by} +${n - 1}` : by;
  const shown = make('span', { class: 'ws-machine-number' }, number(weight, 2));
  return make(
    'span',
    { class: 'ws-machine-worth' },
    shown,
    make('span', { class: 'ws-machine-proposer' }, proposer),
  );
}

/** @type {(row: Term, positions: number[], pooling: string, heaviest: number) => Line} */
function lineOf(row, positions, pooling, heaviest) {
  const parts = partsOf(row, pooling);
  const drawn = positions.map((at, column) => squareOf(row.logits[at], parts.includes(at), column));
  const squares = new Map(positions.map((at, column) => [at, drawn[column][1]]));
  const segments = segmentsOf(row, parts, squares, heaviest);
  const columns = parts.map((at) => positions.indexOf(at)).filter((column) => column >= 0);
  const bar = make('span', { class: 'ws-machine-segments' }, ...segments.map(({ node }) => node));
  const label = sumOf(row, parts.length);
  const vector = make('span', { class: 'ws-machine-vec', 'aria-hidden': 'true' }, bar, label);
  const cells = drawn.map(([cell]) => cell);
  const head = termHead(row);
  const track = trackOf(columns[0], positions.length);
  const kind = row.original ? 'ws-own' : 'ws-grown';
  const node = make('div', { class: `ws-machine-made ${kind}` }, head, track, ...cells, vector);
  return { node, head, bar: vector, squares: [...squares.values()], segments, columns };
}

/** @type {(at: number) => number} the grid's line of a row: an account may open below each */
const lineAt = (at) => 2 * at + 2;

/** @type {(result: Made) => Machine} */
function machineOf({ rows, tokens, pooling }) {
  const positions = positionsOf(rows, tokens.length);
  const lines = rows.map((row) => lineOf(row, positions, pooling, rows[0].weight));
  const heads = positions.map((at, column) =>
    headOf(tokens[at], at - 1 - (column ? positions[column - 1] : -1), column),
  );
  const pillar = make('span', { class: 'ws-machine-pillar' });
  lines.forEach(({ node }, i) => (node.style.gridRow = String(lineAt(i))));
  const top = make('div', { class: 'ws-machine-token-heads', 'aria-hidden': 'true' }, ...heads);
  top.append(make('span', { class: 'ws-machine-vec' }, 'vector'));
  const style = `--ws-n:${positions.length}`;
  const body = [top, pillar, ...lines.map(({ node }) => node)];
  const node = make('div', { class: 'ws-machine-grid', style }, ...body);
  const most = Math.max(...rows.flatMap(({ logits }) => logits));
  return { node, heads, pillar, lines, most };
}

// A row under the pointer or in focus: its tokens light up, and a beam leads from the first to its bar.
/** @type {(machine: Machine, at: number) => void} at -1 none is lit */
function light({ heads, pillar, lines }, at) {
  const line = lines.at(at < 0 ? lines.length : at);
  lines.forEach(({ node }, i) => node.classList.toggle('ws-lit', i === at));
  heads.forEach((head, i) => head.classList.toggle('ws-lit', Boolean(line?.columns.includes(i))));
  pillar.classList.toggle('ws-lit', Boolean(line));
  if (!line) return;
  pillar.style.gridArea = `2 / ${line.columns[0] + 2} / ${lineAt(at) + 1} / auto`;
  pillar.classList.toggle('ws-grown', line.node.classList.contains('ws-grown'));
}
