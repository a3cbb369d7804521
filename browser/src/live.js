// An explorer on the published page: asks, and offers to fetch the model where an answer needs one.
import { Missing } from './models.js';
import { Refusal } from './limits.js';

const VECTORS = '3 MB of word vectors';
const views = new WeakMap(); // the element of an explorer's view -> what it waits for
const wanting = new Map(); // views that wait for a model, by name

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

function button(label, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

// What stands below the status: nothing, a button, or a progress bar with its own.
function put(view, ...children) {
  view.offer?.remove();
  view.offer = null;
  if (!children.length) return;
  view.offer = document.createElement('div');
  view.offer.className = 'ws-offer';
  view.offer.append(...children);
  view.place.querySelector('.ws-status').after(view.offer);
}

function bar(total) {
  const made = document.createElement('progress');
  made.max = total;
  made.setAttribute('aria-label', 'how much of the model has arrived');
  return made;
}

function failed(error, model) {
  if (error instanceof Refusal) return error.message;
  if (error.name === 'AbortError') return `${model} was not fetched. The listed texts go on answering.`;
  return `${model} could not be fetched (${error.message}). The listed texts go on answering; try again when you are connected.`;
}

// An explorer's `answerTo(place, question)`: `place` is its view's element; a question has the kind,
// the controls' values, and what to do with a sentence, a result and a failed fetch. One question is answered
// after the other; of those that come meanwhile only the last one.
export function answering(answer, models, resources) {
  async function answered(view) {
    const { question } = view;
    if (question.kind === 'neighbours' && !resources.has('vectors')) question.say(`Fetching ${VECTORS}, once …`);
    try {
      const result = await answer(question.kind, question.ask);
      if (view.question !== question) return;
      put(view);
      question.show(result);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      if (view.question === question && !(view.offer && view.model === error.model)) await offer(view, error.model);
    }
  }

  // A model that an earlier page has fetched is loaded without asking again.
  async function offer(view, model) {
    view.model = model;
    wanting.set(model, (wanting.get(model) ?? new Set()).add(view));
    const { bytes, kept } = await models.size(model);
    if (kept) return void load(view, model, bytes);
    put(view, button(`Fetch ${megabytes(bytes)}`, () => load(view, model, bytes)));
    const beside = view.question.kind === 'masking' && !resources.has('vectors') ? ` (and ${VECTORS})` : '';
    view.question.say(`Your own words need the model ${model}: ${megabytes(bytes)}${beside}, fetched once, kept in this browser and run here. Nothing that you type leaves the page. Until then the last answer stands below.`);
  }

  async function load(view, model, bytes) {
    const control = new AbortController();
    const progress = bar(bytes);
    const told = document.createElement('span');
    put(view, progress, told, button('Cancel', () => control.abort()));
    view.question.say(`Fetching ${model} …`);
    try {
      await models.load(model, control.signal, (done, total) => {
        progress.value = done;
        told.textContent = done < total ? `${megabytes(done)} of ${megabytes(total)}` : 'starting …';
      });
    } catch (error) {
      put(view, ...(error instanceof Refusal ? [] : [button('Try again', () => load(view, model, bytes))]));
      view.question.say(failed(error, model));
      return;
    }
    const all = wanting.get(model) ?? [];
    wanting.delete(model);
    for (const one of all) {
      put(one);
      answerTo(one.place, { ...one.question });
    }
  }

  async function answerTo(place, question) {
    if (!views.has(place)) views.set(place, { place, offer: null, model: '', busy: false });
    const view = views.get(place);
    view.question = question;
    if (view.busy) return;
    view.busy = true;
    try {
      for (let done = null; done !== view.question;) {
        done = view.question;
        await answered(view);
      }
    } catch (error) {
      question.fail(error);
    } finally {
      view.busy = false;
    }
  }

  return answerTo;
}
