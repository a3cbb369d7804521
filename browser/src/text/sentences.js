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
  quick:
    'Answered at once without a model: every piece of the query has one weight, whatever stands ' +
    'beside it.',
  own_words:
    'The model {model} answers your own words: {size} to fetch once, kept in this browser and run ' +
    'here. Nothing that you type leaves the page.',
  own_words_unkept:
    'The model {model} answers your own words: {size} to fetch for this page; this browser keeps ' +
    'nothing for the next one. It runs here: nothing that you type leaves the page.',
  fetching: 'Fetching {what} …',
  not_fetched: '{model} was not fetched. The listed texts go on answering.',
  fetch_offline: '{model} did not come: this device is offline. The listed texts go on answering.',
  fetch_unreachable:
    '{model} did not come: the server could not be reached. The listed texts go on answering.',
  fetch_missing: '{model} is not where it should be on this site (404). Please tell its makers.',
  fetch_refused: '{model} did not come: the server answered {detail}.',
  fetch_cut: 'The connection was lost before all of {model} had arrived. What came is kept.',
  fetch_damaged: '{model} arrived damaged and was thrown away.',
  start_failed: '{model} could not be started ({reason}).',
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
