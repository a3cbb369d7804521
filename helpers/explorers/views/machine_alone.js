/** @import { splade } from '../../../browser/src/generated/types' */

// The machine without controls: a chip per text, and every text's result is here already.
/** @type {(row: splade.TermRow) => { term: string, account: HTMLElement }} */
function accountOf({ term, weight, logits, position, proposed_by: by }) {
  const logit = number(logits[position], 2);
  const sentence = ` weighs ${number(weight, 2)}: its largest logit, ${logit}, is at “${by}”.`;
  return { term, account: make('section', {}, make('p', {}, make('b', {}, term), sentence)) };
}

/** @type {(texts: string[], at: number, choose: (at: number) => void) => HTMLElement} */
function chips(texts, at, choose) {
  const made = texts.map((text, i) => {
    const attributes = { 'data-key': text, 'aria-pressed': String(i === at) };
    return button(attributes, () => choose(i), text);
  });
  return make('div', { class: 'ws-picks', role: 'group', 'aria-label': 'Texts' }, ...made);
}

export default {
  render: (/** @type {Render} */ { model, el }) => {
    const { body, say } = shownIn(el, 'machine');
    /** @type {splade.SpladeResult[]} */
    const results = [model.get('result'), ...model.get('others')];
    const texts = results.map(({ text }) => text);
    const draw = (/** @type {number} */ at, chosen = '') => {
      const result = results[at];
      const row = result.rows.find(({ term }) => term === chosen);
      redraw(body, () => {
        if (texts.length > 1) body.append(chips(texts, at, draw));
        if (!result.rows.length) return;
        const pick = (/** @type {string} */ term) => draw(at, term === chosen ? '' : term);
        machineIn(body, result, row ? accountOf(row) : null, pick);
      });
      say([result.note, vectorSaid(result)].filter(Boolean).join(' '));
    };
    draw(0);
  },
};
