// Elements of the page. What a reader typed gets there as text, never as markup.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {string[][]} rows
 */
export function table(caption, heads, rows) {
  const head = make('tr', {}, ...heads.map((text) => make('th', { scope: 'col' }, text)));
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((text) => make('td', {}, text));
    return make('tr', {}, make('th', { scope: 'row' }, first), ...cells);
  });
  const parts = [make('thead', {}, head), make('tbody', {}, ...body)];
  return make('table', {}, make('caption', {}, caption), ...parts);
}
