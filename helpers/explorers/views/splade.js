/** @import { splade } from '../../../browser/src/generated/types' */

const MOST_POSITIONS = 40; // drawn; the counts always speak of all

/** @type {(value: number, most: number, won: boolean) => HTMLElement} */
function cell(value, most, won) {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
  const kind = value < 0 ? 'ws-below' : 'ws-above';
  const style = `--ws-share:${(share * 62).toFixed(0)}%`;
  const rounded = number(value, Math.abs(value) < 0.95 ? 2 : 1);
  const shown = Number(rounded) === 0 ? '0' : rounded;
  return make('td', { class: `ws-heat ${kind}${won ? ' ws-won' : ''}`, style }, shown);
}

/** @type {(row: splade.TermRow, isExplained: boolean, pick: Act['pick']) => HTMLElement} */
function termButton({ term }, isExplained, pick) {
  const pressed = String(isExplained);
  const title = `where ${term} comes from`;
  return button({ 'data-key': term, 'aria-pressed': pressed, title }, () => pick([term]), term);
}

/** @type {(row: splade.TermRow, heaviest: number) => HTMLElement} */
function weightCell({ weight, original }, heaviest) {
  const shown = number(weight, 2);
  const whose = make('small', {}, original ? ' original' : ' expansion');
  return make('td', { class: 'ws-weight' }, shown, whose, bar(weight, heaviest, `weight ${shown}`));
}

// Who proposed a term, in words: what the outlined cell of its row says, without the colours.
/** @type {(row: splade.TermRow, tokens: string[]) => HTMLElement} */
const proposer = ({ winner }, tokens) => make('td', { class: 'ws-proposer' }, tokens[winner]);

/** @type {(result: splade.SpladeResult, explained: string, pick: Act['pick']) => HTMLElement} */
function heatMap({ rows, tokens }, explained, pick) {
  const values = rows.map((row) => row.values.slice(0, MOST_POSITIONS));
  const most = Math.max(0.1, ...values.flat().map(Math.abs));
  const lines = rows.map((row, i) => {
    const head = termButton(row, row.term === explained, pick);
    const cells = values[i].map((value, position) => cell(value, most, position === row.winner));
    const term = make('th', { scope: 'row' }, head);
    const first = [term, weightCell(row, rows[0].weight), proposer(row, tokens)];
    return make('tr', {}, ...first, ...cells);
  });
  const names = ['term', 'weight', 'proposed by', ...tokens.slice(0, MOST_POSITIONS)];
  const caption = `The ${rows.length} heaviest terms, and what each position says of them`;
  return tableOf(caption, names, lines, { class: 'ws-map' });
}

/** @type {Record<string, (best: splade.Proposed) => string>} */
const PROPOSES = {
  max: ({ token, position }) =>
    `The largest logit is at “${token}” (position ${position}); the maximum keeps it alone.`,
  sum: ({ token, position }) =>
    `All positions above 0 add up; the largest is “${token}” (position ${position}).`,
  cls: () => 'Only position 0, [CLS], is read; all others are thrown away.',
};

/** @type {(explained: splade.Attribution, pooling: string) => HTMLElement} */
function origin({ term, weight, n_positions: n, candidates }, pooling) {
  const rows = candidates.map(({ position, token, logit, weight: share }) => {
    return [position, token, number(logit, 2), number(share, 3)];
  });
  const rest = n - candidates.length;
  const proposed = ` weighs ${number(weight, 3)}. ${PROPOSES[pooling](candidates[0])}`;
  const head = ['position', 'token', 'logit', 'log(1 + ReLU)'];
  return make(
    'section',
    {},
    make('p', {}, make('b', {}, term), proposed),
    table(`Who proposed ${term}`, head, rows),
    ...(rest > 0 ? [make('small', {}, `and ${rest} more positions with smaller logits`)] : []),
  );
}

/** @type {(result: splade.SpladeResult) => number} */
const nTerms = ({ n_cells, tokens }) => n_cells / tokens.length;

/** @type {Record<string, (result: splade.SpladeResult) => string>} */
const SAID = {
  logits: (r) =>
    `${grouped(r.n_cells)} logits: ${r.tokens.length} positions by ${grouped(nTerms(r))} terms; ${grouped(r.n_positive)} are above 0.`,
  relu: (r) =>
    `ReLU leaves ${grouped(r.n_positive)} of ${grouped(r.n_cells)} cells; all others are 0.`,
  log: (r) =>
    `The logarithm presses large values together; still ${grouped(r.n_positive)} cells are above 0.`,
  pooled: (r) => `One vector: ${grouped(r.n_active)} of ${grouped(nTerms(r))} terms have a weight.`,
};

export default {
  render: explorer('splade', (/** @type {splade.SpladeResult} */ result, body, { pick }) => {
    const { explained, rows, tokens } = result;
    if (explained) {
      body.append(heatMap(result, explained.term, pick), origin(explained, result.pooling));
    }
    const say = (/** @type {string} */ sentence) => body.append(make('p', {}, sentence));
    const hidden = tokens.length - MOST_POSITIONS;
    if (hidden > 0) say(`… and ${hidden} more positions, counted but not drawn`);
    const unseen = result.n_active - rows.length;
    if (unseen > 0) {
      say(`… and ${grouped(unseen)} more terms in the vector, each with a smaller weight`);
    }
    return [result.note, unread(tokens), SAID[result.step](result)].filter(Boolean).join(' ');
  }),
};
