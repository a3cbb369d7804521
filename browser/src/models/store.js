// What the browser keeps between pages: large files, by an address that has their checksum in it.

/**
 * A file's address (its checksum in it), its size, and its checksum.
 * @typedef {{ url: string, bytes: number, sha256: string }} LargeFile
 */

const NAME = 'why-splade-works';
const addressOf = (/** @type {string} */ url) => url.split('?')[0];
/** @type {BroadcastChannel | null} between the tabs of this site */
let channel = null;

function news() {
  if (globalThis.BroadcastChannel) channel ??= new BroadcastChannel(NAME);
  return channel;
}

// None in a private window of some browsers, or at an insecure address: all works, nothing is kept.
async function open() {
  try {
    return await caches.open(NAME);
  } catch {
    return null;
  }
}

/** Whether this browser keeps anything. */
export const keeps = async () => Boolean(await open());

/** @param {LargeFile} file */
export async function isKept({ url }) {
  return Boolean(await (await open())?.match(url));
}

/**
 * @param {LargeFile} file
 * @returns {Promise<ArrayBuffer | null>}
 */
export async function kept({ url, bytes }) {
  const found = await (await open())?.match(url);
  const content = await found?.arrayBuffer();
  return content?.byteLength === bytes ? content : null;
}

/**
 * Puts a file in place of its earlier versions, which differ in what follows the question mark.
 * @param {LargeFile} file
 * @param {ArrayBuffer} content
 * @returns {Promise<boolean>} whether it is kept: there may be no store, or no room in it
 */
export async function keep({ url }, content) {
  const cache = await open();
  if (!cache) return false;
  try {
    for (const old of await cache.keys()) {
      if (addressOf(old.url) === addressOf(url)) await cache.delete(old);
    }
    await cache.put(url, new Response(content));
  } catch {
    return false;
  }
  news()?.postMessage(url);
  return true;
}

/**
 * One tab at a time: the next one finds what the first has kept.
 * @template T
 * @param {LargeFile} file
 * @param {AbortSignal} signal
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTurn({ url }, signal, work) {
  if (!navigator.locks || !(await keeps())) return work();
  return navigator.locks.request(`${NAME} ${url}`, { signal }, work);
}

/**
 * Calls when another tab has kept a file.
 * @param {() => void} act
 */
export function onKept(act) {
  news()?.addEventListener('message', act);
}
