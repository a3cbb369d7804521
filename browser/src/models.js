// The models that the page can run itself: what they need, how they are fetched, how they are asked.
import { Refusal } from './limits.js';
import { fetchKept, isKept } from './kept.js';

const ENGINE = 'engine'; // onnxruntime-web's WebAssembly, the same for all models
// The smallest module that has a SIMD instruction.
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
const TOO_OLD = 'This browser cannot run the model: it lacks WebAssembly SIMD. The listed texts go on answering; for your own, run this page as a notebook.';
const NO_MEMORY = 'The browser has too little memory to run the model. The listed texts go on answering; for your own, run this page as a notebook.';

// Thrown where a model is wanted that is not here yet; `live.js` offers to fetch it.
export class Missing extends Error {
  constructor(name) {
    super(`${name} is not here yet`);
    this.model = name;
  }
}

// `manifest()` promises the files by name; `start()` makes the worker.
export function modelsFrom(manifest, start) {
  const ready = new Set();
  const tooLarge = new Set();
  const loading = new Map();
  const waiting = new Map();
  let worker = null;
  let tickets = 0;

  function stop(reason) {
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
    ready.clear();
    worker?.terminate();
    worker = null;
  }

  function started() {
    if (worker) return worker;
    worker = start();
    worker.onerror = (event) => stop(event.message || 'the worker did not start');
    worker.onmessage = ({ data: { ticket, result, error } }) => {
      const { resolve, reject } = waiting.get(ticket);
      waiting.delete(ticket);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    };
    return worker;
  }

  function work(name, given, transfer = []) {
    return new Promise((resolve, reject) => {
      waiting.set(++tickets, { resolve, reject });
      started().postMessage({ ticket: tickets, work: name, ...given }, transfer);
    });
  }

  async function load(name, signal, tell) {
    const files = await filesOf(name);
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    const progress = (n) => tell((done += n), total);
    const [model, engine] = await Promise.all(files.map((file) => fetchKept(file, signal, progress)));
    try {
      await work('load', { name, model, engine }, [model, engine].filter(Boolean));
    } catch (error) {
      stop(error.message);
      if (!/memory|alloc|range/i.test(error.message)) throw error;
      tooLarge.add(name); // a second attempt on this page would end the same
      throw new Refusal(NO_MEMORY);
    }
    ready.add(name);
  }

  async function filesOf(name) {
    const all = await manifest();
    return ready.size ? [all[name]] : [all[name], all[ENGINE]];
  }

  function wanted(name) {
    if (ready.has(name)) return name;
    if (tooLarge.has(name)) throw new Refusal(NO_MEMORY);
    throw globalThis.WebAssembly?.validate(SIMD) ? new Missing(name) : new Refusal(TOO_OLD);
  }

  return {
    // How many bytes a model takes, and whether the browser has them all from an earlier page.
    async size(name) {
      const files = await filesOf(name);
      return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), kept: (await Promise.all(files.map(isKept))).every(Boolean) };
    },
    // One load of a model at a time; who asks meanwhile waits for the same.
    load(name, signal, tell = () => {}) {
      if (ready.has(name)) return Promise.resolve();
      if (!loading.has(name)) loading.set(name, load(name, signal, tell).finally(() => loading.delete(name)));
      return loading.get(name);
    },
    read: async (name, ids) => work('read', { name: wanted(name), ids }),
    masked: async (name, ids, places, top) => work('masked', { name: wanted(name), ids, places, top }),
  };
}
