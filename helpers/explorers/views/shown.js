// What is shown answers one question: the values that the controls had when it was asked. Where they
// differ from what the controls hold now, the view says whose answer stands there, and that it works
// on the next one. One mechanism for all explorers, with a kernel and without.

const WORKING = 150; // ms after which an answer that has not come is said to be worked on
const QUIET = 600; // ms without a new sentence, after which the last one is read out
const SHORT = 60; // characters of a question that a caption quotes

/** @type {(one: Question, other: Question) => boolean} */
const sameQuestion = (one, other) =>
  Object.keys(one).every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));

const textOf = (/** @type {Question} */ { query, text }) => String(query ?? text ?? '');

// What stands above an answer whose question is no longer the one that is asked.
/** @type {(answered: Question, asked: Question) => string} */
function earlier(answered, asked) {
  const text = textOf(answered);
  if (text === textOf(asked)) return 'Below, still the answer before this change:';
  const quoted = text.length > SHORT ? `${text.slice(0, SHORT)} …` : text;
  return `Below, still the answer for “${quoted}”:`;
}

// A view's parts: a line that says how it went, the same read out once all is quiet, and the answer.
/** @type {(el: HTMLElement, kind: string) => HTMLElement[]} */
function partsIn(el, kind) {
  const line = make('p', { class: 'ws-status', tabindex: '-1' });
  const spoken = make('p', { class: 'ws-spoken', role: 'status' });
  const caption = make('p', { class: 'ws-earlier' });
  const body = make('div', { class: 'ws-body', tabindex: '-1' });
  el.classList.add('ws-view');
  el.setAttribute('role', 'group');
  el.setAttribute('aria-label', `${kind} explorer: result`);
  const parts = [line, spoken, caption, body];
  el.append(...parts);
  return parts;
}

/** @type {(el: HTMLElement, kind: string) => Shown} */
function shownIn(el, kind) {
  const [line, spoken, caption, body] = partsIn(el, kind);
  /** @type {ReturnType<typeof setTimeout>} */
  let working;
  /** @type {ReturnType<typeof setTimeout>} */
  let quiet;
  let asked = false; // what stands there when the page opens is not read out
  const say = (/** @type {string} */ sentence) => {
    clearTimeout(working);
    clearTimeout(quiet);
    el.removeAttribute('aria-busy');
    line.textContent = sentence;
    if (asked) quiet = setTimeout(() => (spoken.textContent = sentence), QUIET);
  };
  const work = () => {
    asked = true;
    clearTimeout(working);
    working = setTimeout(() => {
      el.setAttribute('aria-busy', 'true');
      line.textContent = 'Working …';
    }, WORKING);
  };
  const mark = (/** @type {string} */ sentence) => {
    if (sentence === caption.textContent) return; // a key that changes nothing lays out nothing
    el.classList.toggle('ws-old', Boolean(sentence));
    caption.textContent = sentence;
  };
  return { body, say, work, mark };
}

/**
 * Tells whether the answer that is drawn is that of an earlier question; after a change of the
 * controls also that the next one is on its way.
 * @param {() => Promise<Question>} asks
 * @param {Shown} shown
 * @param {() => Drawn | null} drawn
 * @returns {(changed?: boolean) => Promise<void>}
 */
function marker(asks, { say, work, mark }, drawn) {
  return async (changed = false) => {
    const [asked, now] = [await asks(), drawn()];
    const old = now !== null && !sameQuestion(asked, now.question);
    mark(old ? earlier(now.question, asked) : '');
    if (!changed) return;
    if (old) work();
    else if (now) say(now.summary);
  };
}
