/** Making elements by hand: no markup is ever parsed, so nothing that a server says can become a script. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element: `h('a', {href: '#/', onclick: go}, 'Home')`.
 *
 * @param {string} name
 * @param {Record<string, unknown> | null} [attributes] `on…` adds a listener; null and false leave the attribute out
 * @param {...unknown} children nodes, text, arrays of them; null and false are left out
 * @returns {HTMLElement}
 */
export function h(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (key.startsWith('on')) {
            element.addEventListener(key.slice(2), value);
        } else {
            element.setAttribute(key, value === true ? '' : String(value));
        }
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

/** Makes an element of a drawing. */
export function svg(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
        element.setAttribute(key, String(value));
    }
    element.append(...children);
    return element;
}

/** One of the small drawings that index.html defines; it says nothing to a screen reader. */
export function icon(name) {
    return svg('svg', { class: 'icon', viewBox: '0 0 11 11', 'aria-hidden': 'true' }, svg('use', { href: `#icon-${name}` }));
}

/** Text for screen readers only. */
export function unseen(text) {
    return h('span', { class: 'unseen' }, text);
}

/** Replaces what is inside an element. */
export function fill(element, ...children) {
    element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

/** Says a sentence to screen readers without moving the focus. */
export function announce(sentence) {
    document.getElementById('announcer').textContent = sentence;
}
