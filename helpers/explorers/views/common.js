// What all views share. A view's own file follows in the same module and exports { render }.
// Whatever a reader typed reaches the page through textContent alone.

// set by Sphinx: on the published page, where no kernel runs
const root = document.documentElement.dataset.content_root;

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

const number = (/** @type {number} */ value, digits = 3) => value.toFixed(digits);

const grouped = (/** @type {number} */ value) => value.toLocaleString('en-US');

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
  return make('section', { class: 'ws-card' }, make('h4', {}, title), content);
}

/** @type {(value: number, most: number, label: string) => HTMLElement} */
function bar(value, most, label) {
  const width = most > 0 ? Math.max(0, (100 * value) / most) : 0;
  const style = `--ws-width:${width}%`;
  return make('span', { class: 'ws-bar', role: 'img', 'aria-label': label, style });
}

// The controls' models by name, from the references that the view's state holds.
/** @type {(model: ViewModel) => Promise<Record<string, Control>>} */
async function controlModels(model) {
  /** @type {[string, string][]} */
  const references = Object.entries(model.get('controls'));
  const entries = references.map(async ([name, reference]) => {
    return [name, await model.widget_manager.get_model(reference.slice('IPY_MODEL_'.length))];
  });
  return Object.fromEntries(await Promise.all(entries));
}

// A Dropdown keeps its value in Python; only the index of the chosen option is here.
/** @type {(model: ViewModel, controls: Record<string, Control>) => Record<string, unknown>} */
function controlValues(model, controls) {
  const choices = model.get('choices');
  const entries = Object.entries(controls).map(([name, control]) => {
    return [name, name in choices ? choices[name][control.get('index')] : control.get('value')];
  });
  const [chosen, collection] = [model.get('chosen'), model.get('collection')];
  return { ...Object.fromEntries(entries), chosen, collection };
}

const UNREACHABLE =
  'The page could not fetch what it needs to answer (REASON). What is shown stays; change a control to try again.';

// On the published page: every change of a control asks the browser back end.
/** @type {(kind: string, render: Render, say: Say) => Promise<void>} */
async function answerInPage(kind, { model, el }, say) {
  const controls = await controlModels(model);
  const show = (/** @type {object} */ result) => model.set('result', result);
  const fail = (/** @type {any} */ { message }) =>
    say(UNREACHABLE.replace('REASON', () => message));
  const ask = async () => {
    const question = { kind, ask: controlValues(model, controls), say, show, fail };
    try {
      const address = new URL(`${root}_static/live/backend.js`, document.baseURI);
      const backend = await import(address.href);
      await backend.answerTo(el, question);
    } catch (error) {
      fail(error);
    }
  };
  for (const control of Object.values(controls)) {
    // no kernel to spare
    if (control.get('_model_name') === 'ComboboxModel') control.set('continuous_update', true);
    control.on('change:value change:index', ask);
  }
  model.on('change:chosen', ask);
  if (new URLSearchParams(location.search).has('q')) ask(); // address.js may have set it already
}

// A slider's handle has a role and a value but no name: give it that of the control's label.
/** @type {(el: HTMLElement) => void} */
function nameHandles(el) {
  for (const handle of el.closest('.widget-vbox')?.querySelectorAll('.noUi-handle') ?? []) {
    const label = handle.closest('.widget-inline-hbox')?.querySelector('.widget-label');
    if (label) handle.setAttribute('aria-label', label.textContent ?? '');
  }
}

/** @type {(model: ViewModel) => Act} */
function actsOn(model) {
  return {
    pick(chosen) {
      model.set('chosen', chosen);
      model.save_changes();
    },
    async setControl(name, value) {
      const control = (await controlModels(model))[name];
      control.set('index', model.get('choices')[name].indexOf(value));
      control.save_changes();
    },
  };
}

// Draws anew; focus stays on the node of the same data-key.
/** @type {(body: HTMLElement, draw: () => void) => void} */
function redraw(body, draw) {
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.getAttribute('data-key');
  body.replaceChildren();
  draw();
  if (!key) return;
  const keyed = /** @type {HTMLElement[]} */ ([...body.querySelectorAll('[data-key]')]);
  keyed.find((node) => node.dataset.key === key)?.focus();
}

/**
 * An explorer's render function: `draw` fills the body and returns a one-line summary.
 * @template Result
 * @param {string} kind
 * @param {(result: Result, body: HTMLElement, act: Act) => string} draw
 */
function explorer(kind, draw) {
  return (/** @type {Render} */ { model, el }) => {
    const [status, body] = [make('p', { class: 'ws-status', role: 'status' }), make('div')];
    el.classList.add('ws-view');
    el.setAttribute('role', 'group');
    el.setAttribute('aria-label', `${kind} explorer: result`);
    el.append(status, body);
    /** @type {Say} */
    const say = (sentence) => {
      status.textContent = sentence;
    };
    const show = () => {
      const result = model.get('result');
      if (result.error) say(result.error);
      else redraw(body, () => say(draw(result, body, actsOn(model))));
    };
    model.on('change:result', show);
    show();
    // the controls' views come when they come
    for (const wait of [0, 500, 2000]) setTimeout(() => nameHandles(el), wait);
    if (root !== undefined) answerInPage(kind, { model, el }, say);
    return () => model.off('change:result', show);
  };
}
