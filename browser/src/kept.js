// Large files: fetched with their progress told, and kept in the browser's cache between pages.
const CACHE = 'why-splade-works';

// Without the cache (a private window, an insecure address) all works, and is fetched again.
async function cache() {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

export async function isKept({ url }) {
  return Boolean(await (await cache())?.match(url));
}

async function received({ url, bytes }, signal, progress) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > bytes) throw new Error('the file is longer than it should be');
    whole.set(value, at);
    at += value.length;
    progress(value.length);
  }
  if (at < bytes) throw new Error('only a part of it arrived');
  return whole.buffer;
}

// Put a file in place of its earlier versions, which differ in what follows the question mark.
async function keep(kept, url, content) {
  const address = (text) => text.split('?')[0];
  for (const old of await kept.keys()) if (address(old.url) === address(url)) await kept.delete(old);
  await kept.put(url, new Response(content));
}

// `file` has a url (its checksum in it) and its size in bytes; `progress(n)` hears of every n bytes.
export async function fetchKept(file, signal, progress) {
  const kept = await cache();
  const content = await (await kept?.match(file.url))?.arrayBuffer();
  if (content?.byteLength === file.bytes) {
    progress(file.bytes);
    return content;
  }
  const made = await received(file, signal, progress);
  await keep(kept, file.url, made).catch(() => {}); // a full disk keeps nothing, and the page works
  return made;
}
