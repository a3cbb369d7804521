// For the tests: one {kind, ask} a line on standard input, one result a line on standard output.
// usage: node answer.js FOLDER-OF-THE-DATA-FILES
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { answerWith } from '../src/answer.js';
import { resourcesFrom } from '../src/resources.js';

const folder = process.argv[2];
const resources = resourcesFrom({
  text: (name) => readFile(`${folder}/${name}`, 'utf-8'),
  bytes: async (name) => new Uint8Array(await readFile(`${folder}/${name}`)).buffer,
});
for await (const line of createInterface({ input: process.stdin })) {
  const { kind, ask } = JSON.parse(line);
  console.log(JSON.stringify(await answerWith(resources, kind, ask)));
}
