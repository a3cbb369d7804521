/** @import { request } from '../../../browser/src/generated/types' */

/** @type {(text: string, said: HTMLElement) => Promise<void>} */
async function copy(text, said) {
  if (said.closest('.ws-old')) {
    said.textContent = ' This body answers an earlier query: not copied.';
    return;
  }
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = ' Copied.';
  } catch {
    said.textContent = ' The browser does not allow it here: select the text below.';
  }
}

export default {
  render: explorer('request', (/** @type {request.RequestResult} */ result, body) => {
    const text = JSON.stringify(result.body, null, 2);
    const said = make('span', { role: 'status' });
    const copying = button({ 'data-key': 'copy' }, () => copy(text, said), 'Copy the body');
    const label = 'the request’s body';
    const shown = { class: 'ws-json', tabindex: '0', role: 'region', 'aria-label': label };
    body.append(
      make('p', {}, make('b', {}, `${result.method} ${result.path}`)),
      make('p', {}, copying, said),
      make('pre', shown, text),
    );
    const summary = `${counted(result.n_terms, 'term')}, each by the id that it has in BERT’s vocabulary.`;
    return result.note || summary;
  }),
};
