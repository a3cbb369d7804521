// For the tests: a query a line on standard input, as JSON; what was found on standard output.
// usage: node search.js FILE-OF-SECTIONS FOLDER-OF-THE-DATA-FILES
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { BookIndex } from '../src/search/book-index.js';
import { bm25Parts, find, sharedTerms } from '../src/search/find.js';
import { vocabularyOf } from '../src/text/wordpiece.js';

const [file, folder] = process.argv.slice(2);
const vocabulary = vocabularyOf(readFileSync(`${folder}/vocabulary.txt`, 'utf-8'));
const index = new BookIndex(readFileSync(file, 'utf-8'), vocabulary);
const ranked = (hits) => hits.map(({ doc_id, score }) => [doc_id, score]);

for await (const line of createInterface({ input: process.stdin })) {
  const answer = find(index, JSON.parse(line));
  const { query, bm25, splade, fused } = answer;
  const first = fused.slice(0, 3).map(({ doc_id, position }) => ({
    section_id: doc_id,
    splade: sharedTerms(index, answer, position),
    bm25: bm25Parts(index, answer, position),
  }));
  console.log(
    JSON.stringify({
      query,
      bm25: ranked(bm25),
      splade: ranked(splade),
      fused: ranked(fused),
      first,
    }),
  );
}
