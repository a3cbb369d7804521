// The entry of the published page: files come from beside this module.
import { answerWith } from './answer.js';
import { answering } from './live.js';
import { modelsFrom } from './models.js';
import { resourcesFrom } from './resources.js';

const at = (name) => new URL(name, import.meta.url).href;

async function read(name, as) {
  const response = await fetch(at(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response[as]();
}

async function files() {
  const entries = Object.entries(await resources.manifest());
  return Object.fromEntries(entries.map(([name, { file, bytes, version }]) => [name, { url: `${at(file)}?v=${version}`, bytes }]));
}

export const models = modelsFrom(files, () => new Worker(at('worker.js'), { type: 'module' }));
const resources = resourcesFrom(read, models);
export const answer = (kind, ask) => answerWith(resources, kind, ask);
export const answerTo = answering(answer, models, resources);
