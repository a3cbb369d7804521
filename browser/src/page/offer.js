// What stands below a view's status: nothing, a button, or a progress bar with its own.

/** @import { State } from '../models/page-models.js' */

/** @param {number} bytes */
export const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/**
 * @param {string} label
 * @param {() => void} act
 */
export function button(label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

/** How much has arrived: the nodes to show, and what to call with a state. */
export function progressBar() {
  const bar = document.createElement('progress');
  const said = document.createElement('span');
  bar.setAttribute('aria-label', 'how much of the model has arrived');
  const tell = (/** @type {State} */ { phase, arrived, bytes }) => {
    bar.max = bytes || 1;
    bar.value = arrived;
    const starts = phase === 'starting' || (bytes > 0 && arrived === bytes);
    said.textContent = starts
      ? 'starting …'
      : bytes
        ? `${megabytes(arrived)} of ${megabytes(bytes)}`
        : '';
  };
  return { nodes: [bar, said], tell };
}

export class Offer {
  /** @type {HTMLElement | null} */
  #shown = null;
  #kind = '';
  #place;

  /** @param {HTMLElement} place the view's element */
  constructor(place) {
    this.#place = place;
  }

  /**
   * Shows these instead of what is shown; focus that was here stays here, or goes to the status.
   * @param {string} kind of what is shown: the same again changes nothing
   * @param {() => Node[]} children
   */
  put(kind, children) {
    if (kind === this.#kind) return;
    const hadFocus = Boolean(this.#shown?.contains(document.activeElement));
    const status = /** @type {HTMLElement | null} */ (this.#place.querySelector('.ws-status'));
    this.#shown?.remove();
    this.#kind = kind;
    this.#shown = document.createElement('div');
    this.#shown.className = 'ws-offer';
    this.#shown.append(...children());
    if (kind) this.#put(this.#shown, status);
    if (hadFocus) (this.#shown.querySelector('button') ?? status)?.focus({ preventScroll: true });
  }

  /**
   * Below the status, where the next answer will stand; or where the view wants it.
   * @param {HTMLElement} shown
   * @param {HTMLElement | null} status
   */
  #put(shown, status) {
    const here = this.#place.querySelector('.ws-offer-here');
    if (here) here.append(shown);
    else status?.after(shown);
  }

  /** Shows nothing. */
  clear() {
    this.put('', () => []);
  }
}
