// The models that the page can run itself: what they need, how they are fetched, how they are asked.
import { Refusal } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { fetchCached, isCached } from './fetch-cache.js';
import { WorkerClient } from './worker-client.js';

/**
 * @typedef {(done: number, total: number) => void} Progress
 * @import { Pooled } from './encode.js'
 * @import { CachedFile } from './fetch-cache.js'
 * @import { Place, Prediction } from './prediction.js'
 */

const RUNTIME = 'runtime'; // onnxruntime-web's WebAssembly, the same for all models
const OUT_OF_MEMORY = /memory|alloc|range/i;
// The smallest module that has a SIMD instruction.
const SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0],
  ...[65, 0, 253, 15, 253, 98, 11],
);

/** Thrown where a model is wanted that is not here yet; page/model-prompt.js offers to fetch it. */
export class Missing extends Error {
  /** @param {string} model */
  constructor(model) {
    super(`${model} is not here yet`);
    this.model = model;
  }
}

/** @param {CachedFile[]} files */
const bytesOf = (files) => files.reduce((total, { bytes }) => total + bytes, 0);

export class PageModels {
  /** @type {Set<string>} */
  #ready = new Set();
  /** @type {Set<string>} */
  #tooLarge = new Set();
  /** @type {Map<string, Promise<void>>} */
  #loading = new Map();
  #manifest;
  #worker;

  /**
   * @param {() => Promise<Record<string, CachedFile>>} manifest promises the files by name
   * @param {() => Worker} start makes the worker
   */
  constructor(manifest, start) {
    this.#manifest = manifest;
    this.#worker = new WorkerClient(start, () => this.#ready.clear());
  }

  /**
   * How many bytes a model takes, and whether the browser has them all from an earlier page.
   * @param {string} name
   */
  async size(name) {
    const files = await this.#filesOf(name);
    const cached = await Promise.all(files.map(isCached));
    return { bytes: bytesOf(files), cached: cached.every(Boolean) };
  }

  /**
   * One load of a model at a time; who asks meanwhile waits for the same.
   * @param {string} name
   * @param {AbortSignal} [signal]
   * @param {Progress} [tell]
   */
  async load(name, signal, tell = () => {}) {
    if (this.#ready.has(name)) return;
    const loading = this.#loading.get(name) ?? this.#load(name, signal, tell);
    this.#loading.set(name, loading);
    await loading.finally(() => this.#loading.delete(name));
  }

  /**
   * @param {string} name
   * @param {number[]} ids
   * @returns {Promise<Pooled>}
   */
  async encode(name, ids) {
    return this.#worker.ask('encode', { name: this.#wanted(name), ids });
  }

  /**
   * @param {string} name
   * @param {number[]} ids
   * @param {Place[]} places
   * @param {number} top
   * @returns {Promise<Prediction[]>}
   */
  async predict(name, ids, places, top) {
    return this.#worker.ask('predict', { name: this.#wanted(name), ids, places, top });
  }

  /** @param {string} name */
  #wanted(name) {
    if (this.#ready.has(name)) return name;
    if (this.#tooLarge.has(name)) throw new Refusal(say('no_memory'));
    if (!globalThis.WebAssembly?.validate(SIMD)) throw new Refusal(say('too_old'));
    throw new Missing(name);
  }

  /** @param {string} name */
  async #filesOf(name) {
    const all = await this.#manifest();
    return this.#ready.size ? [all[name]] : [all[name], all[RUNTIME]];
  }

  /**
   * @param {string} name
   * @param {AbortSignal | undefined} signal
   * @param {Progress} tell
   */
  async #load(name, signal, tell) {
    const files = await this.#filesOf(name);
    let done = 0;
    const progress = (/** @type {number} */ n) => tell((done += n), bytesOf(files));
    const fetched = files.map((file) => fetchCached(file, signal, progress));
    const [model, runtime] = await Promise.all(fetched);
    try {
      await this.#worker.ask('load', { name, model, runtime }, [model, runtime].filter(Boolean));
    } catch (error) {
      this.#failed(name, /** @type {Error} */ (error));
    }
    this.#ready.add(name);
  }

  /**
   * @param {string} name
   * @param {Error} error
   */
  #failed(name, error) {
    this.#worker.stop(error.message);
    if (!OUT_OF_MEMORY.test(error.message)) throw error;
    this.#tooLarge.add(name); // a second attempt on this page would end the same
    throw new Refusal(say('no_memory'));
  }
}
