// @ts-check
// Small checks of what came over the wire: a field of the wrong type counts as empty. Pure.

const LAST_TIME = 8.64e15; // past it a Date is invalid (ECMA-262, Time Range)

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** @param {unknown} value @returns {value is string} */
export const isString = (value) => typeof value === 'string';
/** @param {unknown} value @returns {value is number} */
export const isCount = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
/** @param {unknown} value @returns {value is number} */
export const isTime = (value) => typeof value === 'number' && Math.abs(value) <= LAST_TIME;

/** @param {unknown} value */
export const text = (value) => (isString(value) ? value : '');
/** @param {unknown} value */
export const count = (value) => (isCount(value) ? value : 0);

/**
 * The readable ones of an array; what is not an array is empty.
 * @template T @param {unknown} raw @param {(item: unknown) => T|null} read @returns {T[]}
 */
export function list(raw, read) {
  if (!Array.isArray(raw)) return [];
  return raw.map((item) => read(item)).filter((item) => item !== null);
}
