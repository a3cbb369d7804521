/**
 * @import { match } from '../../../browser/src/generated/types'
 * @typedef {{ shown: string | undefined, explain: (docId: string) => void }} Choose which document
 *   is explained, and how to have another one explained
 */

/** @type {(hits: match.Hit[], title: string, elsewhere: string, choose: Choose) => Node} */
function hitList(hits, title, elsewhere, { shown, explain }) {
  const items = hits.map(({ doc_id, score, title: found, other }) => {
    const place = other === null ? `not found by ${elsewhere}` : `rank ${other} by ${elsewhere}`;
    const pressed = String(doc_id === shown);
    const attributes = { 'data-key': `${title} ${doc_id}`, 'aria-pressed': pressed };
    const line = button(
      { class: 'ws-hit', ...attributes },
      () => explain(doc_id),
      make('span', { class: 'ws-score' }, number(score, 2)),
      make('span', {}, found, make('small', {}, ` ${place}`)),
    );
    return make('li', {}, line);
  });
  return card(title, 'ol', { class: 'ws-hits' }, items);
}

/** @type {(weight: number, isOriginal: boolean) => HTMLElement} */
function weightCell(weight, isOriginal) {
  const whose = make('small', {}, isOriginal ? ' original' : ' expansion');
  return make('td', {}, number(weight, 2), whose);
}

/** @type {(part: match.Part, most: number, remove: (term: string) => void) => HTMLElement} */
function product({ term, score, ...part }, most, remove) {
  const shown = number(score);
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, term),
    weightCell(part.query_weight, part.in_query),
    weightCell(part.document_weight, part.in_document),
    make('td', { class: 'ws-weight' }, shown, bar(score, most, `adds ${shown}`)),
    make(
      'td',
      {},
      button(
        {
          class: 'ws-pick ws-delete',
          'aria-label': `delete ${term}`,
          'data-key': `delete ${term}`,
        },
        () => remove(term),
        'delete',
      ),
    ),
  );
}

/** @type {(explained: match.Explanation, remove: (term: string) => void) => HTMLElement} */
function products({ doc_id, title, score, parts, n_document_terms: n }, remove) {
  if (!parts.length) {
    return make('p', {}, `${title}: no term in common with the query, so its score is 0.`);
  }
  const sum = `score ${number(score)}, ${parts.length === 1 ? 'one product' : `the sum of ${parts.length} products`}`;
  const caption = `${doc_id} ${title}: ${sum}; its vector has ${counted(n, 'term')}`;
  const head = ['term', 'in the query', 'in the document', 'product', 'take it out'];
  const lines = parts.map((part) => product(part, parts[0].score, remove));
  return tableOf(caption, head, lines);
}

/** @type {(terms: string[], pick: Act['pick']) => HTMLElement} */
function deletedTerms(terms, pick) {
  const buttons = terms.map((term) => {
    const others = terms.filter((other) => other !== term);
    return button({ title: `put ${term} back` }, () => pick(others), `${term} ↩`);
  });
  const label = 'Deleted terms: choose one to put it back';
  const group = { class: 'ws-picks', role: 'group', 'aria-label': label };
  return make('div', group, make('span', {}, 'Deleted:'), ...buttons);
}

/** @type {(rows: match.MatchResult['measures']) => Child[]} nothing where no query is judged */
function measures(rows) {
  const [first] = Object.values(rows);
  if (!('all' in first)) return [];
  const types = Object.keys(first).filter((type) => type !== 'all');
  const columns = [...types.sort(), 'all'];
  const lines = Object.entries(rows).map(([name, values]) => {
    return [name, ...columns.map((type) => number(values[type]))];
  });
  return [table('nDCG@10 over all judged queries', ['', ...columns], lines)];
}

export default {
  render: explorer('match', (/** @type {match.MatchResult} */ result, body, act) => {
    const { deleted, explained, ranking, bm25 } = result;
    /** @type {Choose} */
    const choose = {
      shown: explained?.doc_id,
      explain: (docId) => void act.setControl('document', docId),
    };
    const remove = (/** @type {string} */ term) => act.pick([...deleted, term].sort());
    const lists = [
      hitList(ranking, 'SPLADE, as switched', 'BM25', choose),
      hitList(bm25, 'BM25', 'SPLADE', choose),
    ];
    if (deleted.length) body.append(deletedTerms(deleted, act.pick));
    body.append(make('div', { class: 'ws-cards ws-rankings' }, ...lists));
    if (explained) body.append(products(explained, remove));
    body.append(...measures(result.measures));
    const { n_query_terms: n, n_found } = result;
    return result.note || `${counted(n, 'query term')} find ${counted(n_found, 'document')}.`;
  }),
};
