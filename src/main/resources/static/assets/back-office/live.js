/** Views that keep themselves up to date: what changes is changed in its place, and nothing that somebody types in. */
import { isFailure } from '../api.js';
import { announce, fill, h } from '../dom.js';
import { callAsUser, current, onChange } from '../session.js';
import * as deeds from './deeds.js';

const EVERY = 15_000;
const PAGE = 20;
const MOST_AT_ONCE = 100;

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });

function fresh(sentence) {
    document.getElementById('freshness').textContent = sentence;
}

/**
 * Reads something now, shows it, and again and again while the view and the window are there to be looked at.
 *
 * @template T
 * @param {AbortSignal} signal of the view
 * @param {() => Promise<T>} load
 * @param {(data: T, quiet: boolean) => void} show called when something is different; quiet when it need not say what,
 *   because it is the first time or the person has just done it
 * @returns {Promise<() => Promise<void>>} looks now
 */
export async function live(signal, load, show, every = EVERY) {
    let shown;
    let timer;
    let looking = null;
    let more = false;
    let asOf;

    const look = async (quiet) => {
        const data = await load();
        if (signal.aborted) {
            return;
        }
        const text = JSON.stringify(data);
        if (text !== shown) {
            shown = text;
            show(data, quiet);
        }
        asOf = time.format(new Date());
        fresh(`As of ${asOf}`);
    };
    const again = async (quiet) => {
        clearTimeout(timer);
        try {
            do {
                more = false;
                await look(quiet);
            } while (more && !signal.aborted);
        } catch (failure) {
            if (!isFailure(failure)) {
                throw failure;
            }
            if (!signal.aborted && current()) {
                fresh(`The shop does not answer: this is as of ${asOf}.`);
            }
        } finally {
            looking = null;
            if (!signal.aborted) {
                timer = setTimeout(tick, every * (0.9 + Math.random() * 0.2));
            }
        }
    };
    const refresh = (quiet = true) => {
        more = looking !== null;
        looking ??= again(quiet);
        return looking;
    };
    const tick = () => {
        if (!document.hidden && current()) {
            refresh(false);
        }
    };

    await look(true);
    timer = setTimeout(tick, every);
    signal.addEventListener('abort', () => {
        clearTimeout(timer);
        fresh('');
    });
    document.addEventListener('visibilitychange', tick, { signal });
    deeds.onEnd(() => refresh(), signal);
    onChange((user) => user && refresh(), signal);
    return refresh;
}

/** Changes what is in an element, and leaves the focus on the control of the same `data-act`. */
export function change(element, ...children) {
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.act : null;
    fill(element, ...children);
    if (focused) {
        element.querySelector(`[data-act="${CSS.escape(focused)}"]`)?.focus();
    }
    return element;
}

/**
 * Keeps the children of a list in step with items.
 *
 * @template T
 * @param {HTMLElement} list
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => {element: HTMLElement, update: (item: T) => void}} make
 * @returns {(items: T[]) => {added: T[], changed: T[], gone: T[]}} what is different now
 */
export function keyed(list, keyOf, make) {
    const rows = new Map();
    return (items) => {
        const difference = { added: [], changed: [], gone: [] };
        const keys = new Set(items.map(keyOf));
        const first = rows.size === 0;
        for (const [key, row] of rows) {
            if (!keys.has(key)) {
                remove(row.element);
                rows.delete(key);
                difference.gone.push(row.item);
            }
        }
        items.forEach((item, index) => {
            const key = keyOf(item);
            const text = JSON.stringify(item);
            const known = rows.get(key);
            if (known && known.text !== text) {
                known.update(item);
                difference.changed.push(item);
            }
            const row = { ...(known ?? make(item)), item, text };
            rows.set(key, row);
            row.element.toggleAttribute('data-new', (!known && !first) || difference.changed.includes(item));
            if (!known) {
                difference.added.push(item);
            }
            if (list.children[index] !== row.element) {
                list.insertBefore(row.element, list.children[index] ?? null);
            }
        });
        return difference;
    };
}

/** The focus goes on to what follows. */
function remove(element) {
    if (element.contains(document.activeElement)) {
        const neighbour = element.nextElementSibling ?? element.previousElementSibling;
        (neighbour?.querySelector('a, button, input') ?? document.querySelector('main h1'))?.focus();
    }
    element.remove();
}

/** A row of a list that is made anew when its item changes. */
export function plainRow(render, className) {
    return (item) => {
        const element = h('li', { class: className });
        const update = (changed) => change(element, render(changed));
        update(item);
        return { element, update };
    };
}

/** Reads a list page by page, until it has so many or there are no more. */
async function read(path, member, wanted) {
    let items = [];
    let next = null;
    do {
        const query = new URLSearchParams({ limit: Math.min(MOST_AT_ONCE, wanted - items.length), ...(next && { after: next }) });
        const page = await callAsUser('GET', `${path}${path.includes('?') ? '&' : '?'}${query}`);
        items = items.concat(page[member]);
        next = page.next;
    } while (next && items.length < wanted);
    return { items, next };
}

/**
 * A list of the store's that stays up to date, and grows when more is asked for.
 *
 * @template T
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {string} options.path without limit and cursor
 * @param {string} options.member of the answer, which holds the items
 * @param {(item: T) => string} options.keyOf
 * @param {(item: T) => {element: HTMLElement, update: (item: T) => void}} options.row
 * @param {string} options.nothing a sentence for an empty list
 * @param {(difference: {added: T[], changed: T[], gone: T[]}) => string | null} options.say what has changed, in words
 * @param {(items: T[]) => void} [options.seen] called with what is shown
 */
export async function listing({ signal, path, member, keyOf, row, nothing, say, seen = () => {} }) {
    const list = h('ul', { class: 'rows' });
    const empty = h('p', { class: 'nothing' }, nothing);
    const more = h('button', { type: 'button', class: 'button plain', 'data-act': 'more' }, 'Show more');
    const update = keyed(list, keyOf, row);
    let wanted = PAGE;

    const refresh = await live(signal, () => read(path, member, wanted), ({ items, next }, quiet) => {
        const once = [...new Map(items.map((item) => [keyOf(item), item])).values()];
        const difference = update(once);
        empty.hidden = once.length > 0;
        more.hidden = !next;
        seen(once);
        const sentence = quiet ? null : say(difference);
        if (sentence) {
            announce(sentence);
        }
    });
    more.addEventListener('click', async () => {
        const before = list.children.length;
        wanted = before + PAGE;
        await refresh();
        list.children[before]?.querySelector('a, button')?.focus();
    });
    return h('div', { class: 'stack' }, list, empty, h('div', { class: 'row centred' }, more));
}
