// The MaskingResult of helpers/explorers/masking.py: stored for the listed texts, by the model for
// all others.
import { FACTS } from '../generated/facts.js';
import { framed, wordpieceIds } from '../models/encode.js';
import { rounded } from '../retrieval/numbers.js';
import { checked, runnable } from '../text/refusal.js';
import { say } from '../text/sentences.js';

/**
 * @import { masking as types } from '../generated/types'
 * @import { Prediction } from '../models/prediction.js'
 * @import { Resources } from '../resources.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {{ text: string, top_k: number, model: string, chosen: number[] }} Ask
 */

const MODELS = FACTS.models.masked_lm;
const { DECIMALS } = FACTS.explorers.masking;

/**
 * @param {types.HiddenPlace} place
 * @param {number} topK
 */
function shortened(place, topK) {
  const [predictions, neighbours] = [place.predictions, place.neighbours];
  return {
    ...place,
    predictions: predictions.slice(0, topK),
    neighbours: neighbours.slice(0, topK),
  };
}

/**
 * @param {Prediction} prediction
 * @param {Vocabulary} vocabulary
 */
function predicted({ best, ...measures }, { names }) {
  const predictions = best.map(({ id, probability }) => ({ term: names[id], probability }));
  return { ...measures, predictions };
}

/**
 * Some tokens hidden, all at once, as the model reads them.
 * @param {Ask} ask
 * @param {number[]} ids
 * @param {number[]} hidden
 * @param {Resources} resources
 * @returns {Promise<types.HiddenPlace[]>}
 */
async function hide({ model, top_k }, ids, hidden, resources) {
  const vocabulary = await resources.vocabulary();
  const inputs = framed(ids, vocabulary);
  const places = hidden.map((position) => ({ at: position + 1, original: ids[position] }));
  for (const { at } of places) inputs[at] = Number(vocabulary.ids.get('[MASK]'));
  const predictions = await resources.models.predict(model, inputs, places, top_k);
  // only now: nothing is fetched before the reader asks for the model
  const made = hidden.map(async (position, i) => {
    const token = vocabulary.names[ids[position]];
    const neighbours = (await resources.words.nearest(token, top_k)) ?? [];
    return { position, token, ...predicted(predictions[i], vocabulary), neighbours };
  });
  return Promise.all(made);
}

/**
 * @param {Ask} ask
 * @param {number[]} hidden
 * @param {Resources} resources
 */
async function storedPlaces({ text, model, top_k }, hidden, resources) {
  if (hidden.length !== 1) return null;
  const stored = (await resources.masking()).find((example) => {
    const same = example.text === text && example.model === model;
    return same && example.places[0].position === hidden[0];
  });
  return stored?.places.map((place) => shortened(place, top_k));
}

/**
 * @param {number} nTokens
 * @param {number[]} hidden
 * @param {number} unread
 */
function noteOf(nTokens, hidden, unread) {
  if (!nTokens) return say('no_text');
  if (unread) return say('cut', { limit: FACTS.maxTokens, unread });
  return hidden.length ? '' : say('nothing_hidden');
}

/**
 * @param {Ask} ask
 * @param {Resources} resources
 * @returns {Promise<types.MaskingResult>}
 */
export async function explore(ask, resources) {
  const { text, model, chosen } = ask;
  const vocabulary = await resources.vocabulary();
  const { ids, unread } = wordpieceIds(checked(text, 'text'), vocabulary);
  const hidden = [...new Set(chosen)].filter((position) => position >= 0 && position < ids.length);
  hidden.sort((a, b) => a - b);
  if (hidden.length) runnable(model, ...MODELS);
  const known = await storedPlaces(ask, hidden, resources);
  const hideNow = async () => (hidden.length ? hide(ask, ids, hidden, resources) : []);
  /** @type {types.MaskingResult} */
  const result = {
    text,
    model,
    tokens: ids.map((id) => vocabulary.names[id]),
    places: known ?? (await hideNow()),
    note: noteOf(ids.length, hidden, unread),
  };
  return rounded(result, DECIMALS);
}
