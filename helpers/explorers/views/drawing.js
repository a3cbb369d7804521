// The pieces that views are drawn with.
// Whatever a reader typed reaches the page through textContent alone.

/** @type {(tag: string, attributes?: Attributes, ...children: Child[]) => HTMLElement} */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @type {(attributes: Attributes, act: Press, ...children: Child[]) => HTMLElement} */
function button(attributes, act, ...children) {
  const made = make('button', { type: 'button', class: 'ws-pick', ...attributes }, ...children);
  made.addEventListener('click', () => act(made));
  return made;
}

// What a part of an explorer is called: a paragraph of a heading's look, which heads no section.
/** @type {(...children: Child[]) => HTMLElement} */
const named = (...children) => make('p', { class: 'ws-named' }, ...children);

const number = (/** @type {number} */ value, digits = 3) => value.toFixed(digits);

// ".73": of figures between 0 and 1 the zero says nothing
const short = (/** @type {number} */ value) => value.toFixed(2).replace(/^(-?)0\./, '$1.');

const grouped = (/** @type {number} */ value) => value.toLocaleString('en-US');

/** @type {(n: number, what: string) => string} "1 token", "2,000 tokens" */
const counted = (n, what) => `${grouped(n)} ${what}${n === 1 ? '' : 's'}`;

// A text in which a model reads [UNK] is half unread, and its answer says so.
/** @type {(tokens: string[]) => string} */
function unread(tokens) {
  const n = tokens.filter((token) => token === '[UNK]').length;
  return n
    ? `The model reads [UNK] in the place of ${counted(n, 'word')} that it does not know.`
    : '';
}

/** @type {(caption: string, head: string[], lines: Node[], of?: Attributes) => HTMLElement} */
function tableOf(caption, head, lines, of = {}) {
  const names = head.map((name) => make('th', { scope: 'col' }, name));
  const parts = [make('thead', {}, make('tr', {}, ...names)), make('tbody', {}, ...lines)];
  return make(
    'div',
    { class: 'ws-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    make('table', of, make('caption', {}, caption), ...parts),
  );
}

/** @type {(caption: string, head: string[], rows: (string | number)[][]) => HTMLElement} */
function table(caption, head, rows) {
  const cells = (/** @type {(string | number)[]} */ row) =>
    row.map((value) => make('td', {}, String(value)));
  return tableOf(
    caption,
    head,
    rows.map((row) => make('tr', {}, ...cells(row))),
  );
}

/** @type {(title: string, list: string, of: Attributes, items: Node[], none?: string) => HTMLElement} */
function card(title, list, of, items, none = 'nothing found') {
  const content = items.length ? make(list, of, ...items) : make('p', {}, none);
  return make('section', { class: 'ws-card' }, make('h3', {}, title), content);
}

/** @type {(value: number, most: number, label: string) => HTMLElement} */
function bar(value, most, label) {
  const width = most > 0 ? Math.max(0, (100 * value) / most) : 0;
  // the number stands beside it: a screen reader need not hear it twice
  const style = `--ws-width:${width}%`;
  return make('span', { class: 'ws-bar', 'aria-hidden': 'true', title: label, style });
}

const FOCUSABLE = 'button, select, input, [tabindex="0"]';

// Draws anew: what has a data-place glides from where it was. Focus stays on the node of the same
// data-key; where that is gone, on what stands in its place; where nothing does, on the body.
/** @type {(body: HTMLElement, draw: () => void) => void} */
function redraw(body, draw) {
  const within = () => /** @type {HTMLElement[]} */ ([...body.querySelectorAll(FOCUSABLE)]);
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const place = focused ? within().indexOf(focused) : -1;
  const key = focused?.dataset.key;
  const before = places(body);
  body.replaceChildren();
  draw();
  glideFrom(body, before);
  if (place < 0) return;
  const now = within();
  const kept = key === undefined ? undefined : now.find((node) => node.dataset.key === key);
  (kept ?? now[Math.min(place, now.length - 1)] ?? body).focus({ preventScroll: true });
}
