/**
 * @import { scoreboard } from '../../../browser/src/generated/types'
 * @typedef {{ dot: scoreboard.Dot, group: scoreboard.Group, act: Act, picked: boolean }} Lane
 */

const TICKS = [0, 0.25, 0.5, 0.75, 1];
const DROP = 90; // ms between the systems that drop in

// Where every dot was when a view was drawn last: [mean, low, high].
/** @type {WeakMap<Element, Map<string, number[]>>} */
const drawnBefore = new WeakMap();
/** @type {WeakSet<Element>} */
const droppedIn = new WeakSet();

/** @type {(dot: scoreboard.Dot) => string} a name stands where there is more room for it */
const sideOf = ({ low, high }) => (1 - high >= low ? 'ws-right' : 'ws-left');

/** @type {(dot: scoreboard.Dot, group: scoreboard.Group) => string} */
function spokenOf({ label, mean, low, high }, group) {
  return `${label} ${short(mean)}, ${group.label}: 95 % interval ${short(low)} to ${short(high)}`;
}

/** @type {(lane: Lane) => HTMLElement} */
function laneOf({ dot, group, act, picked }) {
  const { system, label, added, mean, low, high } = dot;
  const places = { mean, low, high, left: 1 - low, across: 1 - mean, width: high - low };
  const at = Object.entries(places).map(([name, value]) => `--ws-${name}:${percent(value)}`);
  const said = spokenOf(dot, group);
  return button(
    {
      class: `ws-board-lane${systemClass(system)}${added ? ' ws-added' : ''}`,
      style: at.join(';'),
      ...{ 'aria-label': said, 'aria-pressed': String(picked), title: said },
      ...{ 'data-key': `${group.group} ${system}`, 'data-dot': `${group.group} ${system}` },
    },
    () => act.pick(picked ? [] : [system, group.group]),
    make('span', { class: 'ws-range' }),
    make('span', { class: 'ws-dot' }, mark(system)),
    make('span', { class: `ws-name ${sideOf(dot)}` }, label, make('b', {}, ` ${short(mean)}`)),
  );
}

/** @type {(group: scoreboard.Group, result: scoreboard.ScoreboardResult, act: Act) => HTMLElement} */
function panelOf(group, { opened }, act) {
  const lanes = group.dots.map((dot) => {
    const picked = opened?.system === dot.system && opened.group === group.group;
    return laneOf({ dot, group, act, picked });
  });
  const base = group.dots.find(({ system }) => system === 'BM25');
  const style = base ? `--ws-base:${percent(base.mean)}` : '--ws-base:-1%';
  const ticks = TICKS.map((tick) => make('span', { style: `left:${percent(tick)}` }, String(tick)));
  const title = named(group.label, make('small', {}, ` ${grouped(group.n)} queries`));
  return make(
    'section',
    { class: 'ws-panel' },
    title,
    make('div', { class: 'ws-lanes', style }, ...lanes),
    make('div', { class: 'ws-ticks', 'aria-hidden': 'true' }, ...ticks),
  );
}

/** @type {(body: Element) => Map<string, HTMLElement>} */
function lanesIn(body) {
  const lanes = /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll('[data-dot]'));
  return new Map([...lanes].map((lane) => [lane.dataset.dot ?? '', lane]));
}

// From where the dots were before, where the collection has changed.
/** @type {(body: Element, groups: scoreboard.Group[]) => void} */
function slide(body, groups) {
  const before = drawnBefore.get(body);
  const now = new Map();
  for (const { group, dots } of groups) {
    for (const { system, mean, low, high } of dots)
      now.set(`${group} ${system}`, [mean, low, high]);
  }
  drawnBefore.set(body, now);
  if (!before) return;
  for (const [key, lane] of lanesIn(body)) {
    const [then, here] = [before.get(key), now.get(key)];
    if (then && String(then) === String(here)) continue;
    const [range, dot, name] = [...lane.children];
    const [mean, low, high] = then ?? [0, 0, 0];
    glide(dot, { left: percent(mean) });
    glide(range, { left: percent(low), width: percent(high - low) });
    glide(name, { opacity: 0 });
  }
}

// Once, when they come into sight: the systems that a chapter adds fall into their places.
/** @type {(body: Element) => void} */
function dropIn(body) {
  if (droppedIn.has(body)) return;
  droppedIn.add(body);
  const seen = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      seen.disconnect();
      const panels = [...body.querySelectorAll('.ws-panel')];
      for (const panel of panels) {
        [...panel.querySelectorAll('.ws-added')].forEach((lane, i) => {
          const [range, dot, name] = [...lane.children];
          const wait = Math.min(400, i * DROP);
          glide(dot, { transform: 'translate(-50%, -3.5em)', opacity: 0 }, 450, wait);
          glide(range, { transform: 'scaleX(0)', opacity: 0 }, 350, wait + 200);
          glide(name, { opacity: 0 }, 350, wait + 200);
        });
      }
    },
    { rootMargin: '-25% 0px' },
  );
  seen.observe(body);
}

/** @type {(groups: scoreboard.Group[]) => HTMLElement} */
function asTable(groups) {
  const head = ['system', ...groups.map(({ label }) => label)];
  const lines = groups[0].dots.map(({ label }, i) => {
    const cells = groups.map(({ dots }) => {
      const { mean, low, high } = dots[i];
      return `${number(mean)} (${short(low)} to ${short(high)})`;
    });
    return [label, ...cells];
  });
  const shown = table('nDCG@10 with 95 % intervals', head, lines);
  return make('details', {}, make('summary', {}, 'The same as a table'), shown);
}

/** @type {(result: scoreboard.ScoreboardResult) => string} */
function summaryOf({ groups, opened }) {
  const group = groups.find((one) => one.group === (opened?.group ?? 'all')) ?? groups[0];
  const dots = [...group.dots].sort((a, b) => b.mean - a.mean);
  const dot = group.dots.find(({ system }) => system === opened?.system);
  if (dot && opened?.rival && dot.system !== 'BM25') {
    const { label, difference, difference_low: low, difference_high: high } = dot;
    return `${label} against BM25, ${group.label}: ${signed(difference)} on average, 95 % interval ${signed(low)} to ${signed(high)}.`;
  }
  const best = dots
    .map(({ label, mean }) => `${label} ${short(mean)}`)
    .slice(0, 3)
    .join(', ');
  return `nDCG@10, ${group.label}: ${best}. Choose a dot to see its queries.`;
}

export default {
  render: explorer('scoreboard', (/** @type {scoreboard.ScoreboardResult} */ result, body, act) => {
    const panels = result.groups.flatMap((group) => {
      const panel = panelOf(group, result, act);
      return result.opened?.group === group.group ? [panel, queriesOf(result, act)] : [panel];
    });
    const note =
      'nDCG@10: 1 where the best documents come first, 0 where none of the first ten is relevant. The line is the 95 % interval of the mean.';
    body.append(make('p', { class: 'ws-scale-note' }, note));
    body.append(make('div', { class: 'ws-board' }, ...panels));
    body.append(asTable(result.groups));
    slide(body, result.groups);
    dropIn(body);
    return summaryOf(result);
  }),
};
