// The models run here, off the page's own thread, so that typing never stutters.
import * as ort from 'onnxruntime-web/wasm';
import { largest } from './largest.js';

const POOLINGS = ['max', 'sum', 'cls'];
const READ = [...POOLINGS, 'sum_raw', 'n_positive', ...POOLINGS.flatMap((name) => [`${name}_ids`, `${name}_columns`])];
// int8 weights become float32 once, when the session is made, and not at every answer
const OPTIONS = { extra: { session: { disable_quant_qdq: '1' } } };
const sessions = new Map();
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

const int64 = (values, shape) => new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);

async function run(name, ids, positions, outputs) {
  const inputs = { input_ids: int64(ids, [1, ids.length]), positions: int64(positions, [positions.length]) };
  const made = await sessions.get(name).run(inputs, outputs);
  return Object.fromEntries(outputs.map((output) => [output, made[output].data]));
}

async function load({ name, model, engine }) {
  ort.env.wasm.wasmBinary ??= engine;
  sessions.set(name, await ort.InferenceSession.create(new Uint8Array(model), OPTIONS));
}

// A text's vector in every way of pooling, and the columns of the heaviest terms.
const read = ({ name, ids }) => run(name, ids, [...ids.keys()], READ);

// What stands in some hidden places: the most probable terms, and how the original does.
async function masked({ name, ids, places, top }) {
  const { logits } = await run(name, ids, places.map(({ at }) => at), ['logits']);
  const width = logits.length / places.length;
  return places.map(({ original }, i) => judged(logits.subarray(i * width, (i + 1) * width), original, top));
}

function judged(logits, original, top) {
  const most = logits.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  let weighted = 0;
  let rank = 1;
  for (const logit of logits) {
    const share = Math.exp(logit - most);
    sum += share;
    weighted += share * (logit - most);
    if (logit > logits[original]) rank++;
  }
  const probability = (id) => Math.exp(logits[id] - most) / sum;
  return {
    rank,
    probability: probability(original),
    entropy: (Math.log(sum) - weighted / sum) / Math.LN2, // bits
    best: largest(logits, top).map((id) => ({ id, probability: probability(id) })),
  };
}

const WORK = { load, read, masked };
let last = Promise.resolve(); // one after the other

async function reply({ ticket, work, ...given }) {
  try {
    postMessage({ ticket, result: await WORK[work](given) });
  } catch (error) {
    postMessage({ ticket, error: String(error.message ?? error) });
  }
}

onmessage = ({ data }) => { last = last.then(() => reply(data)); };
