// Large files: fetched with their progress told, and kept in the browser's cache between pages.

/**
 * A file's address (its checksum in it) and its size.
 * @typedef {{ url: string, bytes: number }} CachedFile
 */

const CACHE = 'why-splade-works';

// Without the cache (a private window, an insecure address) all works, and is fetched again.
async function openCache() {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

/** @param {CachedFile} file */
export async function isCached({ url }) {
  return Boolean(await (await openCache())?.match(url));
}

/**
 * @param {CachedFile} file
 * @param {ReadableStream<Uint8Array>} stream
 * @param {(n: number) => void} progress
 */
async function collected({ bytes }, stream, progress) {
  const whole = new Uint8Array(bytes);
  const reader = stream.getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const { length } = part.value;
    if (at + length > bytes) throw new Error('the file is longer than it should be');
    whole.set(part.value, at);
    at += length;
    progress(length);
  }
  if (at < bytes) throw new Error('only a part of it arrived');
  return whole.buffer;
}

/**
 * Puts a file in place of its earlier versions, which differ in what follows the question mark.
 * @param {Cache} cache
 * @param {string} url
 * @param {ArrayBuffer} content
 */
async function replace(cache, url, content) {
  const address = (/** @type {string} */ text) => text.split('?')[0];
  for (const old of await cache.keys()) {
    if (address(old.url) === address(url)) await cache.delete(old);
  }
  await cache.put(url, new Response(content));
}

/**
 * @param {CachedFile} file
 * @param {AbortSignal | undefined} signal
 * @param {(n: number) => void} progress hears of every n bytes
 */
export async function fetchCached(file, signal, progress) {
  const cache = await openCache();
  const known = await (await cache?.match(file.url))?.arrayBuffer();
  if (known?.byteLength === file.bytes) {
    progress(file.bytes);
    return known;
  }
  const response = await fetch(file.url, { signal });
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const content = await collected(file, response.body, progress);
  // a full disk keeps nothing, and the page works
  if (cache) await replace(cache, file.url, content).catch(() => {});
  return content;
}
