// The page's end of the worker: a question goes out with a ticket, and its answer comes back with it.

/**
 * @typedef {{ resolve: (result: any) => void, reject: (error: Error) => void }} Waiting
 */

export class WorkerClient {
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #tickets = 0;
  /** @type {Worker | null} */
  #worker = null;
  #start;
  #stopped;

  /**
   * @param {() => Worker} start
   * @param {() => void} stopped called when the worker and all that it had loaded is gone
   */
  constructor(start, stopped) {
    this.#start = start;
    this.#stopped = stopped;
  }

  /**
   * @param {string} work
   * @param {object} given
   * @param {ArrayBuffer[]} [transfer]
   * @returns {Promise<any>}
   */
  ask(work, given, transfer = []) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(++this.#tickets, { resolve, reject });
      this.#started().postMessage({ ticket: this.#tickets, work, ...given }, transfer);
    });
  }

  /** @param {string} reason */
  stop(reason) {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
    this.#worker?.terminate();
    this.#worker = null;
    this.#stopped();
  }

  #started() {
    if (this.#worker) return this.#worker;
    this.#worker = this.#start();
    this.#worker.onerror = (event) => this.stop(event.message || 'the worker did not start');
    this.#worker.onmessage = ({ data }) => this.#answered(data);
    return this.#worker;
  }

  /** @param {{ ticket: number, result: unknown, error?: string }} answer */
  #answered({ ticket, result, error }) {
    const waiting = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }
}
