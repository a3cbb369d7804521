/** @import { splade } from '../../../browser/src/generated/types' */

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
    { class: 'ws-origin' },
    make('p', {}, make('b', {}, term), proposed),
    table(`Who proposed ${term}`, head, rows),
    ...(rest > 0 ? [make('small', {}, `and ${rest} more positions with smaller logits`)] : []),
  );
}

export default {
  render: explorer('splade', (/** @type {splade.SpladeResult} */ result, body, { pick }) => {
    const { explained, rows, tokens, pooling } = result;
    if (rows.length) {
      const chosen = explained && { term: explained.term, account: origin(explained, pooling) };
      machineIn(body, result, chosen, (term) => pick(term === chosen?.term ? [] : [term]));
    }
    return [result.note, unread(tokens), vectorSaid(result)].filter(Boolean).join(' ');
  }),
};
