// What the controls hold, and on the published page who answers.

// set by Sphinx: on the published page, where no kernel runs
const root = document.documentElement.dataset.content_root;

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
/** @type {(model: ViewModel, controls: Record<string, Control>) => Question} */
function controlValues(model, controls) {
  const choices = model.get('choices');
  const entries = Object.entries(controls).map(([name, control]) => {
    return [name, name in choices ? choices[name][control.get('index')] : control.get('value')];
  });
  return { ...Object.fromEntries(entries), chosen: model.get('chosen') };
}

/** @type {(model: ViewModel, controls: Promise<Record<string, Control>>, act: () => void) =>
 *   Promise<void>} */
async function onChange(model, controls, act) {
  for (const control of Object.values(await controls)) control.on('change:value change:index', act);
  model.on('change:chosen', act);
}

// On the published page: the module that answers.
/** @type {() => Promise<any>} */
const backend = () => import(new URL(`${root}_static/live/backend.js`, document.baseURI).href);

const UNREACHABLE =
  'The page could not fetch what it needs to answer (REASON). Change a control to try again.';

// On the published page: every change of a control asks the browser back end.
/** @type {(kind: string, render: Render, say: Say) => Promise<void>} */
async function answerInPage(kind, { model, el }, say) {
  const controls = await controlModels(model);
  const fail = (/** @type {any} */ { message }) =>
    say(UNREACHABLE.replace('REASON', () => message));
  const ask = async () => {
    const now = controlValues(model, controls);
    const show = (/** @type {object} */ result) => {
      model.set('result', result);
      model.set('question', now);
    };
    const [collection, given] = [model.get('collection'), model.get('given')];
    try {
      await (
        await backend()
      ).answerTo(el, { kind, ask: { ...now, ...given, collection }, say, show, fail });
    } catch (error) {
      fail(error);
    }
  };
  for (const control of Object.values(controls)) {
    // no kernel to spare
    if (control.get('_model_name') === 'ComboboxModel') control.set('continuous_update', true);
  }
  const asked = together(() => void ask()); // an example turns several controls at once
  await onChange(model, Promise.resolve(controls), asked);
  if (new URLSearchParams(location.search).has('q')) void ask(); // address.js may have set it already
}

// On the published page a model that needs a kernel is listed, and cannot be chosen.
/** @type {(el: HTMLElement) => void} */
function closeWhatNeedsKernel(el) {
  if (root === undefined) return;
  for (const option of el.closest('.widget-vbox')?.querySelectorAll('option') ?? []) {
    if (!/\(\d+ MB, /.test(option.text)) continue;
    option.disabled = true;
    option.text = option.text.replace(/\(\d+ MB, .*\)/, '(in a notebook)');
  }
}

// A slider's handle has a role and a value but no name: give it that of the control's label.
/** @type {(el: HTMLElement) => void} */
function nameHandles(el) {
  for (const handle of el.closest('.widget-vbox')?.querySelectorAll('.noUi-handle') ?? []) {
    const label = handle.closest('.widget-inline-hbox')?.querySelector('.widget-label');
    if (label) handle.setAttribute('aria-label', label.textContent ?? '');
  }
}
