/** @import { decision } from '../../../browser/src/generated/types' */

// A quantity in the largest unit that leaves it above 1, two digits.
/** @type {(value: number, units: [string, number][]) => string} */
function inUnit(value, units) {
  const [unit, size] = [...units].reverse().find(([, least]) => value >= least) ?? units[0];
  const scaled = value / size;
  return `${scaled < 10 ? Number(scaled.toPrecision(2)) : grouped(Math.round(scaled))} ${unit}`;
}

/** @type {[string, number][]} */
const HOURS = [
  ['s', 1 / 3600],
  ['min', 1 / 60],
  ['h', 1],
  ['days', 24],
  ['years', 8766],
];
/** @type {[string, number][]} */
const MEGABYTES = [
  ['MB', 1],
  ['GB', 1e3],
  ['TB', 1e6],
];
/** @type {[string, number][]} */
const MILLISECONDS = [
  ['ms', 1],
  ['s', 1e3],
  ['min', 6e4],
];
const hoursOf = (/** @type {number} */ value) => inUnit(Math.max(value, 1 / 3600), HOURS);
const memoryOf = (/** @type {number} */ value) => inUnit(value, MEGABYTES);
const timeOf = (/** @type {number} */ value) => inUnit(value, MILLISECONDS);

/** @type {(kind: string) => HTMLElement} measured, estimated or published */
const kindOf = (kind) => make('small', { class: `ws-kind ws-kind-${kind}` }, kind);

/** @type {(what: string, value: string) => HTMLElement} */
const estimate = (what, value) =>
  make('div', {}, make('dt', {}, what), make('dd', {}, make('b', {}, value), kindOf('estimated')));

/** @type {(result: decision.DecisionResult) => HTMLElement} */
function answer({ run, reasons, close, options, model, quality, quality_source: source }) {
  const chosen = options.filter(({ system }) => system === run);
  const numbers = chosen.flatMap(({ index_h, memory_mb, query_ms }) => [
    estimate('to encode and index', hoursOf(index_h)),
    estimate('of memory', memoryOf(memory_mb)),
    estimate('per query', timeOf(query_ms)),
  ]);
  const lines = reasons.map((reason) => `${reason} `);
  const parts = [named(`Run ${run}`), make('p', {}, ...lines)];
  if (close) parts.push(make('p', {}, 'About as good here: ', make('b', {}, close), '.'));
  parts.push(make('dl', {}, ...numbers));
  if (model) parts.push(make('p', {}, 'With ', make('code', {}, model), qualityOf(quality)));
  if (quality) parts[parts.length - 1].append(` ${source} `, kindOf('published'));
  return make(
    'section',
    { class: run === 'BM25' ? 'ws-answer ws-by-words' : 'ws-answer' },
    ...parts,
  );
}

const qualityOf = (/** @type {string} */ quality) => (quality ? `: ${quality},` : '');

/** @type {(option: decision.Option, result: decision.DecisionResult) => HTMLElement} */
function row({ system, index_h, memory_mb, query_ms, in_time: inTime }, { run }) {
  const chosen = system === run;
  const late = inTime ? [] : [make('small', {}, ' too slow')];
  const cells = [hoursOf(index_h), memoryOf(memory_mb)].map((value) => make('td', {}, value));
  const time = make('td', { class: inTime ? '' : 'ws-late' }, timeOf(query_ms), ...late);
  const name = make('th', { scope: 'row' }, chosen ? `${system} ✓` : system);
  return make('tr', { class: chosen ? 'ws-chosen' : '' }, name, ...cells, time);
}

/** @type {(result: decision.DecisionResult) => HTMLElement} */
function basis({ basis: found, passages, documents }) {
  const n = grouped(found.index_documents);
  const encoded = `${found.documents_per_s} documents of ${found.words} words encoded in a second, ${timeOf(found.query_ms)} for a query.`;
  const searched = `An index of ${n} such documents: ${memoryOf(found.index_mb)}, ${timeOf(found.index_ms)} for a query.`;
  const cut = passages > documents ? ` Yours are cut into ${grouped(passages)} passages.` : '';
  const sums = `Time to encode grows with the words and the model’s parameters, a vector’s terms a little more slowly than its words, an index with its postings.`;
  const faster = `To encode, your machine is taken for ${found.faster} × those two cores.${cut}`;
  return make(
    'details',
    {},
    make('summary', {}, 'Where the numbers come from'),
    make('p', {}, kindOf('measured'), ` ${encoded} ${searched} Two cores, clinical-splade.`),
    make('p', {}, kindOf('estimated'), ` ${sums} ${faster}`),
  );
}

export default {
  render: explorer('decision', (/** @type {decision.DecisionResult} */ result, body) => {
    const head = ['system', 'encode and index', 'memory', 'per query'];
    const rows = result.options.map((option) => row(option, result));
    const caption = 'What each would take, estimated; no limit is set to memory';
    body.append(answer(result), tableOf(caption, head, rows), basis(result));
    const wanted = `an answer within ${timeOf(result.latency_ms)}`;
    return `For ${grouped(result.documents)} documents and ${wanted}: ${result.run}.`;
  }),
};
