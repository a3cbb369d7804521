// Reader mode: a page's code stays closed until the reader asks for it, and then all of it opens.
// Not deferred: where code is to be shown, it opens while the page is read, before it is painted.
(() => {
  const KEY = 'ws-code';
  const SHOWN = 'shown';
  const LOOKED_AT = 'article :is(h1, h2, h3, h4, p, li, table, .ws-figure, .ws-view, .cell_output)';
  const root = document.documentElement;

  const kept = () => {
    try {
      return localStorage.getItem(KEY) ?? '';
    } catch {
      return ''; // the browser keeps nothing: the choice holds for this page
    }
  };
  const keep = (choice) => {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // as above
    }
  };

  // The first thing below the page's head that is no code: it must not move under the reader's eyes.
  const lookedAt = () => {
    const top = document.querySelector('.bd-header-article')?.getBoundingClientRect().bottom ?? 0;
    return [...document.querySelectorAll(LOOKED_AT)].find((node) => {
      const place = node.getBoundingClientRect();
      return place.height > 0 && place.bottom > top + 1 && !node.closest('.ws-code');
    });
  };

  const apply = () => {
    const shown = root.dataset.code === SHOWN;
    for (const node of document.querySelectorAll('details.ws-code')) node.open = shown;
    document.querySelector('.ws-show-code')?.setAttribute('aria-pressed', String(shown));
  };

  const steadily = (change) => {
    const node = lookedAt();
    // where nothing but code is on the screen, what comes after it takes its place
    const before = Math.min(node?.getBoundingClientRect().top ?? 0, innerHeight / 2);
    root.style.overflowAnchor = 'none'; // the browser would correct the place a second time
    change();
    const after = node?.getBoundingClientRect().top ?? before;
    scrollBy({ top: after - before, behavior: 'instant' });
    requestAnimationFrame(() => root.style.removeProperty('overflow-anchor'));
  };

  root.dataset.code = kept() === SHOWN ? SHOWN : 'closed';
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.ws-show-code')) return;
    root.dataset.code = root.dataset.code === SHOWN ? 'closed' : SHOWN;
    keep(root.dataset.code);
    steadily(apply);
  });
  const arriving = new MutationObserver(apply);
  if (root.dataset.code === SHOWN) arriving.observe(root, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', () => {
    arriving.disconnect();
    apply();
  });
})();
