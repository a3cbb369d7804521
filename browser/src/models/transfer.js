// One file's way here, whoever waits for it: from the browser's store, or over the line; stopped and
// taken up again where it stopped.
import { inTurn, keep, kept } from './store.js';

/**
 * @typedef {'stopped' | 'offline' | 'unreachable' | 'missing' | 'refused' | 'cut' |
 *   'damaged'} Reason
 * @import { LargeFile } from './store.js'
 */

/** Why a file did not come. */
export class Failure extends Error {
  /**
   * @param {Reason} reason
   * @param {string} [detail]
   */
  constructor(reason, detail = '') {
    super(`${reason} ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** @param {unknown} error of fetch itself, which does not say more */
function unreachable(error) {
  if (error instanceof Failure) return error;
  if (error instanceof Error && error.name === 'AbortError') return new Failure('stopped');
  return new Failure(navigator.onLine === false ? 'offline' : 'unreachable');
}

/** @param {Response} response */
function accepted(response) {
  if (response.ok && response.body) return response;
  throw new Failure(response.status === 404 ? 'missing' : 'refused', String(response.status));
}

/** @param {ArrayBuffer} content */
async function checksum(content) {
  if (!globalThis.crypto?.subtle) return null; // at an insecure address: the length has to do
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Transfer {
  #arrived = 0;
  /** @type {Uint8Array<ArrayBuffer> | null} */
  #content = null;
  /** @type {Promise<ArrayBuffer> | null} */
  #running = null;
  #control = new AbortController();
  #file;
  #told;

  /**
   * @param {LargeFile} file
   * @param {() => void} told called whenever more has arrived
   */
  constructor(file, told) {
    this.#file = file;
    this.#told = told;
  }

  get bytes() {
    return this.#file.bytes;
  }

  get arrived() {
    return this.#arrived;
  }

  /** Promises the content; whoever asks while it is on its way waits for the same. */
  run() {
    this.#running ??= this.#run().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Stops it; what has arrived stays for the next run. */
  stop() {
    this.#control.abort();
  }

  async #run() {
    this.#control = new AbortController();
    const { signal } = this.#control;
    try {
      return (await this.#known()) ?? (await inTurn(this.#file, signal, () => this.#turn(signal)));
    } catch (error) {
      throw unreachable(error);
    }
  }

  async #known() {
    const content = await kept(this.#file);
    if (content) this.#at(this.#file.bytes);
    return content;
  }

  /** @param {AbortSignal} signal */
  async #turn(signal) {
    return (await this.#known()) ?? (await this.#fetched(signal)); // another tab may have kept it
  }

  /** @param {AbortSignal} signal */
  async #fetched(signal) {
    await this.#receive(signal);
    const content = /** @type {Uint8Array<ArrayBuffer>} */ (this.#content).buffer;
    this.#content = null;
    const sum = await checksum(content);
    if (sum !== null && sum !== this.#file.sha256) {
      this.#at(0);
      throw new Failure('damaged');
    }
    await keep(this.#file, content); // where there is no room, the page works all the same
    return content;
  }

  /** @param {AbortSignal} signal */
  async #receive(signal) {
    const from = this.#content ? this.#arrived : 0;
    const headers = { Range: `bytes=${from}-` };
    const response = accepted(await fetch(this.#file.url, { signal, ...(from && { headers }) }));
    if (response.status !== 206 || !this.#content) {
      this.#content = new Uint8Array(this.#file.bytes); // a server that knows no parts sends it whole
      this.#at(0);
    }
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.#put(part.value);
    }
    if (this.#arrived < this.#file.bytes) throw new Failure('cut');
  }

  /** @param {Uint8Array} part */
  #put(part) {
    const end = this.#arrived + part.length;
    if (end > this.#file.bytes || !this.#content) {
      this.#content = null;
      this.#at(0);
      throw new Failure('damaged');
    }
    this.#content.set(part, this.#arrived);
    this.#at(end);
  }

  /** @param {number} arrived */
  #at(arrived) {
    this.#arrived = arrived;
    this.#told();
  }
}
