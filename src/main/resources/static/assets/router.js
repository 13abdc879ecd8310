/** Shows the view that the address names behind its #, and looks after focus, title and scrolling. */
import { isFailure } from './api.js';
import { fill } from './dom.js';
import * as views from './views/messages.js';

/** @typedef {{title: string, element: HTMLElement}} View the element holds the view's h1 */

const ROUTES = [
    [/^\/$/, () => import('./views/catalogue.js')],
    [/^\/consoles\/(?<id>[^/]+)$/, () => import('./views/product.js')],
    [/^\/cart$/, () => import('./views/cart.js')],
    [/^\/checkout$/, () => import('./views/checkout.js')],
    [/^\/orders$/, () => import('./views/orders.js')],
    [/^\/orders\/(?<id>[^/]+)$/, () => import('./views/order.js')],
];

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
    for (const [pattern, load] of ROUTES) {
        const match = pattern.exec(path);
        if (match) {
            const { view } = await load();
            return view({ id: match.groups?.id && decodeURIComponent(match.groups.id), query, signal });
        }
    }
    return views.notFound();
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
        view = failure.code === 'not-found' ? views.notFound() : views.failed(failure, () => show({ focus: true }));
    }
    if (signal.aborted) {
        return;
    }
    document.title = `${view.title} · Retro Store`;
    fill(main, view.element);
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

export function start() {
    addEventListener('hashchange', () => show({ focus: true }));
    return show();
}
