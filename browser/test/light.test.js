// Which widgets the page can draw without ipywidgets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lightViews } from '../src/page/light.js';

const box = (...children) => ({
  model_name: 'VBoxModel',
  state: { children: children.map((id) => `IPY_MODEL_${id}`) },
});
const STOCK = {
  view: { model_name: 'AnyModel', state: {} },
  text: { model_name: 'TextModel', state: {} },
  alone: box('view'),
  nested: box('alone', 'view'),
  beside: box('text', 'view'),
};

test('a view that stands alone is light', () => {
  assert.deepEqual(lightViews(STOCK, 'view'), ['view']);
  assert.deepEqual(lightViews(STOCK, 'alone'), ['view']);
});

test('boxes of views are light, and all of their views are drawn', () => {
  assert.deepEqual(lightViews(STOCK, 'nested'), ['view', 'view']);
});

test('a control beside a view needs ipywidgets', () => {
  assert.equal(lightViews(STOCK, 'beside'), null);
});

test('a widget that the page does not hold is not light', () => {
  assert.equal(lightViews(STOCK, 'gone'), null);
});
