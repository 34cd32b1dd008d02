// node check.js RECORDING.jsonl…: holds recorded traffic against the schemas. Exit code 0: all of it is as described.
import { readFileSync } from 'node:fs';
import { checkTraffic } from './traffic.js';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('usage: node check.js RECORDING.jsonl…');
  process.exit(2);
}
let failed = false;
for (const file of files) {
  const { frames, errors } = checkTraffic(readFileSync(file, 'utf8'));
  errors.forEach((error) => console.error(`${file}: ${error}`));
  // A recording of nothing proves nothing.
  if (frames === 0) console.error(`${file}: holds no frames`);
  failed ||= errors.length > 0 || frames === 0;
  console.log(`${file}: ${frames} frames, ${errors.length} errors`);
}
process.exit(failed ? 1 : 0);
