function formula(part, row, result) {
  const length = `(1 − ${result.b} + ${result.b} · ${row.length} / ${number(result.average_length, 1)})`;
  const times = part.qtf > 1 ? `${part.qtf} · ` : '';
  return `${times}${number(part.idf)} · ${part.tf} · (${result.k1} + 1) / (${part.tf} + ${result.k1} · ${length}) = ${number(part.score)}`;
}

function sum(row, result) {
  const lines = row.parts.map((part) => [part.term, part.tf, `${part.df} of ${result.n_documents}`, number(part.idf), number(part.saturation), number(part.score)]);
  const filled = row.parts.filter((part) => part.tf > 0).map((part) => make('li', {}, make('b', {}, part.term), `: ${formula(part, row, result)}`));
  return make('section', {},
    table(`${row.doc_id} ${row.title}: score ${number(row.score)}, ${row.length} terms`, ['term', 'tf', 'df', 'IDF', 'tf part', 'score'], lines),
    filled.length ? make('ul', { class: 'ws-formula', 'aria-label': 'IDF times the tf part, filled in' }, ...filled)
      : make('p', {}, 'This document has none of the terms of the query: its score is 0.'));
}

function hits(result, choose) {
  const most = Math.max(...result.rows.map((row) => row.score));
  return result.rows.map((row) => {
    const matched = row.parts.filter((part) => part.tf > 0).map((part) => part.term).join(', ');
    const button = make('button', { type: 'button', class: 'ws-hit' },
      make('span', { class: 'ws-score' }, number(row.score)),
      make('span', {}, make('b', {}, row.title), make('small', {}, ` ${row.kind} · ${matched}`), bar(row.score, most, `score ${number(row.score)}`)));
    button.addEventListener('click', () => choose(row, button));
    return make('li', {}, button);
  });
}

export default {
  render: explorer('bm25', (result, body) => {
    const detail = make('div');
    const list = make('ol', { class: 'ws-hits', 'aria-label': 'Ranking' });
    const choose = (row, button) => {
      for (const other of list.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button));
      detail.replaceChildren(sum(row, result));
    };
    list.append(...hits(result, choose));
    body.append(list, detail);
    if (result.explained) choose(result.explained, null);
    else if (result.rows.length) choose(result.rows[0], list.querySelector('button'));
    return result.note || `${result.n_found} of ${result.n_documents} documents have at least one of: ${[...new Set(result.terms)].join(', ')}.`;
  }),
};
