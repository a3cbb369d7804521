// The models that the page can run itself: what they need, how far they are, how they are asked.
import { Refusal } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { isKept, keeps, onKept } from './store.js';
import { Failure, Transfer } from './transfer.js';
import { WorkerClient } from './worker-client.js';

/**
 * Where a model is: not here, on its way, being started, here, or why not.
 * @typedef {{ phase: 'absent' | 'fetching' | 'starting' | 'ready' | 'failed', arrived: number,
 *   bytes: number, error: Error | null }} State
 * @import { Pooled } from './encode.js'
 * @import { LargeFile } from './store.js'
 * @import { Place, Prediction } from './prediction.js'
 */

const RUNTIME = 'runtime'; // onnxruntime-web's WebAssembly, the same for all models
const OUT_OF_MEMORY = /memory|alloc|range/i;
// The smallest module that has a SIMD instruction.
const SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0],
  ...[65, 0, 253, 15, 253, 98, 11],
);

/** Whether this browser can run a model at all. */
const able = () => Boolean(globalThis.WebAssembly?.validate(SIMD));

/** Thrown where a model is wanted that is not here yet; page/model-prompt.js offers to fetch it. */
export class Missing extends Error {
  /** @param {string} model */
  constructor(model) {
    super(`${model} is not here yet`);
    this.model = model;
  }
}

/**
 * What a failed load comes from.
 * @param {Error} error
 */
function causeOf(error) {
  const isFull = !(error instanceof Failure) && OUT_OF_MEMORY.test(error.message);
  return isFull ? new Refusal(say('no_memory')) : error;
}

/** @type {(numbers: number[]) => number} */
const total = (numbers) => numbers.reduce((sum, n) => sum + n, 0);

export class PageModels {
  /** @type {Map<string, Promise<void>>} by model; the loads that run */
  #loading = new Map();
  /** @type {Map<string, State['phase']>} */
  #phases = new Map();
  /** @type {Map<string, Error>} */
  #errors = new Map();
  /** @type {Map<string, Transfer>} by name of a file */
  #transfers = new Map();
  /** @type {Promise<void> | null} the runtime's way into the worker */
  #runtime = null;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #manifest;
  #worker;

  /**
   * @param {() => Promise<Record<string, LargeFile>>} manifest promises the files by name
   * @param {() => Worker} start makes the worker
   */
  constructor(manifest, start) {
    this.#manifest = manifest;
    this.#worker = new WorkerClient(start, () => this.#gone());
    onKept(() => this.#changed());
  }

  /** @param {() => void} listener called whenever a state may have changed */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /**
   * @param {string} name
   * @returns {State}
   */
  state(name) {
    const waits = this.#runtime && this.#phases.get(RUNTIME) === 'ready' ? [name] : [name, RUNTIME];
    const transfers = waits.flatMap((file) => this.#transfers.get(file) ?? []);
    return {
      phase: this.#phases.get(name) ?? 'absent',
      arrived: total(transfers.map(({ arrived }) => arrived)),
      bytes: total(transfers.map(({ bytes }) => bytes)),
      error: this.#errors.get(name) ?? (able() ? null : new Refusal(say('too_old'))),
    };
  }

  /**
   * What an offer says: the bytes that are still to come, whether they are here from an earlier
   * page, and whether this browser keeps anything.
   * @param {string} name
   */
  async offer(name) {
    const files = await this.#manifest();
    const wanted = this.#phases.get(RUNTIME) === 'ready' ? [name] : [name, RUNTIME];
    const left = await Promise.all(wanted.map((file) => this.#left(file, files[file])));
    return { left: total(left), isKept: total(left) === 0, keeps: await keeps() };
  }

  /**
   * @param {string} name
   * @param {LargeFile} file
   */
  async #left(name, file) {
    if (await isKept(file)) return 0;
    return file.bytes - (this.#transfers.get(name)?.arrived ?? 0);
  }

  /**
   * One load of a model at a time; who asks meanwhile waits for the same.
   * @param {string} name
   */
  load(name) {
    if (this.#phases.get(name) === 'ready') return Promise.resolve();
    const loading = this.#loading.get(name) ?? this.#load(name);
    this.#loading.set(name, loading);
    return loading;
  }

  /**
   * Stops a model's transfer; what has arrived stays, and what another model waits for goes on.
   * @param {string} name
   */
  stop(name) {
    this.#transfers.get(name)?.stop();
    if (this.#loading.size === 1) this.#transfers.get(RUNTIME)?.stop();
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
  isReady(name) {
    return this.#phases.get(name) === 'ready';
  }

  /** @param {string} name */
  isOnItsWay(name) {
    return this.#loading.has(name);
  }

  /** @param {string} name */
  #wanted(name) {
    if (this.isReady(name)) return name;
    const error = this.#errors.get(name);
    if (error instanceof Refusal) throw error; // a second attempt on this page would end the same
    if (!able()) throw new Refusal(say('too_old'));
    throw new Missing(name);
  }

  /** @param {string} name */
  async #load(name) {
    this.#errors.delete(name);
    this.#to(name, 'fetching');
    try {
      const [model] = await Promise.all([this.#fetched(name), this.#started()]);
      this.#to(name, 'starting');
      await this.#worker.ask('load', { name, model }, [model]);
      this.#to(name, 'ready');
    } catch (error) {
      const cause = causeOf(/** @type {Error} */ (error));
      this.#errors.set(name, cause); // before anything is told: what failed is not tried unasked
      if (!(cause instanceof Failure)) this.#worker.stop(cause.message);
      const stopped = cause instanceof Failure && cause.reason === 'stopped';
      this.#to(name, stopped ? 'absent' : 'failed');
      throw cause;
    } finally {
      this.#loading.delete(name);
      this.#changed();
    }
  }

  /** The runtime in the worker, once for all models. */
  #started() {
    this.#runtime ??= this.#start().catch((error) => {
      this.#runtime = null;
      throw error;
    });
    return this.#runtime;
  }

  async #start() {
    const runtime = await this.#fetched(RUNTIME);
    await this.#worker.ask('start', { runtime }, [runtime]);
    this.#phases.set(RUNTIME, 'ready');
  }

  /** @param {string} name */
  async #fetched(name) {
    const file = (await this.#manifest())[name];
    const transfer = this.#transfers.get(name) ?? new Transfer(file, () => this.#changed());
    this.#transfers.set(name, transfer);
    return transfer.run();
  }

  /** The worker is gone, and all that it had loaded. */
  #gone() {
    this.#runtime = null;
    this.#phases.clear();
    this.#changed();
  }

  /**
   * @param {string} name
   * @param {State['phase']} phase
   */
  #to(name, phase) {
    this.#phases.set(name, phase);
    this.#changed();
  }

  #changed() {
    for (const listener of this.#listeners) listener();
  }
}
