// A file's way to the page: joined, stopped, resumed, refused, damaged.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, test } from 'node:test';
import { Transfer } from '../src/models/transfer.js';

const CONTENT = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const FILE = { url: 'https://example.org/model.onnx?v=1', bytes: 1000, sha256: SHA256 };
const real = globalThis.fetch;
let asked = [];

/** A server that sends so many bytes and then ends, or goes on when it is told. */
function serve({ content = CONTENT, upTo = 1000, status = 200, ranges = true, hang = false } = {}) {
  globalThis.fetch = async (url, { signal, headers = {} } = {}) => {
    asked.push(headers.Range ?? 'whole');
    const from = ranges ? Number(/\d+/.exec(headers.Range ?? '0')[0]) : 0;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(content.slice(from, upTo));
        signal?.addEventListener('abort', () => controller.error(signal.reason));
        if (!hang) controller.close();
      },
    });
    return new Response(body, { status: from && status === 200 ? 206 : status });
  };
}

beforeEach(() => {
  asked = [];
});
afterEach(() => {
  globalThis.fetch = real;
});

const failsWith = (reason) => (error) => error.reason === reason;

test('who asks while it is on its way waits for the same transfer', async () => {
  serve();
  const transfer = new Transfer(FILE, () => {});
  const [one, two] = await Promise.all([transfer.run(), transfer.run()]);
  assert.equal(one, two);
  assert.deepEqual(asked, ['whole']);
});

test('every arrival is told', async () => {
  serve();
  const told = [];
  const transfer = new Transfer(FILE, () => told.push(transfer.arrived));
  await transfer.run();
  assert.equal(told.at(-1), 1000);
});

test('a stopped transfer goes on where it stopped', async () => {
  serve({ upTo: 400, hang: true });
  const arrived = Promise.withResolvers();
  const transfer = new Transfer(FILE, () => transfer.arrived === 400 && arrived.resolve());
  const stopped = assert.rejects(transfer.run(), failsWith('stopped'));
  await arrived.promise;
  transfer.stop();
  await stopped;
  serve();
  assert.deepEqual(new Uint8Array(await transfer.run()), CONTENT);
  assert.deepEqual(asked, ['whole', 'bytes=400-']);
});

test('a cut line keeps what came', async () => {
  serve({ upTo: 300 });
  const transfer = new Transfer(FILE, () => {});
  await assert.rejects(transfer.run(), failsWith('cut'));
  assert.equal(transfer.arrived, 300);
});

test('a server without ranges sends it whole again', async () => {
  serve({ upTo: 300 });
  const transfer = new Transfer(FILE, () => {});
  await assert.rejects(transfer.run());
  serve({ ranges: false });
  assert.deepEqual(new Uint8Array(await transfer.run()), CONTENT);
});

test('a damaged file is thrown away', async () => {
  serve({ content: new Uint8Array(1000) });
  const transfer = new Transfer(FILE, () => {});
  await assert.rejects(transfer.run(), failsWith('damaged'));
  assert.equal(transfer.arrived, 0);
});

test('a file longer than it should be is damaged', async () => {
  serve({ content: new Uint8Array(2000), upTo: 2000 });
  await assert.rejects(new Transfer(FILE, () => {}).run(), failsWith('damaged'));
});

for (const [status, reason] of [
  [404, 'missing'],
  [503, 'refused'],
]) {
  test(`an answer of ${status} is told apart`, async () => {
    serve({ status });
    await assert.rejects(new Transfer(FILE, () => {}).run(), failsWith(reason));
  });
}

test('a server that is not there is unreachable', async () => {
  globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
  await assert.rejects(new Transfer(FILE, () => {}).run(), failsWith('unreachable'));
});
