// The course of a training: two small charts over the same steps, and the ranks at a step.
/**
 * @import { training_steps } from '../../../browser/src/generated/types'
 * @typedef {{ at: (step: number) => number, y: { rank: (v: number) => number,
 *   terms: (v: number) => number } }} Scales from a step to 0..100 across, from a value to 0..100 down
 */

// Checkpoints lie at even distances; other steps between the two that are nearest to them.
/** @type {(result: training_steps.TrainingStepsResult) => Scales} */
function scalesOf({ checkpoints, curve }) {
  const steps = checkpoints.map(({ step }) => step);
  const last = steps.length - 1;
  const at = (/** @type {number} */ step) => {
    const i = Math.min(
      last - 1,
      Math.max(
        0,
        steps.findLastIndex((s) => s <= step),
      ),
    );
    return (100 * (i + (step - steps[i]) / (steps[i + 1] - steps[i]))) / last;
  };
  const counts = curve.flatMap(({ query_terms: q, passage_terms: p }) => [q, p]).filter(Boolean);
  const [low, high] = [Math.log(Math.min(...counts) * 0.8), Math.log(Math.max(...counts) * 1.1)];
  const terms = (/** @type {number} */ n) => 96 - (44 * (Math.log(n) - low)) / (high - low);
  return { at, y: { rank: (value) => 42 - 40 * value, terms } };
}

/** @type {(points: number[][], kind: string) => SVGElement} */
function lineOf(points, kind) {
  const d = points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(2)} ${y.toFixed(2)}`).join('');
  return svg('path', { d, class: `ws-line ${kind}` });
}

/** @type {(result: training_steps.TrainingStepsResult, scales: Scales) => Element} */
function linesOf({ checkpoints, curve }, { at, y }) {
  const last = checkpoints[checkpoints.length - 1].step;
  const seen = curve.filter(({ step }) => step <= last);
  /** @type {(value: (of: training_steps.Point) => number) => number[][]} */
  const along = (value) => seen.map((point) => [at(point.step), y.terms(value(point))]);
  const ranks = checkpoints.map(({ step, development: v }) => [at(step), y.rank(v)]);
  return svg(
    'svg',
    { viewBox: '0 0 100 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('path', { d: 'M0 42H100M0 100H100', class: 'ws-line ws-ground' }),
    lineOf(
      along((p) => p.passage_terms),
      'ws-of-documents',
    ),
    lineOf(
      along((p) => p.query_terms),
      'ws-of-queries',
    ),
    lineOf(ranks, 'ws-of-ranks'),
  );
}

// The lines' names and values, at the place of the handle.
/** @type {(scales: Scales, curve: training_steps.Point[]) => { nodes: HTMLElement[],
 *   show: (of: training_steps.Checkpoint) => void }} */
function tagsOf({ at, y }, curve) {
  const tag = (/** @type {string} */ kind) => make('span', { class: `ws-tag ${kind}` });
  const nodes = ['ws-of-ranks', 'ws-of-documents', 'ws-of-queries'].map(tag);
  const show = (/** @type {training_steps.Checkpoint} */ { step, ...now }) => {
    const { passage_terms: p, query_terms: q } = curve.findLast((c) => c.step <= step) ?? curve[0];
    const values = [
      { top: y.rank(now.development), said: `${short(now.development)} reciprocal rank` },
      { top: y.terms(p), said: `${Math.round(p)} terms per passage` },
      { top: y.terms(q), said: `${Math.round(q)} per query` },
    ];
    values.forEach(({ top, said }, i) => {
      nodes[i].style.cssText = `left:${at(step)}%;top:${top}%`;
      nodes[i].classList.toggle('ws-flipped', at(step) > 55);
      nodes[i].replaceChildren(make('b', {}, said));
    });
  };
  return { nodes, show };
}

const RANK_TICKS = [1, 3, 10, 30, 100];

// Each wanted document on a scale of ranks; where it was before leaves a faint mark.
/** @type {(result: training_steps.TrainingStepsResult) => { node: HTMLElement,
 *   show: (i: number) => void }} */
function ladderOf({ checkpoints, documents }) {
  const at = (/** @type {number | null} */ rank) =>
    `${(100 * Math.log(rank ?? documents)) / Math.log(documents)}%`;
  const lanes = checkpoints[0].ranks.map(({ title }, n) => {
    const trail = checkpoints.map(({ ranks }) =>
      make('i', { class: 'ws-trail', style: `left:${at(ranks[n].rank)}` }),
    );
    const dot = make('span', { class: 'ws-place' });
    const scale = make('div', { class: 'ws-rungs' }, ...trail, dot);
    return { trail, dot, node: make('li', {}, make('span', {}, title), scale) };
  });
  const ticks = RANK_TICKS.map((rank) => make('span', { style: `left:${at(rank)}` }, String(rank)));
  const show = (/** @type {number} */ i) => {
    lanes.forEach(({ trail, dot }, n) => {
      const { rank } = checkpoints[i].ranks[n];
      trail.forEach((mark, k) => mark.classList.toggle('ws-past', k < i));
      dot.style.left = at(rank);
      dot.classList.toggle('ws-flipped', (rank ?? documents) > 12);
      dot.classList.toggle('ws-lost', rank === null);
      dot.replaceChildren(make('b', {}, rank === null ? 'not found' : String(rank)));
    });
  };
  const list = make('ul', { class: 'ws-ladder' }, ...lanes.map(({ node }) => node));
  const axis = make('div', { class: 'ws-ticks' }, ...ticks);
  return { node: make('div', { 'aria-hidden': 'true' }, list, axis), show };
}
