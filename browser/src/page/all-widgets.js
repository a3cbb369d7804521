// Widgets with ipywidgets' own controls. html-manager does the same with JupyterLab's renderers,
// ipywidgets 7 and icons on top: five times the bytes.
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
 * @param {PageManager} manager
 * @param {HTMLElement} place
 * @param {string} id
 */
async function show(manager, place, id) {
  if (!manager.has_model(id)) return;
  const view = await manager.create_view(await manager.get_model(id));
  Widget.attach(view.luminoWidget, place);
}

const style = document.createElement('link');
style.rel = 'stylesheet';
style.href = new URL('all-widgets.css', import.meta.url).href;
document.head.append(style);

/**
 * @param {any} state of all widgets, as the page holds it
 * @param {[HTMLElement, string][]} views places, and which widget each is for
 */
export async function showAll(state, views) {
  const manager = new PageManager();
  await manager.set_state(state);
  await Promise.all(views.map(([place, id]) => show(manager, place, id)));
}
