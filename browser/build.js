// Bundle what the published page runs. usage: node build.js FOLDER-FOR-THE-BACK-END FOLDER-FOR-THE-WIDGETS
import { build } from 'esbuild';

const [live, widgets] = process.argv.slice(2);
const common = { bundle: true, minify: true, format: 'esm', logLevel: 'warning', legalComments: 'none' };
await build({ ...common, entryPoints: ['src/backend.js', 'src/worker.js'], outdir: live });
// anywidget comes as an AMD module: `define` is ours
await build({ ...common, entryPoints: ['src/widgets.js'], outdir: widgets, inject: ['src/define.js'], loader: { '.svg': 'dataurl' } });
