function neighbourList(entry) {
  const title = make('h4', {}, entry.word);
  if (!entry.known) return make('section', { class: 'ws-card' }, title, make('p', {}, 'has no vector: nothing to add.'));
  const items = entry.near.map(({ word, cosine }) => make('li', {}, `${word} `, make('small', {}, number(cosine)), bar(cosine, 1, `cosine ${number(cosine)}`)));
  return make('section', { class: 'ws-card' }, title, make('ul', { class: 'ws-plain', 'aria-label': `Nearest to ${entry.word}` }, ...items));
}

function ranking(title, hits) {
  const items = hits.map((hit) => make('li', {}, make('span', { class: 'ws-score' }, number(hit.score, 2)), make('span', {}, hit.title,
    ...(hit.added.length ? [make('small', {}, ` through ${hit.added.join(', ')}`)] : []))));
  return make('section', { class: 'ws-card' }, make('h4', {}, title), items.length ? make('ol', { class: 'ws-ranking' }, ...items) : make('p', {}, 'nothing found'));
}

export default {
  render: explorer('neighbours', (result, body) => {
    body.append(make('div', { class: 'ws-cards' }, ...result.words.map(neighbourList)),
      make('div', { class: 'ws-cards' }, ranking('BM25 before', result.before), ranking('BM25 with the neighbours', result.after)));
    if (result.note) return result.note;
    const missing = result.words.filter(({ known }) => !known).map(({ word }) => word);
    const came = result.after.filter(({ doc_id: id }) => !result.before.some((hit) => hit.doc_id === id)).length;
    return `${came} of the first ${result.after.length} documents are new.${missing.length ? ` Without a vector: ${missing.join(', ')}.` : ''}`;
  }),
};
