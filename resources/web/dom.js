// @ts-check
// The few things that every view needs of the DOM. Texts go in as text nodes only: what others wrote is never markup.
import { initial, personColour } from './text.js';

/**
 * @typedef {Node|string|null|undefined|false} Child
 * @typedef {{[name: string]: any, class?: string, on?: Record<string, (event: any) => void>}} Props
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Props} [props] attributes; `on` are listeners; false and null leave one out, true is ''
 * @param {...Child} children @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else setAttribute(element, name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** @param {Element} element @param {string} name @param {unknown} value only where it changes: each change costs a layout */
export function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of `parent` those of `items`: by key, in order, touching only what moved or changed.
 * @template T
 * @param {Element} parent @param {readonly T[]} items @param {(item: T) => string} keyOf
 * @param {(item: T, old: HTMLElement|null) => HTMLElement} make gets the element of last time, and may give it back
 */
export function reconcile(parent, items, keyOf, make) {
  /** @type {Map<string, HTMLElement>} */
  const old = new Map();
  const wanted = new Set(items.map((item) => keyOf(item)));
  for (const child of /** @type {HTMLElement[]} */ ([...parent.children])) {
    if (wanted.has(child.dataset.key ?? '')) old.set(child.dataset.key ?? '', child);
    else child.remove(); // first: else all that stay would be moved before it, and laid out anew
  }
  /** @type {Element|null} */ let place = parent.firstElementChild;
  const fresh = document.createDocumentFragment(); // what goes before `place`, all at once
  for (const item of items) {
    const key = keyOf(item);
    const before = old.get(key) ?? null;
    const element = make(item, before);
    if (element !== before) element.dataset.key = key;
    if (!before) {
      fresh.append(element);
      continue;
    }
    parent.insertBefore(fresh, place);
    if (before !== element) {
      if (place === before) place = element;
      before.replaceWith(element);
    }
    if (place === element) place = element.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  parent.insertBefore(fresh, place);
}

const MOST_FACES = 500;
/** @type {Map<string, {letter: string, colour: number}>} */ const faces = new Map(); // dear to find out, and asked for again with each message

/** What stands for a person: the first letter of the name, and a colour. @param {string} id @param {string} name */
export function faceOf(id, name) {
  const key = `${id} ${name}`;
  const known = faces.get(key);
  if (known) return known;
  if (faces.size >= MOST_FACES) faces.clear();
  const face = { letter: initial(name), colour: personColour(id) };
  faces.set(key, face);
  return face;
}

/** A circle with the first letter of a name; for the eye only, the name stands beside it.
 * @param {string} id @param {string} name @param {string} [size] */
export function avatar(id, name, size = '') {
  const { letter, colour } = faceOf(id, name);
  return el('span', { class: `avatar person-${colour} ${size}`, 'aria-hidden': 'true' }, letter);
}

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} tag @param {Record<string, string|number>} attributes @param {...Element} children */
export function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
