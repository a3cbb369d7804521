// The page's end of the word vectors' worker; every word's neighbours are worked out once.
import { WorkerClient } from '../models/worker-client.js';
import { Memory, promised } from '../retrieval/memory.js';

/** @import { Near } from '../retrieval/word-vectors.js' */

const KEPT = 400; // words of which the neighbours are kept

export class PageWords {
  /** @type {Memory<Promise<Near[] | null>>} */
  #memory = new Memory(KEPT);
  #worker;
  /** Whether the vectors have come. */
  isReady = false;

  /** @param {() => Worker} start */
  constructor(start) {
    this.#worker = new WorkerClient(start, () => {});
  }

  /**
   * @param {string} word
   * @param {number} k
   */
  async nearest(word, k) {
    const ask = () => this.#worker.ask('nearest', { word, k });
    const near = await promised(this.#memory, `${word} ${k}`, ask);
    this.isReady = true;
    return near;
  }
}
