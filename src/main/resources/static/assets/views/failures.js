/** Views for what does not exist, and for what failed. */
import { h } from '../dom.js';
import { explain } from '../problems.js';
import { link, message } from './messages.js';

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
