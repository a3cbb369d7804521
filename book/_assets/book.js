// The theme gives some buttons a name other than the words on them. Readers who speak to their
// browser say the words, so the words are the better name.
for (const node of document.querySelectorAll('.search-button-field, details > summary')) {
  if (node.textContent.trim()) node.removeAttribute('aria-label');
}
// A formula that is wider than the page is scrolled with the arrow keys.
{
  const reached = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute('tabindex');
    }
  });
  for (const node of document.querySelectorAll('.katex-display')) reached.observe(node);
}
// The book searches itself: what that takes is fetched when the reader opens the search. The theme
// would send the words to the server; here they stay.
{
  const source = new URL('live/search.js', document.currentScript.src).href;
  for (const form of document.querySelectorAll('form.bd-search')) {
    const note = Object.assign(document.createElement('p'), {
      className: 'ws-note',
      role: 'alert',
      textContent: 'The search could not be fetched. Try again when you are connected.',
    });
    const begin = ({ start }) => {
      note.remove();
      start(form);
    };
    const failed = () => {
      form.after(note);
      listen();
    };
    const open = () => import(source).then(begin).catch(failed);
    const listen = () => form.addEventListener('focusin', open, { once: true });
    form.addEventListener('submit', (event) => event.preventDefault());
    if (form.closest('dialog')) listen();
    else {
      open();
      form.q.focus();
    }
  }
}
