/** @import { neighbours } from '../../../browser/src/generated/types' */

/** @type {(entry: neighbours.WordNeighbours) => HTMLElement} */
function neighbourList({ word, known, near }) {
  const items = near.map(({ word: other, cosine }) => {
    const shown = make('small', {}, number(cosine));
    return make('li', {}, `${other} `, shown, bar(cosine, 1, `cosine ${number(cosine)}`));
  });
  const list = { class: 'ws-plain', 'aria-label': `Nearest to ${word}` };
  return card(word, 'ul', list, known ? items : [], 'has no vector: nothing to add.');
}

/** @type {(title: string, hits: neighbours.Hit[]) => HTMLElement} */
function ranking(title, hits) {
  const items = hits.map(({ score, title: found, added }) => {
    const through = added.length ? [make('small', {}, ` through ${added.join(', ')}`)] : [];
    const shown = make('span', { class: 'ws-score' }, number(score, 2));
    return make('li', {}, shown, make('span', {}, found, ...through));
  });
  return card(title, 'ol', { class: 'ws-ranking' }, items);
}

/** @type {(...cards: HTMLElement[]) => HTMLElement} */
const cards = (...children) => make('div', { class: 'ws-cards' }, ...children);

export default {
  render: explorer('neighbours', (/** @type {neighbours.NeighboursResult} */ result, body) => {
    const { before, after, words } = result;
    const rankings = [ranking('BM25 before', before), ranking('BM25 with the neighbours', after)];
    body.append(cards(...words.map(neighbourList)), cards(...rankings));
    if (result.note) return result.note;
    const missing = words.filter(({ known }) => !known).map(({ word }) => word);
    const had = new Set(before.map(({ doc_id }) => doc_id));
    const n_new = after.filter(({ doc_id }) => !had.has(doc_id)).length;
    const summary = `${n_new} of the first ${after.length} documents are new.`;
    return missing.length ? `${summary} Without a vector: ${missing.join(', ')}.` : summary;
  }),
};
