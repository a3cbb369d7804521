// The MaskingResult of helpers/explorers/masking.py, from stored examples: the page has no model.
import { Refusal, checked } from './limits.js';
import { tokenize } from './text.js';

const EMBEDDED = 'clinical-mlm';
const NOT_STORED = 'The page has answers for the texts of the list, one hidden token at a time. For more, run this page as a notebook: the model needs a kernel.';

const shortened = (place, topK) => ({ ...place, predictions: place.predictions.slice(0, topK), neighbours: place.neighbours.slice(0, topK) });

export async function exploreMasking({ text, top_k, model, chosen }, resources) {
  const tokens = tokenize(checked(text, 'text'), 'wordpiece', await resources.vocabulary()).map(({ term }) => term);
  const hidden = chosen.filter((position) => position >= 0 && position < tokens.length);
  if (!hidden.length) return { text, model, tokens, places: [], note: tokens.length ? 'Nothing is hidden: choose a token.' : 'The text is empty: type something.' };
  const stored = (await resources.masking()).find((example) => example.text === text && example.places[0].position === hidden[0]);
  if (model !== EMBEDDED || hidden.length > 1 || !stored) throw new Refusal(NOT_STORED);
  return { ...stored, places: stored.places.map((place) => shortened(place, top_k)) };
}
