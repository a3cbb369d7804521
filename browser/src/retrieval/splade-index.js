// The index of a collection's documents as SPLADE has them, made once.
import { vectorOf } from './ablation.js';
import { InvertedIndex } from './inverted-index.js';
import { oncePer } from './memory.js';

/** @import { StoredVectors } from './stored-vectors.js' */

export const spladeIndex = oncePer((/** @type {StoredVectors} */ { docIds, documents }) => {
  return new InvertedIndex(
    docIds,
    documents.map((text) => vectorOf(text)),
  );
});
