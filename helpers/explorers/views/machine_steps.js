// The machine's four steps: what each of them shows and moves.

const LAST = 4;
const PAUSE = 900; // ms that a step stays while all four are played
const FLIGHT = 650; // ms from a square to its bar
const STAGGER = 12; // ms that a row starts after the one above it

/**
 * @typedef {{ step: number, machine: Machine, result: Made, stage: HTMLElement, said: HTMLElement,
 *   buttons: HTMLElement[], timer: ReturnType<typeof setTimeout> | undefined,
 *   scrolled: number }} Run a machine and where it stands; `scrolled` is how far to the right
 */

/** @type {(from: DOMRect, to: DOMRect) => string} a transform that shows `to` where `from` is */
function moved(from, to) {
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  const by = `translate(${x - to.x - to.width / 2}px, ${y - to.y - to.height / 2}px)`;
  return `${by} scale(${from.width / to.width}, ${from.height / to.height})`;
}

/** @type {(square: HTMLElement) => DOMRect} where a square is drawn within the box that it may fill */
function drawnAt(square) {
  const { x, y, width, height } = square.getBoundingClientRect();
  const side = Number(square.style.getPropertyValue('--ws-size'));
  const [w, h] = [width * side, height * side];
  return new DOMRect(x + (width - w) / 2, y + (height - h) / 2, w, h);
}

// Winners glide to their bars, row after row, and on the way back from them.
/** @type {(machine: Machine, isBack: boolean) => void} */
function fly({ lines }, isBack) {
  const pairs = lines.flatMap(({ segments }, row) =>
    segments.flatMap(({ node, from }) => (from ? [{ node, from, row }] : [])),
  );
  const places = pairs.map(({ node, from }) => [drawnAt(from), node.getBoundingClientRect()]);
  pairs.forEach(({ node, from, row }, i) => {
    const [square, bar] = places[i];
    if (!square.width || !bar.width) return;
    if (isBack) glide(from, { transform: moved(bar, square) }, FLIGHT);
    else glide(node, { transform: moved(square, bar) }, FLIGHT, row * STAGGER);
  });
}

/** @type {(run: Run, step: number) => void} */
function go(run, step) {
  const { machine, result, stage, said, buttons } = run;
  const before = run.step;
  run.step = step;
  stage.dataset.step = String(step);
  const digits = machine.heads.length > 12 ? 1 : 2;
  for (const { node, logit } of machine.lines.flatMap(({ squares }) => squares)) {
    const value = valueAt(logit, step);
    node.style.setProperty('--ws-size', sideOf(value, machine.most).toFixed(3));
    node.dataset.value = value === 0 ? '0' : number(value, digits);
  }
  buttons.forEach((one, i) => one.setAttribute('aria-pressed', String(i + 1 === step)));
  said.textContent = saidOf(result, step);
  if (before !== step && (before === LAST || step === LAST)) fly(machine, before === LAST);
}

/** @type {(run: Run, step: number) => void} */
function choose(run, step) {
  clearTimeout(run.timer);
  run.timer = undefined;
  run.said.setAttribute('aria-live', 'polite');
  go(run, step);
}

// One step after the other, up to the last. Whoever listens hears the last sentence alone.
/** @type {(run: Run, step?: number) => void} */
function play(run, step = 1) {
  clearTimeout(run.timer);
  run.said.setAttribute('aria-live', step === LAST ? 'polite' : 'off');
  go(run, step);
  run.timer = step < LAST ? setTimeout(() => play(run, step + 1), PAUSE) : undefined;
}
