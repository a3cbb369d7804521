/** @import { engine } from '../../../browser/src/generated/types' */

/** @type {(place: engine.Place, rank: number) => string} */
function moved({ before }, rank) {
  if (before === null) return 'new';
  return before === rank ? '' : `was ${before}`;
}

/** @type {(title: string, places: engine.Place[], digits: number) => HTMLElement} */
function ranking(title, places, digits) {
  const items = places.map((place, i) => {
    const department = make('small', {}, ` ${place.department}`);
    const move = make('b', {}, moved(place, i + 1));
    const score = make('span', { class: 'ws-score' }, number(place.score, digits));
    return make('li', {}, score, make('span', {}, place.title, department, ' ', move));
  });
  return card(title, 'ol', { class: 'ws-ranking' }, items);
}

const ORDER = ['SPLADE', 'BM25', 'both, fused']; // stored results have their names sorted

export default {
  render: explorer('engine', (/** @type {engine.EngineResult} */ result, body) => {
    const { dropped, n_terms, postings_read: read, postings_read_whole: whole } = result;
    const cards = ORDER.map((title) => {
      return ranking(title, result.rankings[title], title === ORDER[2] ? 4 : 2);
    });
    body.append(make('div', { class: 'ws-cards ws-rankings' }, ...cards));
    if (dropped.length) {
      body.append(make('p', {}, make('b', {}, 'Dropped: '), dropped.join(', ')));
    }
    if (result.note) return result.note;
    const left = `${n_terms - dropped.length} of ${n_terms} terms are searched`;
    const postings = `${grouped(read)} postings read instead of ${grouped(whole)}`;
    const same = `${result.n_same} of SPLADE’s first ${result.n_first} stay among the first ten`;
    return `${left}, ${postings}; ${same}.`;
  }),
};
