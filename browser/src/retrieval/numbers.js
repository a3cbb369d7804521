// Small arithmetic.
import { FACTS } from '../generated/facts.js';

/**
 * @param {number} value
 * @param {number} [decimals]
 */
export function round(value, decimals = FACTS.decimals) {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

/**
 * As helpers/explorers/base.py: every number in a result, however deep it is.
 * @template T
 * @param {T} value
 * @param {number} decimals
 * @returns {T}
 */
export function rounded(value, decimals) {
  /** @type {any} */
  const any = value;
  if (typeof any === 'number') return /** @type {any} */ (round(any, decimals));
  if (Array.isArray(any)) return /** @type {any} */ (any.map((one) => rounded(one, decimals)));
  if (any === null || typeof any !== 'object') return value;
  const entries = Object.entries(any).map(([key, one]) => [key, rounded(one, decimals)]);
  return Object.fromEntries(entries);
}

/** @param {number[]} values */
export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** @param {number[]} values */
export const mean = (values) => sum(values) / values.length;
