// What moves in the views, and how: a picture is drawn in its end state, and motion only leads there.
// A reader who asked for less motion, and a printed page, see the end state at once.

const SVG = 'http://www.w3.org/2000/svg';
const EASE = 'cubic-bezier(.3, .7, .2, 1)';

/** @type {(tag: string, attributes?: Attributes, ...children: Child[]) => SVGElement} */
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return /** @type {SVGElement} */ (node);
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

// From these styles to where the node is; what it looks like in the end is its own style.
/** @type {(node: Element, from: Keyframe, ms?: number, delay?: number) => void} */
function glide(node, from, ms = 600, delay = 0) {
  if (still()) return;
  node.animate([from, {}], { duration: ms, delay, easing: EASE, fill: 'backwards' });
}

/** @type {(body: Element) => Map<string, DOMRect>} where each node of a data-place is now */
function places(body) {
  const nodes = /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll('[data-place]'));
  return new Map(
    [...nodes].map((node) => [node.dataset.place ?? '', node.getBoundingClientRect()]),
  );
}

// After a new drawing: what was there before glides from its old place, what is new fades in.
/** @type {(body: Element, before: Map<string, DOMRect>, ms?: number) => void} */
function glideFrom(body, before, ms = 600) {
  if (!before.size) return;
  for (const [key, now] of places(body)) {
    const node = body.querySelector(`[data-place="${CSS.escape(key)}"]`);
    const then = before.get(key);
    if (!node) continue;
    if (!then) glide(node, { opacity: 0 }, ms);
    else if (then.top !== now.top || then.left !== now.left) {
      const by = `translate(${then.left - now.left}px, ${then.top - now.top}px)`;
      glide(node, { transform: by }, ms);
    }
  }
}
