const MOST_POSITIONS = 40; // drawn; the counts always speak of all

const grouped = (n) => n.toLocaleString('en-US');

function cell(value, most, won) {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
  const kind = value < 0 ? 'ws-below' : 'ws-above';
  return make('td', { class: `ws-heat ${kind}${won ? ' ws-won' : ''}`, style: `--ws-share:${(share * 62).toFixed(0)}%` }, value === 0 ? '0' : number(value, 1));
}

function heatMap(result, explained, pick) {
  const shown = result.tokens.slice(0, MOST_POSITIONS);
  const most = Math.max(0.1, ...result.rows.flatMap(({ values }) => values.slice(0, MOST_POSITIONS).map(Math.abs)));
  const heaviest = result.rows[0]?.weight ?? 0;
  const lines = result.rows.map((row) => {
    const name = row.own ? 'own' : 'grown';
    const button = make('button', { type: 'button', class: 'ws-pick', 'data-key': row.term, 'aria-pressed': String(row.term === explained), title: `where ${row.term} comes from` }, row.term);
    button.addEventListener('click', () => pick([row.term]));
    return make('tr', {}, make('th', { scope: 'row' }, button),
      make('td', { class: 'ws-weight' }, number(row.weight, 2), make('small', {}, ` ${name}`), bar(row.weight, heaviest, `weight ${number(row.weight, 2)}`)),
      ...row.values.slice(0, MOST_POSITIONS).map((value, position) => cell(value, most, position === row.winner)));
  });
  const head = make('tr', {}, ...['term', 'weight in the vector', ...shown].map((label) => make('th', { scope: 'col' }, label)));
  const caption = `The ${result.rows.length} heaviest terms, and what each position says of them`;
  return make('div', { class: 'ws-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    make('table', { class: 'ws-map' }, make('caption', {}, caption), make('thead', {}, head), make('tbody', {}, ...lines)));
}

const PROPOSES = {
  max: (best) => `The largest logit is at “${best.token}” (position ${best.position}); the maximum keeps it alone.`,
  sum: (best) => `All positions above 0 add up; the largest is “${best.token}” (position ${best.position}).`,
  cls: () => 'Only position 0, [CLS], is read; all others are thrown away.',
};

function origin({ term, weight, n_positions: n, candidates }, pooling) {
  const rows = candidates.map((c) => [String(c.position), c.token, number(c.logit, 2), number(c.weight, 3)]);
  const rest = n - candidates.length;
  return make('section', {},
    make('p', {}, make('b', {}, term), ` weighs ${number(weight, 3)}. ${PROPOSES[pooling](candidates[0])}`),
    table(`Who proposed ${term}`, ['position', 'token', 'logit', 'log(1 + ReLU)'], rows),
    ...(rest > 0 ? [make('small', {}, `and ${rest} more positions with smaller logits`)] : []));
}

const SAID = {
  logits: (r) => `${grouped(r.n_cells)} logits: ${r.tokens.length} positions by ${grouped(r.n_cells / r.tokens.length)} terms; ${grouped(r.n_positive)} are above 0.`,
  relu: (r) => `ReLU leaves ${grouped(r.n_positive)} of ${grouped(r.n_cells)} cells; all others are 0.`,
  log: (r) => `The logarithm presses large values together; still ${grouped(r.n_positive)} cells are above 0.`,
  pooled: (r) => `One vector: ${grouped(r.n_active)} of ${grouped(r.n_cells / r.tokens.length)} terms have a weight.`,
};

export default {
  render: explorer('splade', (result, body, { pick }) => {
    if (result.rows.length) body.append(heatMap(result, result.explained.term, pick));
    if (result.explained) body.append(origin(result.explained, result.pooling));
    const hidden = result.tokens.length - MOST_POSITIONS;
    if (hidden > 0) body.append(make('p', {}, `… and ${hidden} more positions, counted but not drawn`));
    const unseen = result.n_active - result.rows.length;
    if (unseen > 0) body.append(make('p', {}, `… and ${grouped(unseen)} more terms in the vector, each with a smaller weight`));
    return [result.note, SAID[result.step](result)].filter(Boolean).join(' ');
  }),
};
