// An address that points at a section, or into it, opens what lies closed there (_ext/folds.py).
(() => {
  const FOLD = ':scope > details.ws-deeper';

  const target = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null; // a hash that is no address
    }
  };

  const show = () => {
    const node = target();
    if (!node) return;
    const around = node.closest('details.ws-deeper');
    const folds = [node.querySelector(FOLD), around].filter((fold) => fold && !fold.open);
    for (const fold of folds) fold.open = true;
    if (folds.length) node.scrollIntoView({ behavior: 'instant' });
  };

  addEventListener('hashchange', show);
  // the same address once more: no hashchange, but the reader wants to get there
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) show();
  });
  show();
})();
