// The entry of the published page: files come from beside this module.
import { answerWith } from './answer.js';
import { resourcesFrom } from './resources.js';

async function read(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.text();
}

const resources = resourcesFrom(read);

export const answer = (kind, ask) => answerWith(resources, kind, ask);
