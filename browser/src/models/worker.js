// The models run here, off the page's own thread, so that typing never stutters.
import * as ort from 'onnxruntime-web/wasm';
import { judged } from './prediction.js';

/**
 * @import { Place, Prediction } from './prediction.js'
 * @import { Pooled } from './encode.js'
 */

const POOLINGS = ['max', 'sum', 'cls'];
const COLUMNS = POOLINGS.flatMap((name) => [`${name}_ids`, `${name}_columns`]);
const ENCODED = [...POOLINGS, 'sum_raw', 'n_positive', ...COLUMNS];
// int8 weights become float32 once, when the session is made, and not at every answer
const OPTIONS = { extra: { session: { disable_quant_qdq: '1' } } };
/** @type {Map<string, ort.InferenceSession>} */
const sessions = new Map();
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/**
 * @param {number[]} values
 * @param {number[]} shape
 */
const int64 = (values, shape) => new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);

/**
 * @param {string} name
 * @param {number[]} ids
 * @param {number[]} positions
 * @param {string[]} outputs
 * @returns {Promise<Pooled>}
 */
async function run(name, ids, positions, outputs) {
  const inputs = {
    input_ids: int64(ids, [1, ids.length]),
    positions: int64(positions, [positions.length]),
  };
  const session = sessions.get(name);
  if (!session) throw new Error(`${name} is not loaded`);
  const made = await session.run(inputs, outputs);
  return Object.fromEntries(
    outputs.map((output) => [output, /** @type {Float32Array} */ (made[output].data)]),
  );
}

/** @param {{ runtime: ArrayBuffer }} given the same for all models */
async function start({ runtime }) {
  ort.env.wasm.wasmBinary = runtime;
}

/** @param {{ name: string, model: ArrayBuffer }} given */
async function load({ name, model }) {
  sessions.set(name, await ort.InferenceSession.create(new Uint8Array(model), OPTIONS));
}

/**
 * A text's vector in every way of pooling, and the columns of the heaviest terms.
 * @param {{ name: string, ids: number[] }} given
 */
const encode = ({ name, ids }) => run(name, ids, [...ids.keys()], ENCODED);

/**
 * What stands in some hidden places.
 * @param {{ name: string, ids: number[], places: Place[], top: number }} given
 * @returns {Promise<Prediction[]>}
 */
async function predict({ name, ids, places, top }) {
  const positions = places.map(({ at }) => at);
  const { logits } = await run(name, ids, positions, ['logits']);
  const width = logits.length / places.length;
  return places.map(({ original }, i) =>
    judged(logits.subarray(i * width, (i + 1) * width), original, top),
  );
}

/** @type {Record<string, (given: any) => Promise<unknown>>} */
const WORK = { start, load, encode, predict };
let last = Promise.resolve(); // one after the other

/** @param {{ ticket: number, work: string }} question */
async function reply({ ticket, work, ...given }) {
  try {
    postMessage({ ticket, result: await WORK[work](given) });
  } catch (error) {
    postMessage({ ticket, error: error instanceof Error ? error.message : String(error) });
  }
}

onmessage = ({ data }) => {
  last = last.then(() => reply(data));
};
