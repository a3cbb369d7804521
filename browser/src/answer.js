// One question, one result: what Python's explorers answer with a kernel.
import { exploreBM25 } from './bm25.js';
import { exploreEngine } from './engine.js';
import { exploreGrowth } from './growth.js';
import { Refusal } from './limits.js';
import { exploreMasking } from './masking.js';
import { exploreMatch } from './match.js';
import { exploreNeighbours } from './neighbours.js';
import { exploreRequest } from './request.js';
import { exploreSplade } from './splade.js';
import { exploreTokens } from './tokens.js';

const ANSWERS = {
  tokens: exploreTokens,
  bm25: exploreBM25,
  engine: exploreEngine,
  growth: exploreGrowth,
  masking: exploreMasking,
  match: exploreMatch,
  neighbours: exploreNeighbours,
  request: exploreRequest,
  splade: exploreSplade,
};

export async function answerWith(resources, kind, ask) {
  try {
    return await ANSWERS[kind](ask, resources);
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message };
    throw error;
  }
}
