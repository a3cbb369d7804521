// What was worked out is remembered, so that the same question is not worked out again.

/** @template T */
export class Memory {
  /** @type {Map<string, T>} */
  #made = new Map();
  #size;

  /** @param {number} [size] how many of the last keys are remembered */
  constructor(size = Infinity) {
    this.#size = size;
  }

  /** @param {string} key */
  has(key) {
    return this.#made.has(key);
  }

  /**
   * What `work` makes of a key.
   * @param {string} key
   * @param {() => T} work
   * @returns {T}
   */
  get(key, work) {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = work();
    this.#made.set(key, made);
    for (const old of [...this.#made.keys()].slice(0, -this.#size)) this.#made.delete(old);
    return made;
  }

  /** @param {string} key */
  forget(key) {
    this.#made.delete(key);
  }
}

/**
 * A promised value; a promise that failed is forgotten, so that the next question tries again.
 * @template T
 * @param {Memory<Promise<T>>} memory
 * @param {string} key
 * @param {() => Promise<T>} work
 */
export async function promised(memory, key, work) {
  try {
    return await memory.get(key, work);
  } catch (error) {
    memory.forget(key);
    throw error;
  }
}

/**
 * What `work` makes of an object, once for each object.
 * @template {object} Key
 * @template T
 * @param {(object: Key) => T} work
 * @returns {(object: Key) => T}
 */
export function oncePer(work) {
  /** @type {WeakMap<Key, T>} */
  const made = new WeakMap();
  return (object) => {
    const known = made.get(object) ?? work(object);
    made.set(object, known);
    return known;
  };
}
