// The machine in a view: buttons and keys for its steps, rows that light up, and when it plays by
// itself: when a reader first sees it, and when the text is another one.

const SIGHT = 0.35; // of the view, in sight, before it plays for the first time
const SOON = 400; // ms
const AT_FIRST = 12; // rows on a phone, until a reader asks for all of them

/** @type {WeakMap<HTMLElement, Run>} the run of a view's body: a new drawing goes on where it was */
const RUNS = new WeakMap();

/** @type {(run: Run, at: number) => void} focus goes to another row, and from it the keys go on */
function focusRow({ machine: { lines } }, at) {
  const now = lines[Math.max(0, Math.min(lines.length - 1, at))];
  for (const { head } of lines) head.tabIndex = head === now.head ? 0 : -1;
  now.head.focus();
}

// Where arrow keys have something to scroll, they scroll.
/** @type {(target: EventTarget | null) => boolean} */
const isScroller = (target) =>
  target instanceof Element && target.matches('.ws-machine-stage, .ws-scroll');

/** @type {(run: Run | undefined, event: KeyboardEvent) => void} */
function pressed(run, event) {
  const { key, target, altKey, ctrlKey, metaKey } = event;
  if (!run || altKey || ctrlKey || metaKey) return;
  const row = run.machine.lines.findIndex(({ head }) => head === target);
  const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const along = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[key];
  if (/^[1-4]$/.test(key)) choose(run, Number(key));
  else if (by && !isScroller(target)) stepBy(run, by, target);
  else if (along && row >= 0) focusRow(run, row + along);
  else return;
  event.preventDefault();
}

/** @type {(run: Run, by: number, target: EventTarget | null) => void} */
function stepBy(run, by, target) {
  choose(run, Math.max(1, Math.min(LAST, run.step + by)));
  const isStep = run.buttons.some((one) => one === target);
  if (isStep) run.buttons[run.step - 1].focus();
}

/** @type {(run: Run) => HTMLElement} */
function stepsOf(run) {
  const names = ['logits', 'ReLU', 'log', POOLED[run.result.pooling][0]];
  run.buttons = names.map((name, i) => {
    const attributes = { class: 'ws-machine-step', 'data-key': `step ${i + 1}` };
    return button(attributes, () => choose(run, i + 1), make('b', {}, String(i + 1)), ` ${name}`);
  });
  const group = { class: 'ws-machine-steps', role: 'group', 'aria-label': 'Steps, keys 1 to 4' };
  const player = button({ class: 'ws-machine-play', 'data-key': 'play' }, () => play(run), 'Play');
  return make('div', { class: 'ws-machine-run' }, make('div', group, ...run.buttons), player);
}

// Tokens that do not fit above their columns are set upright; what is too wide scrolls within itself.
/** @type {(run: Run | undefined) => void} */
function fit(run) {
  if (!run?.stage.clientWidth) return;
  const { stage, machine } = run;
  stage.classList.remove('ws-machine-upright', 'ws-machine-scrolls');
  const isTight = machine.heads.some((head) => head.scrollWidth > head.clientWidth);
  stage.classList.toggle('ws-machine-upright', isTight);
  const isWide = stage.scrollWidth > stage.clientWidth + 1;
  stage.classList.toggle('ws-machine-scrolls', isWide);
  const region = { role: 'region', 'aria-label': 'Logits by token', tabindex: '0' };
  for (const [name, value] of Object.entries(region)) {
    if (isWide) stage.setAttribute(name, value);
    else stage.removeAttribute(name);
  }
}

// What scrolls shows the column of a row's token, where that is not in sight.
/** @type {(run: Run, at: number) => void} */
function reveal({ stage, machine: { heads, lines } }, at) {
  const line = lines.at(at < 0 ? lines.length : at);
  if (!line || !stage.classList.contains('ws-machine-scrolls')) return;
  const head = heads[line.columns[0]].getBoundingClientRect();
  const left = line.head.getBoundingClientRect().right;
  const right = line.bar.getBoundingClientRect().left;
  if (head.left >= left && head.right <= right) return;
  const by = (head.left + head.right - left - right) / 2;
  stage.scrollBy({ left: by, behavior: still() ? 'instant' : 'smooth' });
}

/** @type {(run: Run, at: number, pick: (term: string) => void) => void} `at`: the chosen row */
function listen(run, at, pick) {
  const { machine, result } = run;
  machine.lines.forEach(({ node, head }, i) => {
    head.setAttribute('aria-pressed', String(i === at));
    head.tabIndex = i === Math.max(at, 0) ? 0 : -1;
    node.addEventListener('click', () => pick(result.rows[i].term));
    for (const on of ['pointerenter', 'focusin']) {
      node.addEventListener(on, () => light(machine, i));
    }
    node.addEventListener('focusin', () => reveal(run, i));
    for (const off of ['pointerleave', 'focusout']) {
      node.addEventListener(off, () => light(machine, at));
    }
  });
  light(machine, at);
}

/** @type {(body: HTMLElement) => void} once for a body, whatever is drawn in it */
function watch(body) {
  const fitSoon = () => requestAnimationFrame(() => fit(RUNS.get(body)));
  new ResizeObserver(fitSoon).observe(body);
  body.addEventListener('keydown', (event) => pressed(RUNS.get(body), event));
  if (still()) return;
  const sight = new IntersectionObserver(
    (entries) => {
      const run = RUNS.get(body);
      if (!run || !entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      run.timer = setTimeout(() => play(run), SOON);
    },
    { threshold: SIGHT },
  );
  sight.observe(body);
}

// After a new drawing: another text plays from the start, another pooling its last step.
/** @type {(run: Run, old: Run) => void} */
function goOn(run, { result, timer, step }) {
  if (still()) return;
  const isOther = result.text !== run.result.text || result.model !== run.result.model;
  if (isOther) play(run);
  else if (result.pooling !== run.result.pooling) play(run, LAST - 1);
  else if (timer) run.timer = setTimeout(() => play(run, step === LAST ? 1 : step + 1), PAUSE);
}

/** @type {() => HTMLElement} what the picture's signs mean */
function signs() {
  const own = [make('b', { class: 'ws-own' }, 'bold'), ' the text has it'];
  const grown = [make('b', { class: 'ws-grown' }, '+'), ' the model adds it'];
  const lost = [make('i', { class: 'ws-machine-hollow' }), ' below zero'];
  const parts = [own, grown, lost].map((sign) => make('span', {}, ...sign));
  return make('p', { class: 'ws-machine-key', 'aria-hidden': 'true' }, ...parts);
}

/** @type {(run: Run, wasAll: boolean) => Node[]} on a phone: what brings the other rows */
function moreOf({ stage, machine: { lines } }, wasAll) {
  stage.classList.toggle('ws-machine-all', wasAll);
  if (lines.length <= AT_FIRST) return [];
  lines.slice(AT_FIRST).forEach(({ node }) => node.classList.add('ws-machine-later'));
  const all = button(
    { class: 'ws-pick ws-machine-more' },
    () => stage.classList.add('ws-machine-all'),
    `Show all ${lines.length} terms`,
  );
  return [all];
}

/** @type {(run: Run, at: number, account: HTMLElement) => void} below the row that was chosen */
function open(run, at, account) {
  account.classList.add('ws-machine-account');
  account.style.gridRow = String(lineAt(at) + 1);
  run.machine.lines[at].node.after(account);
}

// Draws the machine into a body: `chosen` is the term whose account is open, `pick` hears of the one
// that was clicked.
/** @type {(body: HTMLElement, result: Made, chosen: { term: string, account: HTMLElement } | null,
 *   pick: (term: string) => void) => void} */
function machineIn(body, result, chosen, pick) {
  const machine = machineOf(result);
  const said = make('p', { class: 'ws-machine-said', 'aria-live': 'polite' });
  const stage = make('div', { class: 'ws-machine-stage' }, machine.node);
  const old = RUNS.get(body);
  const step = old?.step ?? LAST;
  /** @type {Run} */
  const run = { step, machine, result, stage, said, buttons: [], timer: undefined, scrolled: 0 };
  clearTimeout(old?.timer);
  RUNS.set(body, run);
  const node = make('div', { class: 'ws-machine' }, stepsOf(run), said, stage);
  node.append(...moreOf(run, Boolean(old?.stage.classList.contains('ws-machine-all'))), signs());
  body.append(node);
  const at = result.rows.findIndex(({ term }) => term === chosen?.term);
  listen(run, at, pick);
  if (chosen) open(run, at, chosen.account);
  go(run, step);
  fit(run);
  stage.addEventListener('scroll', () => (run.scrolled = stage.scrollLeft));
  if (old?.result.text === result.text) stage.scrollLeft = old.scrolled;
  reveal(run, at);
  if (old) goOn(run, old);
  else watch(body);
  body.append(make('p', {}, notDrawn(result)), inWords(result.rows));
}
