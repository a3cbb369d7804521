// Widgets that need nothing of ipywidgets: views that draw their own controls. The controls' models
// are what they are everywhere, values by name with listeners; no part of Jupyter is fetched.

/**
 * @typedef {{ model_name: string, state: Record<string, any> }} Stored a widget as the page holds it
 * @typedef {Record<string, Stored>} Stock by id
 */

/** @type {Stored} */
const NONE = { model_name: '', state: {} };
const REFERENCE = 'IPY_MODEL_';
const idOf = (/** @type {string} */ reference) => reference.slice(REFERENCE.length);

/** A widget's values, and who listens. */
class Model {
  /** @type {Map<string, Set<() => void>>} */
  #listeners = new Map();
  #values;

  /**
   * @param {Record<string, any>} values
   * @param {(id: string) => Promise<Model>} find
   */
  constructor(values, find) {
    this.#values = { ...values };
    this.widget_manager = { get_model: find };
  }

  /** @param {string} name */
  get(name) {
    return this.#values[name];
  }

  /**
   * @param {string} name
   * @param {any} value
   */
  set(name, value) {
    if (this.#values[name] === value) return;
    this.#values[name] = value;
    for (const act of [...this.#of(`change:${name}`)]) act();
  }

  /**
   * @param {string} events with spaces between them
   * @param {() => void} act
   */
  on(events, act) {
    for (const event of events.split(' ')) this.#of(event).add(act);
  }

  /**
   * @param {string} events
   * @param {() => void} act
   */
  off(events, act) {
    for (const event of events.split(' ')) this.#of(event).delete(act);
  }

  /** There is no kernel to send them to. */
  save_changes() {}

  /** @param {string} event */
  #of(event) {
    const found = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, found);
    return found;
  }
}

/**
 * The views below a widget; null where it has a part that only ipywidgets can draw.
 * @param {Stock} stock
 * @param {string} id
 * @returns {string[] | null}
 */
export function lightViews(stock, id) {
  const { model_name: name, state } = stock[id] ?? NONE;
  if (name === 'AnyModel') return [id];
  if (name !== 'VBoxModel') return null;
  const below = state.children.map((/** @type {string} */ child) => lightViews(stock, idOf(child)));
  return below.includes(null) ? null : below.flat();
}

/**
 * Draws views, each in an element of its own.
 * @param {Stock} stock
 * @returns {(id: string, place: HTMLElement) => Promise<void>}
 */
export function lightly(stock) {
  /** @type {Map<string, Model>} */
  const models = new Map();
  const find = async (/** @type {string} */ id) => {
    const model = models.get(id) ?? new Model(stock[id].state, find);
    models.set(id, model);
    return model;
  };
  return async (id, place) => {
    const [model, el] = [await find(id), document.createElement('div')];
    const style = document.createElement('style');
    style.textContent = model.get('_css');
    place.append(style, el);
    const source = URL.createObjectURL(new Blob([model.get('_esm')], { type: 'text/javascript' }));
    const { default: view } = await import(source);
    URL.revokeObjectURL(source);
    await view.render({ model, el });
  };
}
