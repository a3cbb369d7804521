/**
 * @import { training_steps } from '../../../browser/src/generated/types'
 * @typedef {{ node: HTMLElement, show: (i: number) => void }} Part shows a checkpoint
 */

const PLAYED = 900; // ms that a checkpoint stays while the training is played
const ROWS = 16;
const TICKS = 8; // steps named below the charts, at most
const ABOVE =
  'Above: how early the right passage comes, on pairs that the training never sees (1: always first). Below: how many terms have a weight above 0. Move the handle.';

/** @type {(most: number, term: training_steps.Term) => HTMLElement} */
function termRow(most, { term, original }) {
  const kind = original ? 'ws-own-term' : 'ws-grown';
  const name = make('span', { class: 'ws-term' }, original ? term : `+ ${term}`);
  const drawn = make('span', { class: 'ws-term-bar' });
  const row = make('li', { class: `ws-term-row ${kind}` }, name, drawn, make('span', {}));
  row.style.setProperty('--ws-most', String(most));
  return row;
}

// One row a term that any checkpoint has: rows glide to their places, bars grow and shrink.
/** @type {(result: training_steps.TrainingStepsResult) => Part} */
function vectorOf({ checkpoints }) {
  const every = checkpoints.flatMap(({ terms }) => terms);
  const most = Math.max(...every.map(({ weight }) => weight));
  const rows = new Map(every.map((term) => [term.term, termRow(most, term)]));
  const show = (/** @type {number} */ i) => {
    const places = new Map(
      checkpoints[i].terms.map((term, place) => [term.term, { ...term, place }]),
    );
    for (const [term, row] of rows) {
      const now = places.get(term);
      row.classList.toggle('ws-gone', !now);
      row.style.setProperty('--ws-row', String(now?.place ?? ROWS));
      row.style.setProperty('--ws-share', String((now?.weight ?? 0) / most));
      if (now && row.lastElementChild) row.lastElementChild.textContent = now.weight.toFixed(2);
    }
  };
  const node = make('ol', { class: 'ws-vector', 'aria-hidden': 'true' }, ...rows.values());
  return { node, show };
}

/** @type {(result: training_steps.TrainingStepsResult, i: number) => string} */
function saidOf({ checkpoints }, i) {
  const { step, active, terms, ranks } = checkpoints[i];
  const first = terms
    .slice(0, 3)
    .map(({ term }) => term)
    .join(', ');
  const found = ranks.map(({ title, rank }) => `${title}: ${rank ? `rank ${rank}` : 'not found'}`);
  return `step ${step}: ${counted(active, 'term')} in the query, first ${first}; ${found.join('; ')}`;
}

/** @type {(result: training_steps.TrainingStepsResult, move: (i: number) => void) =>
 *   Part & { handle: HTMLInputElement }} the two charts, with the handle over them */
function filmOf(result, move) {
  const scales = scalesOf(result);
  const { nodes, show: tell } = tagsOf(scales, result.curve);
  const max = String(result.checkpoints.length - 1);
  const of = { type: 'range', min: '0', max, step: '1', 'aria-label': 'Step of the training' };
  const handle = /** @type {HTMLInputElement} */ (
    make('input', { ...of, class: 'ws-handle', 'data-key': 'handle' })
  );
  handle.addEventListener('input', () => move(Number(handle.value)));
  const every = Math.ceil(result.checkpoints.length / TICKS);
  const named = result.checkpoints.filter((_, i) => i % every === 0);
  const ticks = named.map(({ step }) =>
    make('span', { style: `left:${scales.at(step)}%` }, String(step)),
  );
  const chart = make('div', { class: 'ws-film' }, linesOf(result, scales), ...nodes, handle);
  const show = (/** @type {number} */ i) => {
    handle.value = String(i);
    handle.setAttribute('aria-valuetext', saidOf(result, i));
    tell(result.checkpoints[i]);
  };
  const node = make(
    'div',
    {},
    chart,
    make('div', { class: 'ws-ticks', 'aria-hidden': 'true' }, ...ticks),
  );
  return { node, show, handle };
}

// Play goes from checkpoint to checkpoint, from the first where the last is shown.
/** @type {(last: number, now: () => number, move: (i: number) => void) =>
 *   { node: HTMLElement, stop: () => void }} */
function player(last, now, move) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    node.textContent = 'Play';
  };
  const next = () => {
    if (!node.isConnected || now() >= last) stop();
    else move(now() + 1);
  };
  const node = button({ class: 'ws-pick ws-play', 'data-key': 'play' }, () => {
    if (timer !== undefined) return stop();
    if (now() >= last) move(0);
    timer = setInterval(next, PLAYED);
    node.textContent = 'Pause';
  });
  node.textContent = 'Play';
  return { node, stop };
}

/** @type {(checkpoint: training_steps.Checkpoint) => (string | number)[]} */
function tableLine({ step, development, document_terms, query_terms, ranks, terms }) {
  const found = ranks.map(({ rank }) => rank ?? 'none').join(', ');
  const names = terms.slice(0, 6).map(({ term }) => term);
  const counts = [document_terms, query_terms].map((n) => Math.round(n));
  return [step, short(development), ...counts, found, names.join(', ')];
}

/** @type {(result: training_steps.TrainingStepsResult) => HTMLElement} */
function asTable({ checkpoints }) {
  const counts = ['terms per document', 'terms per query'];
  const head = ['step', 'reciprocal rank', ...counts, 'ranks', 'heaviest terms'];
  const shown = table('The training', head, checkpoints.map(tableLine));
  return make('details', {}, make('summary', {}, 'The same as a table'), shown);
}

/** @type {(result: training_steps.TrainingStepsResult, body: HTMLElement) => string} */
function draw(result, body) {
  const last = result.checkpoints.length - 1;
  let at = Math.min(last, Number(body.dataset.at ?? last));
  const title = named('');
  const [vector, ladder] = [vectorOf(result), ladderOf(result)];
  const film = filmOf(result, (i) => {
    play.stop();
    move(i);
  });
  const move = (/** @type {number} */ i) => {
    at = i;
    body.dataset.at = String(i);
    for (const part of [film, vector, ladder]) part.show(i);
    title.textContent = `The query’s vector at step ${result.checkpoints[i].step}: ${counted(result.checkpoints[i].active, 'active term')}`;
  };
  const play = player(last, () => at, move);
  const left = make('section', {}, title, vector.node);
  const ranks = `Its documents’ ranks among ${result.documents}; shaded: the first ten`;
  const right = make('section', {}, named(ranks), ladder.node);
  body.append(make('p', { class: 'ws-scale-note' }, ABOVE));
  body.append(make('div', { class: 'ws-course' }, play.node, film.node));
  body.append(make('div', { class: 'ws-beside' }, left, right), asTable(result));
  move(at);
  const [first, end] = [result.checkpoints[0], result.checkpoints[last]];
  return `From step ${first.step} to step ${end.step}: ${grouped(Math.round(first.document_terms))} terms per document become ${Math.round(end.document_terms)}.`;
}

export default { render: explorer('training', draw) };
