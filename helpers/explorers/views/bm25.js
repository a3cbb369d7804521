/** @import { bm25 } from '../../../browser/src/generated/types' */

/** @type {(row: bm25.Row) => bm25.Part[]} */
const present = (row) => row.parts.filter((part) => part.tf > 0);

/** @type {(part: bm25.Part, row: bm25.Row, result: bm25.BM25Result) => string} */
function formula({ qtf, tf, idf, score }, { length }, { k1, b, average_length }) {
  const norm = `(1 − ${b} + ${b} · ${length} / ${number(average_length, 1)})`;
  const product = `${number(idf)} · ${tf} · (${k1} + 1) / (${tf} + ${k1} · ${norm})`;
  return `${qtf > 1 ? `${qtf} · ` : ''}${product} = ${number(score)}`;
}

/** @type {(row: bm25.Row, result: bm25.BM25Result) => HTMLElement} */
function sum(row, result) {
  const caption = `${row.doc_id} ${row.title}: score ${number(row.score)}, ${row.length} terms`;
  const lines = row.parts.map(({ term, tf, df, idf, saturation, score }) => {
    return [
      term,
      tf,
      `${df} of ${result.n_documents}`,
      ...[idf, saturation, score].map((v) => number(v)),
    ];
  });
  const filled = present(row).map((part) =>
    make('li', {}, make('b', {}, part.term), `: ${formula(part, row, result)}`),
  );
  const list = { class: 'ws-formula', 'aria-label': 'IDF times the tf part, filled in' };
  const none = 'This document has none of the terms of the query: its score is 0.';
  return make(
    'section',
    {},
    table(caption, ['term', 'tf', 'df', 'IDF', 'tf part', 'score'], lines),
    filled.length ? make('ul', list, ...filled) : make('p', {}, none),
  );
}

/** @type {(row: bm25.Row, most: number, shown: boolean, act: Act) => HTMLElement} */
function hit(row, most, shown, { setControl }) {
  const matched = present(row).map(({ term }) => term);
  const score = number(row.score);
  const about = make('small', {}, ` ${row.kind} · ${matched.join(', ')}`);
  const line = button(
    { class: 'ws-hit', 'aria-pressed': String(shown), 'data-key': row.doc_id },
    () => void setControl('document', row.doc_id),
    make('span', { class: 'ws-score' }, score),
    make('span', {}, make('b', {}, row.title), about, bar(row.score, most, `score ${score}`)),
  );
  return make('li', {}, line);
}

export default {
  render: explorer('bm25', (/** @type {bm25.BM25Result} */ result, body, act) => {
    const { rows } = result;
    const explained = result.explained ?? rows.at(0);
    const most = Math.max(...rows.map((row) => row.score));
    const lines = rows.map((row) => hit(row, most, row.doc_id === explained?.doc_id, act));
    const list = make('ol', { class: 'ws-hits', 'aria-label': 'Ranking' }, ...lines);
    const detail = make('div', {}, ...(explained ? [sum(explained, result)] : []));
    if (result.page) detail.append(readablePage(body, result.page));
    body.append(make('div', { class: 'ws-beside ws-lexical' }, list, detail));
    const terms = [...new Set(result.terms)].join(', ');
    const found = `${result.n_found} of ${result.n_documents} documents`;
    return result.note || `${found} have at least one of: ${terms}.`;
  }),
};
