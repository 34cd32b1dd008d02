// The golden files that the C++ side is tested with, too.
import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../../protocol/golden/', import.meta.url);

/** @param {string} folder @returns {{name: string, value: any}[]} */
export function golden(folder) {
  return readdirSync(new URL(`${folder}/`, ROOT))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ name: file.replace(/\.json$/, ''), value: JSON.parse(readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8')) }));
}
