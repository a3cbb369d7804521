export default {
  render: explorer('request', (result, body) => {
    const text = JSON.stringify(result.body, null, 2);
    const said = make('span', { role: 'status' });
    const copy = make('button', { type: 'button', class: 'ws-pick', 'data-key': 'copy' }, 'Copy the body');
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = ' Copied.';
      } catch {
        said.textContent = ' The browser does not allow it here: select the text below.';
      }
    });
    const shown = make('pre', { class: 'ws-json', tabindex: '0', role: 'region', 'aria-label': 'the request’s body' }, text);
    body.append(make('p', {}, make('b', {}, `${result.method} ${result.path}`)), make('p', {}, copy, said), shown);
    return result.note || `${result.n_terms} terms, each by the id that it has in BERT’s vocabulary.`;
  }),
};
