// The files that answers need, each read once, when first asked for.
import { Collection } from './retrieval/collection.js';
import { Memory, promised } from './retrieval/memory.js';
import { storedVectorsOf } from './retrieval/stored-vectors.js';
import { wordVectorsOf } from './retrieval/word-vectors.js';
import { Refusal } from './text/refusal.js';
import { say } from './text/sentences.js';

/**
 * @typedef {ReturnType<ReturnType<typeof resourcesFrom>['of']>} Resources
 * @typedef {ReturnType<typeof resourcesFrom>} AllResources
 * @typedef {{ text: (name: string) => Promise<string>,
 *   bytes: (name: string) => Promise<ArrayBuffer> }} Reader
 * @typedef {Pick<PageModels, 'encode' | 'predict'>} Models
 * @import { masking, splade } from './generated/types'
 * @import { Measured } from './explorers/growth.js'
 * @import { CachedFile } from './models/fetch-cache.js'
 * @import { Pooled } from './models/encode.js'
 * @import { PageModels } from './models/page-models.js'
 * @import { StoredVectors } from './retrieval/stored-vectors.js'
 * @import { Vocabulary } from './text/wordpiece.js'
 */

const HOSPITAL = 'hospital'; // the collection of an explorer that names none
const ENCODINGS = 4; // the match explorer asks for the same text again and again
const refuse = async () => {
  throw new Refusal(say('needs_model'));
};
/** @type {Models} */
const NO_MODELS = { encode: refuse, predict: refuse };

/**
 * @param {string} lines
 * @returns {Vocabulary}
 */
function vocabularyOf(lines) {
  const names = lines.split('\n');
  return { names, ids: new Map(names.map((term, id) => [term, id])) };
}

/**
 * The files of the collection that an explorer searches.
 * @param {Reader} reader
 * @param {Memory<Promise<any>>} memory
 * @param {string} name
 * @returns {{ collection: () => Promise<Collection>, storedVectors: () => Promise<StoredVectors> }}
 */
function collectionFiles({ text, bytes }, memory, name) {
  const texts = async () => new Collection(await text(`${name}.jsonl`));
  const vectors = async () => {
    const files = [text(`${name}.vectors.json`), bytes(`${name}.vectors.bin`)];
    return storedVectorsOf(.../** @type {[string, ArrayBuffer]} */ (await Promise.all(files)));
  };
  return {
    collection: () => promised(memory, name, texts),
    storedVectors: () => promised(memory, `${name}, encoded`, vectors),
  };
}

/**
 * @param {Reader} reader promises a file by name; a failed one is asked for again the next time
 * @param {Models} [models] answers what is not stored; under Node.js there are none
 */
export function resourcesFrom({ text, bytes }, models = NO_MODELS) {
  const memory = new Memory();
  /** @type {<T>(name: string, fetch: () => Promise<T>) => () => Promise<T>} */
  const once = (name, fetch) => () => promised(memory, name, fetch);
  /** @type {<T>(name: string) => () => Promise<T>} */
  const json = (name) => once(name, async () => JSON.parse(await text(name)));
  const vocabulary = once('vocabulary', async () => vocabularyOf(await text('vocabulary.txt')));
  const all = {
    vocabulary,
    /** @param {string} tokenizer */
    vocabularyOf: async (tokenizer) => (tokenizer === 'wordpiece' ? vocabulary() : undefined),
    wordVectors: once('wordVectors', async () =>
      wordVectorsOf(...(await Promise.all([text('glove_words.txt'), bytes('glove_vectors.bin')]))),
    ),
    splade: /** @type {() => Promise<splade.SpladeResult[]>} */ (json('splade.json')),
    masking: /** @type {() => Promise<masking.MaskingResult[]>} */ (json('masking.json')),
    growth: /** @type {() => Promise<Measured>} */ (json('growth.json')),
    manifest:
      /** @type {() => Promise<Record<string, CachedFile & { file: string,
       *   version: string }>>} */ (json('models.json')),
    /** @param {string} name */
    has: (name) => memory.has(name),
    models,
    /** @type {Memory<Promise<Pooled>>} */
    encodings: new Memory(ENCODINGS),
  };
  /** @param {string} [name] of the collection that is searched */
  const of = (name = HOSPITAL) => ({ ...all, ...collectionFiles({ text, bytes }, memory, name) });
  return { ...all, of };
}
