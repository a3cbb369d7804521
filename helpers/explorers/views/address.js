// The query in the page's address, so that it can be sent to someone: ?q=heart+attack
const asked = () => new URLSearchParams(location.search).get('q');

function addressOf(/** @type {string} */ query) {
  const address = new URL(location.href);
  address.searchParams.set('q', query);
  return address.href;
}

/** @type {(query: Control, said: HTMLElement) => Promise<void>} */
async function copy(query, said) {
  const address = addressOf(query.get('value'));
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = ' Copied.';
  } catch {
    said.textContent = ` ${address}`; // no clipboard here: it can be copied by hand
  }
}

export default {
  render: async (/** @type {Render} */ { model, el }) => {
    if (root === undefined) return; // a notebook has no address to share
    const { query } = await controlModels(model);
    const said = make('span', { role: 'status' });
    query.on('change:value', () => {
      said.textContent = '';
      history.replaceState(history.state, '', addressOf(query.get('value')));
    });
    el.classList.add('ws-view');
    el.append(
      button({}, () => copy(query, said), 'Copy a link to this query'),
      said,
    );
    if (asked() !== null) query.set('value', asked());
  },
};
