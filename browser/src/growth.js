// The GrowthResult of helpers/explorers/growth.py: what was measured, carried on.

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

// The slope of helpers/growth.py's fit: of the straight line through the points' logarithms, by least squares.
function slopeOf(sizes, costs) {
  const [x, y] = [sizes, costs].map((values) => values.map(Math.log));
  const [mx, my] = [mean(x), mean(y)];
  return mean(x.map((value, i) => (value - mx) * (y[i] - my))) / mean(x.map((value) => (value - mx) ** 2));
}

// helpers/growth.py's carried: through the largest size's point, with a slope of at least 1.
function carried(rows, name) {
  const slope = Math.max(slopeOf(rows.map((row) => row.n), rows.map((row) => row[name])), 1);
  const last = rows.at(-1);
  return (n) => (last[name] / last.n ** slope) * n ** slope;
}

function cost(n, memory, system, rows) {
  const megabytes = carried(rows, 'memory_mb')(n);
  const machines = Math.ceil(megabytes / (1000 * memory));
  const milliseconds = carried(rows, 'median_ms');
  return { system, insert_s: carried(rows, 'insert_s')(n), memory_mb: megabytes, machines, query_ms: milliseconds(n), sharded_ms: milliseconds(n / machines) };
}

export async function exploreGrowth({ documents, memory }, resources) {
  const { rows, postings, encoder, settled } = await resources.growth();
  const last = postings.at(-1);
  const large = rows.filter(({ n }) => n >= settled);
  return {
    n: documents,
    memory_gb: memory,
    times_beyond: Math.max(1, documents / last.n),
    systems: [...new Set(large.map(({ system }) => system))].map((system) => cost(documents, memory, system, large.filter((row) => row.system === system))),
    encode_s: documents / encoder.documents_per_s,
    query_encode_ms: encoder.query_median_ms,
    longest: (last.longest / last.n) * documents,
  };
}
