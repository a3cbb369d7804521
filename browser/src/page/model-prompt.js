// An explorer on the published page: asks, and shows how far the model is that an answer waits for.
import { Missing } from '../models/page-models.js';
import { say } from '../text/sentences.js';
import { failure } from './failures.js';
import { Offer, button, megabytes, progressBar } from './offer.js';

/**
 * The kind, the controls' values, and what to do with a sentence, a result and a failed fetch.
 * @typedef {{ kind: string, ask: object, say: (sentence: string) => void,
 *   show: (result: object) => void, fail: (error: unknown) => void }} Question
 * @typedef {{ offer: Offer, tell: (state: State) => void, model: string, waits: boolean,
 *   quick: boolean, busy: boolean, burst: boolean, asked: number, place: HTMLElement,
 *   question: Question }} View `model` is what it waits for or has waited for, `waits` whether its
 *   last question does, `quick` whether an answer without the model stands there meanwhile, `burst`
 *   whether its questions come fast, `asked` when the last one came
 * @import { PageModels, State } from '../models/page-models.js'
 * @import { Resources } from '../resources.js'
 */

const WORD_VECTORS = '3 MB of word vectors';
const BURST = 250; // ms: questions that come faster than this are somebody typing
const PAUSE = 120; // ms of quiet that an answer to somebody typing waits for

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class ModelPrompt {
  /** @type {Map<HTMLElement, View>} */
  #views = new Map();
  #answer;
  #models;
  #resources;

  /**
   * @param {(kind: string, ask: object) => Promise<object & { without?: string }>} answer
   * @param {PageModels} models
   * @param {Resources} resources
   */
  constructor(answer, models, resources) {
    this.#answer = answer;
    this.#models = models;
    this.#resources = resources;
    models.onChange(() => this.#renew());
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
        await this.#paused(view);
        done = view.question;
        await this.#answered(view);
      }
    } catch (error) {
      view.question.fail(error);
    } finally {
      view.busy = false;
    }
  }

  /**
   * @param {HTMLElement} place
   * @param {Question} question
   */
  #viewOf(place, question) {
    const tell = () => {};
    const fresh = { tell, model: '', waits: false, quick: false, busy: false, burst: false };
    const made = { ...fresh, offer: new Offer(place), asked: -BURST, place, question };
    const view = this.#views.get(place) ?? made;
    view.question = question;
    view.burst = performance.now() - view.asked < BURST;
    view.asked = performance.now();
    this.#views.set(place, view);
    return view;
  }

  /**
   * The first key is answered at once; those that follow fast, when they pause.
   * @param {View} view
   */
  async #paused(view) {
    const left = () => (view.burst ? PAUSE - (performance.now() - view.asked) : 0);
    for (let ms = left(); ms > 0; ms = left()) await sleep(ms);
  }

  /** @param {View} view */
  async #answered(view) {
    const { question } = view;
    const needsVectors = question.kind === 'neighbours' && !this.#resources.words.isReady;
    if (needsVectors) question.say(say('fetching', { what: `${WORD_VECTORS}, once` }));
    try {
      const { without, ...result } = await this.#answer(question.kind, question.ask);
      if (view.question !== question) return;
      question.show(result);
      this.#wait(view, without ?? '', Boolean(without));
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      if (view.question === question) this.#wait(view, error.model);
    }
  }

  /**
   * @param {View} view
   * @param {string} model '' where the answer needs none: one that is on its way is still shown
   * @param {boolean} quick whether a quick answer stands there meanwhile
   */
  #wait(view, model, quick = false) {
    view.waits = Boolean(model);
    view.quick = quick;
    view.model = model || view.model;
    this.#draw(view);
  }

  #renew() {
    for (const view of this.#views.values()) if (view.model) this.#draw(view);
  }

  /** @param {View} view */
  #draw(view) {
    const { model, waits, question } = view;
    const state = this.#models.state(model);
    if (state.phase === 'fetching' || state.phase === 'starting')
      return this.#progress(view, state);
    if (!waits) return view.offer.clear();
    if (state.phase !== 'ready') return void this.#offer(view);
    view.waits = false;
    view.offer.clear();
    return void this.answerTo(view.place, { ...question });
  }

  /**
   * @param {View} view
   * @param {State} state
   */
  #progress(view, state) {
    const { model } = view;
    view.offer.put(`progress ${model}`, () => {
      const { nodes, tell } = progressBar();
      view.tell = tell;
      return [...nodes, button('Cancel', () => this.#models.stop(model))];
    });
    view.tell(state);
    if (view.waits && !view.quick) view.question.say(say('fetching', { what: model }));
  }

  /**
   * A model that an earlier page or another tab has fetched is loaded without asking.
   * @param {View} view
   */
  async #offer(view) {
    const { model, question, quick } = view;
    const offer = await this.#models.offer(model);
    const { error } = this.#models.state(model); // of the last try
    if (view.question !== question || !view.waits || this.#models.isOnItsWay(model)) return;
    if (offer.isKept && !error) return this.#load(model);
    const { sentence, label } = error ? failure(error, model, offer) : this.#offered(view, offer);
    const line = document.createElement('p');
    line.textContent = quick ? `${say('quick')} ${sentence}` : '';
    view.offer.put(`${quick} ${sentence} ${label}`, () => [
      ...(quick ? [line] : []),
      ...(label ? [button(label, () => this.#load(model))] : []),
    ]);
    if (!quick) question.say(sentence);
  }

  /**
   * @param {View} view
   * @param {{ left: number, keeps: boolean }} offer
   */
  #offered({ model, question }, { left, keeps }) {
    const beside = question.kind === 'masking' && !this.#resources.words.isReady;
    const size = megabytes(left) + (beside ? ` (and ${WORD_VECTORS})` : '');
    const sentence = say(keeps ? 'own_words' : 'own_words_unkept', { model, size });
    return { sentence, label: `Fetch ${megabytes(left)}` };
  }

  /** @param {string} model */
  #load(model) {
    this.#models.load(model).catch(() => {}); // its state says what went wrong
  }
}
