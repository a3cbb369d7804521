// The `define` that anywidget's AMD module calls: its classes are `anywidget` from then on.
import * as base from '@jupyter-widgets/base';

/** @type {Record<string, any>} */
export let anywidget;

/**
 * @param {string[]} names
 * @param {(dependency: unknown) => Record<string, any>} make
 */
export function define(names, make) {
  anywidget = make(base);
}
