// The MaskingResult of helpers/explorers/masking.py: stored for the listed texts, by the model for all others.
import { Refusal, checked, runnable } from './limits.js';
import { nearest } from './neighbours.js';
import { LONGEST, framed, wordpieces } from './reading.js';

const PAGE_MODEL = 'clinical-mlm';
const DECIMALS = 6;

const round = (value) => Math.round(value * 10 ** DECIMALS) / 10 ** DECIMALS;
const shortened = (place, topK) => ({ ...place, predictions: place.predictions.slice(0, topK), neighbours: place.neighbours.slice(0, topK) });

// Hidden all at once, as the model reads them.
async function hide(ids, hidden, topK, vocabulary, resources) {
  if (ids.length + 2 > LONGEST) throw new Refusal(`text of ${ids.length + 2} tokens: want at most ${LONGEST}`);
  const read = framed(ids, vocabulary);
  const places = hidden.map((position) => ({ at: position + 1, original: ids[position] }));
  for (const { at } of places) read[at] = vocabulary.get('[MASK]');
  const found = await resources.models.masked(PAGE_MODEL, read, places, topK);
  const vectors = await resources.vectors(); // only now: nothing is fetched before the reader asks for the model
  const term = (id) => vocabulary.names[id];
  return hidden.map((position, i) => ({
    position,
    token: term(ids[position]),
    rank: found[i].rank,
    probability: round(found[i].probability),
    entropy: round(found[i].entropy),
    predictions: found[i].best.map(({ id, probability }) => ({ term: term(id), probability: round(probability) })),
    neighbours: nearest(term(ids[position]), topK, vectors).map(({ word, cosine }) => ({ word, cosine: round(cosine) })),
  }));
}

export async function exploreMasking({ text, top_k, model, chosen }, resources) {
  const vocabulary = await resources.vocabulary();
  const ids = wordpieces(checked(text, 'text'), vocabulary);
  const tokens = ids.map((id) => vocabulary.names[id]);
  const hidden = [...new Set(chosen)].filter((position) => position >= 0 && position < tokens.length).sort((a, b) => a - b);
  const result = { text, model, tokens, places: [], note: '' };
  if (!tokens.length) return { ...result, note: 'The text is empty: type something.' };
  if (!hidden.length) return { ...result, note: 'Nothing is hidden: choose a token.' };
  runnable(model, PAGE_MODEL);
  const stored = hidden.length === 1 && (await resources.masking()).find((example) => example.text === text && example.places[0].position === hidden[0]);
  if (stored) return { ...stored, places: stored.places.map((place) => shortened(place, top_k)) };
  return { ...result, places: await hide(ids, hidden, top_k, vocabulary, resources) };
}
