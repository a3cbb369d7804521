// One question, one result: what Python's explorers answer with a kernel.
import { wholeCharacters } from './text/code-points.js';
import { Refusal } from './text/refusal.js';

/** @import { AllResources } from './resources.js' */

/**
 * The controls' values, every text of whole characters.
 * @param {object} ask
 */
function cleaned(ask) {
  const entries = Object.entries(ask);
  const clean = entries.map(([k, v]) => [k, typeof v === 'string' ? wholeCharacters(v) : v]);
  return Object.fromEntries(clean);
}

/**
 * The module explorers/KIND.js answers questions of that kind with its `explore`.
 * @param {AllResources} resources
 * @param {string} kind
 * @param {{ collection?: string }} ask the values of the explorer's controls by name, and the
 *   collection that it searches
 * @returns {Promise<Record<string, unknown> & { without?: string }>} `without` names a model that it did without
 */
export async function answerWith(resources, kind, ask) {
  const { explore } = await import(`./explorers/${kind}.js`);
  let without = '';
  const files = resources.of(ask.collection);
  const told = { ...files, without: (/** @type {string} */ model) => (without = model) };
  try {
    const result = await explore(cleaned(ask), told);
    return without ? { ...result, without } : result;
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message };
    throw error;
  }
}
