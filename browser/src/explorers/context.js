// The ContextResult of helpers/explorers/context.py: stored for the examples, by the model for all
// other sentences.
import { FACTS } from '../generated/facts.js';
import { framed, wordpieceIds } from '../models/encode.js';
import { rounded } from '../retrieval/numbers.js';
import { Refusal, checked, runnable } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { wordOf, wordPlaces } from '../text/word-places.js';

/**
 * @import { context as types } from '../generated/types'
 * @import { Prediction } from '../models/prediction.js'
 * @import { Resources } from '../resources.js'
 * @import { WordPlace } from '../text/word-places.js'
 * @import { Vocabulary } from '../text/wordpiece.js'
 * @typedef {{ first: string, second: string, word: string, hidden: boolean, model: string }} Ask
 */

const { DECIMALS, MOST } = FACTS.explorers.context;
const LONGEST = FACTS.maxTokens - 2; // without [CLS] and [SEP]

/**
 * The one word that a text is.
 * @param {string} text
 * @param {Vocabulary} vocabulary
 */
function wantedIn(text, vocabulary) {
  const [place, ...others] = wordPlaces(text, vocabulary);
  if (!place || others.length) throw new Refusal(say('one_word'));
  if (place.pieces.includes('[UNK]')) throw new Refusal(say('word_unknown', { word: text.trim() }));
  return place;
}

/**
 * The word's first place in each text, among the tokens that the model reads.
 * @param {string[]} texts
 * @param {WordPlace} wanted
 * @param {Vocabulary} vocabulary
 */
function found(texts, wanted, vocabulary) {
  const word = wordOf(wanted);
  const isIt = (/** @type {WordPlace} */ { pieces }) => pieces.join() === wanted.pieces.join();
  const places = texts.map((text) => wordPlaces(text, vocabulary).find(isIt));
  if (!places.some(Boolean)) throw new Refusal(say('word_nowhere', { word }));
  return places.map((place, i) => {
    const which = ['first', 'second'][i];
    if (!place) throw new Refusal(say('word_missing', { word, which }));
    if (place.before >= LONGEST) throw new Refusal(say('word_unread', { word, which }));
    return place;
  });
}

/**
 * What the model makes of the word's place: the word left there, or one [MASK] for all its pieces.
 * @param {Ask} ask
 * @param {string} text
 * @param {WordPlace} place
 * @param {Resources} resources
 */
async function predicted({ hidden, model }, text, { before: at, pieces }, resources) {
  const vocabulary = await resources.vocabulary();
  const { ids } = wordpieceIds(text, vocabulary);
  const original = ids[at];
  if (hidden) ids.splice(at, pieces.length, Number(vocabulary.ids.get('[MASK]')));
  const places = [{ at: at + 1, original }];
  const inputs = framed(ids, vocabulary);
  const [prediction] = await resources.models.predict(model, inputs, places, MOST + 1);
  return proposed(prediction, original, vocabulary);
}

/**
 * @param {Prediction} prediction
 * @param {number} original
 * @param {Vocabulary} vocabulary
 */
function proposed({ rank, probability, best }, original, { names }) {
  const others = best.filter(({ id }) => id !== original).slice(0, MOST);
  const proposals = others.map((one) => {
    return { term: names[one.id], probability: one.probability, shared: false };
  });
  return { rank, probability, proposals };
}

/**
 * @param {types.Reading[]} readings
 * @returns {types.Reading[]}
 */
function withShared(readings) {
  const [one, other] = readings.map(({ proposals }) => new Set(proposals.map(({ term }) => term)));
  return readings.map((reading) => {
    const proposals = reading.proposals.map((proposal) => {
      return { ...proposal, shared: one.has(proposal.term) && other.has(proposal.term) };
    });
    return { ...reading, proposals };
  });
}

/**
 * @param {Ask} ask
 * @param {string} text
 * @param {WordPlace} place
 * @param {Resources} resources
 */
async function readingOf(ask, text, place, resources) {
  const characters = [...text];
  const part = (/** @type {number} */ from, /** @type {number} */ to) =>
    characters.slice(from, to).join('');
  const [before, word] = [part(0, place.start), part(place.start, place.end)];
  const after = part(place.end, characters.length);
  return { before, found: word, after, ...(await predicted(ask, text, place, resources)) };
}

/**
 * @param {Ask} ask
 * @param {Resources} resources
 */
async function stored(ask, resources) {
  const names = /** @type {(keyof Ask)[]} */ (['first', 'second', 'word', 'hidden', 'model']);
  const all = await resources.context();
  return all.find((example) => names.every((name) => example.ask[name] === ask[name]))?.result;
}

/**
 * @param {Ask} ask
 * @param {Resources} resources
 * @returns {Promise<types.ContextResult>}
 */
export async function explore(ask, resources) {
  const { hidden, model } = ask;
  runnable(model, ...FACTS.models.masked_lm);
  const known = await stored(ask, resources);
  if (known) return known;
  const vocabulary = await resources.vocabulary();
  const texts = [checked(ask.first, 'first sentence'), checked(ask.second, 'second sentence')];
  const wanted = wantedIn(checked(ask.word, 'word'), vocabulary);
  const places = found(texts, wanted, vocabulary);
  const reading = texts.map((text, i) => readingOf(ask, text, places[i], resources));
  const readings = withShared(await Promise.all(reading));
  const word = wordOf(wanted);
  const neighbours = (await resources.words.nearest(word, MOST)) ?? []; // after the model has come
  const kept = { word, pieces: wanted.pieces.join(', ') };
  const note = wanted.pieces.length > 1 ? say(hidden ? 'pieces_hidden' : 'pieces', kept) : '';
  return rounded({ word, model, hidden, readings, neighbours, note }, DECIMALS);
}
