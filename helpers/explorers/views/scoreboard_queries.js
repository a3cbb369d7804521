// What is behind a dot of the scoreboard: its queries, and a query's first ten documents.
/** @import { scoreboard } from '../../../browser/src/generated/types' */

// Shape and name tell systems apart: [path, filled].
/** @type {Record<string, [string, boolean]>} */
const MARKS = {
  BM25: ['M2 2H12V12H2Z', true],
  "BM25, Lucene's": ['M2 2H12V12H2Z', false],
  RM3: ['M7 1.5L13 12H1Z', true],
  '+ GloVe': ['M7 1L13 7L7 13L1 7Z', false],
  '+ masked': ['M7 1L13 7L7 13L1 7Z', true],
  'translation table': ['M1 2H13L7 12.5Z', false],
  'untrained head': ['M7 1.5A5.5 5.5 0 1 0 7 12.5A5.5 5.5 0 1 0 7 1.5Z', false],
  'dense MiniLM': ['M2 2L12 12M12 2L2 12', false],
  'inference-free SPLADE': ['M7 1.5A5.5 5.5 0 1 0 7 12.5A5.5 5.5 0 1 0 7 1.5ZM7 5V9', false],
  SPLADE: ['M7 1.5A5.5 5.5 0 1 0 7 12.5A5.5 5.5 0 1 0 7 1.5Z', true],
  'BM25 and SPLADE': ['M7 1V13M1 7H13', false],
};
/** @type {Record<string, string>} */
const SYSTEM_CLASSES = { BM25: ' ws-is-lexical', SPLADE: ' ws-is-splade' };
const systemClass = (/** @type {string} */ system) => SYSTEM_CLASSES[system] ?? '';

/** @type {(system: string) => Element} */
function mark(system) {
  const [d, filled] = MARKS[system] ?? MARKS['untrained head'];
  const of = { viewBox: '0 0 14 14', 'aria-hidden': 'true', class: 'ws-mark' };
  const path = svg('path', { d, class: filled ? 'ws-full' : 'ws-hollow' });
  return svg('svg', of, path);
}

const percent = (/** @type {number} */ value) => `${(100 * value).toFixed(2)}%`;
const signed = (/** @type {number} */ value) => (value < 0 ? '−' : '+') + short(Math.abs(value));

// Two marks on the scale from 0 to 1, and the line between them: who does better, and by how much.
/** @type {(row: scoreboard.Row, opened: scoreboard.Opened) => HTMLElement} */
function dumbbell({ ndcg, rival }, opened) {
  const left = Math.min(ndcg, rival);
  const line = `left:${percent(left)};width:${percent(Math.abs(ndcg - rival))}`;
  const end = (/** @type {string} */ system, /** @type {number} */ at) =>
    make(
      'i',
      { class: `ws-end${systemClass(system)}`, style: `left:${percent(at)}` },
      mark(system),
    );
  const ends = opened.rival ? [end(opened.rival, rival)] : [];
  const parts = [make('b', { style: line }), ...ends, end(opened.system, ndcg)];
  return make('span', { class: 'ws-dumbbell', 'aria-hidden': 'true' }, ...parts);
}

/** @type {(row: scoreboard.Row, result: scoreboard.ScoreboardResult, act: Act) => HTMLElement} */
function queryLine(row, { opened, tens }, act) {
  const of = /** @type {scoreboard.Opened} */ (opened);
  const open = tens?.query_id === row.query_id;
  const pick = [of.system, of.group, of.kind, ...(open ? [] : [row.query_id])];
  const [ours, theirs] = [row.ndcg, row.rival].map(short);
  const press = { class: 'ws-hit', 'aria-pressed': String(open), 'data-key': row.query_id };
  const name = button(press, () => act.pick(pick), make('span', {}, row.text));
  const cell = (/** @type {string} */ value, /** @type {boolean} */ won) =>
    make('td', { class: 'ws-figure-cell' }, won ? make('strong', {}, value) : value);
  const cells = [cell(ours, row.ndcg > row.rival)];
  if (of.rival) cells.push(cell(theirs, row.rival > row.ndcg));
  const drawn = make('td', { class: 'ws-drawn' }, dumbbell(row, of));
  return make('tr', {}, make('th', { scope: 'row' }, name), ...cells, drawn);
}

// A query's line, and below it, where it is open, its lists.
/** @type {(row: scoreboard.Row, result: scoreboard.ScoreboardResult, act: Act) => HTMLElement[]} */
function queryLines(row, result, act) {
  const line = queryLine(row, result, act);
  const { tens } = result;
  if (tens?.query_id !== row.query_id) return [line];
  const cell = make('td', { colspan: String(line.children.length) }, tensOf(tens, result.texts));
  return [line, make('tr', { class: 'ws-opened-query' }, cell)];
}

/** @type {(opened: scoreboard.Opened, act: Act) => HTMLElement} which of a dot's queries are listed */
function kindButtons({ system, group, rival, rival_label, label, kind, counts }, act) {
  /** @type {Record<string, string>} */
  const words = rival
    ? {
        better: `${label} does better`,
        equal: 'no difference',
        worse: `${rival_label} does better`,
      }
    : { better: 'an answer found', equal: 'no answer found' };
  const buttons = Object.entries(words).map(([name, said]) => {
    const pressed = { 'aria-pressed': String(name === kind), 'data-key': `kind ${name}` };
    const press = () => act.pick([system, group, name]);
    const made = button(pressed, press, `${said}: `, make('strong', {}, grouped(counts[name])));
    made.style.flexGrow = String(counts[name]);
    return made;
  });
  const of = { class: 'ws-picks ws-kinds', role: 'group', 'aria-label': 'Which queries to list' };
  return make('div', of, ...buttons);
}

/** @type {(result: scoreboard.ScoreboardResult, act: Act) => HTMLElement} */
function queriesOf(result, act) {
  const opened = /** @type {scoreboard.Opened} */ (result.opened);
  const { label, rival, rival_label, group_label, rows, counts, kind } = opened;
  const n = counts[kind];
  const cut = rows.length < n ? `, the ${rows.length} largest differences` : '';
  const caption = `nDCG@10 per query${cut}`;
  const head = ['query', label, ...(rival ? [rival_label] : []), 'from 0 to 1'];
  const lines = rows.flatMap((row) => queryLines(row, result, act));
  const listed = lines.length
    ? tableOf(caption, head, lines, { class: 'ws-queries' })
    : make('p', {}, 'None of the queries.');
  const against = rival ? ` against ${rival_label}` : '';
  const title = named(`${label}${against}: `, make('small', {}, group_label));
  const close = button({ class: 'ws-pick', 'data-key': 'close' }, () => act.pick([]), 'close');
  const heading = make('div', { class: 'ws-heading' }, title, close);
  return make('section', { class: 'ws-opened' }, heading, kindButtons(opened, act), listed);
}

/** @type {(grade: number, most: number) => HTMLElement} "●●○", in words for a screen reader */
function gradeOf(grade, most) {
  const said = grade ? `grade ${grade} of ${most}` : 'not relevant';
  const shown = grade ? '●'.repeat(grade) + '○'.repeat(most - grade) : '–';
  return make('span', { class: 'ws-grade', role: 'img', 'aria-label': said, title: said }, shown);
}

/** @type {(list: scoreboard.TopTen, most: number, rival: string) => HTMLElement} */
function topTen({ system, label, ndcg, documents }, most, rival) {
  const items = documents.map(({ title, grade, other }, i) => {
    const where = rival
      ? make('small', {}, other ? ` ${other} by ${rival}` : ` not by ${rival}`)
      : '';
    const rank = make('span', { class: 'ws-nth', 'aria-hidden': 'true' }, String(i + 1));
    const name = make('span', {}, grade ? make('strong', {}, title) : title, where);
    return make('li', {}, rank, gradeOf(grade, most), name);
  });
  const title = make(
    'p',
    { class: `ws-named${systemClass(system)}` },
    mark(system),
    ` ${label}: nDCG@10 ${short(ndcg)}`,
  );
  const list = items.length
    ? make('ol', { class: 'ws-ten' }, ...items)
    : make('p', {}, 'nothing found');
  return make('section', { class: 'ws-card' }, title, list);
}

/** @type {(tens: scoreboard.Tens, texts: string) => HTMLElement} */
function tensOf({ text, lists, missed, n_relevant }, texts) {
  const most = texts === 'hospital' ? 3 : 1; // the highest grade that a judge could give
  const others = lists.map((_, i) => lists[1 - i]?.label ?? '');
  const cards = lists.map((list, i) => topTen(list, most, others[i]));
  const answers = `${counted(n_relevant, 'document')} ${n_relevant === 1 ? 'is' : 'are'} relevant`;
  const lost = missed.length ? `; in neither list: ${missed.join(', ')}` : '';
  return make(
    'section',
    { class: 'ws-tens', 'data-place': `tens ${text}` },
    named(`“${text}” `, make('small', {}, `${answers}${lost}`)),
    make('div', { class: 'ws-cards' }, ...cards),
  );
}
