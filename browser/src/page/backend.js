// The entry of the published page: files come from beside this module.
import { answerWith } from '../answer.js';
import { PageModels } from '../models/page-models.js';
import { resourcesFrom } from '../resources.js';
import { ModelPrompt } from './model-prompt.js';
import { PageWords } from './page-words.js';

const addressOf = (/** @type {string} */ name) => new URL(name, import.meta.url).href;

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(addressOf(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

const reader = {
  text: async (/** @type {string} */ name) => (await fetched(name)).text(),
  bytes: async (/** @type {string} */ name) => (await fetched(name)).arrayBuffer(),
};

async function files() {
  const entries = Object.entries(await resources.manifest());
  return Object.fromEntries(
    entries.map(([name, { file, bytes, sha256 }]) => {
      return [name, { url: `${addressOf(file)}?v=${sha256.slice(0, 12)}`, bytes, sha256 }];
    }),
  );
}

const worker = (/** @type {string} */ name) => () =>
  new Worker(addressOf(name), { type: 'module' });

export const models = new PageModels(files, worker('worker.js'));
const words = new PageWords(worker('words-worker.js'));
const resources = resourcesFrom(reader, models, words);

/**
 * @param {string} kind
 * @param {object} ask
 */
export const answer = (kind, ask) => answerWith(resources, kind, ask);
const prompt = new ModelPrompt(answer, models, resources.of());

/**
 * @param {HTMLElement} place
 * @param {import('./model-prompt.js').Question} question
 */
export const answerTo = (place, question) => prompt.answerTo(place, question);
