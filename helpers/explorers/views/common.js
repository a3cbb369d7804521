// What all views share. A view's own file follows in the same module and exports { render }.
// Whatever a reader typed reaches the page through textContent alone.

const root = document.documentElement.dataset.content_root; // set by Sphinx: published page, no kernel

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const number = (value, digits = 3) => value.toFixed(digits);

function table(caption, head, rows) {
  const line = (cells, tag) => make('tr', {}, ...cells.map((cell) => make(tag, tag === 'th' ? { scope: 'col' } : {}, cell)));
  return make('div', { class: 'ws-scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    make('table', {}, make('caption', {}, caption), make('thead', {}, line(head, 'th')), make('tbody', {}, ...rows.map((cells) => line(cells, 'td')))));
}

function bar(value, most, label) {
  const width = most > 0 ? Math.max(0, (100 * value) / most) : 0;
  return make('span', { class: 'ws-bar', role: 'img', 'aria-label': label, style: `--ws-width:${width}%` });
}

// The controls' models by name, from the references that the view's state holds.
async function controlModels(model) {
  const entries = Object.entries(model.get('controls')).map(async ([name, reference]) =>
    [name, await model.widget_manager.get_model(reference.slice('IPY_MODEL_'.length))]);
  return Object.fromEntries(await Promise.all(entries));
}

// A Dropdown keeps its value in Python; only the index of the chosen option is here.
function valueOf(name, control, choices) {
  return name in choices ? choices[name][control.get('index')] : control.get('value');
}

// On the published page: every change of a control asks the browser back end.
async function answerInPage(kind, model, el, say) {
  const controls = await controlModels(model);
  const show = (result) => model.set('result', result);
  const fail = (error) => say(`The page could not fetch what it needs to answer (${error.message}). What is shown stays; change a control to try again.`);
  const ask = async () => {
    const values = Object.entries(controls).map(([name, control]) => [name, valueOf(name, control, model.get('choices'))]);
    try {
      const backend = await import(new URL(`${root}_static/live/backend.js`, document.baseURI).href);
      await backend.answerTo(el, { kind, ask: { ...Object.fromEntries(values), chosen: model.get('chosen') }, say, show, fail });
    } catch (error) {
      fail(error);
    }
  };
  for (const control of Object.values(controls)) {
    if (control.get('_model_name') === 'ComboboxModel') control.set('continuous_update', true); // no kernel to spare
    control.on('change:value change:index', ask);
  }
  model.on('change:chosen', ask);
  if (new URLSearchParams(location.search).has('q')) ask(); // address.js may have set it already
}

// A slider's handle has a role and a value but no name: give it that of the control's label.
function nameHandles(el) {
  for (const handle of el.closest('.widget-vbox')?.querySelectorAll('.noUi-handle') ?? []) {
    const label = handle.closest('.widget-inline-hbox')?.querySelector('.widget-label');
    if (label) handle.setAttribute('aria-label', label.textContent);
  }
}

// An explorer's render function: `draw(result, body, act)` fills the body and returns a one-line summary.
// `act.pick(list)` says what the reader chose inside the view, `act.setControl(name, value)` turns a Dropdown.
// Focus stays on the node of the same data-key.
function explorer(kind, draw) {
  return ({ model, el }) => {
    const status = make('p', { class: 'ws-status', role: 'status' });
    const body = make('div');
    el.classList.add('ws-view');
    el.setAttribute('role', 'group');
    el.setAttribute('aria-label', `${kind} explorer: result`);
    el.append(status, body);
    const say = (sentence) => { status.textContent = sentence; };
    const act = {
      pick: (chosen) => { model.set('chosen', chosen); model.save_changes(); },
      setControl: async (name, value) => {
        const control = (await controlModels(model))[name];
        control.set('index', model.get('choices')[name].indexOf(value));
        control.save_changes();
      },
    };
    const show = () => {
      const result = model.get('result');
      if (result.error) return say(result.error);
      const key = body.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
      body.replaceChildren();
      say(draw(result, body, act));
      if (key) [...body.querySelectorAll('[data-key]')].find((node) => node.dataset.key === key)?.focus();
    };
    model.on('change:result', show);
    show();
    for (const wait of [0, 500, 2000]) setTimeout(() => nameHandles(el), wait); // the controls' views come when they come
    if (root !== undefined) answerInPage(kind, model, el, say);
    return () => model.off('change:result', show);
  };
}
