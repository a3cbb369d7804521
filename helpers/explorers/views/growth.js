// A quantity in the largest unit that leaves it above 1, two digits: [['s', 1], ['min', 60], ...].
function inUnits(value, units) {
  const [unit, size] = [...units].reverse().find(([, least]) => value >= least) ?? units[0];
  const scaled = value / size;
  return `${scaled < 10 ? Number(scaled.toPrecision(2)) : Math.round(scaled).toLocaleString('en-US')} ${unit}`;
}

const seconds = (value) => inUnits(value, [['ms', 0.001], ['s', 1], ['min', 60], ['h', 3600], ['days', 86400], ['years', 31557600]]);
const megabytes = (value) => inUnits(value, [['MB', 1], ['GB', 1e3], ['TB', 1e6]]);

export default {
  render: explorer('growth', (result, body) => {
    const rows = result.systems.map((one) => [one.system, seconds(one.insert_s), megabytes(one.memory_mb), one.machines.toLocaleString('en-US'), seconds(one.query_ms / 1000), seconds(one.sharded_ms / 1000)]);
    body.append(
      table(`${result.n.toLocaleString('en-US')} documents on machines of ${result.memory_gb} GB`, ['system', 'insert', 'memory', 'machines', 'query', 'shared out'], rows),
      make('p', {}, `For SPLADE’s vectors, encoding comes before that: ${seconds(result.encode_s)} for the documents, ${seconds(result.query_encode_ms / 1000)} for each query. The longest posting list has ${Math.round(result.longest).toLocaleString('en-US')} entries.`));
    return result.times_beyond > 1 ? `${Math.round(result.times_beyond).toLocaleString('en-US')} times as many as were measured: the lines are carried on, read them as orders of magnitude.`
      : 'Within what was measured.';
  }),
};
