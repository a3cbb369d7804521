/**
 * @import { masking } from '../../../browser/src/generated/types'
 * @typedef {{ term: string, value: number }} Entry
 */

/** @type {(title: string, measure: string, entries: Entry[]) => HTMLElement} */
function proposals(title, measure, entries) {
  const items = entries.map(({ term, value }) => {
    const shown = make('small', {}, number(value));
    return make('li', {}, `${term} `, shown, bar(value, 1, `${measure} ${number(value)}`));
  });
  return card(title, 'ul', { class: 'ws-plain' }, items, 'no vector for this token');
}

/** @type {(place: masking.HiddenPlace) => HTMLElement} */
function drawPlace({ token, rank, probability, entropy, predictions, neighbours }) {
  const original = `rank ${rank}, probability ${number(probability)}`;
  const facts = ` ${original}; the whole distribution has ${number(entropy, 2)} bits`;
  const model = predictions.map((one) => ({ term: one.term, value: one.probability }));
  const glove = neighbours.map((one) => ({ term: one.word, value: one.cosine }));
  const title = named(`In the place of “${token}”`, make('small', {}, facts));
  const cards = [
    proposals('The model, from the sentence', 'probability', model),
    proposals('GloVe, from the word alone', 'cosine', glove),
  ];
  return make('section', {}, title, make('div', { class: 'ws-cards' }, ...cards));
}

/** @type {(place: masking.HiddenPlace) => string} */
function best({ token, predictions }) {
  const first = predictions.slice(0, 3).map(({ term }) => term);
  return `${token}: ${first.join(', ')}`;
}

/** @type {(tokens: string[], hidden: number[], pick: Act['pick']) => HTMLElement[]} */
function tokenButtons(tokens, hidden, pick) {
  return tokens.map((token, position) => {
    const off = hidden.includes(position);
    const others = hidden.filter((other) => other !== position);
    const toggled = off ? others : [...hidden, position].sort((a, b) => a - b);
    const title = `${off ? 'show' : 'hide'} ${token}`;
    const attributes = { 'data-key': String(position), 'aria-pressed': String(off), title };
    return button(attributes, () => pick(toggled), off ? '[MASK]' : token);
  });
}

export default {
  render: explorer('masking', (/** @type {masking.MaskingResult} */ result, body, { pick }) => {
    const hidden = result.places.map(({ position }) => position);
    const buttons = tokenButtons(result.tokens, hidden, pick);
    const label = 'Tokens: choose which to hide';
    body.append(
      make('div', { class: 'ws-picks', role: 'group', 'aria-label': label }, ...buttons),
      ...result.places.map(drawPlace),
    );
    const said = [result.note, unread(result.tokens), result.places.map(best).join('; ')];
    return said.filter(Boolean).join(' ');
  }),
};
