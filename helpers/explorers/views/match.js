function hitList(title, hits, elsewhere, explained, explain) {
  const items = hits.map((hit) => {
    const other = hit.other === null ? `not in ${elsewhere}` : `${elsewhere}: ${hit.other}`;
    const button = make('button', { type: 'button', class: 'ws-hit', 'data-key': `${title} ${hit.doc_id}`, 'aria-pressed': String(hit.doc_id === explained) },
      make('span', { class: 'ws-score' }, number(hit.score, 2)), make('span', {}, hit.title, make('small', {}, ` ${other}`)));
    button.addEventListener('click', () => explain(hit.doc_id));
    return make('li', {}, button);
  });
  return make('section', { class: 'ws-card' }, make('h4', {}, title), items.length ? make('ol', { class: 'ws-hits' }, ...items) : make('p', {}, 'nothing found'));
}

const whose = (own) => (own ? 'own' : 'grown');

function products(explained, remove) {
  const most = explained.parts[0]?.score ?? 0;
  const lines = explained.parts.map((part) => {
    const button = make('button', { type: 'button', class: 'ws-pick', 'aria-label': `delete ${part.term}` }, 'delete');
    button.addEventListener('click', () => remove(part.term));
    return make('tr', {}, make('th', { scope: 'row' }, part.term),
      make('td', {}, number(part.query_weight, 2), make('small', {}, ` ${whose(part.in_query)}`)),
      make('td', {}, number(part.document_weight, 2), make('small', {}, ` ${whose(part.in_document)}`)),
      make('td', { class: 'ws-weight' }, number(part.score), bar(part.score, most, `adds ${number(part.score)}`)),
      make('td', {}, button));
  });
  const caption = `${explained.doc_id} ${explained.title}: score ${number(explained.score)}, the sum of ${lines.length} products; its vector has ${explained.n_document_terms} terms`;
  const head = make('tr', {}, ...['term', 'in the query', 'in the document', 'product', 'take it out'].map((label) => make('th', { scope: 'col' }, label)));
  return make('div', { class: 'ws-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    make('table', {}, make('caption', {}, caption), make('thead', {}, head), make('tbody', {}, ...lines)));
}

function deletedTerms(terms, restore) {
  const buttons = terms.map((term) => {
    const button = make('button', { type: 'button', class: 'ws-pick', title: `put ${term} back` }, `${term} ↩`);
    button.addEventListener('click', () => restore(term));
    return button;
  });
  return make('div', { class: 'ws-picks', role: 'group', 'aria-label': 'Deleted terms: choose one to put it back' }, make('span', {}, 'Deleted:'), ...buttons);
}

function measures(rows) {
  const types = Object.keys(Object.values(rows)[0]).filter((type) => type !== 'all').sort().concat('all');
  return table('nDCG@10 over all queries of the hospital', ['', ...types], Object.entries(rows).map(([name, values]) => [name, ...types.map((type) => number(values[type]))]));
}

export default {
  render: explorer('match', (result, body, { pick, setControl }) => {
    const explain = (docId) => setControl('document', docId);
    const shown = result.explained?.doc_id;
    if (result.deleted.length) body.append(deletedTerms(result.deleted, (term) => pick(result.deleted.filter((other) => other !== term))));
    body.append(make('div', { class: 'ws-cards ws-rankings' },
      hitList('SPLADE, as switched', result.ranking, 'BM25', shown, explain), hitList('BM25', result.bm25, 'SPLADE', shown, explain)));
    if (result.explained) {
      body.append(result.explained.parts.length ? products(result.explained, (term) => pick([...result.deleted, term].sort()))
        : make('p', {}, `${result.explained.title}: no term in common with the query, so its score is 0.`));
    }
    body.append(measures(result.measures));
    return result.note || `${result.n_query_terms} query terms find ${result.n_found} documents.`;
  }),
};
