// The theme gives some buttons a name other than the words on them. Readers who speak to their
// browser say the words, so the words are the better name.
for (const node of document.querySelectorAll('.search-button-field, details > summary')) {
  if (node.textContent.trim()) node.removeAttribute('aria-label');
}
// The theme switch has a name; its three pictures have titles of their own, which are not part of
// it. FontAwesome draws them some time after the page is there, and may draw them again.
const plain = () => {
  for (const icon of document.querySelectorAll('.theme-switch-button :is(svg, i)')) {
    for (const name of ['title', 'role', 'aria-labelledby']) icon.removeAttribute(name);
    icon.querySelector('title')?.remove();
    icon.setAttribute('aria-hidden', 'true');
  }
};
plain();
for (const button of document.querySelectorAll('.theme-switch-button')) {
  new MutationObserver(plain).observe(button, { childList: true, subtree: true });
}
// Sphinx's search takes every page's ?q= for its own; only the search page has a place for it.
if (typeof Search !== 'undefined' && !document.getElementById('search-results')) Search.performSearch = () => {};
