// The entry of the published page: files come from beside this module.
import { answerWith } from './answer.js';
import { resourcesFrom } from './resources.js';

async function read(name, as) {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response[as]();
}

const resources = resourcesFrom(read);

// What an explorer fetches on its first own answer, in words, or nothing once it is here.
const LARGE = { neighbours: ['vectors', '3 MB of word vectors'] };

export function pending(kind) {
  const [name, size] = LARGE[kind] ?? [];
  return name && !resources.has(name) ? size : '';
}

export const answer = (kind, ask) => answerWith(resources, kind, ask);
