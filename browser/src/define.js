// The `define` that anywidget's AMD module calls: its classes are `anywidget` from then on.
import * as base from '@jupyter-widgets/base';

export let anywidget;

export function define(names, make) {
  anywidget = make(base);
}
