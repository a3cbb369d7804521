// Postings, drawn: in a tray that has one place for each document of the collection, so that the same
// document lies in the same column of every drawer and its sum can be seen below.

/** @import { drawers, inverted_index } from '../../../browser/src/generated/types' */

const TRAY = 30; // how tall a tray is; how wide, in the same units, is the number of documents
const CARD = 0.82; // of a column that its card takes

/** @type {(x: number, top: number, tall: number) => string} a card's outline */
const outline = (x, top, tall) => `M${x} ${number(top, 2)}h${CARD}v${number(tall, 2)}h-${CARD}z`;

/** @type {(score: number, most: number) => number} never so low that it is not seen */
const tallOf = (score, most) => Math.max(1.5, (Math.max(score, 0) / most) * (TRAY - 2));

const markOf = (/** @type {boolean} */ original) => (original ? 'ws-own' : 'ws-grown');

// A word that the model adds bears a plus sign wherever it is named.
/** @type {(drawer: drawers.Drawer) => string} */
const nameOf = ({ term, original }) => (original ? term : `+${term}`);

/** @type {(nDocuments: number, children: Node[]) => SVGElement} */
function traySvg(nDocuments, children) {
  const viewBox = `0 0 ${nDocuments} ${TRAY}`;
  const shape = { viewBox, preserveAspectRatio: 'none', 'aria-hidden': 'true' };
  return svg('svg', { class: 'ws-tray', ...shape }, ...children);
}

// A drawer's postings: a pale card each, filled as high as what it adds to a score.
/** @type {(drawer: drawers.Drawer, nDocuments: number, most: number) => SVGElement} */
function trayOf({ documents, scores, original }, nDocuments, most) {
  const cards = documents.map((place) => outline(place, 1, TRAY - 1));
  const filled = documents.map((place, i) => {
    const tall = tallOf(scores[i], most);
    return outline(place, TRAY - tall, tall);
  });
  return traySvg(nDocuments, [
    svg('path', { class: `ws-cards-of ${markOf(original)}`, d: cards.join('') }),
    svg('path', { class: `ws-filled ${markOf(original)}`, d: filled.join('') }),
  ]);
}

/**
 * What a posting gave to a document.
 * @typedef {{ drawer: drawers.Drawer, score: number }} Share
 * @type {(all: drawers.Drawer[]) => Map<number, Share[]>} by the document's place, the query's own
 *   words first, what adds most before what adds less
 */
function sharesOf(all) {
  /** @type {Map<number, Share[]>} */
  const shares = new Map();
  for (const drawer of all) {
    drawer.documents.forEach((place, i) => {
      const share = { drawer, score: drawer.scores[i] };
      shares.set(place, [...(shares.get(place) ?? []), share]);
    });
  }
  const rank = (/** @type {Share} */ { drawer, score }) => score + (drawer.original ? 1e6 : 0);
  for (const parts of shares.values()) parts.sort((one, other) => rank(other) - rank(one));
  return shares;
}

// The sums: a column for each document, what the query's own words add below, what was grown above,
// and on top what comes from drawers that are open and not drawn.
/**
 * @type {(shares: Map<number, Share[]>, ranking: inverted_index.Touched[], nDocuments: number) =>
 *   SVGElement}
 */
function sumsOf(shares, ranking, nDocuments) {
  const most = Math.max(...ranking.map(({ score }) => score));
  const [own, grown, rest] = [[''], [''], ['']];
  for (const { place, score } of ranking) {
    const parts = shares.get(place) ?? [];
    const sum = (/** @type {boolean} */ wanted) =>
      parts.reduce((total, one) => total + (one.drawer.original === wanted ? one.score : 0), 0);
    const [said, added] = [sum(true), sum(false)];
    let base = TRAY;
    for (const [total, into] of /** @type {const} */ ([
      [said, own],
      [added, grown],
      [score - said - added, rest],
    ])) {
      if (total < 0.001) continue;
      const tall = Math.max(1, (total / most) * (TRAY - 2));
      into.push(outline(place, base - tall, tall));
      base -= tall;
    }
  }
  const path = (/** @type {string} */ kind, /** @type {string[]} */ d) =>
    svg('path', { class: `ws-filled ${kind}`, d: d.join('') });
  return traySvg(nDocuments, [
    path('ws-own', own),
    path('ws-grown', grown),
    path('ws-undrawn', rest),
  ]);
}

// A posting to read and to focus: the document, how often it has the word, what that adds.
/** @type {(drawer: drawers.Drawer, i: number, documents: string[], most: number) => HTMLElement} */
function cardOf({ documents, tf, scores, query_weight: weight }, i, docIds, most) {
  const place = documents[i];
  const stored = number(weight ? scores[i] / weight : 0, 2);
  const held = tf.length ? `tf ${tf[i]}` : `${number(weight, 2)} · ${stored}`;
  const adds = number(scores[i], 2);
  const parts = [
    make('b', {}, docIds[place]),
    make('span', {}, held),
    make('span', {}, `adds ${adds}`),
    bar(scores[i], most, `adds ${adds}`),
  ];
  const key = { 'data-place-of': String(place), 'data-key': `posting ${place}` };
  return button({ class: 'ws-posting', ...key }, () => {}, ...parts);
}
