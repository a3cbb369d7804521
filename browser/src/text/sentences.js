// What is said in words: the sentences that Python has too, and those of the page alone.
import { FACTS } from '../generated/facts.js';

const PAGE_ONLY = {
  needs_kernel: '{model} needs a kernel: run this page as a notebook. On the page, {here}.',
  needs_model: 'A text that is not stored needs a model, and models run in a browser.',
  too_old:
    'This browser cannot run the model: it lacks WebAssembly SIMD. The listed texts go on ' +
    'answering; for your own, run this page as a notebook.',
  no_memory:
    'The browser has too little memory to run the model. The listed texts go on answering; ' +
    'for your own, run this page as a notebook.',
  own_words:
    'Your own words need the model {model}: {size}, fetched once, kept in this browser and run ' +
    'here. Nothing that you type leaves the page. Until then the last answer stands below.',
  fetching: 'Fetching {what} …',
  not_fetched: '{model} was not fetched. The listed texts go on answering.',
  fetch_failed:
    '{model} could not be fetched ({reason}). The listed texts go on answering; try again when ' +
    'you are connected.',
};
const SENTENCES = { ...FACTS.sentences, ...PAGE_ONLY };

/** @param {number} value */
export const grouped = (value) => value.toLocaleString('en-US');

/**
 * As helpers/explorers/sentences.py: fills a sentence in; whole numbers get their thousands marked.
 * @param {keyof typeof SENTENCES} sentence
 * @param {Record<string, string | number>} [values]
 */
export function say(sentence, values = {}) {
  return SENTENCES[sentence].replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return Number.isInteger(value) ? grouped(Number(value)) : String(value);
  });
}
