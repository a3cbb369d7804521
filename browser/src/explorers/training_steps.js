// The TrainingStepsResult of helpers/explorers/training_steps.py, from the stored steps.
import { Refusal } from '../text/refusal.js';

/**
 * @import { training_steps as types } from '../generated/types'
 * @import { Resources } from '../resources.js'
 * @typedef {Pick<types.Checkpoint, 'active' | 'terms'> & { ranks: (number | null)[] }} Seen
 * @typedef {Pick<types.Checkpoint, 'step' | 'development' | 'query_terms' | 'document_terms'> &
 *   { queries: Seen[] }} Stored
 * @typedef {{ queries: { query_id: string, text: string,
 *   wanted: { doc_id: string, title: string }[] }[], documents: number,
 *   curve: [number, number, number][], checkpoints: Stored[] }} Steps
 */

/**
 * @param {{ query: string }} ask
 * @param {Resources} resources
 * @returns {Promise<types.TrainingStepsResult>}
 */
export async function explore({ query }, resources) {
  const { queries, documents, curve, checkpoints } = await resources.steps();
  const at = queries.findIndex(({ text }) => text === query);
  const allowed = queries.map(({ text }) => text).join(', ');
  if (at < 0) throw new Refusal(`query='${query}': allowed are ${allowed}`);
  const { wanted } = queries[at];
  return {
    query,
    documents,
    checkpoints: checkpoints.map(({ queries: seen, ...figures }) => {
      const { active, terms, ranks } = seen[at];
      return { ...figures, active, terms, ranks: wanted.map((w, i) => ({ ...w, rank: ranks[i] })) };
    }),
    curve: curve.map(([step, query_terms, passage_terms]) => ({
      step,
      query_terms,
      passage_terms,
    })),
  };
}
