// What stands below a view's status: nothing, a button, or a progress bar with its own.

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

/**
 * How much has arrived: the nodes to show, and what to call with it.
 * @param {number} bytes
 */
export function progressBar(bytes) {
  const bar = document.createElement('progress');
  const said = document.createElement('span');
  bar.max = bytes;
  bar.setAttribute('aria-label', 'how much of the model has arrived');
  const tell = (/** @type {number} */ done, /** @type {number} */ total) => {
    bar.value = done;
    said.textContent = done < total ? `${megabytes(done)} of ${megabytes(total)}` : 'starting …';
  };
  return { nodes: [bar, said], tell };
}

export class Offer {
  /** @type {HTMLElement | null} */
  #shown = null;
  #place;

  /** @param {HTMLElement} place the view's element */
  constructor(place) {
    this.#place = place;
  }

  get isShown() {
    return this.#shown !== null;
  }

  /** @param {Node[]} children */
  put(...children) {
    this.#shown?.remove();
    this.#shown = null;
    if (!children.length) return;
    this.#shown = document.createElement('div');
    this.#shown.className = 'ws-offer';
    this.#shown.append(...children);
    this.#place.querySelector('.ws-status')?.after(this.#shown);
  }
}
