const MOST_TOKENS = 400; // drawn; the counts always speak of all

function chip(token) {
  const id = token.id === null ? '' : `id ${token.id} · `;
  const where = `${id}${token.start}–${token.end}`;
  const attributes = { class: token.shared ? 'ws-token ws-shared' : 'ws-token' };
  return make('span', attributes, make('b', {}, token.term), make('small', {}, where), ...(token.shared ? [make('i', {}, 'shared')] : []));
}

// The pieces of one word stand in one box.
function boxes(tokens) {
  const made = [];
  let word = null;
  for (const token of tokens) {
    if (token.word !== word) made.push(make('li', { class: `ws-word ws-hue-${token.word % 6}` }));
    word = token.word;
    made.at(-1).append(chip(token));
  }
  return made;
}

function drawSide(side) {
  const hidden = side.tokens.length - MOST_TOKENS;
  const counts = `${side.tokens.length} tokens from ${side.n_words} words, ${side.n_characters} characters`;
  return make('section', {},
    make('h4', {}, side.label, make('small', {}, ` ${counts}`)),
    make('ul', { class: 'ws-tokens', 'aria-label': `Tokens of: ${side.label}` }, ...boxes(side.tokens.slice(0, MOST_TOKENS))),
    ...(hidden > 0 ? [make('p', {}, `… and ${hidden} more`)] : []));
}

export default {
  render: explorer('tokens', (result, body) => {
    body.append(...result.sides.filter((side, i) => i === 0 || side.text.trim()).map(drawSide));
    if (result.note) return result.note;
    if (!result.sides[1].text.trim()) return `${result.sides[0].tokens.length} tokens.`;
    return result.shared.length ? `Shared by both: ${result.shared.join(', ')}.` : 'The two texts share no token.';
  }),
};
