/** Shows the view that the address names behind its #, and looks after focus, title and scrolling. */
import { isFailure } from './api.js';
import { fill } from './dom.js';

/**
 * @typedef {{title: string, element: HTMLElement, shown?: () => void}} View the element holds the view's h1; shown is
 *   called once it is part of the page
 */

/**
 * @typedef {object} Page
 * @property {string} name
 * @property {[RegExp, () => Promise<{view: (args: object) => View | Promise<View>}>][]} routes
 * @property {() => View} notFound
 * @property {(failure: Error, again: () => void) => View} failed
 */

/** @type {Page} */
let page;
let leaving = new AbortController();

/** The path and query behind the #. */
export function address() {
    const [path, query = ''] = (location.hash.slice(1) || '/').split('?');
    return { path, query: new URLSearchParams(query) };
}

export function go(path) {
    if (location.hash === `#${path}`) {
        show({ focus: true });
    } else {
        location.hash = path;
    }
}

async function make(path, query, signal) {
    for (const [pattern, load] of page.routes) {
        const match = pattern.exec(path);
        if (match) {
            const { view } = await load();
            return view({ id: match.groups?.id && decodeURIComponent(match.groups.id), query, signal });
        }
    }
    return page.notFound();
}

/** Shows what the address names, again if it is shown already. */
export async function show({ focus = false } = {}) {
    leaving.abort();
    leaving = new AbortController();
    const { signal } = leaving;
    const { path, query } = address();
    const main = document.getElementById('main');
    main.setAttribute('aria-busy', 'true');
    main.inert = true; // what is about to be replaced may show a cart or a price that is no more
    let view;
    try {
        view = await make(path, query, signal);
    } catch (failure) {
        if (!isFailure(failure)) {
            console.error(failure);
        }
        view = failure.code === 'not-found' ? page.notFound() : page.failed(failure, () => show({ focus: true }));
    }
    if (signal.aborted) {
        return;
    }
    document.title = `${view.title} · ${page.name}`;
    fill(main, view.element);
    view.shown?.();
    main.removeAttribute('aria-busy');
    main.inert = false;
    document.querySelectorAll('[data-nav]').forEach((link) => {
        const here = link.getAttribute('href') === `#${path}`;
        here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
    });
    if (focus) {
        scrollTo(0, 0);
        main.querySelector('h1')?.focus({ preventScroll: true });
    }
}

/** @param {Page} shown */
export function start(shown) {
    page = shown;
    addEventListener('hashchange', () => show({ focus: true }));
    return show();
}
