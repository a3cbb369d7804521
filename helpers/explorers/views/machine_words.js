// The machine in words: what its steps did, and its picture for those who do not see it.

/** @type {Record<string, [string, (result: Made) => string]>} what the last step is called and does */
const POOLED = {
  max: [
    'max',
    ({ n_positive: n, n_active: left }) =>
      `Each term keeps its largest value, and that alone: of the ${grouped(n)} values, ${grouped(left)} are left, one per term. They are the vector.`,
  ],
  sum: [
    'sum',
    ({ n_positive: n, n_active: left }) =>
      `Each term adds up its values: out of ${counted(n, 'value')} come ${counted(left, 'weight')}. They are the vector.`,
  ],
  cls: [
    '[CLS]',
    ({ n_positive: n, n_active: left }) =>
      `Only what [CLS] says is kept: of the ${grouped(n)} values, ${grouped(left)} are left. All others are thrown away.`,
  ],
};

/** @type {(result: Made) => string} */
function vectorSaid({ n_active, n_cells, tokens }) {
  return `One vector: ${grouped(n_active)} of ${grouped(n_cells / tokens.length)} terms have a weight.`;
}

/** @type {(result: Made) => string} */
function logitsSaid({ n_cells: n, n_active, tokens, rows }) {
  const shown =
    n_active > rows.length
      ? `the ${rows.length} terms that will weigh most`
      : 'the terms that will have a weight';
  const each = `the model scores each of its ${grouped(n / tokens.length)} terms`;
  return `At each of the ${counted(tokens.length, 'position')}, ${each}: ${grouped(n)} logits. Here are ${shown}.`;
}

/** @type {(result: Made) => string} */
function logSaid({ rows }) {
  const logits = rows.map(({ logits: all, position }) => all[position]);
  const pressed = [...new Set([Math.max(...logits), Math.min(...logits)])];
  const shown = pressed.map((v) => `${number(v, 2)} becomes ${number(valueAt(v, 3), 2)}`);
  return `log(1 + x) presses large values together, so that no term outshouts the rest: ${shown.join(', ')}.`;
}

/** @type {(result: Made, step: number) => string} */
function saidOf(result, step) {
  const { n_cells: n, n_positive: left } = result;
  if (step === 1) return logitsSaid(result);
  if (step === 2)
    return `ReLU takes away whatever is below zero. What is left: ${grouped(left)} of ${grouped(n)}.`;
  return step === 3 ? logSaid(result) : POOLED[result.pooling][1](result);
}

// What the picture shows, for those who do not see it or its colours.
/** @type {(rows: Term[]) => HTMLElement} */
function inWords(rows) {
  const lines = rows.map(({ term, weight, proposed_by: by, original }) => {
    return [term, number(weight, 3), by, original ? 'the text' : 'the model'];
  });
  const head = ['term', 'weight', 'proposed by', 'comes from'];
  const caption = `The ${counted(rows.length, 'heaviest term')}`;
  return make('details', {}, make('summary', {}, 'As a table'), table(caption, head, lines));
}

/** @type {(result: Made) => string} what is counted and not drawn */
function notDrawn({ tokens, rows, n_active }) {
  const [hidden, unseen] = [tokens.length - MOST_COLUMNS, n_active - rows.length];
  const columns = hidden > 0 ? [counted(hidden, 'more position')] : [];
  const terms = unseen > 0 ? [`${counted(unseen, 'more term')} of smaller weight`] : [];
  const parts = [...columns, ...terms];
  return parts.length ? `Counted but not drawn: ${parts.join(' and ')}.` : '';
}
