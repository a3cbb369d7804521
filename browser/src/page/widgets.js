// The widgets of a published page: their state stands in the page, and no kernel is there. Where all
// of them draw their own controls, that is all that it takes; else ipywidgets' are fetched.
import { lightViews, lightly } from './light.js';

const STATE = 'application/vnd.jupyter.widget-state+json';
const VIEW = 'application/vnd.jupyter.widget-view+json';

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
 * Where a widget is to be drawn, and its id.
 * @param {[Element, { model_id: string }]} view
 * @returns {[HTMLElement, string]}
 */
function placed([script, { model_id: id }]) {
  const place = document.createElement('div');
  place.className = 'widget-subarea';
  script.before(place);
  return [place, id];
}

const views = read(VIEW).map(placed);
for (const [, state] of read(STATE)) {
  const light = views.map(([, id]) => lightViews(state.state, id));
  if (light.includes(null)) {
    const all = await import(new URL('all-widgets.js', import.meta.url).href);
    await all.showAll(state, views);
  } else {
    const draw = lightly(state.state);
    const drawn = views.flatMap(([place], i) => light[i]?.map((id) => draw(id, place)) ?? []);
    await Promise.all(drawn);
  }
}
document.documentElement.dataset.widgets = 'shown';
