// What all views are: a status line and a drawing, renewed with every result. A view's own file
// follows in the same module and exports { render }.

/** @type {(model: ViewModel) => Act} */
function actsOn(model) {
  return {
    pick(chosen) {
      model.set('chosen', chosen);
      model.save_changes();
    },
    async setControl(name, value) {
      const control = (await controlModels(model))[name];
      control.set('index', model.get('choices')[name].indexOf(value));
      control.save_changes();
    },
  };
}

// One call for all the changes of a moment.
/** @type {(act: () => void) => () => void} */
function together(act) {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    queueMicrotask(() => {
      waits = false;
      act();
    });
  };
}

/**
 * An explorer's render function: `draw` fills the body and returns a one-line summary.
 * @template Result
 * @param {string} kind
 * @param {(result: Result, body: HTMLElement, act: Act) => string} draw
 */
function explorer(kind, draw) {
  return (/** @type {Render} */ { model, el }) => {
    const [shown, controls] = [shownIn(el, kind), controlModels(model)];
    /** @type {Drawn | null} */
    let drawn = null;
    const asks = async () => controlValues(model, await controls);
    const marked = marker(asks, shown, () => drawn);
    const show = () => {
      const result = model.get('result');
      let summary = result.error;
      if (!summary) {
        redraw(shown.body, () => (summary = draw(result, shown.body, actsOn(model))));
        drawn = { question: model.get('question'), summary };
      }
      shown.say(summary);
      void marked();
    };
    const renewed = together(show);
    model.on('change:result change:question', renewed);
    show();
    void onChange(model, controls, () => void marked(true));
    // the controls' views come when they come
    for (const wait of [0, 500, 2000]) {
      setTimeout(() => {
        nameHandles(el);
        closeWhatNeedsKernel(el);
      }, wait);
    }
    if (root !== undefined) void answerInPage(kind, { model, el }, shown.say);
    return () => model.off('change:result change:question', renewed);
  };
}
