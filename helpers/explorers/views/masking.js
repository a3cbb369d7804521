function proposals(title, entries) {
  const items = entries.map(([term, value, label]) => make('li', {}, `${term} `, make('small', {}, number(value)), bar(value, 1, label)));
  return make('section', { class: 'ws-card' }, make('h4', {}, title), items.length ? make('ul', { class: 'ws-plain' }, ...items) : make('p', {}, 'no vector for this token'));
}

function drawPlace(place) {
  const facts = `rank ${place.rank}, probability ${number(place.probability)}; the whole distribution has ${number(place.entropy, 2)} bits`;
  return make('section', {},
    make('h4', {}, `In the place of “${place.token}”`, make('small', {}, ` ${facts}`)),
    make('div', { class: 'ws-cards' },
      proposals('The model, from the sentence', place.predictions.map(({ term, probability }) => [term, probability, `probability ${number(probability)}`])),
      proposals('GloVe, from the word alone', place.neighbours.map(({ word, cosine }) => [word, cosine, `cosine ${number(cosine)}`]))));
}

export default {
  render: explorer('masking', (result, body, { pick }) => {
    const hidden = result.places.map(({ position }) => position);
    const toggle = (position) => pick(hidden.includes(position) ? hidden.filter((p) => p !== position) : [...hidden, position].sort((a, b) => a - b));
    const buttons = result.tokens.map((token, position) => {
      const off = hidden.includes(position);
      const button = make('button', { type: 'button', class: 'ws-pick', 'data-key': String(position), 'aria-pressed': String(off), title: off ? `show ${token}` : `hide ${token}` }, off ? '[MASK]' : token);
      button.addEventListener('click', () => toggle(position));
      return button;
    });
    body.append(make('div', { class: 'ws-picks', role: 'group', 'aria-label': 'Tokens: choose which to hide' }, ...buttons), ...result.places.map(drawPlace));
    return result.note || result.places.map(({ token, predictions }) => `${token}: ${predictions.slice(0, 3).map(({ term }) => term).join(', ')}`).join('; ');
  }),
};
