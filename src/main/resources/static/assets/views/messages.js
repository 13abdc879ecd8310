/** Views that say one thing. */
import { h } from '../dom.js';
import { pixels } from '../pixels.js';

/** The page's heading, which takes the focus when the view changes. */
export function heading(text, className) {
    return h('h1', { tabindex: '-1', class: className }, pixels(text));
}

/** A view with a blank screen, a sentence and a way out. */
export function message(title, text, ...ways) {
    return {
        title,
        element: h('div', { class: 'blank' },
            h('div', { class: 'lcd blank-screen' }, heading(title)),
            h('p', null, text),
            h('div', { class: 'row centred' }, ways)),
    };
}

export function link(href, text, className = 'button') {
    return h('a', { href, class: className }, text);
}
