// The ScoreboardResult of helpers/explorers/scoreboard.py, from the stored figures.
import { FACTS } from '../generated/facts.js';
import { Refusal } from '../text/refusal.js';

/**
 * @import { scoreboard as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @typedef {Pick<types.Dot, 'mean' | 'low' | 'high' | 'difference' | 'difference_low' |
 *   'difference_high'>} Mean
 * @typedef {{ queries: { query_id: string, text: string, type: string }[],
 *   groups: Record<string, number>, means: Record<string, Record<string, Mean>>,
 *   ndcg: Record<string, number[]> }} Board
 * @typedef {{ documents: [string, string][], pools: number[][], grades: string[],
 *   systems: string[], top: string[][] }} Lists
 * @typedef {{ texts: string, systems: string[], added: string[], chosen: string[] }} Ask
 */

const { base, first, groups: GROUPS, kinds: KINDS, systems: SYSTEMS } = FACTS.scores;
const { MOST } = FACTS.explorers.scoreboard;
/** @type {Record<string, string>} */
const LABELS = SYSTEMS;
/** @type {Record<string, string>} */
const GROUP_LABELS = GROUPS;

/**
 * @param {Board} board
 * @param {Ask} ask
 * @returns {types.Group[]}
 */
function groupsOf({ groups, means }, { systems, added }) {
  const names = Object.keys(GROUPS).filter((name) => name in groups);
  return names.map((group) => {
    const dots = systems.map((system) => {
      const of = { system, label: LABELS[system], added: added.includes(system) };
      return { ...of, ...means[system][group] };
    });
    return { group, label: GROUP_LABELS[group], n: groups[group], dots };
  });
}

/**
 * @param {types.Group[]} groups
 * @param {string[]} systems
 */
function meansOf(groups, systems) {
  const of = (/** @type {number} */ i) => groups.map(({ group, dots }) => [group, dots[i].mean]);
  return Object.fromEntries(systems.map((name, i) => [LABELS[name], Object.fromEntries(of(i))]));
}

/**
 * Whom a system is compared with: BM25; BM25 itself with the last of the others.
 * @param {string} system
 * @param {string[]} systems
 */
function rivalOf(system, systems) {
  if (system !== base) return base;
  const others = systems.filter((name) => name !== base);
  return others.includes('SPLADE') ? 'SPLADE' : (others.at(-1) ?? '');
}

const gap = (/** @type {types.Row} */ { ndcg, rival }) => Math.abs(ndcg - rival);

/**
 * A group's queries by who does better, the largest differences first.
 * @param {Board} board
 * @param {string} system
 * @param {string} group
 * @param {string} rival
 */
function rowsOf({ queries, ndcg }, system, group, rival) {
  /** @type {Record<string, types.Row[]>} */
  const rows = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  queries.forEach(({ query_id, text, type }, i) => {
    if (group !== 'all' && group !== type) return;
    const [ours, theirs] = [ndcg[system][i], ndcg[rival]?.[i] ?? 0];
    const kind = ours > theirs ? 'better' : ours < theirs ? 'worse' : 'equal';
    rows[kind].push({ query_id, text, ndcg: ours, rival: theirs });
  });
  for (const of of Object.values(rows)) of.sort((a, b) => gap(b) - gap(a) || b.ndcg - a.ndcg);
  return rows;
}

/**
 * @param {Board} board
 * @param {Ask} ask
 * @returns {types.Opened | null}
 */
function openedOf(board, { chosen, systems }) {
  if (!chosen.length) return null;
  const [system, group, kind] = chosen;
  const rival = rivalOf(system, systems);
  const rows = rowsOf(board, system, group, rival);
  const shown = kind || ['better', 'worse', 'equal'].find((name) => rows[name].length) || 'better';
  return {
    ...{ system, label: LABELS[system], group, group_label: GROUP_LABELS[group] },
    ...{ rival, rival_label: LABELS[rival] ?? '', kind: shown },
    counts: Object.fromEntries(Object.entries(rows).map(([name, of]) => [name, of.length])),
    rows: rows[shown].slice(0, MOST),
  };
}

/**
 * @param {string} stored a sign for each place in the query's pool
 */
const places = (stored) => [...stored].map((sign) => sign.charCodeAt(0) - first);

/**
 * @param {Lists} lists
 * @param {number} at the query's place
 */
function poolOf({ documents, pools, grades }, at) {
  return pools[at].map((n, i) => {
    const [doc_id, title] = documents[n];
    return { doc_id, title, grade: Number(grades[at][i]) };
  });
}

/**
 * @param {Board} board
 * @param {Lists} lists
 * @param {types.Opened} opened
 * @param {string} queryId
 * @returns {types.Tens | null}
 */
function tensOf({ queries, ndcg }, lists, { system, rival }, queryId) {
  const at = queries.findIndex(({ query_id }) => query_id === queryId);
  if (at < 0) return null;
  const pool = poolOf(lists, at);
  const names = [system, rival].filter(Boolean);
  const found = names.map((name) => places(lists.top[at][lists.systems.indexOf(name)]));
  const every = new Set(found.flat());
  const ranked = found.map((here, i) => {
    const others = found.length > 1 ? found[1 - i] : [];
    const documents = here.map((place) => {
      return { ...pool[place], other: others.indexOf(place) + 1 || null };
    });
    return { system: names[i], label: LABELS[names[i]], ndcg: ndcg[names[i]][at], documents };
  });
  return {
    ...{ query_id: queryId, text: queries[at].text },
    n_relevant: pool.filter(({ grade }) => grade > 0).length,
    missed: pool.filter(({ grade }, n) => grade > 0 && !every.has(n)).map(({ title }) => title),
    lists: ranked,
  };
}

/**
 * What was chosen in another collection is not there in this one.
 * @param {Board} board
 * @param {Ask} ask
 * @returns {Ask}
 */
function known(board, ask) {
  const [, group] = ask.chosen;
  return group === undefined || group in board.groups ? ask : { ...ask, chosen: [] };
}

/**
 * @param {Ask} asked
 * @param {Resources} resources
 * @returns {Promise<types.ScoreboardResult>}
 */
export async function explore(asked, resources) {
  const board = await resources.board(asked.texts);
  const absent = asked.systems.find((name) => !(name in board.means));
  if (absent) throw new Refusal(`systems='${absent}': not among the stored ones`);
  const ask = known(board, asked);
  const opened = openedOf(board, ask);
  const query = ask.chosen[3];
  const lists = opened && query ? await resources.lists(ask.texts) : null;
  const groups = groupsOf(board, ask);
  return {
    texts: ask.texts,
    mean_ndcg: meansOf(groups, ask.systems),
    groups,
    opened,
    tens: opened && lists ? tensOf(board, lists, opened, query) : null,
  };
}
