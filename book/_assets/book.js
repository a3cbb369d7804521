// The theme gives some buttons a name other than the words on them. Readers who speak to their
// browser say the words, so the words are the better name.
for (const node of document.querySelectorAll('.search-button-field, details > summary')) {
  if (node.textContent.trim()) node.removeAttribute('aria-label');
}
// Sphinx's search takes every page's ?q= for its own; only the search page has a place for it.
if (typeof Search !== 'undefined' && !document.getElementById('search-results')) Search.performSearch = () => {};
