/** @import { growth } from '../../../browser/src/generated/types' */

// A quantity in the largest unit that leaves it above 1, two digits: [['s', 1], ['min', 60], ...].
/** @type {(value: number, units: [string, number][]) => string} */
function inUnits(value, units) {
  const [unit, size] = [...units].reverse().find(([, least]) => value >= least) ?? units[0];
  const scaled = value / size;
  const rounded = scaled < 10 ? Number(scaled.toPrecision(2)) : grouped(Math.round(scaled));
  return `${rounded} ${unit}`;
}

/** @type {[string, number][]} */
const TIMES = [
  ['ms', 0.001],
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['days', 86400],
  ['years', 31557600],
];
const seconds = (/** @type {number} */ value) => inUnits(value, TIMES);
const milliseconds = (/** @type {number} */ value) => seconds(value / 1000);
const megabytes = (/** @type {number} */ value) =>
  inUnits(value, [
    ['MB', 1],
    ['GB', 1e3],
    ['TB', 1e6],
  ]);

/** @type {(cost: growth.SystemCost) => string[]} */
function row({ system, insert_s, memory_mb, machines, query_ms, sharded_ms }) {
  const times = [milliseconds(query_ms), milliseconds(sharded_ms)];
  return [system, seconds(insert_s), megabytes(memory_mb), grouped(machines), ...times];
}

export default {
  render: explorer('growth', (/** @type {growth.GrowthResult} */ result, body) => {
    const caption = `${grouped(result.n)} documents on machines of ${result.memory_gb} GB`;
    const head = ['system', 'insert', 'memory', 'machines', 'query', 'query, spread over them'];
    const [documents, query] = [seconds(result.encode_s), milliseconds(result.query_encode_ms)];
    const encoding = `For SPLADE’s vectors, encoding comes before that: ${documents} for the documents, ${query} for each query.`;
    const longest = `The longest posting list has ${grouped(Math.round(result.longest))} entries.`;
    body.append(table(caption, head, result.systems.map(row)));
    body.append(make('p', {}, `${encoding} ${longest}`));
    if (result.times_beyond <= 1) return 'Within what was measured.';
    return `${grouped(Math.round(result.times_beyond))} times as many as were measured: the lines are carried on, read them as orders of magnitude.`;
  }),
};
