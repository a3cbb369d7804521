// Where the answer stands, below the field: a sentence, the sections, and what is read aloud.
import { hitView } from './hit.js';
import { make } from './make.js';
import { SHOWN } from './sentences.js';

/**
 * @import { BookIndex } from './book-index.js'
 * @import { Answer } from './find.js'
 */

const SETTLED = 700; // milliseconds without a new answer, before one is read aloud

function legend() {
  const own = make('mark', { class: 'ws-own' }, 'your words');
  const expanded = make('mark', { class: 'ws-expanded' }, 'words that SPLADE ties to yours');
  const keys = make('span', { class: 'ws-keys' }, '↑ ↓ move, Enter opens, Esc closes.');
  return make('p', { class: 'ws-legend' }, 'Marked: ', own, ', ', expanded, '. ', keys);
}

export class Panel {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #said = make('p', { class: 'ws-said' });
  #list = make('ol', { 'aria-label': 'Sections found' });
  #legend = legend();
  #aloud = make('p', { class: 'visually-hidden', role: 'status' });

  constructor() {
    const parts = [this.#said, this.#list, this.#legend];
    const scrolled = make('div', { class: 'ws-found-parts' }, ...parts);
    this.element = make('section', { class: 'ws-found', 'aria-label': 'Search results' });
    this.element.append(scrolled, this.#aloud);
    this.#show([]);
  }

  /** @returns {HTMLAnchorElement[]} */
  get links() {
    return [...this.#list.querySelectorAll('a')];
  }

  /** @param {string} sentence in the place of an answer */
  say(sentence) {
    this.#show([]);
    this.#tell(sentence);
  }

  /**
   * @param {BookIndex} index
   * @param {Answer} answer
   * @param {string} sentence
   * @param {URL} root
   */
  answer(index, answer, sentence, root) {
    this.#show(answer.fused.slice(0, SHOWN).map((hit) => hitView(index, answer, hit, root)));
    this.#tell(sentence);
  }

  /** @param {HTMLLIElement[]} items */
  #show(items) {
    this.#list.replaceChildren(...items);
    this.#list.hidden = this.#legend.hidden = !items.length;
    this.element.querySelector('.ws-found-parts')?.scrollTo(0, 0);
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.#said.textContent = sentence;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#aloud.textContent = sentence), SETTLED);
  }
}
