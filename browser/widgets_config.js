// Runs after require.js and before embed-amd.js: every AMD module loads from this folder.
(function () {
  const here = new URL('.', document.currentScript.src).href;
  require.config({ baseUrl: here, paths: { anywidget: 'anywidget' } });
  // ipywidgets 8's html-manager calls MathJax's v2 API; the page has v3.
  window.addEventListener('load', function () {
    if (window.MathJax && MathJax.typesetPromise && !MathJax.Hub) {
      MathJax.Hub = { Queue: (call) => { MathJax.typesetPromise([call[2]]); } };
    }
  });
})();
