// The entry of the search, loaded when a reader opens it: nothing that is typed leaves the page.
import { vocabularyOf } from '../text/wordpiece.js';
import { BookIndex } from './book-index.js';
import { find } from './find.js';
import { listenToArrows } from './keys.js';
import { Panel } from './panel.js';
import { FAILED, FETCHING, outcome, refusal } from './sentences.js';

const ROOT = new URL('../../', import.meta.url); // of the site
const PAUSE = 60; // milliseconds between a key and its answer
/** @type {Promise<BookIndex> | undefined} */
let loading;
let ready = false;

/** @param {string} name */
async function text(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.text();
}

/** Fetched once; after a failure again. */
async function loaded() {
  loading ??= Promise.all([text('sections.json'), text('vocabulary.txt')]).then(
    ([sections, vocabulary]) => new BookIndex(sections, vocabularyOf(vocabulary)),
  );
  try {
    const index = await loading;
    ready = true;
    return index;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** The style, once. */
function addStyle() {
  const href = new URL('../search.css', import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
}

/**
 * @param {HTMLInputElement} input
 * @param {Panel} panel
 */
async function answer(input, panel) {
  const sentence = refusal(input.value);
  if (sentence) return panel.say(sentence);
  if (!ready) panel.say(FETCHING);
  const index = await loaded().catch(() => null);
  if (!index) return panel.say(FAILED);
  const typed = input.value; // which may have changed meanwhile
  const instead = refusal(typed);
  if (instead) return panel.say(instead);
  const found = find(index, typed);
  return panel.answer(index, found, outcome(found, typed), ROOT);
}

/**
 * @param {() => Promise<void>} work is done when no call came for a while
 */
function debounced(work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const now = () => {
    clearTimeout(timer);
    return work();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(work, PAUSE);
  };
  return { later, now };
}

/**
 * Enter in the field: the dialog opens the first section, the page goes to it.
 * @param {HTMLFormElement} form
 * @param {Panel} panel
 * @param {() => Promise<void>} now answers at once
 */
function listenToEnter(form, panel, now) {
  form.addEventListener('submit', async () => {
    await now();
    if (form.closest('dialog')) panel.links[0]?.click();
    else panel.links[0]?.focus();
  });
}

/**
 * The dialog closes when a section is opened in its window.
 * @param {HTMLFormElement} form
 * @param {Panel} panel
 */
function closeOnOpening(form, panel) {
  panel.element.addEventListener('click', (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const link = event.target instanceof Element && event.target.closest('a');
    if (plain && link) form.closest('dialog')?.close();
  });
}

/**
 * Make a search field of the theme answer: that of its dialog, or that of the search page.
 * @param {HTMLFormElement} form
 */
export function start(form) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('q'));
  const panel = new Panel();
  const answering = debounced(() => answer(input, panel));
  addStyle();
  form.after(panel.element);
  const asked = form.closest('dialog') ? null : new URLSearchParams(location.search).get('q');
  if (asked !== null) input.value = asked;
  input.addEventListener('input', answering.later);
  listenToEnter(form, panel, answering.now);
  closeOnOpening(form, panel);
  listenToArrows(form.parentElement ?? form, input, panel);
  loaded().catch(() => panel.say(FAILED));
  answering.now();
}
