// What went wrong with a model, in one sentence, and what a reader can do about it.
import { Failure } from '../models/transfer.js';
import { Refusal } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { megabytes } from './offer.js';

/** @typedef {Parameters<typeof say>[0]} Sentence */

/** @type {Record<Failure['reason'], Sentence>} */
const SENTENCES = {
  stopped: 'not_fetched',
  offline: 'fetch_offline',
  unreachable: 'fetch_unreachable',
  missing: 'fetch_missing',
  refused: 'fetch_refused',
  cut: 'fetch_cut',
  damaged: 'fetch_damaged',
};

/**
 * @param {Error} error
 * @param {string} model
 * @param {{ left: number }} offer
 * @returns {{ sentence: string, label: string }} what a button says that tries again; '' for none
 */
export function failure(error, model, { left }) {
  if (error instanceof Refusal) return { sentence: error.message, label: '' };
  if (!(error instanceof Failure)) {
    return { sentence: say('start_failed', { model, reason: error.message }), label: 'Try again' };
  }
  const sentence = say(SENTENCES[error.reason], { model, detail: error.detail });
  const label = error.reason === 'stopped' ? `Fetch ${megabytes(left)}` : 'Try again';
  return { sentence, label };
}
