// The widgets of a published page: their state stands in the page, and no kernel is there.
// html-manager does the same with JupyterLab's renderers, ipywidgets 7 and icons on top: five times
// the bytes.
import * as base from '@jupyter-widgets/base';
import { ManagerBase } from '@jupyter-widgets/base-manager';
import * as controls from '@jupyter-widgets/controls';
import { Widget } from '@lumino/widgets';
import 'anywidget';
import '@jupyter-widgets/controls/css/labvariables.css';
import '@jupyter-widgets/controls/css/widgets-base.css';
import '@lumino/widgets/style/index.css';
import { anywidget } from './define.js';

/** @type {Record<string, Record<string, any>>} */
const MODULES = {
  '@jupyter-widgets/base': base,
  '@jupyter-widgets/controls': controls,
  anywidget,
};
const STATE = 'application/vnd.jupyter.widget-state+json';
const VIEW = 'application/vnd.jupyter.widget-view+json';

class PageManager extends ManagerBase {
  /**
   * @param {string} name
   * @param {string} module
   */
  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`${name} of ${module} is not on this page`);
    return found;
  }

  async _get_comm_info() {
    return {};
  }

  async _create_comm() {
    return /** @type {any} */ ({ on_close() {}, on_msg() {}, close() {} });
  }
}

/**
 * The scripts of a type, each with the JSON in it.
 * @param {string} type
 * @returns {[Element, any][]}
 */
function read(type) {
  const scripts = [...document.querySelectorAll(`script[type="${type}"]`)];
  return scripts.map((script) => [script, JSON.parse(script.textContent ?? '')]);
}

/**
 * @param {PageManager} manager
 * @param {Element} script
 * @param {{ model_id: string }} view
 */
async function show(manager, script, { model_id: id }) {
  if (!manager.has_model(id)) return;
  const view = await manager.create_view(await manager.get_model(id));
  const place = document.createElement('div');
  place.className = 'widget-subarea';
  script.before(place);
  Widget.attach(view.luminoWidget, place);
}

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('widgets.css', import.meta.url).href;
document.head.append(style);
for (const [, state] of read(STATE)) {
  const manager = new PageManager();
  await manager.set_state(state);
  await Promise.all(read(VIEW).map(([script, view]) => show(manager, script, view)));
}
document.documentElement.dataset.widgets = 'shown';
