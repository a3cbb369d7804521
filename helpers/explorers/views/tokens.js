/** @import { tokens } from '../../../browser/src/generated/types' */

const MOST_TOKENS = 400; // drawn; the counts always speak of all

/** @type {(token: tokens.ShownToken) => HTMLElement} */
function chip({ term, start, end, id, shared }) {
  const where = `characters ${start} to ${end}`;
  const small = make('small', { title: where }, id === null ? `${start}–${end}` : `id ${id}`);
  const parts = [make('b', {}, term), small];
  if (shared) parts.push(make('i', {}, 'shared'));
  return make('span', { class: shared ? 'ws-token ws-shared' : 'ws-token' }, ...parts);
}

// The pieces of one word stand in one box.
/** @type {(shown: tokens.ShownToken[]) => HTMLElement[]} */
function boxes(shown) {
  /** @type {Map<number, HTMLElement>} */
  const made = new Map();
  for (const token of shown) {
    const box = made.get(token.word) ?? make('li', { class: `ws-word ws-hue-${token.word % 6}` });
    box.append(chip(token));
    made.set(token.word, box);
  }
  return [...made.values()];
}

/** @type {(side: tokens.Side) => HTMLElement} */
function drawSide({ label, tokens: all, n_words, n_characters }) {
  const hidden = all.length - MOST_TOKENS;
  const counts = [
    counted(all.length, 'token'),
    `from ${counted(n_words, 'word')},`,
    counted(n_characters, 'character'),
  ].join(' ');
  const list = { class: 'ws-tokens', 'aria-label': `Tokens of: ${label}` };
  const side = make(
    'section',
    {},
    named(label, make('small', {}, ` ${counts}`)),
    make('ul', list, ...boxes(all.slice(0, MOST_TOKENS))),
  );
  if (hidden > 0) side.append(make('p', {}, `… and ${hidden} more`));
  return side;
}

export default {
  render: explorer('tokens', (/** @type {tokens.TokensResult} */ { sides, shared, note }, body) => {
    const [first, second] = sides;
    const two = Boolean(second.text.trim());
    body.append(...(two ? sides : [first]).map(drawSide));
    if (note) return note;
    if (!two) return `${counted(first.tokens.length, 'token')}.`;
    if (!shared.length) return 'The two texts share no token.';
    return `Shared by both: ${shared.join(', ')}.`;
  }),
};
