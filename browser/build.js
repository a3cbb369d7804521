// Bundle what the published page runs.
// usage: node build.js FOLDER-FOR-THE-BACK-END FOLDER-FOR-THE-WIDGETS
import { build } from 'esbuild';

const [live, widgets] = process.argv.slice(2);
const common = {
  bundle: true,
  minify: true,
  format: 'esm',
  logLevel: 'warning',
  legalComments: 'none',
};
await build({
  ...common,
  entryPoints: {
    backend: 'src/page/backend.js',
    worker: 'src/models/worker.js',
    'words-worker': 'src/retrieval/words-worker.js',
    search: 'src/search/start.js',
  },
  outdir: live,
});
await build({ ...common, entryPoints: { widgets: 'src/page/widgets.js' }, outdir: widgets });
await build({
  ...common,
  entryPoints: { 'all-widgets': 'src/page/all-widgets.js' },
  outdir: widgets,
  inject: ['src/page/define.js'], // anywidget comes as an AMD module: `define` is ours
  loader: { '.svg': 'dataurl' },
});
