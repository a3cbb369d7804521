// The word vectors, off the page's own thread: 52,000 cosines a word never hold up the typing.
import { nearest, wordVectorsOf } from './word-vectors.js';

const address = (/** @type {string} */ name) => new URL(name, import.meta.url);

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(address(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

async function load() {
  const names = ['glove_words.txt', 'glove_vectors.bin'];
  const [words, vectors] = await Promise.all(names.map(fetched));
  return wordVectorsOf(await words.text(), await vectors.arrayBuffer());
}

/** @type {ReturnType<typeof load> | null} */
let loaded = null;

/** @param {{ ticket: number, word: string, k: number }} question */
async function reply({ ticket, word, k }) {
  try {
    loaded ??= load();
    postMessage({ ticket, result: nearest(word, k, await loaded) });
  } catch (error) {
    loaded = null; // the next question tries again
    postMessage({ ticket, error: error instanceof Error ? error.message : String(error) });
  }
}

onmessage = ({ data }) => void reply(data);
