/** Views that say one thing: nothing here, something failed, sign in first. */
import { h } from '../dom.js';
import { pixels } from '../pixels.js';
import { explain } from '../problems.js';

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

export function notFound() {
    return message('Nothing here', 'There is no such page in this shop, or it belongs to someone else.', link('#/', 'See all consoles'));
}

export function failed(failure, again) {
    const { title, text } = explain(failure.code ? failure : { code: 'internal-error', members: {} });
    const words = failure.repeatable
        ? { title: 'No answer', text: 'The shop did not answer just now. Check your connection, and try again.' }
        : { title, text };
    return message(words.title, words.text, h('button', { type: 'button', class: 'button', onclick: again }, 'Try again'));
}
