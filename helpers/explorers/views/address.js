// The query in the page's address, so that it can be sent to someone: ?q=heart+attack
const asked = () => new URLSearchParams(location.search).get('q');

function addressOf(query) {
  const address = new URL(location.href);
  address.searchParams.set('q', query);
  return address.href;
}

export default {
  render: async ({ model, el }) => {
    if (root === undefined) return; // a notebook has no address to share
    const { query } = await controlModels(model);
    const said = make('span', { role: 'status' });
    const button = make('button', { type: 'button', class: 'ws-pick' }, 'Copy a link to this query');
    button.addEventListener('click', async () => {
      const address = addressOf(query.get('value'));
      try {
        await navigator.clipboard.writeText(address);
        said.textContent = ' Copied.';
      } catch {
        said.textContent = ` ${address}`; // no clipboard here: it can be copied by hand
      }
    });
    query.on('change:value', () => {
      said.textContent = '';
      history.replaceState(history.state, '', addressOf(query.get('value')));
    });
    el.classList.add('ws-view');
    el.append(button, said);
    if (asked() !== null) query.set('value', asked());
  },
};
