// Two ranked lists side by side, with a line between the places of the same document.

/**
 * @import { match } from '../../../browser/src/generated/types'
 * @typedef {{ shown: string | undefined, explain: (docId: string) => void }} Choose which document
 *   is explained, and how to have another one explained
 * @typedef {Map<string, string>} Courses by document, the line between its two places
 */

// An own query on the published page was first answered without a model, quickly.
/** @type {(hit: match.Hit, elsewhere: string, hadQuick: boolean) => string} */
function whereElse({ rank, other, quick }, elsewhere, hadQuick) {
  if (hadQuick) return `quick ${quick ?? 'none'} · full ${rank} · ${elsewhere} ${other ?? 'none'}`;
  return other === null ? `not found by ${elsewhere}` : `rank ${other} by ${elsewhere}`;
}

/** @type {(hit: match.Hit, where: Node, by: string, choose: Choose) => HTMLElement} */
function rankedHit(hit, where, by, { shown, explain }) {
  const { doc_id: id, title, rank, score } = hit;
  const of = { 'data-key': `${by} ${id}`, 'aria-pressed': String(id === shown), title };
  const line = button(
    { class: 'ws-hit', ...of },
    () => explain(id),
    make('b', { class: 'ws-nth' }, String(rank)),
    make('span', { class: 'ws-found-as' }, make('span', {}, title), where),
    make('span', { class: 'ws-points' }, number(score, 2)),
  );
  return make('li', { 'data-place': `${by} ${id}` }, line);
}

/** @type {(left: match.Hit[], right: match.Hit[]) => Courses} */
function coursesOf(left, right) {
  const at = new Map(right.map(({ doc_id: id }, i) => [id, i]));
  return new Map(
    left.flatMap(({ doc_id: id }, i) => {
      const there = at.get(id);
      if (there === undefined) return [];
      return [[id, `M0 ${i + 0.5}C50 ${i + 0.5} 50 ${there + 0.5} 100 ${there + 0.5}`]];
    }),
  );
}

/** @type {(courses: Courses, before: Courses, rows: number, shown?: string) => SVGElement} */
function courseLines(courses, before, rows, shown) {
  const paths = [...courses].map(([id, d]) => {
    const path = svg('path', { d, class: id === shown ? 'ws-course ws-chosen' : 'ws-course' });
    const was = before.get(id);
    if (was !== d) glide(path, was ? { d: `path("${was}")` } : { opacity: 0 });
    return path;
  });
  const frame = { viewBox: `0 0 100 ${rows}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  const all = svg('svg', { class: 'ws-courses', ...frame }, ...paths);
  all.style.setProperty('--ws-rows', String(rows));
  return all;
}

/** @type {(title: string, kind: string, items: Node[]) => HTMLElement} */
function rankedList(title, kind, items) {
  const none = make('p', {}, 'nothing found');
  const content = items.length ? make('ol', { class: 'ws-hits' }, ...items) : none;
  const of = { class: `ws-ranked ws-${kind}`, role: 'group', 'aria-label': title };
  return make('div', of, make('h3', {}, title), content);
}

/** @type {(result: match.MatchResult, before: Courses, choose: Choose) => HTMLElement} */
function rankedLists({ ranking, bm25 }, before, choose) {
  const hits = (/** @type {match.Hit[]} */ found, /** @type {string[]} */ [by, elsewhere]) => {
    const hadQuick = found.some(({ quick }) => quick !== null);
    return found.map((hit) => {
      const where = make('small', {}, whereElse(hit, elsewhere, hadQuick));
      return rankedHit(hit, where, by, choose);
    });
  };
  const rows = Math.max(ranking.length, bm25.length);
  return make(
    'div',
    { class: 'ws-both' },
    rankedList('SPLADE, as switched', 'splade', hits(ranking, ['SPLADE', 'BM25'])),
    courseLines(coursesOf(ranking, bm25), before, rows, choose.shown),
    rankedList('BM25', 'lexical', hits(bm25, ['BM25', 'SPLADE'])),
  );
}
