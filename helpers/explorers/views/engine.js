function moved(place, rank) {
  if (place.before === null) return 'new';
  return place.before === rank ? '' : `was ${place.before}`;
}

function ranking(title, places, digits) {
  const items = places.map((place, i) => make('li', {},
    make('span', { class: 'ws-score' }, number(place.score, digits)),
    make('span', {}, place.title, make('small', {}, ` ${place.department}`), ' ', make('b', {}, moved(place, i + 1)))));
  return make('section', { class: 'ws-card' }, make('h4', {}, title),
    items.length ? make('ol', { class: 'ws-ranking' }, ...items) : make('p', {}, 'nothing found'));
}

const ORDER = ['SPLADE', 'BM25', 'both, fused']; // stored results have their names sorted

export default {
  render: explorer('engine', (result, body) => {
    const cards = ORDER.map((title) => ranking(title, result.rankings[title], title === ORDER[2] ? 4 : 2));
    body.append(make('div', { class: 'ws-cards ws-rankings' }, ...cards));
    if (result.dropped.length) body.append(make('p', {}, make('b', {}, 'Dropped: '), result.dropped.join(', ')));
    if (result.note) return result.note;
    const left = result.n_terms - result.dropped.length;
    return `${left} of ${result.n_terms} terms are searched, ${result.read.toLocaleString('en-US')} postings read instead of ${result.read_whole.toLocaleString('en-US')}; `
      + `${result.n_same} of SPLADE’s first ${result.n_first} stay among the first ten.`;
  }),
};
