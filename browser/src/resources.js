// The files that answers need, each read once, when first asked for.
import { pieceWeightsOf } from './models/inference-free.js';
import { Collection } from './retrieval/collection.js';
import { Memory, promised } from './retrieval/memory.js';
import { judgementsOf, storedVectorsOf } from './retrieval/stored-vectors.js';
import { nearest, wordVectorsOf } from './retrieval/word-vectors.js';
import { Refusal } from './text/refusal.js';
import { say } from './text/sentences.js';
import { vocabularyOf } from './text/wordpiece.js';

/**
 * @typedef {ReturnType<ReturnType<typeof resourcesFrom>['of']>} Resources
 * @typedef {ReturnType<typeof resourcesFrom>} AllResources
 * @typedef {{ text: (name: string) => Promise<string>,
 *   bytes: (name: string) => Promise<ArrayBuffer> }} Reader
 * @typedef {Pick<PageModels, 'encode' | 'predict' | 'isReady'>} Models
 * @typedef {{ isReady: boolean,
 *   nearest: (word: string, k: number) => Promise<Near[] | null> }} Words null: no vector
 * @import { context, masking, splade } from './generated/types'
 * @import { Measured } from './explorers/growth.js'
 * @import { Board, Lists } from './explorers/scoreboard.js'
 * @import { Steps } from './explorers/training_steps.js'
 * @import { Pooled } from './models/encode.js'
 * @import { PageModels } from './models/page-models.js'
 * @import { Near, WordVectors } from './retrieval/word-vectors.js'
 * @import { StoredVectors } from './retrieval/stored-vectors.js'
 * @typedef {ReturnType<typeof judgementsOf>} Judgements
 */

const HOSPITAL = 'hospital'; // the collection of an explorer that names none
const ENCODINGS = 4; // the match explorer asks for the same text again and again
const refuse = async () => {
  throw new Refusal(say('needs_model'));
};
/** @type {Models} */
const NO_MODELS = { encode: refuse, predict: refuse, isReady: () => true };

/**
 * The files of the collection that an explorer searches.
 * @param {Reader} reader
 * @param {Memory<Promise<any>>} memory
 * @param {string} name
 * @returns {{ collection: () => Promise<Collection>, judgements: () => Promise<Judgements>,
 *   storedVectors: () => Promise<StoredVectors> }}
 */
function collectionFiles({ text, bytes }, memory, name) {
  const texts = async () => new Collection(await text(`${name}.jsonl`));
  const judged = async () => judgementsOf(await text(`${name}.vectors.json`));
  const vectors = async () => {
    const files = [text(`${name}.vectors.json`), bytes(`${name}.vectors.bin`)];
    return storedVectorsOf(.../** @type {[string, ArrayBuffer]} */ (await Promise.all(files)));
  };
  return {
    collection: () => promised(memory, name, texts),
    judgements: () => promised(memory, `${name}, judged`, judged),
    storedVectors: () => promised(memory, `${name}, encoded`, vectors),
  };
}

/**
 * The word vectors in this thread.
 * @param {Reader} reader
 * @returns {Words}
 */
function wordsHere({ text, bytes }) {
  /** @type {Memory<Promise<WordVectors>>} */
  const memory = new Memory();
  const load = async () =>
    wordVectorsOf(await text('glove_words.txt'), await bytes('glove_vectors.bin'));
  return {
    isReady: true,
    nearest: async (word, k) => nearest(word, k, await promised(memory, 'vectors', load)),
  };
}

/**
 * @param {Reader} reader promises a file by name; a failed one is asked for again the next time
 * @param {Models} [models] answers what is not stored; under Node.js there are none
 * @param {Words} [words]
 */
export function resourcesFrom(reader, models = NO_MODELS, words = wordsHere(reader)) {
  const { text, bytes } = reader;
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
    words,
    pieceWeights: once('piece weights', async () =>
      pieceWeightsOf(await bytes('query_weights.bin')),
    ),
    splade: /** @type {() => Promise<splade.SpladeResult[]>} */ (json('splade.json')),
    masking: /** @type {() => Promise<masking.MaskingResult[]>} */ (json('masking.json')),
    context:
      /** @type {() => Promise<{ ask: Record<string, unknown>,
       *   result: context.ContextResult }[]>} */ (json('context.json')),
    growth: /** @type {() => Promise<Measured>} */ (json('growth.json')),
    steps: /** @type {() => Promise<Steps>} */ (json('training_steps.json')),
    /** @type {(name: string) => Promise<Board>} */
    board: (name) => json(`${name}.board.json`)(),
    /** @type {(name: string) => Promise<Lists>} */
    lists: (name) => json(`${name}.lists.json`)(),
    manifest:
      /** @type {() => Promise<Record<string, { file: string, bytes: number,
       *   sha256: string }>>} */ (json('models.json')),
    models,
    /** @type {(model: string) => void} hears of a model that an answer does without */
    without: () => {},
    /** @type {Memory<Promise<Pooled>>} */
    encodings: new Memory(ENCODINGS),
  };
  /** @param {string} [name] of the collection that is searched */
  const of = (name = HOSPITAL) => ({ ...all, ...collectionFiles(reader, memory, name) });
  return { ...all, of };
}
