// The arrow keys go from the field to the sections and back; Enter opens.

/** @import { Panel } from './panel.js' */

/**
 * Which link has the focus, or something beside it; -1 for the field.
 * @param {HTMLAnchorElement[]} links
 */
function placeOf(links) {
  const item = document.activeElement?.closest('.ws-found li');
  return links.findIndex((link) => item?.contains(link));
}

/**
 * @param {HTMLElement} around the field and the panel
 * @param {HTMLInputElement} input
 * @param {Panel} panel
 */
export function listenToArrows(around, input, panel) {
  around.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { links } = panel;
    if (!step || !links.length || event.isComposing) return;
    const to = placeOf(links) + step;
    if (to >= -1) event.preventDefault();
    if (to === -1) input.focus();
    else links[to]?.focus();
  });
}
