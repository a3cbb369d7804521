// An explorer on the published page: asks, and offers to fetch the model where an answer needs one.
import { Missing } from '../models/page-models.js';
import { Refusal } from '../text/refusal.js';
import { say } from '../text/sentences.js';
import { Offer, button, megabytes, progressBar } from './offer.js';

/**
 * The kind, the controls' values, and what to do with a sentence, a result and a failed fetch.
 * @typedef {{ kind: string, ask: object, say: (sentence: string) => void,
 *   show: (result: object) => void, fail: (error: unknown) => void }} Question
 * @typedef {{ place: HTMLElement, offer: Offer, model: string, busy: boolean,
 *   question: Question }} View what an explorer's view waits for
 * @import { PageModels } from '../models/page-models.js'
 * @import { Resources } from '../resources.js'
 */

const WORD_VECTORS = '3 MB of word vectors';

/**
 * @param {Error} error
 * @param {string} model
 */
function failure(error, model) {
  if (error instanceof Refusal) return error.message;
  if (error.name === 'AbortError') return say('not_fetched', { model });
  return say('fetch_failed', { model, reason: error.message });
}

export class ModelPrompt {
  /** @type {WeakMap<HTMLElement, View>} */
  #views = new WeakMap();
  /** @type {Map<string, Set<View>>} the views that wait for a model, by name */
  #waiting = new Map();
  #answer;
  #models;
  #resources;

  /**
   * @param {(kind: string, ask: object) => Promise<object>} answer
   * @param {PageModels} models
   * @param {Resources} resources
   */
  constructor(answer, models, resources) {
    this.#answer = answer;
    this.#models = models;
    this.#resources = resources;
  }

  /**
   * One question is answered after the other; of those that come meanwhile only the last one.
   * @param {HTMLElement} place the view's element
   * @param {Question} question
   */
  async answerTo(place, question) {
    const view = this.#viewOf(place, question);
    if (view.busy) return;
    view.busy = true;
    try {
      for (let done = null; done !== view.question;) {
        done = view.question;
        await this.#answered(view);
      }
    } catch (error) {
      question.fail(error);
    } finally {
      view.busy = false;
    }
  }

  /**
   * @param {HTMLElement} place
   * @param {Question} question
   */
  #viewOf(place, question) {
    const fresh = { place, offer: new Offer(place), model: '', busy: false, question };
    const view = this.#views.get(place) ?? fresh;
    view.question = question;
    this.#views.set(place, view);
    return view;
  }

  /** @param {View} view */
  async #answered(view) {
    const { question } = view;
    const needsVectors = question.kind === 'neighbours' && !this.#resources.has('wordVectors');
    if (needsVectors) question.say(say('fetching', { what: `${WORD_VECTORS}, once` }));
    try {
      const result = await this.#answer(question.kind, question.ask);
      if (view.question !== question) return;
      view.offer.put();
      question.show(result);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      const offered = view.offer.isShown && view.model === error.model;
      if (view.question === question && !offered) await this.#offer(view, error.model);
    }
  }

  /**
   * A model that an earlier page has fetched is loaded without asking again.
   * @param {View} view
   * @param {string} model
   */
  async #offer(view, model) {
    view.model = model;
    this.#waiting.set(model, (this.#waiting.get(model) ?? new Set()).add(view));
    const { bytes, cached } = await this.#models.size(model);
    const load = () => void this.#load(view, model, bytes);
    if (cached) return load();
    view.offer.put(button(`Fetch ${megabytes(bytes)}`, load));
    const beside = view.question.kind === 'masking' && !this.#resources.has('wordVectors');
    const size = megabytes(bytes) + (beside ? ` (and ${WORD_VECTORS})` : '');
    view.question.say(say('own_words', { model, size }));
  }

  /**
   * @param {View} view
   * @param {string} model
   * @param {number} bytes
   */
  async #load(view, model, bytes) {
    const control = new AbortController();
    const { nodes, tell } = progressBar(bytes);
    view.offer.put(
      ...nodes,
      button('Cancel', () => control.abort()),
    );
    view.question.say(say('fetching', { what: model }));
    try {
      await this.#models.load(model, control.signal, tell);
    } catch (error) {
      const again = button('Try again', () => void this.#load(view, model, bytes));
      view.offer.put(...(error instanceof Refusal ? [] : [again]));
      view.question.say(failure(/** @type {Error} */ (error), model));
      return;
    }
    this.#loaded(model);
  }

  /** @param {string} model */
  #loaded(model) {
    const views = this.#waiting.get(model) ?? [];
    this.#waiting.delete(model);
    for (const { offer, place, question } of views) {
      offer.put();
      this.answerTo(place, { ...question });
    }
  }
}
