/**
 * @import { context } from '../../../browser/src/generated/types'
 * @typedef {'first' | 'second'} Side
 */

const AROUND = 70; // characters of a sentence that are shown on either side of the word
const SIDES = /** @type {Side[]} */ (['first', 'second']);

// 0.1294 as "13 %", 0.0123 as "1.2 %"
/** @type {(share: number) => string} */
function percent(share) {
  const value = 100 * share;
  if (value < 0.01) return '< 0.01 %';
  if (value < 1) return `${value.toFixed(2)} %`;
  return `${value.toFixed(value < 9.95 ? 1 : 0)} %`;
}

/** @type {(reading: context.Reading, hidden: boolean) => HTMLElement} */
function sentence({ before, found, after }, hidden) {
  const [left, right] = [[...before], [...after]];
  const start = left.length > AROUND ? `… ${left.slice(-AROUND).join('')}` : before;
  const end = right.length > AROUND ? `${right.slice(0, AROUND).join('')} …` : after;
  const word = make('b', { class: hidden ? 'ws-masked' : 'ws-own' }, hidden ? '[MASK]' : found);
  return make('p', { class: 'ws-sentence' }, start, word, end);
}

/** @type {(side: Side, proposal: context.Proposal, most: number) => HTMLElement} */
function proposalItem(side, { term, probability, shared }, most) {
  const share = percent(probability);
  const whose = make('span', { class: 'ws-spoken' }, shared ? ', in both' : ', in this one only');
  const name = make('span', { class: 'ws-entry' }, term);
  const kind = shared ? 'ws-common' : 'ws-grown';
  const attributes = { class: `ws-proposal ${kind}`, 'data-place': `${side} ${term}` };
  const line = bar(probability, most, `probability ${share}`);
  return make('li', attributes, name, whose, make('small', {}, share), line);
}

/** @type {(side: Side, reading: context.Reading, result: context.ContextResult) => HTMLElement} */
function sideOf(side, reading, { word, hidden }) {
  const { rank, probability, proposals } = reading;
  const place = rank > 1 ? `, place ${grouped(rank)}` : '';
  const own = make('b', { class: 'ws-own' }, word);
  const kept = make('p', { class: 'ws-kept' }, own, ` itself: ${percent(probability)}${place}`);
  const most = proposals[0].probability;
  const label = `Proposed in the place of ${word}, ${side} sentence`;
  const items = proposals.map((one) => proposalItem(side, one, most));
  const list = make('ol', { class: 'ws-proposals', 'aria-label': label }, ...items);
  return make('section', { class: `ws-${side}` }, sentence(reading, hidden), kept, list);
}

// GloVe's list has no data-place: it never moves.
/** @type {(result: context.ContextResult) => HTMLElement} */
function staticOf({ word, neighbours }) {
  const items = neighbours.map((near) => make('li', {}, make('span', {}, near.word)));
  const label = `Nearest to ${word} by GloVe`;
  const none = make('p', {}, 'no vector for this word');
  const list = make('ol', { class: 'ws-proposals', 'aria-label': label }, ...items);
  return make(
    'section',
    { class: 'ws-static' },
    make('p', { class: 'ws-sentence' }, 'GloVe reads no sentence'),
    make('p', { class: 'ws-kept' }, 'nearest to ', make('b', { class: 'ws-own' }, word)),
    items.length ? list : none,
  );
}

// From each term of the first list to where the second list has the same.
/** @type {(readings: context.Reading[]) => SVGElement} */
function joined([one, other]) {
  const rows = Math.max(one.proposals.length, other.proposals.length);
  const size = { viewBox: `0 0 100 ${rows}`, preserveAspectRatio: 'none' };
  const lines = one.proposals.flatMap(({ term }, i) => {
    const j = other.proposals.findIndex((proposal) => proposal.term === term);
    if (j < 0) return [];
    const [from, to] = [i + 0.4, j + 0.4]; // the middle of the letters
    return [svg('path', { d: `M0 ${from}C45 ${from} 55 ${to} 100 ${to}` })];
  });
  for (const line of lines) glide(line, { opacity: 0 }, 400, 400);
  return svg('svg', { class: 'ws-joined', 'aria-hidden': 'true', ...size }, ...lines);
}

/** @type {(result: context.ContextResult) => string} */
function summary({ note, readings }) {
  const [{ proposals }] = readings;
  const n = proposals.filter(({ shared }) => shared).length;
  const both = n ? `${n} of ${proposals.length} proposals are` : 'No proposal is';
  return [note, `${both} the same in both sentences; GloVe’s list is always the same.`]
    .filter(Boolean)
    .join(' ');
}

const view = explorer('context', (/** @type {context.ContextResult} */ result, body) => {
  const sides = SIDES.map((side, i) => sideOf(side, result.readings[i], result));
  const [first, second] = sides;
  body.append(
    make('div', { class: 'ws-context' }, first, staticOf(result), second, joined(result.readings)),
  );
  return summary(result);
});

// An example fills the controls, as a reader would.
/** @type {(model: ViewModel, example: context.Example) => Promise<void>} */
async function fill(model, example) {
  const controls = await controlModels(model);
  for (const [name, value] of Object.entries(example)) {
    controls[name].set('value', value);
    controls[name].save_changes();
  }
}

export default {
  render: (/** @type {Render} */ given) => {
    /** @type {context.Example[]} */
    const examples = given.model.get('examples');
    const buttons = examples.map((one) => button({}, () => fill(given.model, one), one.word));
    const group = { class: 'ws-picks ws-try', role: 'group', 'aria-label': 'Words to try' };
    given.el.append(make('div', group, make('span', {}, 'Try'), ...buttons));
    return view(given);
  },
};
